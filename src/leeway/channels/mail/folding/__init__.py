"""Which lines of a letter did the person write, and which are quoted or a signature? In en, ru, ro, uk, ar
and more.

Public names are below; pure, small, and linear in the length of the letter. Start reading at `folded.fold`.
"""

from __future__ import annotations

from leeway.channels.mail.folding.folded import Folded, Mark, Piece, fold

__all__ = ["Folded", "Mark", "Piece", "fold"]
