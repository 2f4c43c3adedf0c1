"""Hand in a file, read what it would do, start it, watch it: for whoever runs the desk or leads its people.

The worker does all of it; a page only says what is wanted, and how far it has come. Start reading at `imports`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeway.desk.clock import now
from leeway.desk.importing import commands, queries
from leeway.desk.importing.commands import BYTES_MAX, Reading, TooLargeError
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from leeway.desk.importing.queries import Handed

FORM_BYTES_MAX: Final = 1024 * 1024
"""What a form may be large beside its file."""
ENCODINGS: Final = (
    "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1256", "iso-8859-1", "koi8-u",
)  # fmt: skip
DELIMITERS: Final = {
    ",": gettext_lazy("Commas"), ";": gettext_lazy("Semicolons"), "\t": gettext_lazy("Tabs"),
    "|": gettext_lazy("Upright bars"),
}  # fmt: skip
DATES: Final = {
    "": "2026-03-31 14:05", "%d.%m.%Y %H:%M": "31.03.2026 14:05", "%d.%m.%Y %H:%M:%S": "31.03.2026 14:05:30",
    "%d.%m.%Y": "31.03.2026", "%d/%m/%Y %H:%M": "31/03/2026 14:05", "%d/%m/%Y": "31/03/2026",
    "%m/%d/%Y %H:%M": "03/31/2026 14:05", "%m/%d/%Y %I:%M %p": "03/31/2026 02:05 PM", "%m/%d/%Y": "03/31/2026",
    "%Y/%m/%d %H:%M": "2026/03/31 14:05",
}  # fmt: skip
"""How dates may be written, each with the last day of March as an example."""


def for_operators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who run the whole desk or look after all its people; others find nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, **place: str) -> HttpResponse:
        root, me = people.root(), people.who_signed_in(request.user)
        if root is None or not (
            people.may_look_after("operations", me.id, root.id) or people.may_lead_people_at(me.id, root.id)
        ):
            raise Http404
        return view(request, **place)

    return login_required(never_cache(guarded))


@csrf_exempt  # what is too large must not be read at all, so its size is looked at before the form; see below
@for_operators
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """All files that were handed in, and a form to hand in another."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES_MAX + FORM_BYTES_MAX:
        return _overview(request, _too_large(), status=413)
    return _handed_in(request)


@csrf_protect
def _handed_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _overview(request)
    kind, file = request.POST.get("kind", ""), request.FILES.get("file")
    if file is None or kind not in queries.sorts():
        return _overview(request, _("Choose a file, and what is in it."), status=422)
    me, reading = people.who_signed_in(request.user).id, Reading(zone=people.own_zone())
    try:
        upload = commands.hand_in(
            kind, file=file.name or "", pieces=file.chunks(), reading=reading, by=me, at=now()
        )
    except TooLargeError:
        return _overview(request, _too_large(), status=413)
    return redirect("import", upload)


def _overview(request: HttpRequest, wrong: str = "", *, status: int = 200) -> HttpResponse:
    told = {
        "files": queries.handed_in(), "sorts": queries.sorts(), "wrong": wrong, "bytes_max": BYTES_MAX,
        "megabytes": BYTES_MAX // (1024 * 1024),
        "too_large": _too_large(),
    }  # fmt: skip
    return render(request, "importing/imports.html", told, status=status)


def _too_large() -> str:
    size = BYTES_MAX // (1024 * 1024)
    return _(
        "This file is empty, or larger than %(size)d MB. Hand it in in parts, or let whoever runs the machine "
        "bring it in: leeway import"
    ) % {"size": size}


@for_operators
@require_GET
def one(request: HttpRequest, upload: str) -> HttpResponse:
    """One file: what it would do, or how far it has come; and how it is read."""
    found = _found(upload)
    return render(request, "importing/import.html", _shown(found) | _readings(found))


@for_operators
@require_GET
def part(request: HttpRequest, upload: str) -> HttpResponse:
    """What changes while the worker has it; as soon as that ends, the whole page."""
    found = _found(upload)
    if not found.is_worked_on:
        return HttpResponse(headers={"X-Go-To": reverse("import", args=[upload])})
    return render(request, "importing/state.html", _shown(found))


@for_operators
@require_POST
def do(request: HttpRequest, upload: str) -> HttpResponse:
    """Read it otherwise, bring it in, stop, go on, or forget it."""
    found, wanted = _found(upload), request.POST.get("do", "")
    if wanted == "forget":
        if commands.forget(upload):
            messages.success(request, _("The file is forgotten. What it brought in stays."))
        return redirect("imports")
    if wanted == "read":
        reading = _posted(request, found)
        done = reading is not None and commands.read_otherwise(upload, reading, at=now())
    else:
        act = {"bring": commands.bring, "stop": commands.stop}.get(wanted)
        done = act is not None and act(upload, at=now())
    if not done:
        messages.error(request, _("This could not be done: look at how it stands now."))
    return redirect("import", upload)


@for_operators
@require_GET
def refused(request: HttpRequest, upload: str) -> HttpResponse:
    """The rows that were refused, to be mended and handed in again."""
    found, rows = _found(upload), queries.refused_rows(upload)
    if rows is None:
        raise Http404
    answer = HttpResponse(rows, content_type="text/csv; charset=utf-8")
    name = f"{found.file.rpartition('.')[0] or found.file}.refused.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _found(upload: str) -> Handed:
    found = queries.one_handed_in(upload)
    if found is None:
        raise Http404
    return found


def _shown(found: Handed) -> dict[str, Any]:
    report = found.report
    problems = [{**each, "said": queries.said_problem(each["text"])} for each in report.get("problems", ())]
    return {
        "file": found, "counts": queries.said_counts(report), "problems": problems,
        "rows": queries.said_rows(report, kind=found.kind), "problem": queries.said_problem(found.problem),
        "more_problems": max(0, report.get("refused", 0) - len(problems)),
    }  # fmt: skip


def _readings(found: Handed) -> dict[str, Any]:
    names = queries.field_names()
    fields = sorted(
        ((each, names.get(each, each)) for each in queries.fields_of(found.kind)), key=lambda it: it[1]
    )
    return {
        "places": queries.places_of(found.kind), "encodings": ENCODINGS, "delimiters": DELIMITERS.items(),
        "dates": DATES.items(), "fields": fields, "columns": found.report.get("columns", ()),
        "own_zone": people.own_zone(),
        "zones": sorted(each for each in available_timezones() if "/" in each and "Etc" not in each),
    }  # fmt: skip


def _posted(request: HttpRequest, found: Handed) -> Reading | None:
    """How it is to be read, as it was chosen; None where something chosen is none of the choices."""
    typed = {
        name: request.POST.get(name, "")
        for name in ("source", "place", "dates", "zone", "encoding", "delimiter")
    }
    typed["zone"] = typed["zone"].strip() or people.own_zone()
    source = " ".join(typed["source"].split())[:40] or Reading().source
    places = {id_ for id_, _ in queries.places_of(found.kind)} | {""}
    named = (typed["place"] in places, typed["dates"] in DATES, typed["encoding"] in (*ENCODINGS, ""),
             typed["delimiter"] in (*DELIMITERS, ""))  # fmt: skip
    try:
        ZoneInfo(typed["zone"])
    except (KeyError, ValueError, OSError):
        return None
    if not all(named):
        return None
    fields = {*queries.fields_of(found.kind), ""}
    columns = dict(zip(request.POST.getlist("column"), request.POST.getlist("says"), strict=False))
    before = dict(found.report.get("columns", ()))
    changed = {
        name: field for name, field in columns.items() if field in fields and before.get(name, "") != field
    }
    kept = {name: field for name, field in found.reading.columns.items() if columns.get(name) == field}
    return Reading(**typed | {"source": source}, columns=kept | changed)
