"""Who signs? The owner proves it once more: with a passkey, password or code, or by typing their name.

Whoever has a password or a code is asked for it; a passkey used in the last five minutes stands for both. Start
reading at `proof_of`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from allauth.account.authentication import get_authentication_records
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.http import HttpRequest

PASSKEY_SECONDS_MAX: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What somebody can sign with."""

    password: bool
    code: bool
    passkey: bool
    """Whether they have one."""
    passkey_fresh: bool
    """Whether they used it a moment ago."""

    @property
    def name_only(self) -> bool:
        """Whether there is nothing but their name to type."""
        return not (self.password or self.code or self.passkey)


def ways_of(request: HttpRequest) -> Ways:
    """What the one who is signed in can sign with."""
    user: Any = request.user
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return Ways(
        password=user.has_usable_password(),
        code=Authenticator.Type.TOTP in types,
        passkey=Authenticator.Type.WEBAUTHN in types,
        passkey_fresh=any(map(_is_fresh_passkey, get_authentication_records(request))),
    )


def _is_fresh_passkey(record: dict[str, Any]) -> bool:
    is_passkey = "webauthn" in (record.get("type"), record.get("method")) or record.get("method") == "passkey"
    return is_passkey and time.time() - float(record.get("at", 0)) < PASSKEY_SECONDS_MAX


def proof_of(request: HttpRequest, *, name: str) -> tuple[str, str]:
    """How the signature was proven (`passkey`, `password`, `code`, `name`), or why it was not."""
    ways, user = ways_of(request), request.user
    if ways.passkey_fresh:
        return "passkey", ""
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return "", gettext("Too many tries. Wait a minute.")
    typed: Any = user
    if ways.password and typed.check_password(request.POST.get("password", "")):
        return "password", ""
    if ways.code and _is_code(request):
        return "code", ""
    if ways.name_only and _folded(request.POST.get("name", "")) == _folded(name):
        return "name", ""
    if ways.name_only:
        return "", gettext("Type your name as it stands here: %(name)s") % {"name": name}
    return "", gettext("That does not match. Nothing was signed.")


def _is_code(request: HttpRequest) -> bool:
    typed = request.POST.get("code", "").replace(" ", "")
    kept = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    return bool(typed) and kept is not None and bool(kept.wrap().validate_code(typed))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
