"""Persons of another desk: who is new, who is known and by what, who looks alike, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from leeway.desk.importing.commands import Report
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries
from leeway.desk.persons.models import Claim, Consent, Person, Point
from tests.desk.importing.conftest import NOW

Bring = Callable[..., Report]
TWO = "Name,Email,Phone\nMaria Ionescu,maria@example.com,+380 67 123 45 67\nPetr Novak,petr@example.com,\n"


def test_somebody_known_by_an_address_is_not_doubled_and_gets_what_is_new(bring: Bring) -> None:
    maria = persons.know("MARIA@example.com", at=NOW)

    report = bring(TWO)

    whole = queries.whole(maria)
    assert whole is not None
    assert (report.counts, Person.objects.count()) == ({"known by email": 1, "new": 1}, 2)
    assert (whole.person.name, {each.value for each in whole.points}) == (
        "Maria Ionescu", {"maria@example.com", "380671234567"},
    )  # fmt: skip


def test_what_somebody_is_called_here_stands(bring: Bring) -> None:
    maria = persons.know("maria@example.com", at=NOW, name="Maria I. from the bakery")

    bring(TWO)

    assert queries.names_of([maria])[maria].name == "Maria I. from the bakery"


def test_a_point_of_somebody_else_stays_theirs_and_a_colleague_is_shown_that_they_may_be_one(
    bring: Bring,
) -> None:
    owner = persons.know("+380671234567", at=NOW, name="Olena Ionescu")
    maria = persons.know("maria@example.com", at=NOW)

    report = bring(TWO)

    held = queries.find("+380671234567")
    assert held is not None
    assert (held.id, report.counts["alike by claimed"]) == (owner, 1)
    assert Claim.objects.get().person_id == maria
    assert [each.id for each in queries.alike(maria)] == [owner]


def test_two_with_numbers_that_end_alike_or_one_name_are_counted_as_possible_duplicates(bring: Bring) -> None:
    persons.know("+38 19 671 234 567", at=NOW)  # of no country's plan: it stays as its digits
    persons.know("someone@example.com", at=NOW, name="Petr  NOVAK")

    report = bring(TWO, dry=True)

    assert report.counts == {"new": 2, "alike by phone": 1, "alike by name": 1}


def test_a_dry_run_says_what_happens_then_and_changes_nothing(bring: Bring) -> None:
    persons.know("petr@example.com", at=NOW)
    text = (
        TWO + "".join(f"Somebody {n},who{n % 1500}@example.com,\n" for n in range(3_000)) + "Ion,no address,\n"
    )

    said = bring(text, dry=True)
    before = (Person.objects.count(), Point.objects.count())
    did = bring(text)

    assert before == (1, 1)
    assert said == did
    assert did.counts == {"new": 1_501, "known by email": 1_501}
    assert (did.rows, did.refused) == (3_003, 1)


def test_brought_in_again_nobody_is_doubled(bring: Bring) -> None:
    bring(TWO)

    again, other = bring(TWO), bring(TWO + "Ana Rusu,ana@example.com,\n", name="longer.csv")

    assert (again.done_before, again.counts) == (True, {"new": 2})
    assert (other.done_before, other.counts) == (False, {"known by email": 2, "new": 1})
    assert Person.objects.count() == 3


def test_one_known_only_by_a_number_of_the_other_desk_is_found_by_it_again(bring: Bring) -> None:
    bring("User ID,Name\n17,Maria Ionescu\n")

    same = bring("Customer ID,Email\n17,maria@example.com\n", name="more.csv")
    another = bring("User ID,Name\n17,Somebody Else\n", source="the shop", name="shop.csv")

    assert (same.counts, another.counts) == ({"known by number": 1}, {"new": 1})


def test_a_later_stop_is_not_undone_by_an_old_yes(bring: Bring) -> None:
    maria = persons.know("maria@example.com", at=NOW)
    persons.agree(maria, purpose="outreach", given=False, at=NOW, source="stop link")

    bring("Email,Opt-in\nmaria@example.com,yes\npetr@example.com,yes\n")

    assert queries.agreed_to(maria, "outreach") is False
    assert Consent.objects.filter(given=True).count() == 1


def test_who_was_a_customer_earlier_elsewhere_has_been_one_since(bring: Bring) -> None:
    maria = persons.know("maria@example.com", at=NOW)

    bring("Email,Customer since\nmaria@example.com,05.01.2019\n", form="%d.%m.%Y", zone="Europe/Kyiv")

    assert queries.known_since(maria) == datetime(2019, 1, 4, 22, tzinfo=UTC)


def test_each_refused_row_names_row_column_and_help_and_nothing_of_it_comes_in(
    bring: Bring, tmp_path: Path
) -> None:
    report = bring(
        'Name;E-mail;Phone;Joined\nA;a@example.com;call me;\nB;b@@example.com;;\n"C";c@example.com;3.8E+11;\n'
        "D;;;\nE;e@example.com;;31.02.2020\nF;f@example.com;;2031-01-01T00:00:00Z\nG;g@example.com;;;;;\n",
        said={"Joined": "since"},
    )  # fmt: skip

    told = {(each.row, each.column): each.text for each in report.problems}
    assert told == {
        (1, "Phone"): "`call me` is no phone number",
        (2, "E-mail"): "`b@@example.com` is no e-mail address",
        (3, "Phone"): "`3.8E+11` is not a whole number any more",
        (4, ""): "nothing says by what this person is known",
        (5, "Joined"): "`31.02.2020` is no date written as 2026-03-31 14:05",
        (6, "Joined"): "`2031-01-01T00:00:00Z` is in the future",
        (7, ""): "it has 7 cells, the header names 4",
    }
    assert all(each.help for each in report.problems)
    assert Person.objects.count() == 0
    refused = (tmp_path / "old.refused.csv").read_text("utf-8").splitlines()
    assert refused[0] == "Name,E-mail,Phone,Joined,refused because,what helps"
    assert (len(refused), refused[1].startswith("A,a@example.com,call me,,Phone: `call me`")) == (8, True)


def test_mended_refused_rows_come_in_from_their_own_file(bring: Bring, tmp_path: Path) -> None:
    bring("Email,Phone\nmaria@example.com,call me\n")
    mended = (tmp_path / "old.refused.csv").read_text("utf-8").replace("call me,", "0671234567,", 1)

    report = bring(mended, name="mended.csv")

    assert (report.counts, report.refused) == ({"new": 1}, 0)


def test_a_number_written_as_at_home_is_the_one_known_from_abroad(bring: Bring) -> None:
    maria = persons.know("+380 67 123 45 67", at=NOW, name="Maria")

    report = bring("Name,Phone\nMaria Ionescu,067 123-45-67\n")

    assert report.counts == {"known by phone": 1}
    assert Person.objects.get().pk == maria
