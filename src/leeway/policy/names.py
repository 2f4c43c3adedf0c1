"""Which names are taken, and which are names at all? What a book may call its facts, clauses and actions.

Facts and parameters stand in conditions, so FEEL must be able to read them; other names only must be
unambiguous.
"""

from __future__ import annotations

import re
from typing import Final

from leeway.feel import Type, types

ANYTHING: Final = "anything"
"""In `forbid`, stands for every action of the book."""

SOMETHING_ELSE: Final = "something else"
"""The action that every book has: free text and an amount, for own judgement only."""

AMOUNT: Final = "amount"
"""In conditions, the amount of the action in major units."""

BUILT_IN_FACTS: Final[dict[str, Type]] = {
    "actor.authority": types.STRING,
    "actor.certificates": types.ListOf(types.STRING),
    "actor.ai": types.BOOLEAN,
    "customer.known": types.BOOLEAN,
    "now": types.DATE_AND_TIME,
}
"""Facts that every book has and the desk fills in."""

DESK_PREFIXES: Final = ("actor", "case", "customer", "site")
"""Facts under these names come from the desk's own records; a book that reads them declares them."""

CLAUSE_WORDS: Final = frozenset({"overall", "otherwise", "own judgement"})
"""What decisions are charged to when it is no clause; no clause may have such a name."""

_WORD = re.compile(r"[^\W\d]\w*")
_LATER_WORD = re.compile(r"\w+")
_KEYWORDS = frozenset(
    {
        "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance",
        "not", "null", "or", "return", "satisfies", "some", "then", "true",
    }
)  # fmt: skip
_BUILT_INS = frozenset(
    {
        "abs", "all", "any", "append", "before", "after", "ceiling", "coincides", "concatenate",
        "contains", "context", "context merge", "context put", "count", "date", "date and time",
        "day of week", "day of year", "decimal", "distinct values", "duration", "during", "ends with",
        "even", "exp", "finished by", "finishes", "flatten", "floor", "get entries", "get value",
        "includes", "index of", "insert before", "is", "item", "list", "list contains", "list replace",
        "log", "lower case", "matches", "max", "mean", "median", "meets", "met by", "min", "mode",
        "modulo", "month of year", "number", "odd", "overlaps", "overlaps after", "overlaps before",
        "partial", "product", "range", "remove", "replace", "reverse", "round down", "round half down",
        "round half up", "round up", "sort", "split", "sqrt", "started by", "starts", "starts with",
        "stddev", "string", "string join", "string length", "sublist", "substring", "substring after",
        "substring before", "sum", "time", "today", "union", "upper case", "week of year",
        "years and months duration", "days and time duration", "boolean", AMOUNT,
    }
)  # fmt: skip


def member_name_problem(name: str) -> tuple[str, str | None] | None:
    """Why FEEL could not read a member of this name after a point, and what helps; None when it is fine."""
    words = name.split(" ")
    if not _WORD.fullmatch(words[0]) or not all(_LATER_WORD.fullmatch(word) for word in words[1:]):
        return _spelling(name)
    if taken := [word for word in words if word in _KEYWORDS]:
        better = name.replace(" ", "_")
        advice = "use another word" if better == name else f"call it `{better}`, or use another word"
        return f"`{taken[0]}` is a word of conditions and may not be part of a name", advice
    return None


def fact_name_problem(name: str) -> tuple[str, str | None] | None:
    """Why FEEL could not read a fact or parameter of this name, and what helps; None when it is fine.

    >>> fact_name_problem("has receipt")
    >>> fact_name_problem("in stock")
    ('`in` is a word of conditions and may not be part of a name', 'call it `in_stock`, or use another word')
    """
    for part in name.split("."):
        if problem := member_name_problem(part):
            return problem if _WORD.match(part) else _spelling(name)
    if name in _BUILT_INS or name in BUILT_IN_FACTS:
        return f"`{name}` is built in and cannot be declared", "use another name, or put a word before it"
    return None


def _spelling(name: str) -> tuple[str, str | None]:
    better = " ".join(re.findall(r"[\w.]+", name)).strip(". ")
    advice = f"call it `{better}`" if better and better != name and not better[0].isdigit() else None
    if name[:1].isdigit():
        advice = "begin it with a letter"
    return f"`{name}` cannot be read in a condition: names are words, with one space or point between", advice


def clashes(names: set[str]) -> list[tuple[str, str]]:
    """Names that are both a fact and the beginning of one: `fuel` beside `fuel.litres`, as pairs."""
    taken = names | set(BUILT_IN_FACTS)
    found = []
    for name in sorted(taken):
        parts = name.split(".")
        for length in range(1, len(parts)):
            prefix = ".".join(parts[:length])
            if prefix in taken:
                found.append((prefix, name))
    return found


def clause_name_problem(name: str) -> str | None:
    """Why a clause, policy, step or authority cannot have this name; None when it can."""
    if "/" in name:
        return f"`{name}` has a `/`, which stands between the policy and the clause"
    if name != name.strip() or not name.isprintable() or "  " in name:
        return f"`{name}` has white space around it, or more of it than one blank"
    if name in CLAUSE_WORDS:
        return f"`{name}` has a meaning of its own and cannot be a clause's name"
    return None
