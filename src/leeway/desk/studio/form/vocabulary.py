"""Of which words can a policy be made? The book's facts, actions, authorities and certificates, for choosing.

Taken from the book where it can be read, else from the head file alone, so that a form can be filled in while
something is still wrong. Start reading at `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.policy import minor_digits

if TYPE_CHECKING:
    from leeway.policy import Book, Entry

AMOUNT = "amount"
BUILT_IN = ("actor.ai", "actor.certificates", "actor.authority", "customer.known", "now")
_KINDS = {
    "boolean": "boolean",
    "number": "number",
    "money": "number",
    "text": "text",
    "string": "text",
    "date": "date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """A fact as it is chosen: its name, what kind of value it has, and the values to choose from."""

    name: str
    kind: str
    """`boolean`, `number`, `text`, `date`, `list` of texts, `many` other things; empty: no fields."""
    title: str = ""
    ask: str = ""
    unit: str = ""
    values: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name as people read it."""
        return self.title or self.name.replace(".", " ").replace("_", " ").replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """An action as it is chosen."""

    name: str
    label: str
    amount: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that can be chosen in a form."""

    currency: str
    digits: int = 2
    authorities: tuple[str, ...] = ("staff", "owner")
    facts: Mapping[str, FactWords] = field(default_factory=dict)
    actions: Mapping[str, ActionWords] = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    """Every name that a condition may read, choices of the actions included."""

    def fact(self, name: str) -> FactWords:
        """A fact by its name; one that nobody declared has no kind."""
        return self.facts.get(name, FactWords(name=name, kind=""))

    def action(self, name: str) -> str:
        """An action as people read it."""
        known = self.actions.get(name)
        return name if known is None else known.label


def vocabulary(head: Entry, *, book: Book | None = None) -> Vocabulary:
    """What can be chosen, from the head file's entries and, where it can be read, the book."""
    said = head if isinstance(head, dict) else {}
    currency = _text(said.get("currency")) or "EUR"
    facts = {AMOUNT: FactWords(name=AMOUNT, kind="number", unit=currency)}
    facts |= {name: _declared(name, each) for name, each in _mapping(said.get("facts")).items()}
    actions = {name: _action(name, each) for name, each in _mapping(said.get("actions")).items()}
    certificates = list(_texts(said.get("certificates")))
    names = {*facts, *BUILT_IN}
    if book is not None:
        facts |= {each.name: _known(each) for each in book.facts.values() if each.name not in facts}
        actions |= {
            each.name: ActionWords(name=each.name, label=each.title or each.name, amount=each.amount)
            for each in book.actions.values()
        }
        certificates += book.certificates
        names |= {*facts, *(name for each in book.actions.values() for name in each.parameters)}
    return Vocabulary(
        currency=currency,
        digits=minor_digits(currency),
        authorities=tuple(_texts(said.get("authorities"))) or ("staff", "owner"),
        facts=facts,
        actions=actions,
        certificates=tuple(dict.fromkeys(certificates)),
        names=frozenset(names),
    )


def _declared(name: str, entry: Entry) -> FactWords:
    if isinstance(entry, str):
        return FactWords(name=name, kind=_KINDS.get(entry, ""))
    said = _mapping(entry)
    values = tuple(_texts(said.get("one of")))
    kind = _KINDS.get(_text(said.get("type")), "") if "type" in said else "text" if values else ""
    if "list of" in said:
        kind = "list" if _KINDS.get(_text(said["list of"])) == "text" else "many"
    return FactWords(
        name=name, kind=kind, title=_text(said.get("title")), ask=_text(said.get("ask")),
        unit=_text(said.get("unit")), values=values,
    )  # fmt: skip


def _known(fact: Any) -> FactWords:
    kinds = {
        feel.types.BOOLEAN: "boolean",
        feel.types.NUMBER: "number",
        feel.types.STRING: "text",
        feel.types.DATE: "date",
    }
    return FactWords(
        name=fact.name, kind=kinds.get(fact.type) or _of_many(fact.type), title=fact.title or "",
        ask=fact.ask or "", unit=fact.unit or "", values=tuple(map(str, fact.one_of)),
    )  # fmt: skip


def _of_many(type_: Any) -> str:
    """A list of texts, of other things, or neither."""
    if not isinstance(type_, feel.types.ListOf):
        return ""
    return "list" if type_.item == feel.types.STRING else "many"


def _action(name: str, entry: Entry) -> ActionWords:
    said = _mapping(entry)
    return ActionWords(name=name, label=_text(said.get("title")) or name, amount="amount" in said)


def _mapping(entry: Entry | None) -> Mapping[str, Entry]:
    return entry if isinstance(entry, dict) else {}


def _text(entry: Entry | None) -> str:
    return entry.strip() if isinstance(entry, str) else ""


def _texts(entry: Entry | None) -> list[str]:
    if isinstance(entry, str):
        return [entry.strip()] if entry.strip() else []
    return [each.strip() for each in entry if isinstance(each, str)] if isinstance(entry, list) else []
