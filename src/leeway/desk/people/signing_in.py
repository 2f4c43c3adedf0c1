"""How are keys kept, and who may join? Only those who were invited; secrets are kept enciphered.

Start reading at `InvitedOnly`, then `KeptSecret`.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

OBVIOUS: Final = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})
"""What the next page shows anyway needs no notice."""


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account rules for a desk."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth names it
        """Nobody signs up without an invitation."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say what happened, unless it is plain to see."""
        said = {each for each in (*args, *kwargs.values()) if isinstance(each, str)}
        if not said & OBVIOUS:
            super().add_message(request, level, *args, **kwargs)


class KeptSecret(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second keys for a desk: a copy of the database alone does not sign anybody in."""

    def encrypt(self, text: str) -> str:
        """Encipher a secret with the desk's own key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second keys of colleagues" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
