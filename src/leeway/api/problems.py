"""What went wrong, for a program and for who reads its log? Problem documents as RFC 9457 describes them.

Each has a kebab `code`, one sentence, and for bad input every problem at once with a pointer to its field.
Start reading at `ProblemError` and `document`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.decide import RequestProblem

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "urn:leeway:problem:"

TITLES: Final = {
    "not-json": (400, "The body cannot be read"),
    "no-token": (401, "A token is needed"),
    "scope-missing": (403, "The token is not for this"),
    "not-allowed": (403, "This is not for you to do"),
    "not-found": (404, "There is no such thing here"),
    "method-not-allowed": (405, "This cannot be done here"),
    "key-used": (409, "The key was used for another request"),
    "wrong-state": (409, "It is too late, or too early, for this"),
    "too-large": (413, "The body is too large"),
    "not-application-json": (415, "The body is not JSON"),
    "not-valid": (422, "The request cannot be decided as it is"),
    "too-many": (429, "Too many requests"),
    "went-wrong": (500, "Something went wrong here"),
    "unreachable": (503, "Records cannot be reached just now"),
}
"""Every kind of problem: its status and its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing wrong with what was sent: code, place (a JSON pointer), a sentence, and what helps."""

    code: str
    pointer: str
    detail: str
    help: str | None = None


@dataclass
class ProblemError(Exception):
    """What stops a request, to be told as a problem document."""

    code: str
    detail: str
    wrong: tuple[Wrong, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def not_found(detail: str = "there is no such thing here, or it is not for you to see") -> ProblemError:
    """What one may not see does not exist."""
    return ProblemError("not-found", detail)


def not_valid(code: str, pointer: str, detail: str, help_: str | None = None) -> ProblemError:
    """One thing wrong with one field."""
    return ProblemError("not-valid", detail, (Wrong(code=code, pointer=pointer, detail=detail, help=help_),))


def of_request(problems: Iterable[RequestProblem], *, body: Mapping[str, Any]) -> ProblemError:
    """The problems of a request to the book, each with a pointer into the body that was sent."""
    wrong = tuple(
        Wrong(code=each.code, pointer=pointer_of(each.field, body=body), detail=each.message, help=each.help)
        for each in problems
    )
    return ProblemError("not-valid", "; ".join(each.detail for each in wrong), wrong)


def pointer_of(path: str, *, body: Mapping[str, Any]) -> str:
    """A field's path as a JSON pointer; names of facts may hold points themselves.

    >>> pointer_of("given.fuel.litres.trust", body={"given": {"fuel.litres": 1}})
    '/given/fuel.litres/trust'
    >>> pointer_of("amount", body={})
    '/amount'
    """
    head, _, rest = path.partition(".")
    head = head.replace(" ", "_")
    if not rest:
        return _pointer(head)
    inner = body.get(head)
    if isinstance(inner, dict):
        for name in sorted(inner, key=len, reverse=True):
            if rest == name or rest.startswith(f"{name}."):
                below = rest[len(name) + 1 :]
                return _pointer(head, name, *(below.split(".") if below else ()))
    return _pointer(head, rest)


def document(problem: ProblemError) -> HttpResponse:
    """A problem as an answer."""
    status, title = TITLES[problem.code]
    form: dict[str, Any] = {
        "type": TYPES + problem.code,
        "title": title,
        "status": status,
        "code": problem.code,
        "detail": problem.detail,
        "problems": [
            {"code": each.code, "pointer": each.pointer, "detail": each.detail, "help": each.help}
            for each in problem.wrong
        ],
    }
    text = json.dumps(form, ensure_ascii=False).encode("utf-8", "backslashreplace")
    answer = HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=dict(problem.headers))
    # What a program did wrong is told to the program; Django need not write a line of its own.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return answer


def _pointer(*parts: str) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
