"""What was entered on a page of the counter? Fields of a form, read forgivingly and kept with the matter.

Start reading at `take`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from leeway import feel
from leeway.desk.cases import commands as cases
from leeway.desk.decisions.queries.entries import amount, number
from leeway.desk.persons.commands import know
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens import Reader
    from leeway.policy import Fact, Parameter

NOBODY_KNOWS: Final = "?"
TEXT_MAX: Final = 2000
_WRONG: Final = object()


def take(entered: Mapping[str, str], matter: Matter, reader: Reader) -> tuple[str, ...]:
    """Keep all that was entered; give the sentences for what could not be read."""
    problems = [
        *_wish(entered, matter),
        *_meaning(entered, matter),
        *_other_action(entered, matter, reader),
        *_amount(entered, matter, reader),
        *_choices(entered, matter, reader),
        *_answers(entered, matter, reader),
        *_customer(entered, matter, reader),
    ]
    return tuple(dict.fromkeys(problems))


def text(entered: Mapping[str, str], name: str) -> str:
    """A text somebody typed, without surrounding space, of a sensible length."""
    return entered.get(name, "").strip()[:TEXT_MAX]


def _wish(entered: Mapping[str, str], matter: Matter) -> Iterator[str]:
    if (wish := text(entered, "wish")) and wish != matter.wish:
        cases.learn(matter.id, wish=wish)
    yield from ()


def _meaning(entered: Mapping[str, str], matter: Matter) -> Iterator[str]:
    """Back from own judgement to the guidelines."""
    if "by_the_guidelines" in entered:
        cases.learn(matter.id, judged=False, reason="", principle="")
    yield from ()


def _other_action(entered: Mapping[str, str], matter: Matter, reader: Reader) -> Iterator[str]:
    if "other" in entered:
        cases.try_other(matter.id)
    if (action := entered.get("action")) in reader.book.actions:
        cases.try_other(matter.id, action=action)
    yield from ()


def _amount(entered: Mapping[str, str], matter: Matter, reader: Reader) -> Iterator[str]:
    if not (typed := text(entered, "amount")):
        return
    minor = amount(typed, digits=reader.book.digits)
    if minor is None:
        yield _("That does not look like an amount. Write it like 150 or 12.50.")
        return
    cases.learn(matter.id, amount_minor=minor)


def _choices(entered: Mapping[str, str], matter: Matter, reader: Reader) -> Iterator[str]:
    action = reader.book.actions.get(matter.action or "")
    chosen = dict(matter.parameters)
    for name, parameter in (action.parameters if action is not None else {}).items():
        if not (typed := text(entered, f"parameter:{name}")):
            continue
        value = read(parameter, typed)
        if value is _WRONG:
            yield _("“%(text)s” does not fit here.") % {"text": typed}
        else:
            chosen[name] = value
    if chosen != matter.parameters:
        cases.learn(matter.id, parameters=chosen)


def _answers(entered: Mapping[str, str], matter: Matter, reader: Reader) -> Iterator[str]:
    for field in entered:
        fact = reader.book.facts.get(field.removeprefix("fact:")) if field.startswith("fact:") else None
        if fact is None or not (typed := text(entered, field)):
            continue
        value = None if typed == NOBODY_KNOWS else read(fact, typed)
        if value is _WRONG:
            yield _("“%(text)s” does not fit here.") % {"text": typed}
            continue
        trust = Trust.STAFF if value is None else max(fact.trust, Trust.STAFF)
        source = f"not known to {reader.actor.id}" if value is None else f"answered by {reader.actor.id}"
        cases.answer(matter.id, fact=fact.name, value=value, trust=trust.name.lower(), source=source)


def _customer(entered: Mapping[str, str], matter: Matter, reader: Reader) -> Iterator[str]:
    if typed := text(entered, "customer")[:200]:
        cases.learn(matter.id, person=know(typed, at=reader.at, site=matter.site), anonymous=False)
    elif "anonymous" in entered:
        cases.learn(matter.id, person=None, anonymous=True)
    yield from ()


def read(field: Fact | Parameter, typed: str) -> Any:
    """An answer as it is kept: true, false, a number's text, one of the values; `_WRONG` where it is none."""
    if field.type == feel.types.BOOLEAN:
        return {"yes": True, "no": False}.get(typed, _WRONG)
    if field.one_of:
        return typed if typed in {str(each) for each in field.one_of} else _WRONG
    if field.type == feel.types.NUMBER:
        value = number(typed)
        return _WRONG if value is None else str(value)
    if field.type == feel.types.STRING:
        return typed
    return _WRONG if isinstance(feel.value_of_text(field.type, typed), feel.Problem) else typed
