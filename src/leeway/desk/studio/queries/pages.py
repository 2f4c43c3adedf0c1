"""What does the page of a policy show? Its clauses in plain words, its examples as they come out, its cost.

Start reading at `policy_page`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from leeway.desk.studio.form import ANONYMOUS, CIRCUMSTANCES, KINDS, PROMISES
from leeway.desk.studio.form.conditions import condition_rows
from leeway.desk.studio.form.limits import SCOPES, phrase_of, texts_in
from leeway.desk.studio.queries.exposing import AtMost, at_most, reading_seconds, reading_words
from leeway.desk.studio.queries.findings import Finding, findings_of
from leeway.desk.studio.queries.outcomes import ShownExample, examples_of
from leeway.desk.studio.queries.saying import (
    condition_words,
    limit_words,
    promise_words,
    row_limit,
    scope_words,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from leeway.desk.studio.form import BookTexts, ClauseForm, LimitRow, PolicyForm, Vocabulary
    from leeway.policy import Book, Entry, Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one level may do within one kind of limit; nothing of its own: as the level before it."""

    texts: tuple[str, ...] = ()
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """The limits of a clause as a table: levels down, kinds of limits across."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    anonymous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    """One clause as people read it."""

    form: ClauseForm
    title: str
    sentence: SafeString
    how_far: HowFar | None
    instead: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        """Whether there is something to do or to say."""
        return bool(self.form.steps or self.form.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """A circumstance: while it holds, something else is done."""

    name: str
    title: str
    sentence: SafeString
    skipped: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """Everything a page about one policy shows."""

    head: PolicyForm
    book_title: str
    since: str
    until: str
    clauses: tuple[ShownClause, ...]
    meanwhile: tuple[Meanwhile, ...]
    promises: tuple[SafeString, ...]
    examples: tuple[ShownExample, ...]
    can_run: bool
    at_most: AtMost | None
    findings: tuple[Finding, ...]
    elsewhere: int
    """How many errors other files have."""
    reading: str

    @property
    def agreement(self) -> str:
        """`4 agree · 1 does not`."""
        wrong = sum(not each.holds for each in self.examples)
        right = len(self.examples) - wrong
        said = ngettext("%(n)s agrees", "%(n)s agree", right) % {"n": right}
        if not wrong:
            return said
        return f"{said} · " + ngettext("%(n)s does not", "%(n)s do not", wrong) % {"n": wrong}


def policy_page(
    policy: str, files: BookTexts, loaded: Loaded, *, before: Book | None = None
) -> PolicyPage | None:
    """The page of a policy; None where there is none. `before` is the book in force, to compare with."""
    head = files.policy_form(policy)
    if head is None:
        return None
    book = loaded.book
    words = files.words(book or before)
    forms = files.clauses(policy, words)
    file = files.file_of(policy)
    findings = findings_of(files, loaded.diagnostics)
    own = tuple(each for each in findings if each.file in (file, files.examples_file(policy)))
    said = files.entries(file or files.head)
    return PolicyPage(
        head=head,
        book_title=book_title(files),
        since=day_words(head.since),
        until=day_words(head.until),
        clauses=tuple(shown_clause(each, words) for each in forms),
        meanwhile=meanwhile_in(said.get("circumstances"), words, steps=files.steps()),
        promises=tuple(map(promise_words, files.promises(policy))),
        examples=examples_of(policy, files, book) if book is not None else (),
        can_run=book is not None,
        at_most=at_most(policy, book, words, before=before) if book is not None else None,
        findings=own,
        elsewhere=sum(each.is_error for each in findings if each not in own),
        reading=reading_words(reading_seconds(forms, head.purpose)),
    )


def shown_clause(form: ClauseForm, words: Vocabulary) -> ShownClause:
    """One clause in plain words."""
    return ShownClause(
        form=form,
        title=form.title or form.name.replace("-", " ").capitalize(),
        sentence=sentence(form, words),
        how_far=how_far(form, words) if form.limits else None,
        instead=tuple(words.action(each) for each in form.instead),
    )


def how_far(form: ClauseForm, words: Vocabulary) -> HowFar:
    """The limits of a clause as a table."""
    rows = [row for row in form.limits if not row.is_blank]
    used = [scope for scope in SCOPES if any(row.scope == scope and row.authority != ANONYMOUS for row in rows)]
    levels = [each for each in words.authorities if any(row.authority == each for row in rows)]
    levels += [
        each for each in dict.fromkeys(row.authority for row in rows) if each not in (*levels, ANONYMOUS)
    ]
    names = scope_words()
    table = []
    for number, level in enumerate(levels):
        cells = [_cell(rows, level, scope, words, first=number == 0) for scope in used]
        table.append((level, tuple(cells)))
    unknown = [_anonymous(row, words) for row in rows if row.authority == ANONYMOUS]
    return HowFar(heads=tuple(names[each] for each in used), rows=tuple(table), anonymous=tuple(unknown))


def _cell(rows: list[LimitRow], level: str, scope: str, words: Vocabulary, *, first: bool) -> Cell:
    own = [row for row in rows if row.authority == level and row.scope == scope]
    return Cell(texts=tuple(_limit(row, words) for row in own), inherited=not own and not first)


def _limit(row: LimitRow, words: Vocabulary) -> str:
    limit = row_limit(row, words)
    return phrase_of(row, currency=words.currency) if limit is None else limit_words(limit, words)


def _anonymous(row: LimitRow, words: Vocabulary) -> str:
    return f"{_limit(row, words)} · {scope_words().get(row.scope, row.scope)}"


def meanwhile_in(table: Entry | None, words: Vocabulary, *, steps: Mapping[str, str]) -> tuple[Meanwhile, ...]:
    """The circumstances of a policy; `steps` says what is done under the ids of steps."""
    found = []
    for name, entry in (table if isinstance(table, dict) else {}).items():
        said = entry if isinstance(entry, dict) else {}
        when = said.get("when")
        rows = condition_rows(when if isinstance(when, str) else "", words)
        title, skip, instead = said.get("title"), said.get("skip"), said.get("instead")
        slots = f" {gettext('and')} ".join(condition_words(row, words) for row in rows)
        found.append(
            Meanwhile(
                name=name,
                title=title if isinstance(title, str) else name.replace("-", " ").capitalize(),
                sentence=format_html(
                    gettext("While {conditions}, this is done otherwise."),
                    conditions=format_html('<span class="slot">{}</span>', slots or "…"),
                ),
                skipped=tuple(" ".join(steps.get(each, each).split()) for each in texts_in(skip)),
                instead=tuple(e for e in instead.values() if isinstance(e, str))
                if isinstance(instead, dict)
                else (),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLine:
    """A policy in a list."""

    head: PolicyForm
    since: str
    state: str
    """`new`, `changed`, `gone`, or empty for one as in force."""
    clauses: int


def policy_lines(files: BookTexts, base: BookTexts) -> tuple[PolicyLine, ...]:
    """The policies of a book, with how they differ from the version before."""
    found = []
    for policy in policies_in(files):
        head = files.policy_form(policy)
        assert head is not None
        now, then = files.file_of(policy) or "", base.file_of(policy)
        beside = files.examples_file(policy)
        same = files.texts.get(now) == base.texts.get(now) and files.texts.get(beside) == base.texts.get(beside)
        said = files.entries(now)
        tables = [said.get(kind) for kind in (*KINDS, CIRCUMSTANCES, PROMISES)]
        count = sum(len(table) for table in tables if isinstance(table, dict))
        state = "new" if then is None else "" if same else "changed"
        found.append(PolicyLine(head=head, since=day_words(head.since), state=state, clauses=count))
    return tuple(sorted(found, key=lambda each: (each.head.title or each.head.id).lower()))


def policies_in(files: BookTexts) -> tuple[str, ...]:
    """The ids of a book's policies, its own clauses first."""
    found = []
    head = files.entries(files.head)
    if any(head.get(kind) for kind in (*KINDS, PROMISES)):
        found.append(str(head.get("book", "")))
    inside = [files.entries(each).get("policy") for each in sorted(files.texts) if each.startswith("policies/")]
    found += [each.strip() for each in inside if isinstance(each, str)]
    return tuple(dict.fromkeys(each for each in found if each))


def book_title(files: BookTexts) -> str:
    """What the book is called."""
    head = files.entries(files.head)
    title = head.get("title") or head.get("book") or ""
    return title if isinstance(title, str) else ""


def day_words(text: str) -> str:
    """A day as people write it; what is no date as it stands."""
    try:
        return str(date_format(date.fromisoformat(text), "DATE_FORMAT"))
    except ValueError:
        return text
