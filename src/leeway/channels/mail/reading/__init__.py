"""What does an e-mail say? Any bytes become a frozen `Letter`: its text, safe HTML, files, and what is wrong
with it.

Public names are below. Imports nothing of the desk and nothing of Django; asks neither the clock nor the
network. Start reading at `parsing.read`.
"""

from __future__ import annotations

from leeway.channels.mail.reading.headers import Address
from leeway.channels.mail.reading.letter import Attachment, Letter, Original
from leeway.channels.mail.reading.parsing import SIZE_BYTES_MAX, read
from leeway.channels.mail.reading.safe_html import safe_html, text_of

__all__ = ["SIZE_BYTES_MAX", "Address", "Attachment", "Letter", "Original", "read", "safe_html", "text_of"]
