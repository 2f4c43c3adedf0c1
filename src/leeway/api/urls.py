"""Which address is which operation? All operations of version 1, and their description in OpenAPI 3.1.

Whatever goes wrong is told as a problem document. Start reading at `api`, then `guarded`.
"""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from leeway.api import problems
from leeway.api.bodies import BOOK_BYTES_MAX, BYTES_MAX, ExactParser, check_text
from leeway.api.description import DescribedAPI
from leeway.api.operations import (
    books,
    deciding,
    people,
    records,  # noqa: F401  its operations stand at the addresses of `deciding`
    upwards,
)
from leeway.api.problems import ProblemError, Wrong
from leeway.ledger import (
    InvalidProposal,
    LedgerError,
    LedgerUnavailable,
    RequestDiffers,
    ReversesTooMuch,
    UnknownDecision,
    WrongState,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    type View = Callable[..., HttpResponse]

DESCRIPTION = (
    "Ask what may be done for a customer, decide it inside limits that cannot be overspent, and read why. "
    "Every request carries a token: `Authorization: Bearer …`."
)

api = DescribedAPI(
    title="Leeway",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    parser=ExactParser(),
    urls_namespace="api-v1",
)
for each in (deciding, upwards, people, books):
    api.add_router("", each.router)


def guarded(view: View) -> View:
    """A view that refuses what is too large or no text, and answers everything else with a problem, too."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            _check(request)
            answer = view(request, *args, **named)
        except ProblemError as problem:
            return problems.document(problem)
        except Exception as failure:  # noqa: BLE001  whatever it is, a program gets a problem document
            return _told(failure)
        if answer.status_code == 405:
            allow = {"Allow": answer.headers.get("Allow", "")}
            return problems.document(ProblemError("method-not-allowed", "see `Allow`", headers=allow))
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    return answered


def _check(request: HttpRequest) -> None:
    most = BOOK_BYTES_MAX if request.path_info.startswith("/api/v1/books") else BYTES_MAX
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > most:
        raise ProblemError("too-large", f"a body here has at most {most:,} bytes")
    try:
        check_text(request.path_info)
    except ProblemError:
        raise problems.not_found() from None
    for name, values in request.GET.lists():
        for each in (name, *values):
            check_text(each)


def _told(failure: Exception) -> HttpResponse:
    """What went wrong, as a problem document; what nobody expected is also logged."""
    problem = _problem(failure)
    if problem.code == "went-wrong":
        logging.getLogger("leeway").error("an operation of the API went wrong", exc_info=failure)
    return problems.document(problem)


def _problem(failure: Exception) -> ProblemError:  # noqa: C901, PLR0912  one kind of failure a line
    cause = failure.__cause__
    match failure:
        case ProblemError():
            return failure
        case HttpError() if isinstance(cause, ProblemError):
            return cause
        case HttpError() if isinstance(cause, RequestDataTooBig):
            return ProblemError("too-large", "the body is too large")
        case RequestDataTooBig():
            return ProblemError("too-large", "the body is too large")
        case HttpError():
            return ProblemError("not-json", failure.message)
        case ValidationError():
            return _invalid(failure)
        case OverflowError():
            return problems.not_valid("not-a-time", "", "a moment in it is outside the calendar")
        case Http404() | UnknownDecision():
            return problems.not_found()
        case RequestDiffers():
            return ProblemError("key-used", "another request was decided under this key")
        case WrongState() | ReversesTooMuch():
            return ProblemError("wrong-state", str(failure))
        case InvalidProposal():
            return problems.not_valid("not-possible", "", str(failure))
        case LedgerUnavailable() | DatabaseError():
            return ProblemError("unreachable", "try again in a moment", headers={"Retry-After": "1"})
        case LedgerError():
            return ProblemError("wrong-state", str(failure))
    return ProblemError("went-wrong", "it is noted in the log of the desk")


def _invalid(failure: ValidationError) -> ProblemError:
    wrong = tuple(
        Wrong(code=str(each["type"]).replace("_", "-"), pointer=_where(each["loc"]), detail=str(each["msg"]))
        for each in failure.errors
    )
    return ProblemError("not-valid", f"{len(wrong)} of what was sent cannot be used", wrong)


def _where(loc: tuple[str | int, ...]) -> str:
    """A place as ninja names it (`body`, the argument's name, the field, …) as a pointer into the body."""
    parts = loc[2:] if loc and loc[0] == "body" else loc[1:]
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


@guarded
def nowhere(request: HttpRequest, **_named: Any) -> HttpResponse:
    """No operation is here."""
    raise problems.not_found(f"no operation is at {request.path_info}")


def handler(_request: HttpRequest, failure: Exception | type[Exception]) -> HttpResponse:
    """Whatever an operation raises."""
    assert isinstance(failure, Exception), "ninja hands over what was raised"
    return _told(failure)


for kind in (Exception, HttpError, ValidationError, Http404):
    api.add_exception_handler(kind, handler)


def _guard(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(pattern, URLPattern):
        pattern.callback = guarded(pattern.callback)
    return pattern


_patterns, _app, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("", ([_guard(each) for each in _patterns], _app, _namespace)),
    re_path(r"^.*$", nowhere),
]
