"""Why did it come out so? One sentence for each reason of a decision, and the book's own words beside it.

A reason carries a code and names, never a sentence; the sentence is the message `reason-<code>`.
Start reading at `said_reason`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from leeway.decide.words.measures import said_limit
from leeway.decide.words.naming import OTHERWISE, OWN_JUDGEMENT
from leeway.decide.words.said import SaidReason

if TYPE_CHECKING:
    from leeway.decide.decision import Decision, Reason
    from leeway.decide.words.naming import Naming

NAMES: Final = ("lacking", "principle", "name")
"""Arguments of a reason that name things; the first present is said."""


def said_reason(reason: Reason, *, naming: Naming, decision: Decision, digits: int | None) -> SaidReason:
    """One reason in one sentence; a code without a message of its own is said in general terms."""
    arguments = dict(reason.args)
    places = _places(reason, arguments, naming=naming)
    if reason.code == "limit":
        places |= said_limit(arguments, voice=naming.voice, currency=decision.currency, digits=digits)
    message = _message(reason, arguments, naming=naming)
    sentence = naming.voice.say(message, **places)
    return SaidReason(sentence=sentence, because=reason.because, source=reason.source)


def _message(reason: Reason, arguments: dict[str, Any], *, naming: Naming) -> str:
    code = "reason-" + reason.code.replace(" ", "-")
    if reason.code == "grants" and reason.clause in (OTHERWISE, OWN_JUDGEMENT):
        code += "-" + reason.clause.replace(" ", "-")
    if reason.code == "grants" and arguments.get("authority"):
        return code + "-level"
    if reason.code == "no limit for level" and not arguments.get("authority"):
        return code + "-unnamed"
    if reason.code == "departs" and not arguments.get("principle"):
        return code + "-plain"
    if not naming.voice.knows(code):
        return "reason-other" if reason.clause else "reason-other-unnamed"
    return code


def _places(reason: Reason, arguments: dict[str, Any], *, naming: Naming) -> dict[str, Any]:
    places: dict[str, Any] = {}
    clause = reason.clause or arguments.get("name")
    if clause:
        places["clause"] = naming.clause(clause)
    if arguments.get("authority"):
        places["authority"] = arguments["authority"]
    for key in NAMES:
        if arguments.get(key):
            places.setdefault("names", _listed(key, arguments[key], naming=naming))
    return places


def _listed(key: str, names: Any, *, naming: Naming) -> str:
    if key == "principle":
        return naming.principle(names)
    if isinstance(names, str):
        return naming.fact(names)
    return naming.voice.listed([naming.fact(str(name)) for name in sorted(names)])
