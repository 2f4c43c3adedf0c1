"""Why did it come out so? One sentence for each reason of a decision, and the book's own words beside it.

A reason carries a code and names, never a sentence; the sentence is the message `reason-<code>`.
Start reading at `said_reason`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from leeway.decide.words.measures import said_limit
from leeway.decide.words.said import SaidReason

if TYPE_CHECKING:
    from leeway.decide.decision import Decision, Reason
    from leeway.decide.words.naming import Naming

NAMES: Final = ("certificates", "principle", "approver", "names")
"""Arguments of a reason that name things or people; the first present is said."""

BY_LEVEL: Final = ("grants", "own judgement", "not named")
"""Codes that are said differently where another authority than the actor's own would go by them."""


def said_reason(
    reason: Reason, *, naming: Naming, decision: Decision, digits: int | None, approved: bool = False
) -> SaidReason:
    """One reason in one sentence; a code without a message of its own is said in general terms."""
    arguments = dict(reason.args)
    places = _places(reason, arguments, naming=naming)
    if reason.code == "limit":
        places |= said_limit(arguments, voice=naming.voice, currency=decision.currency, digits=digits)
    message = _message(reason, arguments, naming=naming)
    if approved and reason.code in BY_LEVEL:
        message = "reason-with-a-yes" if reason.clause else "reason-other-unnamed"
    sentence = naming.voice.say(message, **places)
    return SaidReason(sentence=sentence, because=reason.because, source=reason.source)


def _message(reason: Reason, arguments: dict[str, Any], *, naming: Naming) -> str:
    code = "reason-" + reason.code.replace(" ", "-")
    if reason.code in BY_LEVEL and arguments.get("authority"):
        return code + "-level"
    if reason.code == "no limit for level" and not arguments.get("authority"):
        return code + "-unnamed"
    if not naming.voice.knows(code):
        return "reason-other" if reason.clause else "reason-other-unnamed"
    return code


def _places(reason: Reason, arguments: dict[str, Any], *, naming: Naming) -> dict[str, Any]:
    places: dict[str, Any] = {}
    if reason.clause:
        places["clause"] = naming.clause(reason.clause)
    if arguments.get("authority"):
        places["authority"] = arguments["authority"]
    for key in NAMES:
        if arguments.get(key):
            places.setdefault("names", _listed(key, arguments[key], naming=naming))
    return places


def _listed(key: str, names: Any, *, naming: Naming) -> str:
    if key == "principle":
        return naming.principle(names)
    if key == "approver":
        return naming.person(str(names))
    if isinstance(names, str):
        return names
    return naming.voice.listed([naming.fact(str(name)) for name in sorted(names)])
