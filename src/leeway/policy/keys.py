"""Which keys does a book have, and what is each for? The format, as one table.

The loader reads by it, the JSON Schema and the reference page are made from it: there is no second list.
What the entries mean together is in `loader/`. Start reading at `FORMAT`.
"""

from __future__ import annotations

from typing import Final

from leeway.policy.shape import Anything, Either, Fork, Format, Key, Many, Named, OneOrMany, Record, Table, Word

FILE_BYTES_MAX: Final = 256 * 1024
BOOK_BYTES_MAX: Final = 4 * 1024 * 1024
CLAUSES_MAX: Final = 5_000

TEXT: Final = Word("a text")
NAME: Final = Word("a name")
WHOLE: Final = Word("a whole number", "whole", least=0)
SIZE: Final = Word("a whole number from 1", "whole", least=1)
ORDER: Final = Word("a whole number", "whole")
NUMBER: Final = Word("a number", "number")
FLAG: Final = Word("true or false", "yes or no")
DATE: Final = Word("a date such as `2026-01-31`", "date")
MOMENT: Final = Word("a date and time such as `2026-01-31T10:00:00`", "date and time")
CONDITION: Final = Word("a condition")
LIMIT: Final = Word("a limit such as `30 EUR per case`")
TRUST: Final = Word(
    "a trust", "choice", choices=("claimed", "extracted", "staff", "verified", "system")
)  # fmt: skip
TYPES: Final = (
    "number", "text", "boolean", "date", "time", "date and time", "days and time duration", "duration",
    "years and months duration", "money",
)  # fmt: skip
TYPE: Final = Word("a type", "choice", choices=TYPES)
LIMITS: Final = OneOrMany(LIMIT)
NAMES: Final = OneOrMany(NAME)
TEXTS: Final = OneOrMany(TEXT)

_MEMBER_KEYS: Final = {
    "type": Key(TYPE, "what kind of value it is"),
    "list of": Key(Named("member"), "that it is a list, and of what"),
    "record of": Key(Table("member names", Named("member")), "that it is a record, and of which members"),
    "one of": Key(Many(Word("a value")), "the only values it may have"),
}
MEMBER: Final = Either(
    "a type",
    scalar=TYPE,
    pairs=Fork(
        frozenset(_MEMBER_KEYS), Record("a member", _MEMBER_KEYS), Table("member names", Named("member"))
    ),
)

FACT: Final = Record(
    "a fact",
    {
        **_MEMBER_KEYS,
        "title": Key(TEXT, "its name as people read it"),
        "unit": Key(TEXT, "the unit of a number, as people say it"),
        "trust": Key(TRUST, "how far a value must be relied on before it counts"),
        "presume": Key(Anything("a value"), "the value taken for granted when nothing is said"),
        "ask": Key(TEXT, "the question that finds it out"),
        "effort": Key(WHOLE, "what finding out costs; the least effort is asked first"),
        "optional": Key(FLAG, "whether it may be known to be nothing (null)"),
    },
    may_be_empty=True,
)

OTHERWISE: Final = Either(
    "`go ahead`, `no`, `ask` and an authority, or limits",
    scalar=Word("`go ahead`, `no` or `ask` and an authority"),
    items=Many(LIMIT),
    pairs=Table("authorities, or `anonymous`", LIMITS),
)

PARAMETER: Final = Record(
    "a parameter",
    {
        "type": Key(TYPE, "what kind of value it is"),
        "one of": Key(Many(Word("a value")), "the only values it may have"),
        "title": Key(TEXT, "its name as people read it"),
    },
)

ACTION: Final = Record(
    "an action",
    {
        "title": Key(TEXT, "its name as people read it"),
        "amount": Key(Word("`money`", "choice", choices=("money",)), "that it carries an amount of money"),
        "max": Key(NUMBER, "the largest amount, in the book's currency"),
        "cost": Key(Word("a cost such as `12`, `amount` or `0.3 * amount`"), "what it costs the house"),
        "worth": Key(NUMBER, "what it is worth to the customer"),
        "parameters": Key(
            Table("parameter names", Either("a parameter", scalar=TYPE, pairs=PARAMETER)),
            "the choices the actor makes with it",
        ),
        "otherwise": Key(OTHERWISE, "what holds when no guideline names it"),
    },
    may_be_empty=True,
)

POINT: Final = Record(
    "a point",
    {
        "point": Key(TEXT, "what should be said", required=True),
        "words": Key(TEXT, "suggested words, to be said in one's own way"),
    },
)

_CLAUSE_KEYS: Final = {
    "when": Key(CONDITION, "the condition, in FEEL; without it the clause always holds"),
    "title": Key(TEXT, "its name as people read it"),
    "because": Key(TEXT, "why it exists"),
    "source": Key(TEXT, "where it comes from: a law, a standard, a part of one"),
    "good": Key(TEXTS, "how it looks when it is done well"),
    "bad": Key(TEXTS, "how it looks when it is done badly"),
    "public": Key(TEXT, "`no`, or what customers read of it on the public pages"),
}
_ACTING_KEYS: Final = {
    "do": Key(Table("step names", TEXT), "what must be done along with it"),
    "say": Key(OneOrMany(Either("a point", scalar=TEXT, pairs=POINT)), "what should be said along with it"),
}

RULE: Final = Record(
    "a rule",
    {
        "forbid": Key(NAMES, "the actions it forbids; `anything` for all", required=True),
        **_CLAUSE_KEYS,
        "instead": Key(NAMES, "what may be done instead"),
        **_ACTING_KEYS,
    },
)

GUIDELINE: Final = Record(
    "a guideline",
    {
        "allow": Key(NAMES, "the actions it allows", required=True),
        **_CLAUSE_KEYS,
        "limits": Key(
            Either("limits", scalar=LIMIT, items=Many(LIMIT), pairs=Table("authorities", LIMITS)),
            "how far it goes: a list for the lowest authority, or lists by authority",
        ),
        "anonymous": Key(LIMITS, "limits that stand for those per customer when the customer is not known"),
        "requires": Key(NAMES, "certificates that the one who decides must hold"),
        "instead": Key(NAMES, "what may be done instead"),
        **_ACTING_KEYS,
        "was": Key(NAME, "its former name: what was used then still counts"),
        "order": Key(ORDER, "its place among the guidelines of other files; the least comes first"),
    },
)

SITUATION: Final = Record(
    "a situation",
    {
        "wish": Key(TEXT, "how people put it"),
        **_CLAUSE_KEYS,
        **_ACTING_KEYS,
        "remedies": Key(NAMES, "the actions that put it right, most fitting first"),
    },
)

CIRCUMSTANCE: Final = Record(
    "a circumstance",
    {
        **_CLAUSE_KEYS,
        "for": Key(NAMES, "the clauses it changes; without it, all of the book"),
        "skip": Key(NAMES, "the steps that are left out meanwhile"),
        "instead": Key(Table("step names", TEXT), "steps with their text meanwhile"),
    },
)

EXAMPLE: Final = Record(
    "an example",
    {
        "example": Key(TEXT, "what happens, in a few words", required=True),
        "given": Key(Table("facts, `amount` and parameters", Anything("a value")), "what is known"),
        "trust": Key(Table("fact names", TRUST), "how far single facts are relied on"),
        "actor": Key(NAME, "the authority of the one who decides"),
        "action": Key(NAME, "what is proposed"),
        "used": Key(Table("clauses", LIMITS), "what has been used of their limits already"),
        "certificates": Key(NAMES, "the certificates the actor holds; all of them when left out"),
        "customer": Key(
            Word("`known` or `unknown`", "choice", choices=("known", "unknown")),
            "whether the customer is known",
        ),
        "own judgement": Key(TEXT, "the reason, when the actor departs from the guidelines"),
        "principle": Key(NAME, "the principle that the departure serves"),
        "told": Key(FLAG, "whether it was told afterwards"),
        "at": Key(MOMENT, "when it happens"),
        "stopped": Key(NAMES, "clauses and actions whose stop switch is on"),
        "expect": Key(Word("an outcome"), "the right answer"),
        "by": Key(NAME, "the clause that decides"),
        "steps": Key(TEXTS, "steps that are shown"),
        "skipped": Key(TEXTS, "steps that are not shown"),
        "instead": Key(NAMES, "what may be done instead"),
        "good": Key(TEXTS, "how it looks when it is done well"),
        "bad": Key(TEXTS, "how it looks when it is done badly"),
    },
)

EARNED: Final = Record(
    "an earned step",
    {
        "becomes": Key(NAME, "the higher authority that is earned", required=True),
        "after": Key(
            Word("a number of reviews such as `20 fine`"),
            "how many reviewed decisions must have been found fine",
            required=True,
        ),
        "certificate": Key(NAME, "the certificate that must be held as well"),
    },
)

MATTERS: Final = ("question", "request", "complaint", "praise")

PROMISE: Final = Record(
    "a promise",
    {
        "of": Key(
            Word("a kind of matter", "choice", choices=MATTERS), "the kind of matter; of any, when left out"
        ),
        "when": Key(CONDITION, "the condition, in FEEL; it may read `kind` and `channel` of the matter"),
        "hear": Key(TEXT, "what the person will hear, in words", required=True),
        "within": Key(
            Word("a time such as `4 opening hours` or `2 days`"), "by when, from opening", required=True
        ),
        "because": Key(TEXT, "why it exists"),
        "source": Key(TEXT, "where it comes from: a law, a standard, a part of one"),
    },
)

_BODY_KEYS: Final = {
    "rules": Key(Table("rule names", RULE), "what is never done, by anybody"),
    "guidelines": Key(Table("guideline names", GUIDELINE), "what may be done, within limits"),
    "situations": Key(Table("situation names", SITUATION), "typical situations and what to do in them"),
    "circumstances": Key(
        Table("circumstance names", CIRCUMSTANCE), "when something else is to be done meanwhile"
    ),
    "promises": Key(
        Table("promise names", PROMISE), "what people will hear, and by when, once their matter opens"
    ),
    "examples": Key(Many(EXAMPLE), "worked examples, which are also tests"),
}

BOOK: Final = Record(
    "a book",
    {
        "book": Key(NAME, "its name", required=True),
        "title": Key(TEXT, "its name as people read it"),
        "currency": Key(Word("a currency such as `EUR`"), "the one currency of its amounts", required=True),
        "zone": Key(Word("a time zone such as `Europe/Kyiv`"), "the time zone of its days and weeks"),
        "size": Key(
            Record(
                "a size",
                {
                    "sites": Key(SIZE, "how many sites there are"),
                    "actors per site": Key(SIZE, "how many people decide at one site"),
                    "customers": Key(SIZE, "how many customers there are"),
                },
            ),
            "how large the business is, for the most it can spend",
        ),
        "authorities": Key(Many(NAME), "the levels at which people decide, lowest first"),
        "facts": Key(
            Table("fact names", Either("a type or a fact", scalar=TYPE, pairs=FACT)), "what conditions may read"
        ),
        "actions": Key(Table("action names", ACTION), "what people may propose to do"),
        "otherwise": Key(OTHERWISE, "what holds for actions that no guideline names"),
        "on error": Key(Word("`ask` and an authority"), "who is asked when the desk itself cannot decide"),
        "overall limits": Key(
            Either(
                "limits",
                scalar=LIMIT,
                items=Many(LIMIT),
                pairs=Record(
                    "overall limits",
                    {
                        "limits": Key(LIMITS, "the limits that every spending counts against", required=True),
                        "anonymous": Key(LIMITS, "those that stand for the ones per customer"),
                    },
                ),
            ),
            "limits that every spending counts against, whatever clause it is charged to",
        ),
        "own judgement": Key(
            Record(
                "own judgement",
                {
                    "limits": Key(
                        Either("limits", scalar=LIMIT, items=Many(LIMIT), pairs=Table("authorities", LIMITS)),
                        "how far people may depart from the guidelines",
                        required=True,
                    ),
                    "anonymous": Key(LIMITS, "limits that stand for those per customer"),
                    "review": Key(TEXT, "which authority reviews it, and how soon"),
                    "ai": Key(NAMES, "the AI actors who have own judgement"),
                },
            ),
            "the allowance for departures, asked or told afterwards",
        ),
        "principles": Key(Table("principle names", TEXT), "what a departure may serve"),
        "certificates": Key(NAMES, "the certificates that exist"),
        "earned": Key(Table("authorities", EARNED), "how leeway grows with a good record, step by step"),
        **_BODY_KEYS,
    },
)

POLICY: Final = Record(
    "a policy",
    {
        "policy": Key(NAME, "its name, which stays the same", required=True),
        "title": Key(TEXT, "its name as people read it"),
        "owner": Key(TEXT, "who answers for it"),
        "since": Key(DATE, "the first day it holds"),
        "until": Key(DATE, "the last day it holds"),
        "source": Key(TEXT, "where it comes from"),
        "purpose": Key(TEXT, "what it is for, in a sentence"),
        "order": Key(ORDER, "its place among the files; the least comes first"),
        **_BODY_KEYS,
    },
)

FORMAT: Final = Format(
    book=BOOK,
    policy=POLICY,
    examples=Either(
        "examples", items=Many(EXAMPLE), pairs=Record("an examples file", {"examples": _BODY_KEYS["examples"]})
    ),
    definitions={"member": MEMBER},
)
"""What may stand in `book.yaml` or a single file, in `policies/*.yaml` and in `examples/*.yaml`."""
