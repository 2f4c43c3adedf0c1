"""What may anybody expect of us, and what not? One article a policy, made from the book by the engine.

An article takes nothing for granted: what a counter presumes is unknown here. So `at once` holds whatever else
turns out to be true, and what is left out is declined whatever turns out. Published is what a policy says to
people: its situations that have a `wish`, the remedies of these and the titles of rules. Limits, amounts,
steps, points, reasons, examples and everything about who serves stay inside. A clause with `public: no` is left
out, and `public: <text>` is read instead of its title. Start reading at `articles`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide import (
    Actor,
    Given,
    Naming,
    Outcome,
    Request,
    implied,
    sentence_case,
    voice,
)
from leeway.policy import INSIDE, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.decide import Engine, Option
    from leeway.policy import Book, Clause, Policy, Rule, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that puts it right, and how certain it is."""

    action: str
    title: str
    outcome: Outcome
    """`go_ahead`: whatever else is true; `find_out`: it depends; `ask`: somebody is asked first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that nobody gets, and what there is instead."""

    clause: str
    title: str
    instead: tuple[str, ...] = ()
    """Titles of actions that the engine does not decline there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One situation as people put it."""

    clause: str
    wish: str
    note: str = ""
    """What the author wrote for everybody, under `public`."""
    offers: tuple[Offer, ...] = ()
    questions: tuple[str, ...] = ()
    """What we need to know, least effort first, in the book's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a policy says to everybody."""

    policy: str
    title: str
    topics: tuple[Topic, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A book with the moment at which it is asked for everybody."""

    engine: Engine
    at: datetime
    naming: Naming
    known: Mapping[str, Given] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        """What it says."""
        return self.engine.book


def articles(engine: Engine, *, at: datetime) -> tuple[Article, ...]:
    """The articles of a book, in the order of its policies; those that say nothing to anybody are left out.

    What they say may change with the day, as policies begin and end.
    """
    return _made(engine, at.replace(hour=12, minute=0, second=0, microsecond=0))


def article(engine: Engine, policy: str, *, at: datetime) -> Article | None:
    """The article of one policy; None where it has none."""
    return next((each for each in articles(engine, at=at) if each.policy == policy), None)


@lru_cache(maxsize=16)
def _made(engine: Engine, at: datetime) -> tuple[Article, ...]:
    # Titles are the book's own words, in whichever language it is written.
    naming = Naming(voice("en"), book=engine.book)
    asking = Asking(engine=engine, at=at, naming=naming, known=nothing_presumed(engine.book))
    found = (_article(each, asking) for each in engine.book.policies)
    return tuple(each for each in found if each is not None)


def nothing_presumed(book: Book) -> dict[str, Given]:
    """Claims against everything that is taken for granted: a contradicted presumption is unknown."""
    others = {fact.name: _another(fact.presume, fact.one_of) for fact in book.facts.values()}
    return {
        name: Given(value, Trust.CLAIMED)
        for name, value in others.items()
        if value is not None and book.facts[name].presume is not None
    }


def asked_for(situation: Situation, asking: Asking) -> Request:
    """What the engine is asked about a situation: for a known customer, by whoever serves."""
    book = asking.book
    certain = {name: Given(value) for name, value in implied(situation, book=book).items()}
    actor = Actor(id="anybody", authority=book.authorities[0], certificates=frozenset(book.certificates))
    return Request(
        action=next(iter(book.actions)), actor=actor, at=asking.at, customer="somebody",
        facts={**asking.known, **certain},
    )  # fmt: skip


def _another(value: Any, one_of: tuple[Any, ...]) -> Any:
    """Some other value than the presumed one, of the same kind; None where there is none to be found."""
    if one_of:
        return next((each for each in one_of if each != value), None)
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}?"
    try:
        return value + 1
    except (TypeError, ArithmeticError):
        return None


# -- one article ----------------------------------------------------------------------------------------------
def _article(policy: Policy, asking: Asking) -> Article | None:
    shown = tuple(each for each in policy.situations if each.wish and each.public != INSIDE)
    if not shown:
        return None
    topics = tuple(_topic(each, asking) for each in shown)
    rules = (each for each in policy.rules if _is_for_everybody(each))
    refusals = tuple(_refusal(each, asking) for each in rules)
    return Article(policy=policy.id, title=policy.title, topics=topics, refusals=refusals)


def _topic(situation: Situation, asking: Asking) -> Topic:
    hidden, request = _hidden_actions(asking.book), asked_for(situation, asking)
    wanted = [name for name in situation.remedies if name not in hidden]
    found = _outcomes(wanted, request, asking)
    offers = tuple(
        Offer(action=name, title=_action(name, asking), outcome=found[name][0])
        for name in wanted
        if found[name][0] is not Outcome.DECLINE
    )
    asked = [fact for each in offers for fact in found[each.action][1]]
    return Topic(
        clause=situation.id, wish=situation.wish or "", note=situation.public or "", offers=offers,
        questions=_questions(asked, asking.book),
    )  # fmt: skip


def _outcomes(
    names: Iterable[str], request: Request, asking: Asking
) -> Mapping[str, tuple[Outcome, tuple[str, ...]]]:
    """The best answer to each action, whatever its amount, with the questions that it hangs on.

    Most go ahead at the least amount already, and nothing is better; the others are looked into in full.
    """
    names = tuple(names)
    found: dict[str, tuple[Outcome, tuple[str, ...]]] = {
        name: (Outcome.GO_AHEAD, ()) for name in names if _goes_ahead(name, request, asking)
    }
    if len(found) < len(set(names)):
        best = _best(asking.engine.options(request))
        found = {each.action: (each.outcome, each.questions) for each in best} | found
    return {name: found.get(name, (Outcome.DECLINE, ())) for name in names}


def _goes_ahead(name: str, request: Request, asking: Asking) -> bool:
    action = asking.book.actions[name]
    if action.parameters:
        return False
    tried = replace(request, action=name, amount_minor=1 if action.amount else None)
    return asking.engine.decide(tried).outcome is Outcome.GO_AHEAD


def _best(found: Iterable[Option]) -> Iterable[Option]:
    """Of several choices of one action the best: they come best first."""
    seen: dict[str, Option] = {}
    for each in found:
        if not each.own_judgement:
            seen.setdefault(each.action, each)
    return seen.values()


def _questions(asked: Iterable[str], book: Book) -> tuple[str, ...]:
    facts = sorted((book.facts[name] for name in dict.fromkeys(asked)), key=lambda fact: fact.effort)
    return tuple(dict.fromkeys(fact.ask for fact in facts if fact.ask))


def _hidden_actions(book: Book) -> frozenset[str]:
    """Actions that only guidelines kept inside allow: naming them would tell what they say."""
    open_: set[str] = set()
    kept: set[str] = set()
    for policy in book.policies:
        for each in policy.guidelines:
            (kept if each.public == INSIDE else open_).update(each.actions)
    return frozenset(kept - open_)


# -- rules --------------------------------------------------------------------------------------------------
def _is_for_everybody(rule: Rule) -> bool:
    """Whether a rule is about what people may have, and not about who of us serves them."""
    if rule.public is not None:
        return rule.public != INSIDE
    read = feel.names_read(rule.when.tree)
    return rule.title is not None and not any(name.startswith("actor.") for name in read)


def _refusal(rule: Rule, asking: Asking) -> Refusal:
    request = Request(
        action=next(iter(asking.book.actions)),
        actor=Actor(id="anybody", authority=asking.book.authorities[0],
                    certificates=frozenset(asking.book.certificates)),
        at=asking.at, customer="somebody", facts=asking.known,
    )  # fmt: skip
    hidden = _hidden_actions(asking.book)
    found = _outcomes([name for name in rule.instead if name not in hidden], request, asking)
    instead = tuple(
        _action(name, asking) for name, (outcome, _) in found.items() if outcome is not Outcome.DECLINE
    )
    return Refusal(clause=rule.id, title=_title(rule, asking), instead=instead)


def _title(clause: Clause, asking: Asking) -> str:
    return clause.public or sentence_case(asking.naming.clause(clause.id))


def _action(name: str, asking: Asking) -> str:
    return sentence_case(asking.naming.action(name))
