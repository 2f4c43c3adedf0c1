"""Who is it, what may they decide where, and who is there to be asked?

Authorities are names here; which is higher only the book knows. Start reading at `authorities_at`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from leeway.desk.people.models import Certificate, Colleague, Duty, EarnedStep, Posting
from leeway.desk.people.queries.sites import place
from leeway.desk.prepared import Look, among, together, true

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """Somebody who may decide at a site, with one authority they have there."""

    who: Who
    authority: str
    depth: int
    on_duty: bool
    absent: bool
    certificates: frozenset[str]


def who(colleague: str) -> Who | None:
    """A colleague by id; None where there is none."""
    found = Colleague.objects.filter(pk=colleague).first()
    return None if found is None else _seen(found)


def whos(colleagues: Collection[str]) -> Mapping[str, Who]:
    """Some colleagues by their ids."""
    return {each.pk: _seen(each) for each in Colleague.objects.filter(pk__in=colleagues)}


def names_look(colleagues: Collection[str]) -> Look:
    """The names of some colleagues, to be looked up together with other things: id, name."""
    ids = tuple(sorted(set(colleagues)))
    return Look(columns=("id", "name"), source=f"from people_colleague where id in {among(ids)}", values=ids)


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
    found = place(site)
    able = able_at(found.lineage, at=at) if found else ()
    return tuple(each.who for each in askable(able, authorities=authorities, never=never))


def askable(able: Sequence[Able], *, authorities: Sequence[str], never: Sequence[str] = ()) -> tuple[Able, ...]:
    """Of those who may decide somewhere, who can be asked, in the order in which they are."""
    found = (
        each
        for each in able
        if each.authority in authorities and not each.absent and each.who.id not in never and not each.who.ai
    )
    ranked = sorted(found, key=lambda each: (not each.on_duty, authorities.index(each.authority), -each.depth))
    first: dict[str, Able] = {}
    for each in ranked:
        first.setdefault(each.who.id, each)
    return tuple(first.values())


def able_at(lineage: Sequence[str], *, at: datetime) -> tuple[Able, ...]:
    """Everybody who may decide at the last of these sites, from the root down, nearest first; in one look."""
    postings, steps, certificates = together(*_able_looks(tuple(lineage), at=at))
    climbs: dict[str, dict[str, str]] = {}
    for colleague, lower, higher, _given in sorted(steps, key=lambda row: row[3] or ""):
        climbs.setdefault(colleague or "", {})[lower or ""] = higher or ""
    held: dict[str, set[str]] = {}
    for colleague, name in certificates:
        held.setdefault(colleague or "", set()).add(name or "")
    return tuple(
        sorted(
            (
                replace(each, authority=authority)
                for each in (_able(row, lineage, held) for row in postings)
                for authority in (each.authority, *climbed(each.authority, climbs.get(each.who.id, {})))
            ),
            key=lambda each: (-each.depth, each.who.id),
        )
    )


def _able(row: tuple[str | None, ...], lineage: Sequence[str], held: Mapping[str, set[str]]) -> Able:
    id_, name, language, email, ai, authority, site, on_duty, absent = row
    return Able(
        who=Who(id=id_ or "", name=name or "", language=language or "", ai=true(ai), email=email or ""),
        authority=authority or "", depth=lineage.index(site or ""), on_duty=true(on_duty), absent=true(absent),
        certificates=frozenset(held.get(id_ or "", ())),
    )  # fmt: skip


def _able_looks(lineage: tuple[str, ...], *, at: datetime) -> tuple[Look, ...]:
    lasts = "({0} is null or {0} > %s)"
    posted = (
        "from people_posting p join people_colleague c on c.id = p.colleague_id"
        f" where p.site_id in {among(lineage)} and p.since <= %s and {lasts.format('p.until')} and c.is_active"
    )
    valid = f"given_at <= %s and {lasts.format('withdrawn_at')} and {lasts.format('expires_at')}"
    own, theirs = (*lineage, at, at), f"in (select p.colleague_id {posted})"
    return (
        Look(
            columns=("c.id", "c.name", "c.language", "c.email", "c.ai", "p.authority", "p.site_id",
                     _exists("people_duty d where d.colleague_id = c.id and d.until is null"),
                     _exists("people_absence a where a.colleague_id = c.id"
                             " and a.since <= %s and a.until > %s")),
            source=posted, values=(at, at, *own),
        ),
        Look(
            columns=("e.colleague_id", "e.earned_from", "e.earned_to", "e.given_at"),
            source=f"from people_earnedstep e where e.colleague_id {theirs} and e.given_at <= %s"  # noqa: S608  constant texts
            f" and {lasts.format('e.taken_back_at')} and (e.certificate = '' or exists (select 1"
            " from people_certificate t where t.colleague_id = e.colleague_id and t.name = e.certificate"
            f" and {valid}))",
            values=(*own, at, at, at, at, at),
        ),
        Look(
            columns=("colleague_id", "name"),
            source=f"from people_certificate where colleague_id {theirs} and {valid}",
            values=(*own, at, at, at),
        ),
    )  # fmt: skip


def _exists(where: str) -> str:
    return f"case when exists (select 1 from {where}) then 1 else 0 end"  # noqa: S608  constant texts


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
