"""What is said in a conversation about expressions? One entry after the other, names that are kept in between.

A session knows no terminal: it is given what was entered and gives back what to show.
Start reading at `Session.answer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leeway import feel

HELP = """An expression is worked out; what is not finished goes on in the next line, an empty line ends it.
  :let NAME = EXPRESSION keep a value under a name
  :names                 what is kept; `last` is the last value
  :functions [WORD]      the functions of FEEL, or those with the word in their names
  :type EXPRESSION       the type of an expression, and what can be seen to be wrong with it
  :forget                forget all names
  :quit                  leave; so does the end of the input"""

_KEYWORDS = (
    "and", "between", "else", "every", "false", "for", "function", "if", "in", "instance of", "null", "or",
    "return", "satisfies", "some", "then", "true",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d][\w ]*$|:\w*$")
_MEMBER = re.compile(r"([^\W\d][\w .]*)\.([\w ]*)$")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show: a text, and the problems; or that more is to be entered, or that it is over."""

    text: str = ""
    problems: tuple[str, ...] = ()
    wants_more: bool = False
    is_over: bool = False


class Session:
    """The names that are kept, and what has been entered of an unfinished expression."""

    def __init__(self, given: Mapping[str, Any], *, now: Callable[[], feel.DateTime]) -> None:
        self.names: dict[str, Any] = dict(given)
        self._now = now
        self._unfinished = ""

    def answer(self, line: str) -> Answer:
        """What one more line leads to."""
        text = f"{self._unfinished}\n{line}" if self._unfinished and line.strip() else self._unfinished or line
        if not text.strip():
            return Answer()
        if text.lstrip().startswith(":") and not self._unfinished:
            return self._command(text.strip())
        try:
            node = self._parsed(text)
        except feel.FeelSyntaxError as error:
            if line.strip() and _is_unfinished(error, text):
                self._unfinished = text
                return Answer(wants_more=True)
            self._unfinished = ""
            return Answer(problems=(error.problem.render(text),))
        self._unfinished = ""
        return self._worth("last", node, text)

    def give_up(self) -> None:
        """Forget what has been entered of an unfinished expression."""
        self._unfinished = ""

    def _parsed(self, text: str) -> feel.Node:
        return feel.parse(text, names=self.names, members=_members(self.names))

    def _worth(self, name: str, node: feel.Node, text: str) -> Answer:
        evaluation = feel.evaluate(node, self.names, now=self._now())
        self.names[name] = evaluation.value
        problems = tuple(problem.render(text) for problem in evaluation.problems)
        return Answer(feel.literal(evaluation.value), problems)

    # -- commands -------------------------------------------------------------------------------
    def _command(self, text: str) -> Answer:
        word, _, rest = text[1:].partition(" ")
        command = _COMMANDS.get(word)
        if command is None:
            return Answer(problems=(f"there is no command `:{word}`; `:help` lists them",))
        try:
            return command(self, rest.strip())
        except feel.FeelSyntaxError as error:
            said = rest.partition("=")[2] if word == "let" else rest
            return Answer(problems=(error.problem.render(said.strip()),))

    def _help(self, _rest: str) -> Answer:
        return Answer(HELP)

    def _quit(self, _rest: str) -> Answer:
        return Answer(is_over=True)

    def _let(self, rest: str) -> Answer:
        name, is_said, text = (part.strip() for part in rest.partition("="))
        if not (is_said and text and _is_name(name)):
            return Answer(problems=("write a name and an expression, as in `:let total = 12 * 3`",))
        return self._worth(name, self._parsed(text), text)

    def _list(self, _rest: str) -> Answer:
        return Answer("\n".join(f"{name}: {feel.literal(value)}" for name, value in self.names.items()))

    def _functions(self, rest: str) -> Answer:
        return Answer("\n".join(form for name, form in sorted(feel.function_forms().items()) if rest in name))

    def _type(self, rest: str) -> Answer:
        schema = {name: feel.type_of(feel.freeze(value)) for name, value in self.names.items()}
        checked = feel.check(self._parsed(rest), schema)
        return Answer(str(checked.type), tuple(problem.render(rest) for problem in checked.problems))

    def _forget(self, _rest: str) -> Answer:
        self.names.clear()
        return Answer()

    # -- completion -----------------------------------------------------------------------------
    def completions(self, before: str) -> Iterator[tuple[str, int]]:
        """What may go on from the text before the cursor: a text, and how many characters it stands for."""
        member = _MEMBER.search(before)
        if member is not None:
            yield from self._members_after(*member.groups())
            return
        found = _WORD.search(before)
        start = found.group() if found else ""
        if start.startswith(":") and before.strip() == start:
            yield from ((f":{each}", len(start)) for each in _COMMANDS if each.startswith(start[1:]))
            return
        words = [*self.names, *(f"{name}(" for name in sorted(feel.function_forms())), *_KEYWORDS]
        # A name may hold spaces, so the end of what was written from any word on could be the start of one.
        for begins in _beginnings(start):
            yield from ((word, len(begins)) for word in words if word.startswith(begins) and word != begins)

    def _members_after(self, path: str, start: str) -> Iterator[tuple[str, int]]:
        for begins in _beginnings(path):
            try:
                value = feel.evaluate(self._parsed(begins), self.names).value
            except feel.FeelSyntaxError:
                continue
            names = list(feel.members_of(value))
            if names:
                yield from ((name, len(start)) for name in names if name.startswith(start))
                return


_COMMANDS: dict[str, Callable[[Session, str], Answer]] = {
    "let": Session._let,  # noqa: SLF001 - the table belongs to the class
    "names": Session._list,  # noqa: SLF001
    "functions": Session._functions,  # noqa: SLF001
    "type": Session._type,  # noqa: SLF001
    "forget": Session._forget,  # noqa: SLF001
    "help": Session._help,  # noqa: SLF001
    "quit": Session._quit,  # noqa: SLF001
}


def _is_unfinished(error: feel.FeelSyntaxError, text: str) -> bool:
    """Whether an expression may become one with more text: something is missing at its end."""
    span = error.problem.span
    open_text = error.problem.message.endswith("is not closed")
    return open_text or (span is not None and span.start >= len(text.rstrip()))


def _is_name(text: str) -> bool:
    try:
        node = feel.parse(text, names=[text])
    except feel.FeelSyntaxError:
        return False
    return isinstance(node, feel.tree.Name)


def _members(names: Mapping[str, Any]) -> set[str]:
    """The names of all entries below the values."""
    found: set[str] = set()
    rest = list(names.values())
    while rest:
        value = rest.pop()
        if isinstance(value, Mapping):
            found.update(map(str, value))
            rest.extend(value.values())
        elif isinstance(value, list | tuple):
            rest.extend(value)
    return found


def _beginnings(text: str) -> Iterator[str]:
    """The text, and what is left of it behind each of its words, as long as there is something."""
    while text:
        yield text
        text = text.partition(" ")[2].lstrip()
