"""What everybody may read, and that it is what the counter answers: for every book, whatever turns out to be true."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leeway import feel
from leeway.channels.articles.queries import Article, articles, nothing_presumed
from leeway.decide import Actor, Engine, Given, Outcome, Request, implied
from leeway.policy import Book, Situation, Trust, load, load_texts

BOOKS = Path(__file__).parents[3] / "books"
WITH_ARTICLES = ("airline", "forecourt", "mobile", "restaurant", "shop")
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
TRIES = 12
"""So many lots of facts a situation; each is decided for each of its remedies."""


@cache
def _engine(book: str) -> Engine:
    loaded = load(BOOKS / book)

    assert loaded.book is not None
    return Engine(loaded.book)


def _situations(book: Book) -> dict[str, Situation]:
    return {each.id: each for policy in book.policies for each in policy.situations}


def _value(fact: Any, dice: random.Random) -> Any:
    """Some value that the fact may have, often one at the edges; UNKNOWN where none comes to mind."""
    if fact.one_of:
        return dice.choice(fact.one_of)
    if fact.type == feel.types.BOOLEAN:
        return dice.choice((True, False))
    if fact.type == feel.types.NUMBER:
        return Decimal(dice.choice((0, 1, 2, 3, 5, 10, 11, 30, 60, 100, 101, 500, 1000, 5000, 100_000)))
    if fact.type == feel.types.STRING:
        return dice.choice(("", "a", "other"))
    return feel.UNKNOWN


def _request(
    engine: Engine, situation: Situation, action: str, facts: dict[str, Given], dice: random.Random
) -> Request:
    book = engine.book
    known = book.actions[action]
    chosen = {
        name: dice.choice(each.one_of) if each.one_of else dice.choice((True, False))
        for name, each in known.parameters.items()
    }
    certain = {name: Given(value) for name, value in implied(situation, book=book).items()}
    actor = Actor(id="nina", authority=book.authorities[0], certificates=frozenset(book.certificates))
    return Request(
        id="r", action=action, actor=actor, at=AT, customer="maria", facts={**facts, **certain},
        amount_minor=1 if known.amount else None, parameters=chosen,
    )  # fmt: skip


def _facts(book: Book, dice: random.Random) -> dict[str, Given]:
    """A value for most facts, by a system of record: what it says counts for every fact."""
    drawn = {name: _value(fact, dice) for name, fact in book.facts.items() if not name.startswith("actor.")}
    return {
        name: Given(value, Trust.SYSTEM)
        for name, value in drawn.items()
        if value is not feel.UNKNOWN and dice.random() < 0.9
    }


@pytest.mark.parametrize("name", WITH_ARTICLES)
def test_an_article_says_what_the_counter_answers(name: str) -> None:
    engine, dice = _engine(name), random.Random(f"articles {name}")
    situations = _situations(engine.book)
    wrong, possible, compared = [], set(), 0
    for topic in (topic for article in articles(engine, at=AT) for topic in article.topics):
        situation, offered = situations[topic.clause], {each.action: each.outcome for each in topic.offers}
        for _ in range(TRIES):
            facts = _facts(engine.book, dice)
            for action in situation.remedies:
                outcome = engine.decide(_request(engine, situation, action, facts, dice)).outcome
                compared += 1
                said = offered.get(action)
                if said is Outcome.GO_AHEAD and outcome is not Outcome.GO_AHEAD:
                    wrong.append((topic.clause, action, "at once", outcome, facts))
                if said is None and outcome is not Outcome.DECLINE:
                    wrong.append((topic.clause, action, "left out", outcome, facts))
                if outcome is not Outcome.DECLINE:
                    possible.add((topic.clause, action))

    assert wrong == []
    assert compared > 50
    assert possible, "something of what is offered is given"


@pytest.mark.parametrize("name", WITH_ARTICLES)
def test_the_questions_of_an_article_are_those_of_the_counter(name: str) -> None:
    engine = _engine(name)
    asked: dict[str, str] = {fact.ask: fact.name for fact in engine.book.facts.values() if fact.ask}
    missing = []
    for topic in (topic for article in articles(engine, at=AT) for topic in article.topics):
        situation = _situations(engine.book)[topic.clause]
        for offer in topic.offers:
            if engine.book.actions[offer.action].parameters:
                continue  # which choice is made is not known here
            dice = random.Random(1)
            request = _request(engine, situation, offer.action, nothing_presumed(engine.book), dice)
            missing += [
                (topic.clause, each.fact)
                for each in engine.decide(request).questions
                if each.ask and each.fact not in {asked[text] for text in topic.questions}
            ]

    assert missing == []


@pytest.mark.parametrize("name", WITH_ARTICLES)
def test_what_nobody_may_do_is_declined_at_every_level(name: str) -> None:
    engine, dice = _engine(name), random.Random(f"rules {name}")
    book, checked, told = (
        engine.book,
        0,
        [each for article in articles(engine, at=AT) for each in article.refusals],
    )
    rules = {each.id: each for policy in book.policies for each in policy.rules}
    situation = next(iter(_situations(book).values()))
    for refusal in told:
        rule = rules[refusal.clause]
        for _ in range(TRIES):
            facts = _facts(book, dice)
            for action in rule.actions[:2]:
                request = _request(engine, situation, action, facts, dice)
                for level in book.authorities:
                    actor = replace(request.actor, authority=level)
                    decision = engine.decide(replace(request, actor=actor))
                    if any(each.code == "rule" and each.clause == rule.id for each in decision.reasons):
                        checked += 1
                        assert decision.outcome is Outcome.DECLINE

    assert checked > 0 or not told


BOOK = """\
book: kiosk
currency: EUR
facts:
  matter: {type: text, one of: [not said, broken], presume: not said, ask: What is it about?}
  ours:   {type: boolean, presume: true, ask: Was it sold here?}
actions:
  refund: {amount: money, max: 100, cost: amount}
  apologise: {otherwise: go ahead}
  lend: {cost: 1}
"""
POLICY = """\
policy: broken
title: Something is broken
rules:
  never-resell:
    title: Nothing broken is sold again
    forbid: lend
  who-may:
    title: Only some of us repair
    forbid: apologise
    when: actor.ai
guidelines:
  money-back:
    title: Money back
    allow: refund
    when: ours
    limits: [20 EUR per case, 100 EUR per actor per week]
    because: SECRET reason
    good: SECRET example
situations:
  broken:
    title: It does not work
    wish: It broke the first day.
    when: matter = "broken"
    do: {listen: SECRET step}
    remedies: [refund, apologise, lend]
"""


def _kiosk(policy: str) -> tuple[Article, ...]:
    loaded = load_texts({"book.yaml": BOOK, "policies/broken.yaml": policy})

    assert loaded.book is not None, [str(each) for each in loaded.errors]
    return articles(Engine(loaded.book), at=AT)


def test_what_the_counter_takes_for_granted_an_article_does_not() -> None:
    (article,) = _kiosk(POLICY)
    (topic,) = article.topics

    assert [(each.action, each.outcome.value) for each in topic.offers] == [
        ("refund", "find_out"), ("apologise", "go_ahead")
    ]  # fmt: skip
    assert topic.questions == ("Was it sold here?",)


def test_limits_steps_reasons_and_who_serves_stay_inside() -> None:
    (article,) = _kiosk(POLICY)

    assert [each.title for each in article.refusals] == ["Nothing broken is sold again"]
    assert "SECRET" not in repr(article)
    assert "20" not in repr(article)


def test_an_author_keeps_a_clause_inside_or_says_it_in_other_words() -> None:
    hidden = POLICY.replace("title: Nothing broken is sold again", "title: X\n    public: no")
    other = POLICY.replace("title: Nothing broken is sold again", "title: X\n    public: We sell what works")
    no_money = POLICY.replace("title: Money back", "title: Money back\n    public: no")
    unlisted = POLICY.replace("title: It does not work", "title: It does not work\n    public: no")

    assert _kiosk(hidden)[0].refusals == ()
    assert [each.title for each in _kiosk(other)[0].refusals] == ["We sell what works"]
    assert [each.action for each in _kiosk(no_money)[0].topics[0].offers] == ["apologise"]
    assert _kiosk(unlisted) == ()


def test_articles_are_read_without_an_account(browser: Any) -> None:
    page = browser()
    everything = page.get("/answers/").content.decode()
    one = page.get("/answers/doubts/").content.decode()

    assert "Since I filled up here my engine stutters." in everything
    assert "Send a sample to the laboratory" in one
    assert "You never have change here." not in page.get("/answers/?q=engine").content.decode()
    assert page.get("/answers/nothing/").status_code == 404
