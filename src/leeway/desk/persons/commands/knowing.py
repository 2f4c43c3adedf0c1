"""How does a customer become known? By what they say they are reached by; one function a change.

Start reading at `know`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from leeway.desk.persons.models import Claim, Consent, Person, Point
from leeway.desk.persons.queries.finding import at_point, canonical
from leeway.desk.persons.queries.whole import root_of, same_as

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def know(typed: str, *, at: datetime, name: str = "", site: str = "") -> str:
    """Give the id of the person known by a phone number, address, card, plate or name; a new one if nobody is.

    A phone number without its country is read as at the `site` where it was said. Two counters that hear of
    somebody new at the same moment get the same person.
    """
    kind, value = canonical(typed, site=site)
    called = name or (" ".join(typed.split()) if kind == "name" else "")
    return root_of(know_at(kind, value, at=at, name=called, typed=typed))


def know_at(
    kind: str, value: str, *, at: datetime, name: str = "", language: str = "", typed: str = "",
) -> str:  # fmt: skip
    """Give the id of the person whose point this is, in its canonical form; a new one if it is nobody's.

    The id is that of whom the point belongs to, before all merges: undoing one gives everybody what is theirs.
    A person without name or language gets the ones given. What was `typed` is how the point is shown.
    """
    own = Point.objects.filter(kind=kind, value=value).values_list("person", flat=True).first()
    if own is not None:
        _complete(own, name=name, language=language)
        return own
    try:
        with transaction.atomic():
            person = Person.objects.create(
                name=name[:200], folded_name=folded(name), language=language, since=at
            )
            _add(person.pk, kind, value, typed=typed, at=at)
    except IntegrityError:
        return know_at(kind, value, at=at, name=name, language=language, typed=typed)
    return person.pk


@transaction.atomic
def know_many(persons: Iterable[tuple[str, str, str]], *, at: datetime) -> None:
    """Add persons who are not known yet, each with id, name and phone number in its canonical form."""
    wanted = list(persons)
    Person.objects.bulk_create(
        [Person(pk=id_, name=name, folded_name=folded(name), since=at) for id_, name, _ in wanted]
    )
    Point.objects.bulk_create(
        [
            Point(person_id=id_, kind="phone", value=phone, tail=tail("phone", phone), since=at)
            for id_, _, phone in wanted
        ]
    )


@transaction.atomic
def add_point(
    person: str, *, kind: str, value: str, at: datetime, source: str = "", typed: str = "",
) -> bool:  # fmt: skip
    """Note that a person is reached there too; say whether the point is theirs now.

    A point that somebody else has stays with them, and a claim is kept: it suggests that the two may be one.
    """
    held = at_point(kind, value)
    if held is None:
        _add(person, kind, value, typed=typed, at=at)
        return True
    if held.id in same_as(person):
        return True
    Claim.objects.get_or_create(
        person_id=person, kind=kind, value=value,
        defaults={"at": at, "source": source[:100], "typed": other_form(value, typed)},
    )  # fmt: skip
    return False


@transaction.atomic
def verify(*, kind: str, value: str, how: str, at: datetime) -> None:
    """Note that a point was shown to be of the person who has it, and how; the first time counts."""
    Point.objects.filter(kind=kind, value=value, verified_at=None).update(
        verified_at=at, verified_how=how[:100]
    )


@transaction.atomic
def remove_point(person: str, *, kind: str, value: str) -> None:
    """Forget a point of a person, or their claim on one."""
    ids = same_as(person)
    Point.objects.filter(person__in=ids, kind=kind, value=value).delete()
    Claim.objects.filter(person__in=ids, kind=kind, value=value).delete()


@transaction.atomic
def describe(person: str, *, name: str | None = None, language: str | None = None) -> None:
    """Set how somebody is called, or the language they are written to in.

    Raises: Person.DoesNotExist.
    """
    row = Person.objects.select_for_update().get(pk=person)
    if name is not None:
        row.name, row.folded_name = name[:200], folded(name)
    if language is not None:
        row.language = language
    row.save(update_fields=["name", "folded_name", "language"])


@transaction.atomic
def agree(  # noqa: PLR0913  one line a fact of what was said
    person: str, *, purpose: str, given: bool, at: datetime, source: str = "", channel: str = "", by: str = "",
) -> None:  # fmt: skip
    """Note that a person agreed to a purpose, or took it back; earlier words are kept, with who noted them."""
    Consent.objects.create(
        person_id=person, purpose=purpose, given=given, at=at, source=source[:200], channel=channel, by=by
    )


def folded(name: str) -> str:
    """A name as it is compared: one space between words, no capitals."""
    return " ".join(name.split()).casefold()[:200]


def tail(kind: str, value: str) -> str:
    """The last nine digits of a phone number; empty for anything shorter, or anything else."""
    return value[-9:] if kind == "phone" and len(value) >= 9 else ""


def other_form(value: str, typed: str) -> str:
    """What was typed, on one line, where it is not the canonical form itself."""
    plain = " ".join(typed.split())[:200]
    return plain if plain != value else ""


def _add(person: str, kind: str, value: str, *, typed: str, at: datetime) -> None:
    Point.objects.create(
        person_id=person, kind=kind, value=value, typed=other_form(value, typed), tail=tail(kind, value),
        since=at,
    )  # fmt: skip


def _complete(person: str, *, name: str, language: str) -> None:
    if name:
        Person.objects.filter(pk=person, name="", erased_at=None).update(
            name=name[:200], folded_name=folded(name)
        )
    if language:
        Person.objects.filter(pk=person, language="").update(language=language)
