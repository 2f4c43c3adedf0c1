"""Who comes in, and for what? The bearer of a token, its scopes, and whether it asks too often.

Start reading at `allowed`.
"""

from __future__ import annotations

import math
import os
import threading
import time
from typing import TYPE_CHECKING, Any, Final, cast

from ninja.security import HttpBearer

from leeway.api.pace import Pace
from leeway.api.problems import ProblemError
from leeway.desk.access.commands import digest_of, note_use
from leeway.desk.access.queries import bearer
from leeway.desk.clock import now

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.access.queries import Bearer

PACE: Final = Pace(
    per_second=float(os.environ.get("LEEWAY_TOKEN_RATE", "50")),
    burst=float(os.environ.get("LEEWAY_TOKEN_BURST", "200")),
)
WRITTEN_EVERY_SECONDS: Final = 10.0
_used: set[str] = set()
_written: list[float] = [0.0]
_noting = threading.Lock()


class Token(HttpBearer):
    """Lets in whoever has a token with one of these scopes; none named: any."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:  # noqa: ARG002  ninja hands it
        """The bearer of a token. Raises: ProblemError."""
        found = bearer(digest_of(token), at=now())
        if found is None:
            raise _turned_away()
        wait_seconds = PACE.wait_seconds(found.token)
        if wait_seconds:
            seconds = math.ceil(wait_seconds)
            raise ProblemError("too-many", f"try again in {seconds} s", headers={"Retry-After": str(seconds)})
        if self.scopes and found.scopes.isdisjoint(self.scopes):
            raise ProblemError("scope-missing", f"this needs a token with the scope {' or '.join(self.scopes)}")
        _note(found)
        return found

    def __call__(self, request: HttpRequest) -> Any:
        """The bearer; a request without a token is told how to bring one. Raises: ProblemError."""
        found = super().__call__(request)
        if found is None:
            raise _turned_away()
        return found


def allowed(*scopes: str) -> Token:
    """Who may call an operation: bearers of a token with one of these scopes."""
    return Token(*scopes)


def bearer_of(request: HttpRequest) -> Bearer:
    """Who calls an operation."""
    return cast("Bearer", request.auth)  # type: ignore[attr-defined]


def _turned_away() -> ProblemError:
    return ProblemError(
        "no-token", "send `Authorization: Bearer …` with a token that is in force",
        headers={"WWW-Authenticate": "Bearer"},
    )  # fmt: skip


def _note(found: Bearer) -> None:
    """Remember that a token is in use, and write it down for all at once now and then."""
    with _noting:
        _used.add(found.token)
        if time.monotonic() - _written[0] < WRITTEN_EVERY_SECONDS:
            return
        _written[0], used = time.monotonic(), frozenset(_used)
        _used.clear()
    note_use(used, at=now())
