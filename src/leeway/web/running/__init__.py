"""What runs while a desk serves? The group of processes, and what each of its members does.

Start reading at `serve` in `processes.py`.
"""

from __future__ import annotations
