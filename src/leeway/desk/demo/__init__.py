"""What does a desk look like in use? Made-up businesses with people, sites and decisions, for trying it out.

Start reading at `station.py`.
"""

from __future__ import annotations

from leeway.desk.demo.books import book_texts
from leeway.desk.demo.house import build_house
from leeway.desk.demo.network import Extent, build_network
from leeway.desk.demo.station import Invited, build_station, invited

__all__ = ["Extent", "Invited", "book_texts", "build_house", "build_network", "build_station", "invited"]
