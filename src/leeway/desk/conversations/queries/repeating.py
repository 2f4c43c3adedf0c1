"""Did this person get the very same words before? Then they were not written for them.

Start reading at `sent_unchanged_before`.
"""

from __future__ import annotations

from typing import Final

from leeway.desk.cases import queries as matters
from leeway.desk.persons import queries as persons

LETTERS_MIN: Final = 40
"""A short word of thanks may be the same twice."""


def sent_unchanged_before(person: str, *, text: str) -> bool:
    """Whether a message of ours with the same words went to this person before."""
    plain = " ".join(text.split())
    if len(plain) < LETTERS_MIN or not person:
        return False
    talk = matters.conversation(persons.same_as(person), most=200)
    return any(each.direction == "out" and " ".join(each.text.split()) == plain for each in talk.entries)
