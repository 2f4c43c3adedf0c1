"""Which policies count? Versions of the book, a check of one that is being written, a new version put in force.

Start reading at `check_book`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from leeway.api import replies
from leeway.api.bearing import allowed, bearer_of
from leeway.api.problems import ProblemError, Wrong, not_found
from leeway.api.shapes.kept import Book, Books, BookVersion, Checked
from leeway.api.shapes.sent import Files, NewVersion
from leeway.desk.clock import now
from leeway.desk.people import queries as people
from leeway.desk.studio import commands
from leeway.desk.studio import queries as studio
from leeway.desk.studio.queries.versions import version_line, versions
from leeway.policy import load_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.desk.studio.queries.versions import VersionLine
    from leeway.policy import Diagnostic

router = Router(tags=["books"])
NUMBER_MAX = 2**31 - 1
Number = Annotated[int, Path(ge=1, le=NUMBER_MAX)]


@router.get("/books", auth=allowed("policies", "read"), response=Books, operation_id="books")
def books(
    request: HttpRequest,  # noqa: ARG001  ninja hands it
    before: Annotated[int | None, Query(ge=1, le=NUMBER_MAX)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HttpResponse:
    """The versions of the policy book that were signed, newest first."""
    return replies.answer({"books": [_version(each) for each in versions(before=before, limit=limit)]})


@router.get("/books/{int:number}", auth=allowed("policies", "read"), response=Book, operation_id="book")
def book(request: HttpRequest, number: Number) -> HttpResponse:  # noqa: ARG001
    """A version with its files."""
    found = version_line(number)
    if found is None:
        raise not_found()
    return replies.answer({**_version(found), "files": dict(studio.texts_of(number))})


@router.post("/books/check", auth=allowed("policies"), response=Checked, operation_id="check_book")
def check_book(request: HttpRequest, body: Files) -> HttpResponse:  # noqa: ARG001
    """What is wrong with a book? It is read, and nothing else happens."""
    loaded = load_texts(body.files)
    return replies.answer(
        {
            "is_sound": loaded.book is not None,
            "hash": loaded.book.version if loaded.book else None,
            "diagnostics": [_diagnostic(each) for each in loaded.diagnostics],
        }
    )


@router.post("/books", auth=allowed("policies"), response=BookVersion, operation_id="sign_book")
def sign_book(request: HttpRequest, body: NewVersion) -> HttpResponse:
    """Put a new version in force, in the name of the policy owner whose token this is."""
    bearer, at = bearer_of(request), now()
    root = people.root()
    if root is None or bearer.site != root.id:
        raise ProblemError("not-allowed", "policies are for every site: this takes a token for all of them")
    if not people.may_look_after("policies", bearer.colleague, root.id):
        raise ProblemError("not-allowed", "only who looks after the policies signs them")
    try:
        number = commands.sign(body.files, by=bearer.colleague, at=at, starts_at=body.starts_at, note=body.note)
    except commands.BookRefusedError as refused:
        raise ProblemError(
            "not-valid", "the book cannot be read", tuple(_wrong(refused.diagnostics))
        ) from refused
    found = version_line(number)
    assert found is not None, "it was just signed"
    return replies.answer(_version(found))


def _version(line: VersionLine) -> dict[str, Any]:
    return {
        "number": line.number, "hash": line.hash, "starts_at": line.starts_at.isoformat(),
        "signed_by": line.signed_by, "signed_at": line.signed_at.isoformat(), "note": line.note,
        "is_withdrawn": line.is_withdrawn,
    }  # fmt: skip


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code, "name": found.name, "severity": found.severity.value, "message": found.message,
        "path": found.place.path, "line": found.place.line, "column": found.place.column, "help": found.help,
    }  # fmt: skip


def _wrong(found: Iterable[Diagnostic]) -> Iterable[Wrong]:
    for each in found:
        where = f"{each.place.path}:{each.place.line}:{each.place.column}: "
        name = each.place.path.replace("~", "~0").replace("/", "~1")
        yield Wrong(code=each.name, pointer=f"/files/{name}", detail=where + each.message, help=each.help)
