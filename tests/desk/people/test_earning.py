"""More leeway by a good record: counted once, visible, reversible, and resting without its certificate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from leeway.desk.people import commands, queries
from leeway.desk.people.models import EarnedStep
from leeway.policy import Earned

LADDER = {
    "trainee": Earned(becomes="attendant", fine_count=3, certificate="cash desk"),
    "attendant": Earned(becomes="supervisor", fine_count=2),
}
HOUR = timedelta(hours=1)


def fine(count: int, *, at: datetime, who: str = "sami", first: int = 0) -> list[Any]:
    """So many decisions found fine, an hour after one another; the steps each gave."""
    return [
        commands.count_fine(who, decision=f"d{first + n}", at=at + (first + n) * HOUR, ladder=LADDER)
        for n in range(count)
    ]


def held(who: str, site: str, *, at: datetime) -> list[str]:
    return [each.authority for each in queries.authorities_at(site, at=at, colleague=who)]


def test_enough_fine_decisions_and_the_certificate_earn_the_next_authority(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region, by="vera")
    given = fine(3, at=region)

    assert [len(each) for each in given] == [0, 0, 1]
    assert held("sami", "215", at=region + 3 * HOUR) == ["trainee", "attendant"]
    assert queries.authorities_held("sami", at=region + 3 * HOUR) == {"trainee", "attendant"}


def test_without_the_certificate_nothing_is_earned_until_it_is_given(region: datetime) -> None:
    fine(5, at=region)
    later = region + 6 * HOUR

    assert held("sami", "215", at=later) == ["trainee"]

    commands.certify("sami", name="cash desk", at=later, by="vera")
    given = commands.give_steps_due("sami", at=later, ladder=LADDER)

    assert [(each.earned_from, each.earned_to) for each in given] == [("trainee", "attendant")]


def test_one_decision_counts_once_however_often_it_is_reviewed(region: datetime) -> None:
    for _ in range(5):
        commands.count_fine("sami", decision="d1", at=region, ladder=LADDER)
    (climb,) = queries.climbs_of("sami", ladder=LADDER, at=region)

    assert climb.fine_count == 1


def test_a_reviewer_may_think_again(region: datetime) -> None:
    fine(2, at=region)
    commands.uncount_fine("d0")
    (climb,) = queries.climbs_of("sami", ladder=LADDER, at=region + 9 * HOUR)

    assert (climb.fine_count, climb.fine_needed, climb.certificate_held) == (1, 3, False)


def test_a_step_taken_back_counts_no_more_and_the_way_begins_anew(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    fine(3, at=region)
    (step,) = queries.steps_of("sami", at=region + 3 * HOUR)
    back = region + 4 * HOUR
    commands.take_back_step(
        "sami", step=step.id, by="vera", because="Let us practise the till once more.", at=back
    )

    assert held("sami", "215", at=back) == ["trainee"]
    assert held("sami", "215", at=back - HOUR) == ["trainee", "attendant"], "what held then, held then"
    (climb,) = queries.climbs_of("sami", ladder=LADDER, at=back)
    assert climb.fine_count == 0

    fine(3, at=region, first=5)

    assert held("sami", "215", at=region + 9 * HOUR) == ["trainee", "attendant"]


def test_nobodys_leeway_shrinks_without_a_sentence(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    fine(3, at=region)
    (step,) = queries.steps_of("sami", at=region + 3 * HOUR)

    with pytest.raises(ValueError, match="why"):
        commands.take_back_step("sami", step=step.id, by="vera", because="  ", at=region + 4 * HOUR)


def test_a_step_rests_while_its_certificate_is_not_held(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region, expires_at=region + 10 * HOUR)
    fine(3, at=region)

    assert held("sami", "215", at=region + 9 * HOUR) == ["trainee", "attendant"]
    assert held("sami", "215", at=region + 10 * HOUR) == ["trainee"]
    assert [each.resting for each in queries.steps_of("sami", at=region + 10 * HOUR)] == [True]

    commands.certify("sami", name="cash desk", at=region + 11 * HOUR)

    assert held("sami", "215", at=region + 11 * HOUR) == ["trainee", "attendant"]


def test_the_next_step_starts_from_the_one_earned_and_counts_anew(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    fine(3, at=region)
    (climb,) = queries.climbs_of("sami", ladder=LADDER, at=region + 3 * HOUR)

    assert (climb.earned_from, climb.earned_to, climb.fine_count) == ("attendant", "supervisor", 0)

    fine(2, at=region, first=3)

    assert held("sami", "215", at=region + 9 * HOUR) == ["trainee", "attendant", "supervisor"]


def test_a_step_holds_only_where_one_is_posted(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    fine(3, at=region)

    assert held("sami", "214", at=region + 9 * HOUR) == []


def test_the_same_step_is_never_given_twice(region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    fine(3, at=region)
    for _ in range(3):
        commands.give_steps_due("sami", at=region + 4 * HOUR, ladder=LADDER)

    assert EarnedStep.objects.count() == 1


def test_the_person_sees_how_far_they_are(signed_in: Any, region: datetime) -> None:
    for number in range(4):
        commands.count_fine("sami", decision=f"d{number}", at=region - HOUR, ladder={})
    text = " ".join(signed_in("sami").get("/me/").content.decode().split())

    assert "Towards <strong>attendant</strong>: 4 of 10 decisions found fine." in text
    assert "“cash desk”: still to come." in text


def test_giving_the_certificate_on_the_page_gives_the_step_too(signed_in: Any, region: datetime) -> None:
    for number in range(10):
        commands.count_fine("sami", decision=f"d{number}", at=region - HOUR, ladder={})
    signed_in("vera").post("/colleagues/sami/certificate/", {"name": "cash desk", "until": ""})

    assert held("sami", "215", at=region) == ["trainee", "attendant"]


def test_a_lead_takes_a_step_back_with_a_sentence_that_the_colleague_reads(
    signed_in: Any, region: datetime
) -> None:
    commands.certify("sami", name="cash desk", at=region)
    for number in range(3):
        commands.count_fine("sami", decision=f"d{number}", at=region, ladder=LADDER)
    (step,) = queries.steps_of("sami", at=region)
    signed_in("vera").post("/colleagues/sami/take-back/", {"step": step.id, "because": ""})

    assert held("sami", "215", at=region) == ["trainee", "attendant"]

    signed_in("vera").post("/colleagues/sami/take-back/", {"step": step.id, "because": "Once more, together."})

    assert held("sami", "215", at=region) == ["trainee"]
    assert "Once more, together." in signed_in("sami").get("/me/").content.decode()


def test_neither_the_colleague_nor_a_foreign_lead_takes_a_step_back(signed_in: Any, region: datetime) -> None:
    commands.certify("sami", name="cash desk", at=region)
    for number in range(3):
        commands.count_fine("sami", decision=f"d{number}", at=region, ladder=LADDER)
    (step,) = queries.steps_of("sami", at=region)
    for who in ("sami", "lidia", "oksana"):
        said = {"step": step.id, "because": "because"}
        assert signed_in(who).post("/colleagues/sami/take-back/", said).status_code == 404

    assert held("sami", "215", at=region) == ["trainee", "attendant"]
