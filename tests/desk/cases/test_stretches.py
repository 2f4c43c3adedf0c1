"""A long list of open matters is read a stretch at a time, forwards and back: none twice, none passed over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leeway.desk.cases import queries as cases
from leeway.desk.cases.models import Case
from leeway.desk.cases.queries import Wanted

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
ALL = Wanted(paths=("s/",))


@pytest.fixture
def many(db: None) -> list[str]:
    """Twenty-three open matters: several due at one instant, some with nothing due; in the order of the list."""
    Case.objects.bulk_create(
        Case(
            pk=f"c{n:02}", site="s", path="s/", opened_by="nina", opened_at=NOON, state="open",
            due_at=None if n % 6 == 5 else NOON + timedelta(minutes=n // 4),
        )
        for n in range(23)
    )  # fmt: skip
    return [each.id for each in cases.waiting(ALL, most=100)]


def _ids(stretch: cases.Stretch) -> list[str]:
    return [each.id for each in stretch.held]


@pytest.mark.parametrize("most", [1, 4, 5, 22, 23, 24])
def test_forwards_everything_is_seen_once_and_backwards_again(many: list[str], most: int) -> None:
    there = [cases.waiting_from(ALL, most=most)]
    while there[-1].after:
        there.append(cases.waiting_from(ALL, most=most, after=there[-1].after))
    back = [there[-1]]
    while back[-1].before:
        back.append(cases.waiting_from(ALL, most=most, before=back[-1].before))

    assert [id_ for each in there for id_ in _ids(each)] == many
    assert [_ids(each) for each in reversed(back)] == [_ids(each) for each in there]
    assert there[0].before == ""


def test_what_comes_meanwhile_moves_nothing_that_was_read(many: list[str]) -> None:
    first = cases.waiting_from(ALL, most=10)
    Case.objects.create(
        pk="new", site="s", path="s/", opened_by="nina", opened_at=NOON, state="open",
        due_at=NOON - timedelta(hours=1),
    )  # fmt: skip
    second = cases.waiting_from(ALL, most=10, after=first.after)
    again = cases.waiting_from(ALL, most=10, before=second.before)

    assert _ids(second) == many[10:20]
    assert set(_ids(again)) == {*many[:10], "new"} - {many[0]}


@pytest.mark.parametrize(
    "named", ["", "x", "yesterday c01", "2026-06-15 c01", "2026-06-15T09:00:00 c01", "\0 \0"]
)
def test_a_place_nobody_named_is_the_beginning_or_empty(many: list[str], named: str) -> None:
    found = cases.waiting_from(ALL, most=5, after=named)

    assert set(_ids(found)) <= set(many)
