"""What are things called on a screen? Titles of clauses and actions, values with their units.

Names come from the book where one is at hand; without it an id is shown as words.
Start reading at `Naming`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from leeway import feel

if TYPE_CHECKING:
    from leeway.decide.words.voice import Voice
    from leeway.policy import Action, Book, Clause, Fact

OWN_JUDGEMENT: Final = "own judgement"
OF_NO_POLICY: Final = ("otherwise", OWN_JUDGEMENT, "overall")
"""Clauses that stand in the book itself and in none of its policies."""


class Naming:
    """How one book's things, and people where their names are at hand, are called in one language."""

    def __init__(
        self, voice: Voice, *, book: Book | None = None, people: Mapping[str, str] | None = None
    ) -> None:
        self.voice = voice
        self.people = people or {}
        self.book = book
        self._clauses: dict[str, Clause] = {} if book is None else _clauses(book)

    def clause(self, clause_id: str) -> str:
        """A clause by its title, else by its name in words: `small shortfall`."""
        known = self._clauses.get(clause_id)
        if clause_id in OF_NO_POLICY:
            return self.voice.say("clause-" + clause_id.replace(" ", "-"))
        if known is not None and known.title:
            return known.title
        return as_words(clause_id.rsplit("/", 1)[-1] if known is None else known.name)

    def quoted(self, clause_id: str) -> str:
        """A clause in this language's quotation marks."""
        return self.voice.say("quoted", name=self.clause(clause_id))

    def action(self, name: str) -> str:
        """An action by its title, else by its name."""
        known = self._action(name)
        return as_words(name) if known is None or not known.title else known.title

    def deed(self, name: str, *, amount: str | None) -> str:
        """An action with its amount, as a sentence begins: `Write off 150 UAH`."""
        known = self._action(name)
        action = sentence_case(self.action(name))
        if amount is None:
            return action
        titled = known is not None and known.title is not None
        return self.voice.say("deed-titled" if titled else "deed", action=action, amount=amount)

    def fact(self, name: str) -> str:
        """A fact as it is read aloud: `fuel litres` for `fuel.litres`."""
        return as_words(name.replace(".", " "))

    def person(self, id_: str) -> str:
        """Somebody by name, else by id."""
        return self.people.get(id_, id_)

    def principle(self, name: str) -> str:
        """A principle in the book's own sentence, else by its name."""
        said = {} if self.book is None else self.book.principles
        return said.get(name, as_words(name)).rstrip(".")

    def thing(self, name: str) -> str:
        """Whatever the name stands for: a clause, a fact or an action."""
        if "/" in name or name in self._clauses:
            return self.quoted(name)
        return self.fact(name)

    def value(self, value: Any, *, fact: str | None = None) -> str:
        """A value as people write it, with its unit where the fact has one."""
        if isinstance(value, bool):
            return self.voice.say("answer-yes" if value else "answer-no")
        if isinstance(value, Decimal | int):
            known = None if fact is None else self._fact(fact)
            said = self.voice.number(value)
            return f"{said} {known.unit}" if known is not None and known.unit else said
        if isinstance(value, Mapping):
            return ", ".join(f"{key}: {self.value(item)}" for key, item in value.items())
        if isinstance(value, tuple | list):
            return self.voice.listed([self.value(item) for item in value])
        return "–" if value is None else feel.to_string(value) or "–"

    def _action(self, name: str) -> Action | None:
        return None if self.book is None else self.book.actions.get(name)

    def _fact(self, name: str) -> Fact | None:
        return None if self.book is None else self.book.facts.get(name)


def as_words(name: str) -> str:
    """A name without its dashes and underscores.

    >>> as_words("small-shortfall")
    'small shortfall'
    """
    return name.replace("-", " ").replace("_", " ")


def sentence_case(text: str) -> str:
    """The text with a capital at its start and the rest as it is."""
    return text[:1].upper() + text[1:]


def _clauses(book: Book) -> dict[str, Clause]:
    return {
        clause.id: clause
        for policy in book.policies
        for group in (policy.rules, policy.guidelines, policy.situations, policy.circumstances)
        for clause in group
    }
