"""Does a letter ever join the matter of a wrong person? Written scenarios, each with where it belongs and
why.

The cast: Petra wrote to the shop (matter `kettle`), Omar too (matter `shoes`); both were answered. Thief is
neither.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

import pytest

from leeway.channels.mail.joining import (
    Evidence,
    Joining,
    Proof,
    Seal,
    Written,
    core,
    entry_of,
    join,
    message_id_of,
    proof_of,
    tagged,
    token_of,
)
from leeway.channels.mail.reading import read
from leeway.channels.mail.recognising import recognised

SEAL = Seal(brand="shop", key=b"the key of this desk, kept by itself")
OTHER_BRAND = Seal(brand="garage", key=SEAL.key)
OTHER_DESK = Seal(brand="shop", key=b"a key that a thief made up, as long")
PETRA, OMAR, THIEF = "petra@mail.example", "omar@post.example", "thief@evil.example"
SERVER = "mx.shop.example"


def ours(entry: int, seal: Seal = SEAL) -> str:
    return message_id_of(entry, brand=seal.brand, key=seal.key, domain="shop.example")


def address(entry: int, seal: Seal = SEAL) -> str:
    return tagged("help@shop.example", token_of(entry, brand=seal.brand, key=seal.key))


@dataclass
class Desk:
    """What this desk knows in the scenarios."""

    entries: dict[int, str] = field(
        default_factory=lambda: {10: "kettle", 11: "kettle", 20: "shoes", 12: "kettle 2"}
    )
    parts: set[tuple[str, str]] = field(
        default_factory=lambda: {("kettle", PETRA), ("shoes", OMAR), ("kettle 2", PETRA), ("old", PETRA)}
    )
    letters: dict[str, Written] = field(
        default_factory=lambda: {
            "first@mail.example": Written("kettle", PETRA),
            "omar1@post.example": Written("shoes", OMAR),
            "before@shop.example": Written("old", "", 5),
        }
    )

    def outgoing(self, entry: int) -> Written | None:
        return Written(self.entries[entry], "", entry) if entry in self.entries else None

    def letter(self, message_id: str) -> Written | None:
        return self.letters.get(message_id)

    def takes_part(self, case: str, email: str) -> bool:
        return (case, email) in self.parts

    def lately(self, email: str, subject: str) -> tuple[str, ...]:
        matters = {"kettle leaks": ("kettle",), "two kettles": ("kettle", "kettle 2")}
        return tuple(case for case in matters.get(subject, ()) if (case, email) in self.parts)


def decided(headers: str, *, body: str = "Hello.", desk: Desk | None = None) -> Joining:
    letter = read(f"{headers}\n\n{body}".encode())
    return join(
        letter, known=desk or Desk(), seal=SEAL, proof=proof_of(letter, server=SERVER),
        kind=recognised(letter).kind
    )  # fmt: skip


def shown(domain: str) -> str:
    return f"Authentication-Results: {SERVER}; dmarc=pass header.from={domain}\n"


def refuted(domain: str) -> str:
    return f"Authentication-Results: {SERVER}; dmarc=fail header.from={domain}\n"


TO = "To: help@shop.example\n"
BOUNCED = (
    "From: MAILER-DAEMON@mail.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\n\nNo such user.\n--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n"
    "--b\nContent-Type: message/rfc822\n\nMessage-ID: <{id}>\nFrom: help@shop.example\n\nText\n--b--"
)

SCENARIOS = {
    # What belongs to its matter.
    "an answer to our address with the token": (f"From: {PETRA}\nTo: {address(10)}", "kettle", ""),
    "an answer with our token in capitals": (f"From: {PETRA}\nTo: {address(10).upper()}", "kettle", ""),
    "an answer that names our letter": (f"From: {PETRA}\n{TO}In-Reply-To: <{ours(10)}>", "kettle", ""),
    "an answer with a long thread": (f"From: {PETRA}\n{TO}References: <x@y> <{ours(10)}> <z@y>", "kettle", ""),
    "an answer whose address was rewritten on its way": (
        f"From: {PETRA}\nTo: help@shop.example\nDelivered-To: {address(10)}", "kettle", ""),
    "a second letter that answers her own first": (f"From: {PETRA}\n{TO}In-Reply-To: <first@mail.example>", "kettle", ""),
    "an answer to a letter from before the desk": (f"From: {PETRA}\n{TO}In-Reply-To: <before@shop.example>", "old", ""),
    "an answer by subject, and her provider vouches for her": (
        f"{shown('mail.example')}From: {PETRA}\n{TO}Subject: Re: Kettle leaks", "kettle", ""),
    "the nearest of two matters of hers": (
        f"From: {PETRA}\n{TO}In-Reply-To: <{ours(12)}>\nReferences: <{ours(10)}> <{ours(12)}>", "kettle 2", ""),
    "her name in another spelling": (f'From: "P. Lind" <Petra@Mail.Example>\nTo: {address(10)}', "kettle", ""),
    "an answer in which she copies somebody": (f"From: {PETRA}\nTo: {address(10)}\nCc: {THIEF}", "kettle", ""),
    "an answer to us through three mailboxes": (
        f"From: {PETRA}\nTo: sales@shop.example, bills@shop.example, {address(10)}", "kettle", ""),
    "a forward of ours with her token, by herself": (
        f"From: {PETRA}\nTo: {address(10)}\nSubject: Fwd: Re: Kettle leaks", "kettle", ""),
    # Strangers with good references.
    "a stranger who was sent our answer": (f"From: {THIEF}\nTo: {address(10)}", "", "kettle"),
    "a stranger who answers a copy": (f"From: {THIEF}\n{TO}In-Reply-To: <{ours(10)}>", "", "kettle"),
    "somebody whom she copied": (f"From: {OMAR}\n{TO}In-Reply-To: <{ours(10)}>\nReferences: <first@mail.example>", "", "kettle"),
    "one who knows the id of her letter": (f"From: {THIEF}\n{TO}References: <first@mail.example>", "", "kettle"),
    "another customer who was sent it along": (f"From: {OMAR}\nTo: {address(10)}\nSubject: Fwd: Kettle", "", "kettle"),
    "her new address that nobody knows": (f"From: petra@new.example\n{TO}In-Reply-To: <{ours(10)}>", "", "kettle"),
    "shared ancestors: the nearest is not his": (
        f"From: {OMAR}\n{TO}References: <{ours(20)}> <{ours(10)}>\nIn-Reply-To: <{ours(10)}>", "", "kettle"),
    "a letter to two matters at once": (f"From: {OMAR}\nTo: {address(10)}\nIn-Reply-To: <{ours(20)}>", "", "kettle"),
    "a letter with two senders": (f"From: {PETRA}, {THIEF}\nTo: {address(10)}", "", "kettle"),
    "two From lines": (f"From: {PETRA}\nFrom: {THIEF}\nTo: {address(10)}", "", "kettle"),
    "no sender at all": (f"To: {address(10)}", "", "kettle"),
    "her name before another's address": (f'From: "{PETRA}" <{THIEF}>\nTo: {address(10)}', "", "kettle"),
    "her address as an encoded name": (
        f"From: =?utf-8?b?{base64.b64encode(PETRA.encode()).decode()}?= <{THIEF}>\nTo: {address(10)}", "", "kettle"),
    "her address in Sender only": (f"From: {THIEF}\nSender: {PETRA}\nTo: {address(10)}", "", "kettle"),
    "her address in Reply-To only": (f"From: {THIEF}\nReply-To: {PETRA}\nTo: {address(10)}", "", "kettle"),
    "a mailing list that passed it on": (
        f"From: talk@list.example\nList-Id: <talk.list.example>\n{TO}References: <{ours(10)}>", "", "kettle"),
    # A From line that is not true.
    "a false From with her token": (f"{refuted('mail.example')}From: {PETRA}\nTo: {address(10)}", "", "kettle"),
    "a false From with our reference": (
        f"{refuted('mail.example')}From: {PETRA}\n{TO}In-Reply-To: <{ours(10)}>", "", "kettle"),
    "a guessed subject in her name": (f"From: {PETRA}\n{TO}Subject: Re: Kettle leaks", "", "kettle"),
    "a guessed subject, refuted": (f"{refuted('mail.example')}From: {PETRA}\n{TO}Subject: Re: Kettle leaks", "", "kettle"),
    "a guessed subject that a server vouches for which is not ours": (
        f"Authentication-Results: mx.evil.example; dmarc=pass\nFrom: {PETRA}\n{TO}Subject: Re: Kettle leaks", "", "kettle"),
    "a guessed subject, good signature of another domain": (
        (f"Authentication-Results: {SERVER}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example\n"
        f"From: {PETRA}\n{TO}Subject: Re: Kettle leaks"), "", "kettle"),
    "a guessed subject with results forged below our own": (
        f"{refuted('mail.example')}{shown('mail.example')}From: {PETRA}\n{TO}Subject: Re: Kettle leaks", "", "kettle"),
    # Tokens that are not ours, or not of this desk.
    "a number guessed in the address": (f"From: {PETRA}\nTo: help+lwa-aaaaaaaaaaaaaaaaaaaaaaaa@shop.example", "", ""),
    "the next number with her signature": (
        f"From: {OMAR}\nTo: help+lwk-{token_of(10, brand='shop', key=SEAL.key)[-24:]}@shop.example", "", ""),
    "a token that another desk signed": (f"From: {PETRA}\nTo: {address(10, OTHER_DESK)}", "", ""),
    "a token of another brand of the house": (f"From: {PETRA}\nTo: {address(10, OTHER_BRAND)}", "", ""),
    "a token of an entry that is none": (f"From: {PETRA}\nTo: {address(999)}", "", ""),
    "a number in the subject": (f"From: {THIEF}\n{TO}Subject: Re: [kettle] [#10]", "", ""),
    "a made-up id at our domain": (f"From: {THIEF}\n{TO}In-Reply-To: <lwa@shop.example>", "", ""),
    "the token in the text only": (f"From: {THIEF}\n{TO}Subject: see {address(10)}", "", ""),
    # Subjects that say too little.
    "a stranger with her subject": (f"{shown('evil.example')}From: {THIEF}\n{TO}Subject: Re: Kettle leaks", "", ""),
    "her old subject without the sign of an answer": (
        f"{shown('mail.example')}From: {PETRA}\n{TO}Subject: Kettle leaks", "", ""),
    "a subject that two of her matters have": (
        f"{shown('mail.example')}From: {PETRA}\n{TO}Subject: Re: Two kettles", "", ""),
    "an empty subject of an answer": (f"{shown('mail.example')}From: {PETRA}\n{TO}Subject: Re:", "", ""),
    "a new letter of hers": (f"From: {PETRA}\n{TO}Subject: Something else", "", ""),
    # What machines write is kept where it belongs, whoever sent it.
    "a report that gives our letter back": (BOUNCED.replace("{id}", ours(10)), "kettle", ""),
    "a report that gives back what we never wrote": (BOUNCED.replace("{id}", "lwa-x@shop.example"), "", ""),
    "a report with the id of another desk": (BOUNCED.replace("{id}", ours(10, OTHER_DESK)), "", ""),
    "her reply while away": (f"From: {PETRA}\nAuto-Submitted: auto-replied\n{TO}In-Reply-To: <{ours(10)}>", "kettle", ""),
    "a reply while away of somebody else": (
        f"From: {THIEF}\nAuto-Submitted: auto-replied\nTo: {address(10)}", "", ""),
    "a person who sends a report along": (
        (f"From: {THIEF}\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee\n--b\nContent-Type: message/rfc822\n\n"
        f"Message-ID: <{ours(10)}>\n\nText\n--b--"), "", ""),
}  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_letter_belongs_where_its_sender_takes_part(scenario: str) -> None:
    headers, case, related = SCENARIOS[scenario]
    found = decided(headers, body="" if "\n\n" in headers else "Hello.")

    assert (case, related) == (found.case, found.related), found.reason


def test_there_are_enough_scenarios_and_none_joins_a_wrong_person() -> None:
    desk = Desk()
    wrong = []
    for name, (headers, _, _) in SCENARIOS.items():
        found = decided(headers)
        letter = read(headers.encode())
        if found.case and not recognised(letter).by_machine:
            assert letter.sender is not None
            wrong += [] if desk.takes_part(found.case, letter.sender.email) else [name]

    assert len(SCENARIOS) >= 40
    assert wrong == []


def test_every_decision_says_why() -> None:
    found = decided(f"From: {THIEF}\nTo: {address(10)}")

    assert found.evidence == Evidence.TOKEN
    assert (
        found.reason
        == "it was written to the address of one of our letters, but its sender takes no part in that matter"
    )


def test_no_changed_token_is_taken() -> None:
    token = token_of(4711, brand="shop", key=SEAL.key)
    changed = {
        token[:at] + other + token[at + 1 :]
        for at in range(2, len(token))
        for other in "ab2z"
        if token[at] not in {other, "-"}
    }

    assert entry_of(token, brand="shop", key=SEAL.key) == 4711
    assert [each for each in changed if entry_of(each, brand="shop", key=SEAL.key) is not None] == []


@pytest.mark.parametrize(
    "subject",
    ["Re: Kettle", "RE[2]: kettle", "AW: Re:  Kettle", "Ответ: Kettle", "Відповідь: Kettle", "رد: Kettle"],
)
def test_a_subject_is_compared_without_what_programs_put_before_it(subject: str) -> None:
    assert core(subject) == "kettle"


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        (f"{SERVER}; dmarc=pass header.from=mail.example", Proof.SHOWN),
        (f"{SERVER}; dkim=pass header.d=mail.example", Proof.SHOWN),
        (f"{SERVER}; dkim=pass header.i=@news.mail.example", Proof.SHOWN),
        (f"{SERVER}; spf=pass smtp.mailfrom=petra@mail.example", Proof.SHOWN),
        (f"{SERVER}; spf=fail smtp.mailfrom=mail.example", Proof.REFUTED),
        (f"{SERVER}; dmarc=fail header.from=mail.example; dkim=pass header.d=mail.example", Proof.REFUTED),
        (f"{SERVER}; dkim=pass header.d=evil.example", Proof.UNKNOWN),
        (f"{SERVER}; dkim=pass header.d=evilmail.example", Proof.UNKNOWN),
        ("mx.evil.example; dmarc=pass header.from=mail.example", Proof.UNKNOWN),
        (f"{SERVER}; none", Proof.UNKNOWN),
    ],
)
def test_only_our_own_server_shows_who_wrote(results: str, proof: Proof) -> None:
    letter = read(f"Authentication-Results: {results}\nFrom: {PETRA}\n\nHi".encode())

    assert proof == proof_of(letter, server=SERVER)
    assert proof_of(letter, server="") == Proof.UNKNOWN
