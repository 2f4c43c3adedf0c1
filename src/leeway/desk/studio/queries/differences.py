"""What would change? Two books compared clause by clause, in words, and their files line by line.

Start reading at `changes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext

from leeway.desk.studio.form import ANONYMOUS, CIRCUMSTANCES, KINDS, PROMISES
from leeway.desk.studio.queries.pages import day_words, policies_in
from leeway.desk.studio.queries.saying import (
    condition_words,
    limit_words,
    promise_words,
    row_limit,
    scope_words,
)
from leeway.policy import INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leeway.desk.studio.form import BookTexts, ClauseForm, ExampleForm, LimitRow, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs: what, as it was, as it would be; empty: it was not there, or is gone."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A clause, a policy's head, its examples, or the book's own settings, with everything that differs."""

    policy: str
    title: str
    kind: str
    """`new`, `gone` or `changed`."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiff:
    """One file's lines: each with `in`, `out` or nothing for what stays."""

    name: str
    lines: tuple[tuple[str, str], ...]


def changes(before: BookTexts, after: BookTexts, old: Vocabulary, new: Vocabulary) -> tuple[Changed, ...]:
    """Everything that differs between two books, policy by policy."""
    found = list(_settings(before, after))
    names = dict.fromkeys((*policies_in(after), *policies_in(before)))
    for policy in names:
        found += _of_policy(policy, before, after, old, new)
    return tuple(found)


def _settings(before: BookTexts, after: BookTexts) -> Iterator[Changed]:
    """What the head says about facts and actions, by name; the rest of it as one."""
    then, now = before.entries(before.head), after.entries(after.head)
    for key, title in (("actions", gettext("What can be done")), ("facts", gettext("What is asked about"))):
        one, two = then.get(key), now.get(key)
        one, two = (one if isinstance(one, dict) else {}), (two if isinstance(two, dict) else {})
        rows = [
            Change(
                what=name,
                before=_flat(one.get(name)),
                after=_flat(two.get(name)) or ("–" if name in two else ""),
            )
            for name in dict.fromkeys((*one, *two))
            if one.get(name) != two.get(name)
        ]
        if rows:
            yield Changed(policy="", title=title, kind="changed", changes=tuple(rows))
    rest = [
        Change(what=key, before=_flat(then.get(key)), after=_flat(now.get(key)))
        for key in dict.fromkeys((*then, *now))
        if key not in ("actions", "facts", *KINDS, CIRCUMSTANCES, PROMISES, "examples")
        and then.get(key) != now.get(key)
    ]
    if rest:
        yield Changed(policy="", title=gettext("The book as a whole"), kind="changed", changes=tuple(rest))


def _of_policy(
    policy: str, before: BookTexts, after: BookTexts, old: Vocabulary, new: Vocabulary
) -> Iterator[Changed]:
    head, then = after.policy_form(policy), before.policy_form(policy)
    shown = (head or then).title if (head or then) else policy  # type: ignore[union-attr]
    title = shown or policy
    if head is None:
        yield Changed(policy=title, title=title, kind="gone")
        return
    if then is None:
        rows = tuple(_pairs({}, _head_rows(head)))
        yield Changed(policy=title, title=title, kind="new", changes=rows)
    elif rows := tuple(_pairs(_head_rows(then), _head_rows(head))):
        yield Changed(policy=title, title=gettext("About this policy"), kind="changed", changes=rows)
    one = {(e.kind, e.name): e for e in before.clauses(policy, old)} if then else {}
    two = {(e.kind, e.name): e for e in after.clauses(policy, new)}
    for key in dict.fromkeys((*two, *one)):
        was, is_ = one.get(key), two.get(key)
        if was != is_:
            yield _clause(title, was, is_, old, new)
    yield from _circumstances(policy, title, before, after)
    if rows := tuple(_pairs(_promises(policy, before), _promises(policy, after))):
        yield Changed(policy=title, title=gettext("What people are promised"), kind="changed", changes=rows)
    yield from _examples(policy, title, before, after, old, new)


def _clause(
    policy: str, was: ClauseForm | None, is_: ClauseForm | None, old: Vocabulary, new: Vocabulary
) -> Changed:
    form = is_ or was
    assert form is not None
    title = form.title or form.name.replace("-", " ").capitalize()
    if is_ is None:
        return Changed(policy=policy, title=title, kind="gone")
    then = _clause_rows(was, old) if was is not None else {}
    rows = tuple(_pairs(then, _clause_rows(is_, new)))
    return Changed(policy=policy, title=title, kind="changed" if was else "new", changes=rows)


def _clause_rows(form: ClauseForm, words: Vocabulary) -> dict[str, str]:
    """Everything that a clause says, by what it is about."""
    conditions = f" {gettext('and')} ".join(condition_words(row, words) for row in form.conditions)
    found = {
        gettext("called"): form.title,
        gettext("customers say"): form.wish,
        gettext("when"): conditions,
        _deeds(form.kind): ", ".join(words.action(each) for each in form.actions),
        gettext("certificate"): ", ".join(form.requires),
    }
    for row in form.limits:
        key = _limit_key(row)
        many = row_limit(row, words)
        said = limit_words(many, words) if many is not None else row.quantity or row.written
        found[key] = f"{found[key]}, {said}" if key in found else said
    found |= {gettext("do: %(step)s") % {"step": step.id}: step.text for step in form.steps}
    found[gettext("say")] = " · ".join(
        f"{row.point} “{row.words}”" if row.words else row.point for row in form.points
    )
    found |= {
        gettext("because"): form.because,
        gettext("customers read"): gettext("nothing") if form.public == INSIDE else form.public,
        gettext("instead"): ", ".join(words.action(each) for each in form.instead),
        gettext("good"): " · ".join(form.good),
        gettext("bad"): " · ".join(form.bad),
        gettext("source"): form.source,
    }
    return {what: said for what, said in found.items() if said}


def _deeds(kind: str) -> str:
    return {"rules": gettext("nobody may"), "situations": gettext("puts it right")}.get(kind, gettext("may"))


def _limit_key(row: LimitRow) -> str:
    who = gettext("unknown customer") if row.authority == ANONYMOUS else row.authority
    return f"{who} · {scope_words().get(row.scope, row.scope)}"


def _head_rows(head: object) -> dict[str, str]:
    names = {
        "title": gettext("title"), "purpose": gettext("purpose"), "owner": gettext("owner"),
        "since": gettext("since"), "until": gettext("until"), "source": gettext("source"),
    }  # fmt: skip
    found = {word: str(getattr(head, key)) for key, word in names.items()}
    return {
        word: day_words(said) if word in (names["since"], names["until"]) else said
        for word, said in found.items()
        if said
    }


def _circumstances(policy: str, title: str, before: BookTexts, after: BookTexts) -> Iterator[Changed]:
    """Circumstances, which stand in the text only: as they are written."""
    one, two = (_table(each, policy) for each in (before, after))
    for name in dict.fromkeys((*two, *one)):
        if one.get(name) != two.get(name):
            kind = "gone" if name not in two else "changed" if name in one else "new"
            row = Change(what=gettext("as written"), before=_flat(one.get(name)), after=_flat(two.get(name)))
            yield Changed(policy=title, title=name.replace("-", " ").capitalize(), kind=kind, changes=(row,))


def _table(files: BookTexts, policy: str) -> Mapping[str, object]:
    file = files.file_of(policy)
    found = files.entries(file).get("circumstances") if file else None
    return found if isinstance(found, dict) else {}


def _promises(policy: str, files: BookTexts) -> dict[str, str]:
    """What is promised, each under its place: which comes first decides which is made."""
    rows = files.promises(policy) if files.policy_form(policy) else ()
    return {f"{number}.": strip_tags(promise_words(row)) for number, row in enumerate(rows, 1)}


def _examples(
    policy: str, title: str, before: BookTexts, after: BookTexts, old: Vocabulary, new: Vocabulary
) -> Iterator[Changed]:
    one = {each.was: each for each in before.examples(policy, old)} if before.policy_form(policy) else {}
    two = {each.was: each for each in after.examples(policy, new)}
    rows = [
        Change(what=name, before=_example(one.get(name)), after=_example(two.get(name)))
        for name in dict.fromkeys((*two, *one))
        if one.get(name) != two.get(name)
    ]
    if rows:
        yield Changed(policy=title, title=gettext("Examples"), kind="changed", changes=tuple(rows))


def _example(form: ExampleForm | None) -> str:
    if form is None:
        return ""
    known = ", ".join(f"{row.fact} {row.value}" for row in form.given)
    parts = (form.actor, form.action, form.amount, known, form.good or form.bad)
    return f"{', '.join(each for each in parts if each)} → {form.expect}"


def _pairs(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for what in dict.fromkeys((*after, *before)):
        if before.get(what) != after.get(what):
            yield Change(what=what, before=before.get(what, ""), after=after.get(what, ""))


def _flat(entry: object) -> str:
    """An entry on one line, as people would note it."""
    if isinstance(entry, dict):
        return ", ".join(f"{key}: {_flat(each)}" for key, each in entry.items())
    if isinstance(entry, list):
        return ", ".join(_flat(each) for each in entry)
    return "" if entry is None else " ".join(str(entry).split())


def file_diffs(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileDiff, ...]:
    """The files that differ, line by line with a little around."""
    names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    return tuple(
        FileDiff(name=name, lines=tuple(_lines(before.get(name, ""), after.get(name, "")))) for name in names
    )


def _lines(before: str, after: str) -> Iterable[tuple[str, str]]:
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    for number, line in enumerate(found):
        if number > 1:  # the first two lines name the files
            yield {"+": "in", "-": "out", "@": "at"}.get(line[:1], ""), line
