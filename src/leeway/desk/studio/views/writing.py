"""Pages to write: a new policy, its head, its clauses. Every save goes into the draft of who is writing.

Posted by a button they lead back to a page; posted while typing they answer with what changed beside it.
Start reading at `clause`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from leeway.desk.clock import now
from leeway.desk.studio import commands
from leeway.desk.studio.form import (
    CIRCUMSTANCES,
    KINDS,
    PROMISES,
    ConditionRow,
    LimitRow,
    NewAction,
    PolicyForm,
    clause_form,
    name_of,
)
from leeway.desk.studio.queries.choosing import change_fields, clause_fields
from leeway.desk.studio.queries.drafts import loaded_of, writing_of
from leeway.desk.studio.queries.pages import policies_in, policy_page
from leeway.desk.studio.views.access import for_owners, law_now, owner_of
from leeway.desk.studio.views.posted import (
    posted_action,
    posted_clause,
    posted_examples,
    posted_fact,
    posted_policy,
)
from leeway.policy import INSIDE, EditError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from leeway.desk.studio.form import BookTexts, ClauseForm
    from leeway.desk.studio.queries.drafts import Writing
    from leeway.desk.studio.queries.pages import PolicyPage

GET_OR_POST = ["GET", "POST"]


@for_owners
@require_http_methods(GET_OR_POST)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a policy: what it is about, what it is for, and its first clause."""
    me = owner_of(request)
    writing = writing_of(me.id)
    told = {
        "owner": me.name, "today": now().date().isoformat(), "deed": request.GET.get("deed", ""),
        "most": request.GET.get("most", ""), "writing": writing,
    }  # fmt: skip
    if request.method == "POST":
        form = posted_policy(request.POST, "")
        if form.title:
            return _begin(request, writing, form)
        told |= {"form": form, "missing": gettext("Say what the policy is about.")}
    return render(request, "studio/new.html", told, status=422 if "missing" in told else 200)


def _begin(request: HttpRequest, writing: Writing, form: PolicyForm) -> HttpResponse:
    """Write the head and the empty first clause, and go on to its form."""
    kind = request.POST.get("kind", "guidelines")
    form = replace(form, id=name_of(form.title, policies_in(writing.files)))
    files, name = writing.files.with_policy(form), name_of(form.title)
    if kind == PROMISES:
        commands.keep(writing.owner, files.texts, at=now())
        return redirect("policy_promises", policy=form.id)
    kind = kind if kind in KINDS else "guidelines"
    files, first = _first_clause(request, files, kind, name)
    files = files.with_clause(form.id, replace(first, title=form.title), files.words())
    commands.keep(writing.owner, files.texts, at=now())
    return redirect("policy_clause", policy=form.id, kind=kind, name=name)


def _first_clause(request: HttpRequest, files: BookTexts, kind: str, name: str) -> tuple[BookTexts, ClauseForm]:
    """The first clause: empty, or what a deed that was told would need."""
    words = files.words()
    first = clause_form(kind, name, {}, words)
    deed, most = request.POST.get("deed", "").strip(), request.POST.get("most", "")
    if not deed:
        return files, first
    if deed not in words.actions:
        costly = most.isdigit() and int(most) > 0
        files, deed = files.with_action(NewAction(title=deed, cost="amount" if costly else "nothing"))
    first = replace(first, actions=(deed,))
    if kind == "guidelines" and most.isdigit() and int(most) > 0:
        amount = f"{int(most) / 10**words.digits:.{words.digits}f}".removesuffix("." + "0" * words.digits)
        first = replace(first, limits=(LimitRow(authority=words.authorities[0], quantity=amount),))
    return files, first


@for_owners
@require_http_methods(GET_OR_POST)
def head(request: HttpRequest, policy: str) -> HttpResponse:
    """The head of a policy, and its clauses to go on with."""
    writing = writing_of(owner_of(request).id)
    form = writing.files.policy_form(policy)
    if form is None:
        raise Http404
    if not is_readable(writing, policy):
        return redirect(text_of(writing, policy))
    if request.method == "POST":
        typed = posted_policy(request.POST, policy)
        back = reverse("policy_write", args=[policy])
        return saved(request, policy, lambda files: files.with_policy(typed), back=back)
    page = page_of(writing, policy)
    is_book = writing.files.file_of(policy) == writing.files.head
    return render(request, "studio/write.html", {"page": page, "writing": writing, "is_book": is_book})


@for_owners
@require_http_methods(GET_OR_POST)
def clause(request: HttpRequest, policy: str, kind: str, name: str) -> HttpResponse:
    """One clause in the form."""
    writing = writing_of(owner_of(request).id)
    if kind not in (*KINDS, CIRCUMSTANCES) or writing.files.policy_form(policy) is None:
        raise Http404
    if not is_readable(writing, policy):
        return redirect(text_of(writing, policy))
    if request.method == "POST":
        typed = posted_clause(request.POST, kind, name)
        back = reverse("policy_clause", args=[policy, kind, name])
        return saved(request, policy, lambda files: _written(request, files, policy, typed), back=back)
    words = writing.words
    forms = (*writing.files.clauses(policy, words), *writing.files.circumstances(policy, words))
    form = next((each for each in forms if (each.kind, each.name) == (kind, name)), None)
    if form is None:
        raise Http404
    page = page_of(writing, policy)
    fields = clause_fields(form, words, examples=writing.files.examples(policy, words), shown=page.examples)
    told = {"page": page, "fields": fields, "form": form, "words": words, "writing": writing, "inside": INSIDE}
    if kind == CIRCUMSTANCES:
        told["changes"] = change_fields(form, writing.files.steps())
    template = "studio/write_circumstance.html" if kind == CIRCUMSTANCES else "studio/write_clause.html"
    return render(request, template, told | said_by_field(page, form))


def _written(request: HttpRequest, files: BookTexts, policy: str, form: ClauseForm) -> BookTexts:
    """The files with a posted clause, what it needs that is new, and its examples."""
    if not is_typing(request):
        files, form = _with_what_is_new(request, files, form)
    for pair in request.POST.getlist("choice"):
        fact, _, value = pair.partition("=")
        files = files.with_choice(fact, value)
    words = files.words(loaded_of(files.texts).book)
    files = files.with_clause(policy, form, words)
    examples = [each for each in posted_examples(request.POST) if each.was or not is_typing(request)]
    return files.with_examples(policy, examples, words)


def _with_what_is_new(request: HttpRequest, files: BookTexts, form: ClauseForm) -> tuple[BookTexts, ClauseForm]:
    """A new fact, action or certificate: known to the book, and used in the clause."""
    if (fact := posted_fact(request.POST)) is not None:
        files, name = files.with_fact(fact)
        test = {"boolean": "yes", "number": ">="}.get(fact.kind, "=")
        form = replace(form, conditions=(*form.conditions, ConditionRow(fact=name, test=test)))
    if (action := posted_action(request.POST)) is not None:
        files, name = files.with_action(action)
        form = replace(form, actions=tuple(dict.fromkeys((*form.actions, name))))
    if certificate := request.POST.get("new_requires", "").strip():
        form = replace(form, requires=tuple(dict.fromkeys((*form.requires, certificate))))
        listed = files.entries(files.head).get("certificates")
        if isinstance(listed, list) and certificate not in listed:
            files = files.with_entry(files.head, ("certificates",), [*listed, certificate])
    return files, form


@for_owners
@require_POST
def add_clause(request: HttpRequest, policy: str) -> HttpResponse:
    """Add an empty clause and go to its form."""
    writing = writing_of(owner_of(request).id)
    kind, title = request.POST.get("kind", ""), request.POST.get("title", "").strip()
    if kind == PROMISES and writing.files.policy_form(policy) is not None:
        return redirect("policy_promises", policy=policy)
    if kind not in (*KINDS, CIRCUMSTANCES) or not title or writing.files.policy_form(policy) is None:
        messages.error(request, gettext("Give the new part a name."))
        return redirect("policy_write", policy=policy)
    words = writing.words
    there = (*writing.files.clauses(policy, words), *writing.files.circumstances(policy, words))
    name = name_of(title, [each.name for each in there])
    form = replace(clause_form(kind, name, {}, words), title=title)
    commands.keep(writing.owner, writing.files.with_clause(policy, form, words).texts, at=now())
    return redirect("policy_clause", policy=policy, kind=kind, name=name)


@for_owners
@require_POST
def remove(request: HttpRequest, policy: str) -> HttpResponse:
    """Take out a clause, or the whole policy where none is named."""
    writing = writing_of(owner_of(request).id)
    kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
    try:
        files = (
            writing.files.without_clause(policy, kind, name) if kind else writing.files.without_policy(policy)
        )
    except EditError as error:
        raise Http404 from error
    commands.keep(writing.owner, files.texts, at=now())
    messages.success(request, gettext("Taken out of the draft. Undo brings it back."))
    return redirect("policy_write", policy=policy) if kind else redirect("policies")


# -- answering ----------------------------------------------------------------------------------------------
def said_by_field(page: PolicyPage, form: ClauseForm | None) -> dict[str, object]:
    """What the check says, by the field it belongs to; the rest of it beside the form."""
    said: dict[str, list[object]] = {}
    for each in page.findings:
        mine = form is not None and each.clause == (form.kind, form.name)
        field = each.field if mine or each.clause is None else "elsewhere"
        said.setdefault(field or "elsewhere", []).append(each)
    fields = (
        "title", "actions", "limits", "conditions", "requires", "steps", "points", "good", "instead",
        "examples", "since", "until", "owner", "purpose", "elsewhere",
    )  # fmt: skip
    return {"said": {field: said.get(field, []) for field in fields}}


def is_typing(request: HttpRequest) -> bool:
    """Whether the page saves by itself: what is only half typed makes nothing new then."""
    return "HX-Request" in request.headers


def saved(
    request: HttpRequest,
    policy: str,
    change: Callable[[BookTexts], BookTexts],
    *,
    back: str,
    live: Callable[[HttpRequest, Writing, str], HttpResponse] | None = None,
) -> HttpResponse:
    """Keep it; answer a page that types with what changed, a button with the page it leads to."""
    owner = owner_of(request).id
    with commands.writing_alone(owner, at=now()):
        files = change(writing_of(owner).files)
        commands.keep(owner, files.texts, at=now(), alone=not is_typing(request))
    if is_typing(request):
        return (live or _live)(request, writing_of(owner), policy)
    then = request.POST.get("then", "")
    if then == "done":
        return redirect(f"{reverse('policy', args=[policy])}?draft")
    return redirect(f"{back}#{then}" if then else back)


def _live(request: HttpRequest, writing: Writing, policy: str) -> HttpResponse:
    """What stands beside the fields now; a new example is decided already, though not kept yet."""
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    fresh = [each for each in posted_examples(request.POST) if not each.was and each.name and each.expect]
    tried = replace(writing, files=writing.files.with_examples(policy, fresh, writing.words))
    page = page_of(tried if tried.loaded.book is not None else writing, policy)
    asked = (parts.get("kind"), parts.get("name"))
    forms = (*(each.form for each in page.clauses), *tried.files.circumstances(policy, writing.words))
    form = next((each for each in forms if (each.kind, each.name) == asked), None)
    told = {"page": page, "writing": writing} | parts | said_by_field(page, form)
    return render(request, "studio/live.html", told)


def page_of(writing: Writing, policy: str) -> PolicyPage:
    """A policy as it is being written. Raises: Http404."""
    law, _ = law_now()
    page = policy_page(policy, writing.files, writing.loaded, before=law.book if law else None)
    if page is None:
        raise Http404
    return page


def is_readable(writing: Writing, policy: str) -> bool:
    """Whether the files of a policy can be read, so that a form can show them."""
    files = writing.files
    needed = (files.head, files.file_of(policy) or files.head, files.examples_file(policy))
    return all(files.readable(each) for each in needed)


def text_of(writing: Writing, policy: str) -> str:
    """Where a policy is written as text."""
    file = writing.files.file_of(policy) or writing.files.head
    return f"{reverse('policy_text')}?{urlencode({'file': file})}"
