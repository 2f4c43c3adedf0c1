"""One worked example: what stands in the file as a form, and a filled-in form as what stands in the file.

Start reading at `example_form` and `entry_of_example`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form.clauses import merged
from leeway.desk.studio.form.fields import ExampleForm, GivenRow
from leeway.desk.studio.form.limits import number_typed

if TYPE_CHECKING:
    from leeway.desk.studio.form.vocabulary import Vocabulary
    from leeway.policy import Entry

ORDER: Final = ("example", "given", "customer", "actor", "action", "expect", "good", "bad")
AMOUNT: Final = "amount"
_YES: Final = {"yes": "true", "no": "false"}
_SAID: Final = {"true": "yes", "false": "no"}


def example_form(entry: Entry, words: Vocabulary) -> ExampleForm:
    """An example of a file as a form."""
    said = entry if isinstance(entry, dict) else {}
    given = said.get("given")
    known = given if isinstance(given, dict) else {}
    rows = tuple(
        GivenRow(fact=name, value=_shown(name, value, words))
        for name, value in known.items()
        if (isinstance(value, str) or _is_of_texts(name, value, words)) and name != AMOUNT
    )
    hidden = tuple(
        name
        for name, value in known.items()
        if not isinstance(value, str) and not _is_of_texts(name, value, words)
    )
    return ExampleForm(
        was=_text(said, "example"),
        name=_text(said, "example"),
        actor=_text(said, "actor"),
        action=_text(said, "action"),
        amount=_text(known, AMOUNT),
        given=rows,
        unknown_customer=_text(said, "customer") == "unknown",
        expect=_text(said, "expect"),
        good=_text(said, "good"),
        bad=_text(said, "bad"),
        rest=tuple(key for key in said if key not in ORDER or _is_list(key, said)) + hidden,
    )


def entry_of_example(form: ExampleForm, before: Entry | None, words: Vocabulary) -> Entry:
    """What a form says, as it stands in the file; what the form has no field for stays as before."""
    old = before if isinstance(before, dict) else {}
    new: dict[str, Entry | None] = {
        "example": _one(form.name or form.good or form.bad),
        "given": _given(form, old.get("given"), words),
        "customer": "unknown" if form.unknown_customer else _text(old, "customer").replace("unknown", ""),
        "actor": form.actor,
        "action": form.action,
        "expect": form.expect,
        "good": _one(form.good),
        "bad": _one(form.bad),
    }
    kept = {key: each for key, each in new.items() if not _is_list(key, old)}
    return merged(old, kept, order=ORDER)


def _given(form: ExampleForm, before: Entry | None, words: Vocabulary) -> Entry | None:
    """What is known; values that are records, or lists of them, stay as before."""
    old = before if isinstance(before, dict) else {}
    found: dict[str, Entry] = {
        name: value
        for name, value in old.items()
        if not isinstance(value, str) and not _is_of_texts(name, value, words)
    }
    typed: dict[str, Entry] = {
        row.fact: _kept(row.fact, row.value, old.get(row.fact), words) for row in form.given if row.fact
    }
    if form.amount.strip():
        typed[AMOUNT] = number_typed(form.amount)
    order = [*(name for name in old if name in found or name in typed), *(n for n in typed if n not in old)]
    return {name: found.get(name, typed.get(name, "")) for name in order} or None


def _kept(name: str, value: str, before: Entry | None, words: Vocabulary) -> Entry:
    if words.fact(name).kind == "list":
        return [each.strip() for each in value.split(",") if each.strip()]
    if isinstance(before, str) and _shown(name, before, words) == value.strip():
        return before
    kind = words.fact(name).kind
    if kind in ("boolean", "") and value.strip().lower() in _YES:
        return _YES[value.strip().lower()]
    return number_typed(value) if kind == "number" else value.strip()


def _is_of_texts(name: str, value: Entry, words: Vocabulary) -> bool:
    """Whether it is a list of texts, which the form shows with commas between them."""
    return (
        words.fact(name).kind == "list"
        and isinstance(value, list)
        and all(isinstance(each, str) and "," not in each for each in value)
    )


def _shown(name: str, value: Entry, words: Vocabulary) -> str:
    if not isinstance(value, str):
        return ", ".join(each for each in value if isinstance(each, str))
    value = value.strip()
    return _SAID.get(value, value) if words.fact(name).kind == "boolean" else value


def _is_list(key: str, said: dict[str, Entry]) -> bool:
    """Whether the file says more here than one text: that only the text shows."""
    return key in ("good", "bad") and isinstance(said.get(key), list)


def _text(said: dict[str, Entry], key: str) -> str:
    found = said.get(key)
    return _one(found) if isinstance(found, str) else ""


def _one(text: str) -> str:
    return " ".join(text.split())
