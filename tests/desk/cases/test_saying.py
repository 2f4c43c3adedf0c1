"""What goes out goes out once; what did not, is as if it had not been said."""

from __future__ import annotations

from datetime import timedelta

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import NextNews, Saying
from leeway.desk.cases.models import Entry, Promise

from .conftest import NINE

HOUR = timedelta(hours=1)


def test_what_one_worker_claimed_no_other_gets(mail) -> None:
    came = mail("1")
    said = cases.say(Saying(case=came.case, text="Hello Maria."), by="nina", at=NINE)
    first = cases.claim_outgoing("mail", worker="a", at=NINE)
    second = cases.claim_outgoing("mail", worker="b", at=NINE)

    assert [(each.entry, each.to, each.answers) for each in first] == [
        (said, ("email", "maria@example.com"), came.entry)
    ]
    assert second == cases.claim_outgoing("chat", worker="c", at=NINE) == ()
    assert cases.sent(said, at=NINE, reference="<1@leeway>")
    assert matters.entry_by_reference("mail", "<1@leeway>").id == said


def test_a_form_sent_twice_says_it_once(mail) -> None:
    came = mail("1")
    saying = Saying(case=came.case, text="Hello.", key="form-7")

    assert cases.say(saying, by="nina", at=NINE) == cases.say(saying, by="nina", at=NINE + HOUR)


def test_what_failed_for_now_is_tried_again_later(mail) -> None:
    said = cases.say(Saying(case=mail("1").case, text="Hello."), by="nina", at=NINE)
    cases.claim_outgoing("mail", worker="a", at=NINE)
    cases.failed(said, at=NINE, problem="mailbox busy", again_at=NINE + HOUR)

    assert cases.claim_outgoing("mail", worker="a", at=NINE) == ()
    assert [each.tries for each in cases.claim_outgoing("mail", worker="a", at=NINE + HOUR)] == [1]


def test_what_never_arrived_has_kept_no_promise(mail) -> None:
    came = mail("1")
    before = matters.open_promises([came.case])[came.case]
    news = NextNews(due_at=NINE + 5 * HOUR, words="what the bank says")
    said = cases.say(Saying(case=came.case, text="Hello.", next_news=news), by="nina", at=NINE + HOUR)
    made = matters.open_promises([came.case])[came.case]
    cases.claim_outgoing("mail", worker="a", at=NINE + HOUR)
    cases.failed(said, at=NINE + 2 * HOUR, problem="no such mailbox")
    after = matters.open_promises([came.case])[came.case]

    assert (made.words, made.due_at) == ("what the bank says", NINE + 5 * HOUR)
    assert (after.id, after.due_at) == (before.id, before.due_at)
    assert matters.case(came.case).waiting_since == NINE + 2 * HOUR
    assert matters.case(came.case).due_at == before.due_at


def test_a_claim_nobody_reported_on_is_of_unknown_outcome_and_not_sent_again(mail) -> None:
    said = cases.say(Saying(case=mail("1").case, text="Hello."), by="nina", at=NINE)
    cases.claim_outgoing("mail", worker="a", at=NINE)
    cases.do_what_is_due(at=NINE + HOUR)

    assert Entry.objects.get(pk=said).state == "unknown"
    assert cases.claim_outgoing("mail", worker="b", at=NINE + HOUR) == ()
    assert cases.send_again(said, at=NINE + HOUR)
    assert len(cases.claim_outgoing("mail", worker="b", at=NINE + HOUR)) == 1


def test_an_automatic_word_keeps_no_promise(mail) -> None:
    came = mail("1")
    cases.say(Saying(case=came.case, text="We have it.", automatic=True), by="", at=NINE)

    assert list(Promise.objects.values_list("state", flat=True)) == ["open"]
    assert matters.case(came.case).waiting_since == NINE


def test_what_was_said_on_the_telephone_is_not_sent(mail) -> None:
    came = mail("1")
    said = cases.say(Saying(case=came.case, text="Explained the bill.", channel="phone"), by="nina", at=NINE)
    entry = Entry.objects.get(pk=said)

    assert (entry.kind, entry.state) == ("phone", "sent")
