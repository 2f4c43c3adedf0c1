"""How do decisions travel, of which there are many? Shorter than all else: each meter once, then by place.

A message holds several of them, its answer says of each what became of it. What has no such form travels as
everything does (`form.py`). Start reading at `asking`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from leeway.ledger import Candidate, Charge, LedgerError, Meter, Proposal, Receipt
from leeway.stores.kept import answer_of, answer_row, record_of, record_row
from leeway.stores.records import Effect
from leeway.stores.remote.form import framed, plain, value_of
from leeway.stores.rows import instant, meter_of, meter_row, micros
from leeway.stores.together import Answering, Deciding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.stores.records import Answer, Record
    from leeway.stores.together import Asked, Told

TOGETHER: Final = "together"
"""What a message of this form begins with."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def asking(pieces: Sequence[bytes]) -> bytes:
    """Put several pieces into one message. Raises: ValueError for what is too large."""
    return framed(b'["%b",[%b]]' % (TOGETHER.encode(), b",".join(pieces)))


def asked_of(message: Any) -> list[Asked] | None:
    """Read what is asked; None when the message is of another form. Raises: ValueError and its like."""
    if not isinstance(message, list) or len(message) != 2 or message[0] != TOGETHER:
        return None
    return [_deciding_of(each) if len(each) == _DECIDING else _answering_of(each) for each in message[1]]


def answering(decision: str, answer: Answer) -> bytes:
    """Write an answer that is to be kept. Raises: TypeError for what has no such form."""
    return _written(answer_row(answer, decision, 0))


def _answering_of(row: Any) -> Answering:
    answer = answer_of(row)
    assert answer is not None
    return Answering(row[0], answer)


def deciding(proposal: Proposal, record: Record | None) -> bytes:
    """Write a proposal with its record. Raises: TypeError for what has no such form."""
    places: dict[Meter, int] = {}
    candidates = [
        (
            clause,
            [
                (places.setdefault(meter, len(places)), amount, cap, authority)
                for meter, amount, cap, authority in charges
            ],
        )
        for clause, charges in proposal.candidates
    ]
    watch = [places.setdefault(meter, len(places)) for meter in proposal.watch]
    return _written(
        (
            proposal.id,
            proposal.request_hash,
            micros(proposal.at),
            proposal.actor,
            proposal.hold,
            [meter_row(meter) for meter in places],
            candidates,
            watch,
            None if record is None else record_row(record, "", 0),
            [_effect(each) for each in record.effects] if record else (),
        )
    )


_DECIDING: Final = 10
"""How many parts a written proposal has; an answer has fewer."""


def _deciding_of(row: Any) -> Deciding:
    id_, hash_, at, actor, hold, meters, candidates, watch, record, effects = row
    known = [meter_of(each) for each in meters]
    proposal = Proposal(
        id=id_,
        request_hash=hash_,
        candidates=tuple(
            Candidate(
                clause,
                tuple([Charge(known[place], *how) for place, *how in charges]),
            )
            for clause, charges in candidates
        ),
        at=instant(at),
        watch=tuple([known[place] for place in watch]),
        hold=hold,
        actor=actor,
    )
    return Deciding(proposal, record and record_of(record, effects=tuple(map(_effect_of, effects))))


def answered(told: Sequence[Told], asked: Sequence[Asked]) -> bytes:
    """Write what became of everything in one message. Raises: ValueError for what is too large."""
    became = [_telling(*each) for each in zip(told, asked, strict=True)]
    return framed(_written(("done", became)))


def _telling(told: Told, asked: Asked) -> Any:
    if not isinstance(told, Receipt) or isinstance(asked, Answering) or not _is_plain(told, asked):
        return plain(told)
    places = {meter: place for place, meter in enumerate(_known(asked.proposal))}
    balances = [(places[meter], balance) for meter, balance in told.balances.items()]
    return [told.state, told.chosen, None if told.at is None else micros(told.at), balances]


def told_of(form: Any, proposal: Proposal | None) -> Receipt | LedgerError | None:
    """Read what became of something; a proposal's own receipt needs the proposal."""
    if proposal is None or not isinstance(form, list):
        told: Receipt | LedgerError | None = value_of(form)
        return told
    state, chosen, at, balances = form
    known = _known(proposal)
    when = None if at is None else proposal.at if at == micros(proposal.at) else instant(at)
    return Receipt(
        id=proposal.id,
        state=state,
        chosen=chosen,
        balances={known[place]: balance for place, balance in balances},
        at=when,
        charged=_charged(proposal, chosen),
    )


def _is_plain(told: Receipt, asked: Deciding) -> bool:
    """Whether a receipt says nothing that its proposal does not lead to expect."""
    return (
        not (told.repeated or told.excess or told.reversed_minor)
        and told.charged == _charged(asked.proposal, told.chosen)
        and told.id == asked.proposal.id
    )


def _known(proposal: Proposal) -> list[Meter]:
    charged = [meter for candidate in proposal.candidates for meter, *_ in candidate.charges]
    return list(dict.fromkeys((*charged, *proposal.watch)))


def _charged(proposal: Proposal, chosen: int | None) -> dict[Meter, int]:
    charges = () if chosen is None else proposal.candidates[chosen].charges
    return {meter: amount for meter, amount, *_ in charges}


def _effect(effect: Effect) -> tuple[str, str, str, int | None]:
    return effect.key, effect.kind, effect.body, None if effect.due_at is None else micros(effect.due_at)


def _effect_of(row: Sequence[Any]) -> Effect:
    return Effect(key=row[0], kind=row[1], body=row[2], due_at=None if row[3] is None else instant(row[3]))


def _written(row: Any) -> bytes:
    # Half a character travels too: whoever writes refuses it in its own words.
    return _encode(row).encode("utf-8", "surrogatepass")
