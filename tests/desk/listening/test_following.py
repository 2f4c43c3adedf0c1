"""An unhappy answer has an owner, a time, a cause, an action and a second question; praise finds its colleague."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.models import Case
from leeway.desk.listening import commands, queries
from leeway.desk.listening.commands.praising import find_praise, named_in
from leeway.desk.listening.models import FollowUp, Praise
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague

from .conftest import NINE

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVERYWHERE = ("network/",)


@pytest.fixture
def answered(settled, secrets):
    def answer(score: int, words: str = "", **more: object) -> str:
        case = settled(**more)
        commands.do_what_is_due(at=NINE + 2 * HOUR)
        commands.answer(secrets()[-1], score=score, words=words, at=NINE + 3 * HOUR)
        return case

    return answer


def test_an_unhappy_answer_opens_the_matter_again_with_an_owner_and_a_promise(answered) -> None:
    case = answered(1, "Nobody told me anything.")
    [followed] = queries.follow_ups(EVERYWHERE)

    assert matters.case(case).state == "open"
    assert matters.open_promises([case])[case].due_at > NINE + 3 * HOUR
    assert (followed.answer.score, followed.answer.words) == (1, "Nobody told me anything.")
    assert followed.owner == matters.case(case).owner == "nina"
    assert followed.due_at == NINE + 5 * HOUR


def test_a_content_answer_opens_nothing(answered) -> None:
    case = answered(4)

    assert matters.case(case).state == "closed"
    assert queries.follow_ups(EVERYWHERE) == ()


def test_a_follow_up_is_not_finished_without_cause_and_action(answered) -> None:
    answered(2)
    survey = queries.follow_ups(EVERYWHERE)[0].answer.survey

    for cause, action in (("", "Called."), ("process", "  "), ("weather", "Called.")):
        with pytest.raises(commands.FollowUpError):
            commands.finish(survey, cause=cause, cause_words="", action=action, by="radu", at=NINE + DAY)
    assert FollowUp.objects.get().done_at is None


def test_after_a_follow_up_they_are_asked_again_and_recovery_is_measured(answered, secrets) -> None:
    answered(1)
    survey = queries.follow_ups(EVERYWHERE)[0].answer.survey
    commands.finish(
        survey, cause="promise", cause_words="", action="Called and refunded.", by="radu", at=NINE + DAY
    )
    commands.do_what_is_due(at=NINE + 2 * DAY)
    too_soon = len(secrets())
    commands.do_what_is_due(at=NINE + 4 * DAY + HOUR)
    commands.answer(secrets()[-1], score=4, at=NINE + 5 * DAY)
    measured = queries.content(EVERYWHERE, since=NINE - DAY, until=NINE + 9 * DAY)

    assert (too_soon, len(secrets())) == (1, 2)
    assert (measured.asked_again, measured.recovered) == (1, 1)
    assert queries.follow_ups(EVERYWHERE)[0].second_score == 4


def test_the_matter_closed_by_a_follow_up_is_not_asked_about_as_if_it_were_a_new_one(answered, secrets) -> None:
    answered(1)
    survey = queries.follow_ups(EVERYWHERE)[0].answer.survey
    commands.finish(survey, cause="policy", cause_words="", action="Called.", by="radu", at=NINE + DAY)
    commands.do_what_is_due(at=NINE + DAY + 3 * HOUR)

    assert len(secrets()) == 1


def test_follow_ups_of_another_site_are_not_seen(answered) -> None:
    answered(1)
    survey = queries.follow_ups(EVERYWHERE)[0].answer.survey
    to_all = queries.follow_ups(("network/north/301/",))
    FollowUp.objects.update(path="network/north/214/")

    assert len(to_all) == 1  # what came to the network's mailbox is everybody's
    assert queries.follow_ups(("network/north/301/",)) == ()
    assert queries.follow_up(survey, paths=("network/north/301/",)) is None
    assert len(queries.follow_ups(("network/north/",))) == 1


def test_praise_reaches_the_colleague_it_names(answered) -> None:
    answered(5, "Nina was so kind, thank her from me")

    assert [each.words for each in queries.praise_for("nina")] == ["Nina was so kind, thank her from me"]
    assert queries.praise_for("radu") == ()


def test_praise_that_names_nobody_goes_to_the_one_who_answered(answered) -> None:
    answered(5, "So fast, thank you", by="radu")

    assert len(queries.praise_for("radu")) == 1


def test_praise_that_names_two_reaches_both(answered, settled, secrets) -> None:
    case = settled()
    cases.note(case, text="I called the bank.", by="radu", at=NINE)
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    commands.answer(secrets()[-1], score=5, words="Nina and Radu were wonderful", at=NINE + 3 * HOUR)

    assert len(queries.praise_for("nina")) == len(queries.praise_for("radu")) == 1


def test_praise_for_one_of_two_namesakes_waits_for_a_lead_to_hand_it_on(answered, house) -> None:
    for id_, name in (("ann-1", "Ann Lee"), ("ann-2", "Ann Popa")):
        people.add_colleague(name=name, at=NINE - DAY, id_=id_)
        people.post(id_, site="network", authority="attendant", at=NINE - DAY)
    answered(5, "Ann was wonderful")
    [kind] = queries.praise_to_hand_on(EVERYWHERE)
    handed = commands.hand_on(kind.id, to="ann-2", by="radu")

    assert handed
    assert not commands.hand_on(kind.id, to="ann-1", by="radu")
    assert len(queries.praise_for("ann-2")) == 1


def test_a_matter_of_praise_reaches_its_colleague_once(mail) -> None:
    mail("p", "Nina at the till was wonderful.", matter="praise")
    for hours in (1, 2, 3):
        commands.do_what_is_due(at=NINE + hours * HOUR)

    assert Praise.objects.count() == 1


def test_what_was_read_is_no_longer_new(answered) -> None:
    answered(5, "Nina was so kind")
    new = queries.praise_for("nina")[0].new
    commands.praise_read("nina", at=NINE + DAY)

    assert (new, queries.praise_for("nina")[0].new) == (True, False)


@pytest.mark.parametrize(
    ("words", "names", "found"),
    [
        ("Дякую Ніні за допомогу", {"n": "Ніна Коваль", "r": "Раду"}, ("n",)),
        ("Спасибо Олегу!", {"o": "Олег Р."}, ("o",)),
        ("Mulțumesc, Radu", {"r": "Radu Popescu"}, ("r",)),
        ("شكرا ليلى", {"l": "ليلى حداد"}, ("l",)),
        ("the olive oil was fine", {"o": "Ol Ivanov"}, ()),
        ("Annabel's cake", {"a": "Ann Lee"}, ()),
    ],
)
def test_names_are_found_in_the_forms_people_write_them(words, names, found) -> None:
    assert named_in(words, names, inflected=True) == found


def test_the_share_of_content_people_comes_with_an_honest_interval() -> None:
    low, high = queries.interval(9, 10)
    wide = queries.interval(1, 1)

    assert 0.59 < low < 0.60
    assert 0.98 < high < 0.99
    assert wide[0] < 0.25
    assert queries.interval(0, 0) is None


def test_words_of_praise_behind_many_without_words_are_found(db, house) -> None:
    at = NINE - HOUR
    Case.objects.bulk_create(
        Case(pk=f"w{number:03}", site="214", path="network/north/214/", opened_by="channel form", opened_at=at,
             kind="praise", state="open", wish="" if number < 250 else "Nina was so kind")
        for number in range(251)
    )  # fmt: skip
    find_praise(at=NINE)

    assert [each.case for each in Praise.objects.all()] == ["w250"]


def test_looking_at_the_page_changes_nothing_and_saying_so_does(answered, client) -> None:
    answered(5, "Nina was so kind")
    client.force_login(Colleague.objects.get(pk="nina"), "allauth.account.auth_backends.AuthenticationBackend")
    pages = [client.get("/listening/").content.decode() for _ in range(2)]
    new = queries.praise_for("nina")[0].new
    client.post("/listening/praise/read/")

    assert ["All read, thank you" in each for each in pages] == [True, True]
    assert (new, queries.praise_for("nina")[0].new) == (True, False)
    assert "All read, thank you" not in client.get("/listening/").content.decode()
