"""What if a passkey's answer is nonsense? Then it is refused with a word, like a wrong code; never an error.

The forms are those of the sign-in library, which take well-formed answers for granted. Start reading at
`sound_credentials`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def sound_credentials() -> Iterator[None]:
    """Refuse what is no answer of a passkey.

    Raises: ValidationError in place of whatever reading the answer stumbles over.
    """
    try:
        yield
    except (AttributeError, InvalidSignature, LookupError, TypeError, ValueError) as problem:
        raise get_adapter().validation_error("incorrect_code") from problem


class SignInByPasskey(LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by a passkey alone."""

    def clean_credential(self) -> Any:
        """The key that was used."""
        with sound_credentials():
            return super().clean_credential()


class SecondPasskey(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    def clean_credential(self) -> Any:
        """The key that was used."""
        with sound_credentials():
            return super().clean_credential()


class ShowPasskeyAgain(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Showing once more that it is you."""

    def clean_credential(self) -> Any:
        """The key that was used."""
        with sound_credentials():
            return super().clean_credential()


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """Adding a passkey."""

    def clean(self) -> Any:
        """The name and the new key."""
        with sound_credentials():
            return super().clean()
