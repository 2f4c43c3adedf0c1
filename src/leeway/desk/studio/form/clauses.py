"""One clause: what stands in the file as a form, and a filled-in form as what stands in the file.

Start reading at `clause_form` and `entry_of_clause`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form.conditions import condition_rows, condition_text
from leeway.desk.studio.form.fields import ANONYMOUS, ChangeRow, ClauseForm, PointRow, StepRow
from leeway.desk.studio.form.limits import anonymous_entry, limit_rows, limits_entry, one_or_many, texts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leeway.desk.studio.form.vocabulary import Vocabulary
    from leeway.policy import Entry

KINDS: Final = {"guidelines": "allow", "rules": "forbid", "situations": "remedies"}
"""The kinds of clauses about actions that the form can write, each with the key of its actions."""

CIRCUMSTANCES: Final = "circumstances"
"""While one holds, steps are left out or done otherwise."""

ORDER: Final = (
    "title", "wish", "forbid", "allow", "when", "limits", "anonymous", "requires", "do", "say", "because",
    "public", "source", "good", "bad", "remedies", "skip", "instead",
)  # fmt: skip
"""Keys that the form writes, in the order in which new ones stand."""


def clause_form(kind: str, name: str, entry: Entry, words: Vocabulary) -> ClauseForm:
    """A clause of a file as a form."""
    said = entry if isinstance(entry, dict) else {}
    limits = limit_rows(
        said.get("limits"), said.get("anonymous"), lowest=words.authorities[0], currency=words.currency
    )
    return ClauseForm(
        kind=kind,
        name=name,
        title=_text(said, "title"),
        actions=tuple(texts_in(said.get(KINDS[kind]))) if kind in KINDS else (),
        changes=_changes(said) if kind == CIRCUMSTANCES else (),
        conditions=condition_rows(_text(said, "when"), words),
        limits=limits,
        requires=tuple(texts_in(said.get("requires"))),
        steps=tuple(StepRow(id=id_, text=_one(text)) for id_, text in _mapping(said.get("do")).items()),
        points=tuple(_point(each) for each in _listed(said.get("say"))),
        instead=tuple(texts_in(said.get("instead"))) if kind in KINDS else (),
        wish=_text(said, "wish"),
        because=_text(said, "because"),
        public=_text(said, "public"),
        source=_text(said, "source"),
        good=tuple(map(_one, texts_in(said.get("good")))),
        bad=tuple(map(_one, texts_in(said.get("bad")))),
        rest=tuple(key for key in said if key not in ORDER),
    )


def entry_of_clause(form: ClauseForm, before: Entry | None, words: Vocabulary) -> Entry:
    """What a form says, as it stands in the file; what the form has no field for stays as before."""
    old = before if isinstance(before, dict) else {}
    if form.kind == CIRCUMSTANCES:
        return _entry_of_circumstance(form, old, words)
    new: dict[str, Entry | None] = {
        "title": form.title,
        "wish": form.wish,
        KINDS[form.kind]: _list(form.actions, old.get(KINDS[form.kind]), alone=form.kind != "situations"),
        "when": _when(form, _text(old, "when"), words),
        "limits": limits_entry(
            (row for row in form.limits if row.authority != ANONYMOUS), old.get("limits"),
            authorities=words.authorities, currency=words.currency,
        ),
        "anonymous": anonymous_entry(
            (row for row in form.limits if row.authority == ANONYMOUS), old.get("anonymous"),
            currency=words.currency,
        ),
        "requires": _list(form.requires, old.get("requires")),
        "do": _steps(form.steps, taken=_mapping(old.get("do"))),
        "say": [_said(each, old.get("say")) for each in form.points if (each.point + each.words).strip()],
        "because": form.because,
        "public": form.public,
        "source": form.source,
        "good": _list(form.good, old.get("good"), alone=True),
        "bad": _list(form.bad, old.get("bad"), alone=True),
        "instead": _list(form.instead, old.get("instead")),
    }  # fmt: skip
    return merged(old, {key: each for key, each in new.items() if _belongs(key, form.kind)}, order=ORDER)


def _entry_of_circumstance(form: ClauseForm, old: Mapping[str, Entry], words: Vocabulary) -> Entry:
    """What a form says of a circumstance; clauses that it is only for stay as before."""
    named = [row for row in form.changes if row.step]
    instead: dict[str, Entry] = {row.step: _one(row.text) for row in named if row.text.strip()}
    skip = [row.step for row in named if not row.text.strip()]
    new: dict[str, Entry | None] = {
        "title": form.title,
        "when": _when(form, _text(old, "when"), words),
        "skip": _list(skip, old.get("skip")),
        "instead": instead or None,
        "because": form.because,
        "source": form.source,
    }
    return merged(old, new, order=ORDER)


def merged(
    old: Mapping[str, Entry], new: Mapping[str, Entry | None], *, order: Sequence[str]
) -> dict[str, Entry]:
    """The old keys with what is new in their places; empty ones are left out, further ones follow in order."""
    found: dict[str, Entry] = {}
    for key, each in old.items():
        if key not in new:
            found[key] = each
        elif now := _cleaned(new[key]):
            found[key] = each if key != "when" and _same_prose(each, now) else now
    for key in order:
        if key not in found and (now := _cleaned(new.get(key))):
            found[key] = now
    return found


def _changes(said: Mapping[str, Entry]) -> tuple[ChangeRow, ...]:
    skipped = tuple(ChangeRow(step=each) for each in texts_in(said.get("skip")))
    instead = (ChangeRow(step=id_, text=_one(text)) for id_, text in _mapping(said.get("instead")).items())
    return (*skipped, *instead)


def _belongs(key: str, kind: str) -> bool:
    """Whether a kind of clause has this key."""
    if key in ("limits", "anonymous", "requires"):
        return kind == "guidelines"
    if key in ("wish", "remedies"):
        return kind == "situations"
    return key != "instead" or kind != "situations"


def _when(form: ClauseForm, before: str, words: Vocabulary) -> str:
    """The condition; a rule or situation that had `true` written keeps it."""
    text = condition_text(form.conditions, before.strip(), words)
    return before if not text and before.strip() == "true" else text


def _steps(rows: Iterable[StepRow], *, taken: Mapping[str, Entry]) -> Entry | None:
    found: dict[str, Entry] = {}
    for row in rows:
        if row.text.strip():
            found[row.id or _step_id(row.text, {*taken, *found})] = _one(row.text)
    return found or None


def _step_id(text: str, taken: Iterable[str]) -> str:
    """A short name for a new step: its first long word, and a number where that is taken."""
    kept = "".join(each if each.isalnum() or each == " " else " " for each in text.lower()).split()
    name = next((each for each in kept if len(each) > 3), kept[0] if kept else "step")
    number = 2
    found = name
    while found in taken:
        found, number = f"{name} {number}", number + 1
    return found


def _point(entry: Entry) -> PointRow:
    if isinstance(entry, dict):
        return PointRow(point=_text(entry, "point"), words=_text(entry, "words"))
    return PointRow(point=_one(entry) if isinstance(entry, str) else "")


def _said(row: PointRow, before: Entry | None) -> Entry:
    words = _one(row.words)
    if not words and any(isinstance(each, str) and _one(each) == _one(row.point) for each in _listed(before)):
        return _one(row.point)
    found: dict[str, Entry] = {"point": _one(row.point)}
    return {**found, "words": words} if words else found


def _list(texts: Iterable[str], before: Entry | None, *, alone: bool = False) -> Entry | None:
    """Texts as a list, or one alone where the file had it so (or `alone`, where it had nothing)."""
    found: list[Entry] = [_one(each) for each in texts if each.strip()]
    if not found:
        return None
    if alone and before is None and len(found) == 1:
        return found[0]
    return one_or_many(found, before)


def _cleaned(value: Entry | None) -> Entry | None:
    if isinstance(value, str):
        return value if "\n" in value.strip() else value.strip()
    return value


def _same_prose(one: Entry, other: Entry) -> bool:
    """Whether two texts differ at most in where their lines are broken."""
    return isinstance(one, str) and isinstance(other, str) and one.split() == other.split()


def _listed(entry: Entry | None) -> list[Entry]:
    return entry if isinstance(entry, list) else [entry] if entry else []


def _mapping(entry: Entry | None) -> Mapping[str, Entry]:
    return entry if isinstance(entry, dict) else {}


def _text(said: Mapping[str, Entry], key: str) -> str:
    found = said.get(key)
    return (found if key == "when" else _one(found)).strip() if isinstance(found, str) else ""


def _one(text: Entry) -> str:
    """Prose on one line: where it was broken says nothing."""
    return " ".join(text.split()) if isinstance(text, str) else ""
