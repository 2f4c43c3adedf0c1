"""How is one question put and its answer heard? Prompts that know the keys, and say kindly what did not fit.

At every prompt one can leave, go to the next customer, take something back, tell of a deed, or see all keys.
Start reading at `Talk.hear`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from leeway import feel
from leeway.cli.counter.prompts import entries
from leeway.cli.counter.prompts.terminal import Leave
from leeway.cli.counter.screens import keys as drawn_keys
from leeway.cli.counter.screens import look, numbered
from leeway.decide import Question, said_question, sentence_case
from leeway.ledger import LedgerError
from leeway.policy import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leeway.cli.counter.house import House
    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.keys import Keys
    from leeway.cli.counter.prompts.terminal import Terminal
    from leeway.decide import Decision, Naming, RequestProblem, SaidQuestion, Voice
    from leeway.policy import Parameter

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

    def amount(self, *, leeway: str | None) -> int:
        """How much, in minor units."""
        book = self.house.book
        if leeway is None:
            hint = self.voice.say("amount-hint", currency=book.currency)
        else:
            hint = self.voice.say("amount-hint-up-to", currency=book.currency, amount=leeway)
        self.put(self.voice.say("amount-ask"), hint=hint)
        return int(
            self.hear(
                lambda line: entries.amount(line, digits=book.digits),
                wrong=self.voice.say("amount-wrong"),
                answers_first=True,
            )
        )

    def amount_alone(self, *, optional: bool = False) -> int | None:
        """Just an amount, where the question was put already."""
        digits = self.house.book.digits
        heard = self.hear(
            lambda line: -1 if optional and not line else entries.amount(line, digits=digits),
            wrong=self.voice.say("amount-wrong"),
            answers_first=True,
        )
        return None if heard == -1 else int(heard)

    def asked(self, fact: Fact, *, decision: Decision | None = None) -> SaidQuestion:
        """A question as it is put, with who may vouch for the answer where a decision says so."""
        questions = () if decision is None else decision.questions
        known = next((each for each in questions if each.fact == fact.name), None)
        question = known or Question(
            fact=fact.name,
            ask=fact.ask,
            type=str(fact.type),
            unit=fact.unit,
            one_of=fact.one_of,
            trust=fact.trust,
        )
        return said_question(question, naming=self.naming)

    def fact(self, fact: Fact, *, said: SaidQuestion) -> Any:
        """The answer to a question; None when nobody knows."""
        hint = self._hint(fact)
        self.put(said.text, hint=sentence_case(f"{said.note}; {hint}" if said.note else hint))
        if said.choices:
            self.terminal.show(numbered([(choice, "") for choice in said.choices]))
        unknown, known = object(), {"yes": self._words("yes"), "no": self._words("no")}
        heard = self.hear(
            lambda line: self._answer(fact, line, unknown=unknown, known=known),
            wrong=self.voice.say("question-wrong", hint=sentence_case(hint)),
            answers_first=True,
        )
        return None if heard is unknown else heard

    def value(self, parameter: Parameter) -> Any:
        """A choice that has no list, by its type."""
        as_fact = Fact(name=parameter.name, type=parameter.type)
        known = {"yes": self._words("yes"), "no": self._words("no")}
        hint = self._hint(as_fact)
        return self.hear(
            lambda line: entries.answer_to(as_fact, line, yes=known["yes"], no=known["no"]) if line else None,
            wrong=self.voice.say("question-wrong", hint=sentence_case(hint)),
            answers_first=True,
        )

    def known(self, value: Any, fact: str) -> str:
        """A value as people say it; what nobody knew is said so."""
        return (
            self.voice.say("answer-unknown") if value is feel.UNKNOWN else self.naming.value(value, fact=fact)
        )

    def problem(self, problem: RequestProblem, *, action: str | None) -> str:
        """What is wrong with what was entered, in this language where it is known."""
        known = self.house.book.actions.get(action or "")
        if problem.code == "amount-too-large" and known is not None and known.max_minor is not None:
            return self.voice.say("amount-too-large", most=self.money(known.max_minor))
        return problem.message

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

    def quoted(self, text: str) -> Text:
        """Somebody's own words."""
        return Text(self.voice.say("quoted", name=text), look.WORDS)

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

    def _answer(self, fact: Fact, line: str, *, unknown: object, known: dict[str, list[str]]) -> Any:
        if not line or line == "?" or line.casefold() == self.voice.say("answer-unknown").casefold():
            return unknown
        return entries.answer_to(fact, line, yes=known["yes"], no=known["no"])

    def _words(self, answer: str) -> list[str]:
        """All ways to type yes or no: the word, its key, and the English ones where they are free."""
        words = [self.voice.say(f"answer-{answer}"), self.keys.of(answer)]
        english = {"yes": ["yes", "y", "+"], "no": ["no", "n", "-"]}[answer]
        other = "no" if answer == "yes" else "yes"
        return [word.casefold() for word in (*words, *(e for e in english if e != self.keys.of(other)))]

    def _hint(self, fact: Fact) -> str:
        if fact.type == feel.types.BOOLEAN:
            return self.voice.say("question-hint-yes-no", yes=self.keys.of("yes"), no=self.keys.of("no"))
        if fact.one_of:
            return self.voice.say("question-hint-choice")
        if fact.type == feel.types.NUMBER:
            return self.voice.say("question-hint-number")
        kind = "date" if fact.type == feel.types.DATE else "text"
        return self.voice.say(f"question-hint-{kind}")
