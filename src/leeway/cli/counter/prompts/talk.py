"""How is one question put and its answer heard? Prompts that know the keys, and say kindly what did not fit.

At every prompt one can leave, go to the next customer, take something back, tell of a deed, or see all keys.
Start reading at `Talk.hear`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from leeway.cli.counter.prompts import entries
from leeway.cli.counter.prompts.terminal import Leave
from leeway.cli.counter.screens import keys as drawn_keys
from leeway.cli.counter.screens import look, numbered
from leeway.decide import sentence_case
from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leeway.cli.counter.house import House
    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.keys import Keys
    from leeway.cli.counter.prompts.terminal import Terminal
    from leeway.decide import Decision, Naming, Voice

ANYWHERE: Final = ("undo", "tell", "next", "help", "quit")
"""Keys that work at every prompt."""


class NextCustomer(Exception):  # noqa: N818  not an error: somebody else's turn
    """The next person steps up."""


class Telling(Exception):  # noqa: N818  not an error: a deed is to be told
    """Something that was done already is to be told."""


class Talk:
    """One conversation's prompts."""

    def __init__(self, terminal: Terminal, *, voice: Voice, keys: Keys, naming: Naming, house: House) -> None:
        self.terminal, self.voice, self.keys, self.naming, self.house = terminal, voice, keys, naming, house

    def say(self, message: str, *, style: Any = None, **places: Any) -> None:
        """Say one of our sentences."""
        self.terminal.say(self.voice.say(message, **places), style)

    def put(self, question: str, *, hint: str | None = None) -> None:
        """Put a question, with a softer line under it that says how to answer."""
        self.terminal.space()
        self.terminal.say(question, look.STRONG)
        if hint:
            self.terminal.say(hint, look.SOFT)

    def hear[T](
        self,
        read: Callable[[str], T | None],
        *,
        wrong: str | None = None,
        also: Sequence[str] = (),
        answers_first: bool = False,
    ) -> T | str:
        """Read lines until one is understood; a key among `also` is given back by its name.

        `wrong` is said to a line that is neither; empty where `read` says so itself. With `answers_first` a
        line that is an answer is never taken for a key.
        """
        while True:
            line = self.terminal.heard()
            understood = read(line) if answers_first else None
            key = None if understood is not None else self.keys.meant(line, among=(*also, *ANYWHERE))
            if key in also:
                return str(key)
            if key is not None:
                self.anywhere(key)
                continue
            understood = read(line) if understood is None else understood
            if understood is not None:
                return understood
            if wrong is None and line:
                self.say("wrong-key", style=look.ASK, text=line)
            elif wrong:
                self.terminal.say(wrong, look.ASK)

    def text(self, *, needed: bool = False) -> str:
        """A line in somebody's own words; may be empty unless it is needed."""
        return self.hear(
            lambda line: line if line or not needed else None, wrong=self.voice.say("reason-needed")
        )

    def choose(self, rows: Sequence[tuple[str, str]], *, optional: bool = False) -> int | None:
        """Show a numbered list and hear which one; None where nothing was chosen and that is allowed."""
        self.terminal.show(numbered(rows))
        names = [name for name, _ in rows]

        def read(line: str) -> int | None:
            if not line and optional:
                return -1
            found = entries.choice(line, names)
            return None if found is None else names.index(found)

        picked = self.hear(read, wrong=self.voice.say("choose-number", most=len(rows)))
        return None if picked == -1 else int(picked)

    def anywhere(self, key: str) -> None:
        """Do what a key does at every prompt."""
        if key == "quit":
            raise Leave
        if key == "next":
            raise NextCustomer
        if key == "tell":
            raise Telling
        if key == "help":
            self.offer(ANYWHERE, heading="help-heading")
            return
        self.undo()

    def undo(self) -> None:
        """Take back what was done last, if it is not too late."""
        had_something = self.house.last is not None
        try:
            undone = self.house.undo()
        except LedgerError as problem:
            self.terminal.say(str(problem), look.NO)
            return
        message = "undone" if undone else "undo-late" if had_something else "undo-nothing"
        self.say(message, style=look.GO if undone else look.ASK)

    def offer(
        self, names: Sequence[str], *, heading: str | None = None, lead: bool = False, **places: Any
    ) -> None:
        """Show keys and what they do; with `lead` the first stands out."""
        self.terminal.space()
        if heading:
            self.say(heading, style=look.STRONG, **places)
        shown = [(self.keys.of(name), self.voice.say(f"label-{name}", **places)) for name in names]
        self.terminal.show(drawn_keys(shown, width=self.terminal.width, lead=lead))

    def deed(self, decision: Decision, matter: Matter) -> str:
        """What is done, with its amount: by the book's name for it, else in one's own words."""
        amount = None if decision.amount_minor is None else self.money(decision.amount_minor)
        if matter.text is None:
            return self.naming.deed(decision.action, amount=amount)
        own = sentence_case(matter.text)
        return own if amount is None else self.voice.say("deed-titled", action=own, amount=amount)

    def money(self, minor: int) -> str:
        """An amount in the book's currency."""
        return self.voice.money(minor, currency=self.house.book.currency, digits=self.house.book.digits)
