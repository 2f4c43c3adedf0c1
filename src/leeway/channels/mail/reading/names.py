"""What may an attachment be called here? A name that is safe in every file system and on every page.

Start reading at `safe_name`.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from typing import Final

NAME_CHARACTERS_MAX: Final = 120

_UNSAFE: Final = re.compile(r"[<>:\"/\\|?*&'`%\x00-\x1f\x7f]+")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(given: str, *, type_: str, number: int) -> str:
    """The given name without folders, signs that steer, and what a shell or page would take for more than a
    name.

    >>> safe_name("../../etc/pass<wd>.txt", type_="text/plain", number=1)
    'pass_wd_.txt'
    >>> safe_name("", type_="image/png", number=2)
    'attachment-2.png'
    """
    text = unicodedata.normalize("NFC", given[:2_000].encode("utf-8", "replace").decode("utf-8"))
    text = re.split(r"[/\\]", text.rstrip("/\\ "))[-1]
    # Format signs turn a name round: `gpj.exe` would be shown as `exe.jpg`.
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Zl", "Zp"})
    text = re.sub(r"\s+", " ", _UNSAFE.sub("_", text)).strip(" .")
    if not text:
        return f"attachment-{number}{mimetypes.guess_extension(type_) or '.bin'}"
    if _DEVICE.match(text):
        text = f"_{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if len(text) <= NAME_CHARACTERS_MAX:
        return text
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 12:
        return text[:NAME_CHARACTERS_MAX]
    return f"{stem[: NAME_CHARACTERS_MAX - len(ending) - 1]}.{ending}"
