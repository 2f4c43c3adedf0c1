"""What becomes of a letter of before? An entry at the time it was written, in a matter that is over.

Letters that belong together by their references are one matter; whoever wrote still has to take part in it, as
with letters that come today. Start reading at `bring_in_letter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.channels.mail.models import Letter
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as asked
from leeway.desk.cases.commands import PastMatter, PastWord, Received, matter_id
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.channels.mail.reading import Address
    from leeway.channels.mail.reading import Letter as Read
    from leeway.desk.cases.commands import Incoming


def bring_in_letter(
    row: Letter, letter: Read, incoming: Incoming, *, by_machine: bool, own: frozenset[str], at: datetime
) -> Received:
    """Bring a letter in, once; give what became of it. Where it names no time, it stands at the time of now.

    `own` are the addresses of ours: what was written from one of them stands there as ours.
    """
    then = min(letter.sent_at or at, at)
    ours = letter.sender is not None and letter.sender.email in own
    by_machine = by_machine and not ours
    case = (_answered(row, letter) or "") if ours else incoming.case
    point = _other(letter, own) if ours else incoming.sender and (incoming.sender.value, incoming.sender.name)
    held = asked.case(case) if case else None
    if ours and held is not None and held.person:
        person = held.person
    elif point and not by_machine:
        person = persons.know_at("email", point[0][:200], at=then, name=point[1])
    else:
        person = held.person if held else ""
    opens = not case and not by_machine and bool(person)
    case = case or (matter_id(f"mail {row.mailbox.brand}", incoming.key) if opens else "")
    brought = cases.bring_in(
        [_matter(row, incoming, case, person, at=then)] if opens else [],
        [_word(incoming, case, person, point[0] if point else "", by_machine=by_machine, ours=ours, at=then)],
        at=at,
    )
    entry = brought.words.get(incoming.key)
    if entry is None:
        before = asked.entry_by_key("mail", incoming.key)
        assert before is not None, "what is not new is there"
        return Received(entry=before.id, case=before.case, person=before.person, new=False, opened=False)
    return Received(entry=entry, case=case, person=person, new=True, opened=bool(brought.matters))


def _matter(row: Letter, incoming: Incoming, case: str, person: str, *, at: datetime) -> PastMatter:
    return PastMatter(
        id=case, source=f"mail {row.mailbox_id}", person=person, site=row.mailbox.site, opened_at=at,
        summary=" ".join((incoming.subject or incoming.text).split())[:300], channel="mail",
    )  # fmt: skip


def _word(  # noqa: PLR0913  one line a fact of the letter
    incoming: Incoming, case: str, person: str, email: str, *, by_machine: bool, ours: bool, at: datetime
) -> PastWord:
    return PastWord(
        key=incoming.key, at=at, person=person, case=case, direction="out" if ours else "in",
        kind="machine" if by_machine else "message", channel="mail", text=incoming.text,
        subject=incoming.subject, folded=incoming.folded, html=incoming.html,
        author_name=incoming.sender.name if incoming.sender else "",
        point=("email", email[:200]) if email else ("", ""),
        raw=incoming.raw, attachments=incoming.attachments,
        details={**incoming.details, "imported": "mail", "because": incoming.because},
    )  # fmt: skip


def _other(letter: Read, own: frozenset[str]) -> tuple[str, str] | None:
    """To whom a letter of ours went: the first address that is not ours."""
    others: list[Address] = [each for each in (*letter.to, *letter.cc) if each.email not in own]
    return (others[0].email, others[0].name) if others else None


def _answered(row: Letter, letter: Read) -> str | None:
    """The matter of the letter that one of ours answers, if who it went to takes part there."""
    for message_id in (*letter.in_reply_to, *reversed(letter.references)):
        rows = Letter.objects.filter(message_id=message_id[:300], mailbox__brand=row.mailbox.brand)
        for before in rows.exclude(entry=None).order_by("-pk")[:5]:
            said = asked.entry(before.entry or 0)
            if said is not None and said.case and _goes_to(letter, said.case):
                return said.case
    return None


def _goes_to(letter: Read, case: str) -> bool:
    held = asked.case(case)
    for each in (*letter.to, *letter.cc):
        person = known.find(each.email)
        if asked.takes_part(case, kind="email", value=each.email) or (
            held and person and person.id == known.root_of(held.person)
        ):
            return True
    return False
