"""What is found: words begun, inflected or typed wrongly, and never hidden by what one may not see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from leeway.desk.conversations.commands.indexing import index_new
from leeway.desk.conversations.queries.finding import found
from leeway.desk.conversations.stems import vocables_of

from .conftest import NOON

STATION = ("network/north/214/",)
EVERYWHERE = ("network/",)


@pytest.fixture
def indexed(mail):
    """Messages that came, and can be found."""

    def comes(*texts: str, site: str = "214", name: str = "Maria Ionescu") -> None:
        for number, text in enumerate(texts):
            mail(f"{site} {number} {text}", text, site=site, name=name, sender=f"{name[0]}{number}@example.com")
        while index_new(at=NOON + timedelta(minutes=1)):
            pass

    return comes


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("refunds", "I want a refund."),  # inflected
        ("refnud", "I want a refund."),  # two letters changed places
        ("refunnd", "I want a refund."),  # one too many
        ("refud", "I want a refund."),  # one too few
        ("refand", "I want a refund."),  # another letter
        ("refu", "I want a refund."),  # begun
        ("want refu", "I want a refund."),
        ("refnud want", "I want a refund."),  # in front of others
        ("возврта", "Жду возврат денег."),
        ("rambursaera", "Vreau rambursarea banilor."),
    ],
)
def test_a_message_is_found_however_its_word_is_typed(indexed, typed, text) -> None:
    indexed("The coffee was cold.", text)

    assert [hit.text for hit in found(typed, paths=STATION, kinds=("entry",))] == [text]


def test_a_word_that_stands_somewhere_is_not_taken_for_its_neighbour(indexed) -> None:
    indexed("My card was cold.", "My cart was cold.")

    assert [hit.text for hit in found("card cold", paths=STATION, kinds=("entry",))] == ["My card was cold."]


def test_a_person_is_found_by_a_name_typed_wrongly_and_by_a_part_of_it(indexed) -> None:
    indexed("Hello.")
    names = [[hit.title for hit in found(each, paths=STATION, kinds=("person",))]
             for each in ("ionescu", "ionesuc", "maria", "onesc", "M0@example.com")]  # fmt: skip

    assert names == [["Maria Ionescu"]] * 5


def test_ones_own_is_found_behind_very_many_of_other_sites(indexed) -> None:
    indexed("The refund did not come.", site="214")
    indexed(*(f"A refund, please, number {number}." for number in range(60)), site="301", name="Petro Lysenko")
    mine = [hit.text for hit in found("refund", paths=STATION, kinds=("entry",))]

    assert mine == ["The refund did not come."]
    assert len(found("refund", paths=EVERYWHERE, kinds=("entry",), most=100)) == 61


def test_what_came_to_the_network_is_found_by_all_who_serve_and_by_nobody_else(indexed) -> None:
    indexed("A refund, please.", site="network")
    hits = [len(found("refund", paths=paths, kinds=("entry",))) for paths in (STATION, EVERYWHERE, ())]

    assert hits == [1, 1, 0]


def test_signs_that_a_database_reads_otherwise_find_nothing_and_break_nothing(indexed) -> None:
    indexed("A refund, please.")
    signs = (
        "'",
        '"',
        "refund' | 'x",
        "(refund",
        "refund*",
        "a AND b",
        "NEAR(refund)",
        ":*",
        "\\",
        "%",
        "refund & !",
    )
    hits = [found(each, paths=STATION) for each in signs]

    assert all(isinstance(each, tuple) for each in hits)


@pytest.mark.parametrize("word", ["refund", "ionescu", "возврат"])
def test_every_slip_leads_back_to_the_word(word) -> None:
    from leeway.desk.conversations.stems import near

    slips = {word[:2] + word[3:], word[:2] + word[3] + word[2] + word[4:], word + word[-1]}

    assert all(word in near(slip) for slip in slips)
    assert all(re.fullmatch(r"[^\W\d_]+", each) for each in vocables_of(f"{word} 12"))


def test_somebody_is_found_by_their_number_however_it_is_typed(desk, mail) -> None:
    from leeway.desk.persons import commands as persons

    person = persons.know("0672 123 456", at=NOON, name="Petro Bondar", site="214")
    mail("1", "Hello.", person=person)
    mail("2", "Who is 0672 123 456?", sender="other@example.com", name="Somebody Else")
    index_new(at=NOON)
    ways = ("+380 67 212 34 56", "0672123456", "(067) 212-34-56", "672123456")
    hits = [[hit.title for hit in found(way, paths=STATION, kinds=("person",), site="214")] for way in ways]

    assert hits == [["Petro Bondar"]] * len(ways)
    assert "Petro Bondar" in desk("nina").get("/find/?q=067-212-34-56&kind=person").text
