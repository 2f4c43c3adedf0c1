"""Who is it, what may they decide where, and who is there to be asked?

Authorities are names here; which is higher only the book knows. Start reading at `authorities_at`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from leeway.desk.people.models import Absence, Certificate, Colleague, Duty, EarnedStep, Posting
from leeway.desk.people.queries.sites import place

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A colleague as others see them."""

    id: str
    name: str
    language: str
    ai: bool = False
    email: str = ""

    @property
    def initials(self) -> str:
        """One or two letters that stand for the name."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority that somebody has at a site, and the site it was given for."""

    colleague: str
    authority: str
    site: str
    depth: int
    """How far down the tree it was given: the deeper, the nearer."""
    on_duty: bool = False
    earned: bool = False
    """Whether it was earned by a good record, on top of the one they were posted with."""


def who(colleague: str) -> Who | None:
    """A colleague by id; None where there is none."""
    found = Colleague.objects.filter(pk=colleague).first()
    return None if found is None else _seen(found)


def whos(colleagues: Collection[str]) -> Mapping[str, Who]:
    """Some colleagues by their ids."""
    return {each.pk: _seen(each) for each in Colleague.objects.filter(pk__in=colleagues)}


def names_of(colleagues: Collection[str]) -> Mapping[str, str]:
    """The names of some colleagues: id → name."""
    return dict(Colleague.objects.filter(pk__in=colleagues).values_list("pk", "name"))


def find_colleague(named: str) -> Who | None:
    """A colleague who works here, by id or e-mail address."""
    rows = Colleague.objects.filter(is_active=True)
    found = rows.filter(pk=named).first() or rows.filter(email__iexact=named).first()
    return None if found is None else _seen(found)


def who_signed_in(user: object) -> Who:
    """The colleague of a signed-in session.

    Raises: TypeError for somebody who is not signed in; pages for them never get here.
    """
    if not isinstance(user, Colleague):
        raise TypeError("nobody is signed in")
    return _seen(user)


def authorities_at(site: str, *, at: datetime, colleague: str | None = None) -> tuple[Authority, ...]:
    """The authorities that hold at a site (its own and those given above it), nearest first."""
    found = place(site)
    if found is None:
        return ()
    postings = (
        Posting.objects.filter(site__in=found.lineage, since__lte=at, colleague__is_active=True)
        .filter(Q(until=None) | Q(until__gt=at))
        .annotate(on_duty=Exists(Duty.objects.filter(colleague=OuterRef("colleague"), until=None)))
    )
    if colleague is not None:
        postings = postings.filter(colleague=colleague)
    made = (
        Authority(
            colleague=each.colleague_id,
            authority=each.authority,
            site=each.site_id,
            depth=found.lineage.index(each.site_id),
            on_duty=each.on_duty,
        )
        for each in postings
    )
    counted = tuple(sorted(made, key=lambda each: (-each.depth, each.colleague)))
    return _with_steps(counted, at=at)


def authorities_held(colleague: str, *, at: datetime) -> frozenset[str]:
    """The authorities that a colleague has anywhere."""
    held = Posting.objects.filter(colleague=colleague, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    posted = frozenset(held.values_list("authority", flat=True))
    steps = {each.earned_from: each.earned_to for each in steps_that_count({colleague}, at=at)}
    return posted | {top for each in posted for top in climbed(each, steps)}


def whom_to_ask(
    site: str, *, authorities: Sequence[str], at: datetime, never: Sequence[str] = ()
) -> tuple[Who, ...]:
    """Who can be asked at one of the authorities: those on duty first, then the lowest and nearest.

    Whoever is absent is left out, and so are those in `never` (nobody answers their own question).
    """
    absent = set(Absence.objects.filter(since__lte=at, until__gt=at).values_list("colleague", flat=True))
    found = [
        each
        for each in authorities_at(site, at=at)
        if each.authority in authorities and each.colleague not in absent and each.colleague not in never
    ]
    ranked = sorted(found, key=lambda each: (not each.on_duty, authorities.index(each.authority), -each.depth))
    ids = list(dict.fromkeys(each.colleague for each in ranked))
    seen = Colleague.objects.in_bulk(ids)
    return tuple(_seen(seen[each]) for each in ids if not seen[each].ai)


def certificates_of(colleague: str, *, at: datetime) -> frozenset[str]:
    """The certificates that hold, or held, at an instant."""
    return frozenset(
        _valid(Certificate.objects.filter(colleague=colleague), at=at).values_list("name", flat=True)
    )


def steps_that_count(colleagues: Collection[str], *, at: datetime) -> tuple[EarnedStep, ...]:
    """The steps up that hold at an instant: given, not taken back, and with their certificate held."""
    held = _valid(
        Certificate.objects.filter(colleague=OuterRef("colleague"), name=OuterRef("certificate")), at=at
    )
    given = EarnedStep.objects.filter(colleague__in=colleagues, given_at__lte=at)
    lasting = given.filter(Q(taken_back_at=None) | Q(taken_back_at__gt=at))
    return tuple(lasting.filter(Q(certificate="") | Exists(held)).order_by("given_at", "pk"))


def _valid(certificates: QuerySet[Certificate], *, at: datetime) -> QuerySet[Certificate]:
    given = certificates.filter(given_at__lte=at)
    kept = given.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    return kept.filter(Q(expires_at=None) | Q(expires_at__gt=at))


def _with_steps(posted: tuple[Authority, ...], *, at: datetime) -> tuple[Authority, ...]:
    """Each authority, followed by those earned on top of it."""
    steps: dict[str, dict[str, str]] = {}
    for step in steps_that_count({each.colleague for each in posted}, at=at):
        steps.setdefault(step.colleague_id, {})[step.earned_from] = step.earned_to
    return tuple(
        counted
        for each in posted
        for counted in (
            each,
            *(
                replace(each, authority=top, earned=True)
                for top in climbed(each.authority, steps.get(each.colleague, {}))
            ),
        )
    )


def climbed(authority: str, steps: Mapping[str, str]) -> tuple[str, ...]:
    """What was earned on top of an authority, step by step; a book's steps only lead upwards."""
    tops: list[str] = []
    while (authority := steps.get(authority, "")) and authority not in tops:
        tops.append(authority)
    return tuple(tops)


def _seen(colleague: Colleague) -> Who:
    return Who(
        id=colleague.pk, name=colleague.name, language=colleague.language, ai=colleague.ai,
        email=colleague.email or "",
    )  # fmt: skip
