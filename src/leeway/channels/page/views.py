"""The page of one matter, for the person whose it is. Whoever holds no session for it sees nothing of it.

Start reading at `matter`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leeway.channels.mail.queries import sends_anywhere
from leeway.channels.page import commands, queries, words
from leeway.channels.page.files import taken
from leeway.channels.page.session import hold, may_see
from leeway.desk.clock import new_id, now
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.listening import queries as listening

if TYPE_CHECKING:
    from django.http import HttpRequest

TEXT_MAX: Final = 10_000
AGAIN_AFTER: Final = timedelta(minutes=10)
"""A new link by e-mail at most so often: nobody's inbox is filled from this page."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, signed: str) -> HttpResponse:
    """Open a link; only the button uses it up, so that a preview of the link in a mail does not."""
    if commands.unsigned(signed) is None:
        return render(request, "page/spent.html", status=410)
    if request.method != "POST":
        return render(request, "page/open.html")
    opened = commands.open_link(signed, at=now())
    if opened is None:
        return render(request, "page/spent.html", status=410)
    hold(request, opened)
    return redirect("public_matter", opened.case)


@never_cache
@require_safe
def matter(request: HttpRequest, case: str) -> HttpResponse:
    """What was promised, said and decided; and a box to answer in."""
    if not may_see(request, case, at=now()):
        return _locked(request, case, status=403)
    return render(request, "page/matter.html", _shown(request, case))


@never_cache
@require_safe
def talk(request: HttpRequest, case: str) -> HttpResponse:
    """The part of the page that changes."""
    if not may_see(request, case, at=now()):
        raise Http404
    return render(request, "page/talk.html", _shown(request, case))


@require_POST
def reply(request: HttpRequest, case: str) -> HttpResponse:
    """Take in what the person writes; sent twice, it is there once."""
    if not may_see(request, case, at=now()):
        raise Http404
    text = request.POST.get("text", "").replace("\0", "").strip()[:TEXT_MAX]
    files, refused = taken(request.FILES.getlist("files"))
    if text or files:
        language = (get_language() or "en")[:2]
        key = f"{case} {request.POST.get('key') or new_id()}"[:150]
        written = commands.Reply(
            case=queries.followed(case), key=key, text=text, language=language, attachments=files
        )
        commands.reply(written, at=now())
    if refused:
        return render(request, "page/matter.html", _shown(request, case) | {"refused": refused}, status=422)
    return redirect(reverse("public_matter", args=[case]) + "#last")


@require_POST
def another(request: HttpRequest, case: str) -> HttpResponse:
    """Make a link for another device, shown this once."""
    if not may_see(request, case, at=now()):
        raise Http404
    made = request.build_absolute_uri(reverse("matter-link", args=[commands.make_link(case, at=now())]))
    return render(request, "page/matter.html", _shown(request, case) | {"link": made})


@require_POST
def close_everywhere(request: HttpRequest, case: str) -> HttpResponse:
    """Revoke every link and every browser's session of this matter, this one's too."""
    if not may_see(request, case, at=now()):
        raise Http404
    commands.revoke(case, at=now())
    return _locked(request, case, closed=True)


@require_POST
def again(request: HttpRequest, case: str) -> HttpResponse:
    """Send a new link to the address we know, if we can; the answer says nothing of the matter."""
    last = queries.last_link_at(case)
    if commands.hears_by_mail(case) and (last is None or now() - last >= AGAIN_AFTER):
        made = request.build_absolute_uri(reverse("matter-link", args=[commands.make_link(case, at=now())]))
        words.send_link(case, to=commands.own_point(case), link=made, at=now())
    return _locked(request, case, asked=True)


@never_cache
@require_safe
def file(request: HttpRequest, case: str, file: int) -> HttpResponse:
    """A file of this matter, always to be saved and never shown by the browser."""
    found = queries.file_of(queries.followed(case), file) if may_see(request, case, at=now()) else None
    if found is None:
        raise Http404
    kept, body = found
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=kept.name) or ""
    return answer


def _locked(request: HttpRequest, case: str, *, status: int = 200, **how: bool) -> HttpResponse:
    """Say that nothing is shown here, and what helps: a new link, or where no letters leave us, writing."""
    shown = {"case": case, "by_mail": sends_anywhere(), **how}
    return render(request, "page/locked.html", shown, status=status)


def _shown(request: HttpRequest, case: str) -> dict[str, object]:
    language = (get_language() or "en")[:2]
    page = queries.page_of(queries.followed(case), at=now(), language=language)
    if page is None:
        raise Http404
    topics = signed_topics([f"matter:{page.case}"])
    return {
        "page": page, "case": case, "key": new_id(), "topics": topics, "house": page.site,
        "asked": listening.asked_about(page.case, at=now()), "scores": (5, 4, 3, 2, 1),
    }  # fmt: skip
