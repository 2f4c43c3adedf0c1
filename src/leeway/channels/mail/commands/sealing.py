"""How are passwords of mailboxes kept, and by what are our letters signed? With keys made of the desk's secret.

A copy of the database alone opens no mailbox. Start reading at `sealed` and `seal_of`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from leeway.channels.mail.joining import Seal

if TYPE_CHECKING:
    from collections.abc import Mapping


def sealed(secrets: Mapping[str, str]) -> str:
    """Passwords by what they are for, enciphered."""
    return _cipher().encrypt(json.dumps(dict(secrets)).encode()).decode()


def opened(secret: str) -> Mapping[str, str]:
    """The passwords again; none if the desk's secret is another now."""
    try:
        kept: Mapping[str, str] = json.loads(_cipher().decrypt(secret.encode())) if secret else {}
    except InvalidToken:
        return {}
    return kept


def seal_of(brand: str) -> Seal:
    """By what letters of a brand are signed."""
    return Seal(brand=brand, key=_key(b"reply tokens of mail"))


def unique_of(entry: int) -> bytes:
    """Sixteen bytes of an entry that nobody else can tell."""
    return hmac.new(_key(b"threads of mail"), str(entry).encode(), hashlib.sha256).digest()[:16]


def _key(purpose: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), purpose, hashlib.sha256).digest()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"passwords of mailboxes")))
