"""The same draft as text: one file at a time, with what is wrong by line; the whole book down and up as a zip.

Start reading at `text`.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeway.desk.clock import now
from leeway.desk.studio import commands
from leeway.desk.studio.commands.drafting import BOOK_BYTES_MAX, TooLargeError
from leeway.desk.studio.queries.drafts import writing_of
from leeway.desk.studio.queries.findings import findings_of
from leeway.desk.studio.views.access import for_owners, owner_of
from leeway.policy import format_text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.studio.queries.drafts import Writing

FILES_MAX: Final = 2_000


class NoBookError(ValueError):
    """An uploaded file that holds no book."""


@for_owners
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest) -> HttpResponse:
    """One file of the draft."""
    writing = writing_of(owner_of(request).id)
    file = _file(request, writing)
    if request.method == "POST":
        typed = request.POST.get("text", "").replace("\r\n", "\n")
        if "format" in request.POST:
            typed = format_text(typed)
        texts = {**writing.files.texts, file: typed}
        if not typed.strip() and file != writing.files.head:
            del texts[file]
        try:
            commands.keep(writing.owner, texts, at=now())
        except TooLargeError:
            messages.error(request, gettext("That is more than a book can hold: 4 MiB."))
        return redirect(f"{reverse('policy_text')}?{urlencode({'file': file})}")
    findings = findings_of(writing.files, writing.loaded.diagnostics)
    told = {
        "writing": writing,
        "file": file,
        "text": writing.files.texts.get(file, ""),
        "files": [(name, sum(f.file == name and f.is_error for f in findings)) for name in writing.files.texts],
        "findings": [each for each in findings if each.file == file],
        "elsewhere": [each for each in findings if each.file != file and each.is_error],
    }
    return render(request, "studio/text.html", told)


def _file(request: HttpRequest, writing: Writing) -> str:
    """The file that is asked for, or that of a policy; else the head."""
    files = writing.files
    asked = request.POST.get("file") or request.GET.get("file") or ""
    policy = request.GET.get("policy", "")
    found = files.file_of(policy) if policy else asked
    fits = asked.endswith(".yaml") and asked.startswith(("policies/", "examples/")) and ".." not in asked
    if found is not None and found in files.texts:
        return found
    return asked if fits else files.head


@for_owners
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The draft's files, or those in force where there is none, as a zip of plain files."""
    writing = writing_of(owner_of(request).id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(writing.files.texts.items()):
            archive.writestr(zipfile.ZipInfo(name, now().timetuple()[:6]), content)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="book.zip"'
    return answer


@for_owners
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Put the files of a zip, or one file alone, into the draft in place of what is there."""
    me = owner_of(request)
    sent = request.FILES.get("book")
    try:
        fits = sent is not None and sent.size and sent.size <= BOOK_BYTES_MAX
        content = sent.read() if sent is not None and fits else b""
        name = sent.name if sent is not None else None
        commands.start_from(me.id, unpacked(content, name=name or ""), at=now())
    except (NoBookError, TooLargeError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The files are in your draft. Undo brings back what was there."))
    return redirect("policy_text")


def unpacked(content: bytes, *, name: str) -> dict[str, str]:
    """The files of a book in a zip, wherever in it the book stands; or one file by itself.

    Raises: NoBookError.
    """
    if not content:
        raise NoBookError(gettext("Choose a zip of a book's files, of at most 4 MiB."))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        if not name.endswith((".yaml", ".yml")):
            raise NoBookError(gettext("This is neither a zip nor a book's file."))
        return {"book.yaml": _decoded(content)}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [each for each in archive.infolist() if each.filename.endswith((".yaml", ".yml"))]
        if len(inside) > FILES_MAX or sum(each.file_size for each in inside) > BOOK_BYTES_MAX:
            raise NoBookError(gettext("That is more than a book can hold: 4 MiB."))
        heads = [each.filename for each in inside if each.filename.rpartition("/")[2] == "book.yaml"]
        if not heads:
            raise NoBookError(gettext("There is no book.yaml in this zip."))
        lead = min(heads, key=len).removesuffix("book.yaml")
        kept = {
            each.filename.removeprefix(lead): _decoded(archive.read(each))
            for each in inside
            if each.filename.startswith(lead)
        }
    return {path: text for path, text in kept.items() if _belongs(path)}


def _belongs(path: str) -> bool:
    return path == "book.yaml" or (
        path.startswith(("policies/", "examples/")) and path.count("/") == 1 and "\\" not in path
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NoBookError(gettext("A file of it is not text in UTF-8.")) from error


@for_owners
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last change of the draft."""
    if not commands.undo(owner_of(request).id, at=now()):
        messages.error(request, gettext("There is nothing to undo."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "policies")


@for_owners
@require_http_methods(["POST"])
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away, once that was confirmed."""
    if "sure" not in request.POST:
        return render(request, "studio/discard.html", {"writing": writing_of(owner_of(request).id)})
    commands.discard(owner_of(request).id)
    messages.success(request, gettext("The draft is gone."))
    return redirect("policies")


@for_owners
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Bring the draft onto the version that was signed meanwhile."""
    both = commands.adopt(owner_of(request).id, at=now())
    if both:
        said = gettext(
            "Both you and the other version changed: %(files)s. Yours are kept; compare before you sign."
        )
        messages.warning(request, said % {"files": ", ".join(both)})
    return redirect("propose" if both else "policies")
