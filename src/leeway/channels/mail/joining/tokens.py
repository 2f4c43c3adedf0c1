"""Is this the answer to a letter of ours? A signed token in the address and in the Message-ID says so.

A token names an outgoing entry and carries an HMAC-SHA256 over it, so that nobody can write themselves into a
matter by counting. It says nothing about who holds it: that is asked apart. Start reading at `token_of`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Final

_SIGNED_BYTES: Final = 15
"""120 bits of the signature are kept: it must fit into an address, of which 64 signs stand before the `@`."""
_PURPOSE: Final = b"leeway mail reply 1"
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_TOKEN: Final = re.compile(r"lw([0-9a-z]{1,13})-([a-z2-7]{24})", re.IGNORECASE)


def token_of(entry: int, *, brand: str, key: bytes) -> str:
    """The token of an outgoing entry of a brand; letters, digits and a dash, the same in capitals.

    >>> token_of(4711, brand="shop", key=b"k" * 32)
    'lw3mv-i3gi6u3h6zw3hyi7fitonphq'
    """
    return f"lw{_written(entry)}-{_signature(entry, brand=brand, key=key)}"


def entry_of(text: str, *, brand: str, key: bytes) -> int | None:
    """The outgoing entry of the first token in the text that this desk signed for the brand; none if none
    is.
    """
    for found in _TOKEN.finditer(text[:2_000]):
        entry = int(found[1], 36)
        if hmac.compare_digest(_signature(entry, brand=brand, key=key), found[2].lower()):
            return entry
    return None


def message_id_of(entry: int, *, brand: str, key: bytes, domain: str) -> str:
    """The Message-ID of an outgoing entry, without angle brackets; the same at each try, so that none counts
    twice.
    """
    return f"{token_of(entry, brand=brand, key=key)}@{domain}"


def tagged(address: str, token: str) -> str:
    """An address with the token behind a plus sign; the address itself if that would be too long for one.

    >>> tagged("help@shop.example", "lw3mv-abc")
    'help+lw3mv-abc@shop.example'
    """
    local, _, domain = address.rpartition("@")
    local = f"{local.partition('+')[0]}+{token}"
    return f"{local}@{domain}" if len(local) <= 64 else address


def _signature(entry: int, *, brand: str, key: bytes) -> str:
    signed = hmac.new(key, b"\0".join((_PURPOSE, brand.encode(), str(entry).encode())), hashlib.sha256).digest()
    return base64.b32encode(signed[:_SIGNED_BYTES]).decode().lower()


def _written(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = _DIGITS[digit] + out
    return out or "0"
