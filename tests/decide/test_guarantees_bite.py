"""Each guarantee finds the defect it is there for: with the engine broken on purpose, its property fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from leeway import feel
from leeway.decide import Outcome, facts, reference
from leeway.decide.parts import clauses, grants, law, plan, proposals
from leeway.decide.shown import dress
from leeway.policy import Trust
from tests.guarantees import (
    test_asking_costs_nothing,
    test_claim_never_raises,
    test_error_never_goes_ahead,
    test_every_ask_can_be_answered,
    test_every_decline_says_what_else,
    test_limit_never_overspent,
    test_more_authority_never_less,
    test_not_knowing_never_pays,
    test_order_of_files_does_not_matter,
    test_rule_trumps_guideline,
    test_same_request_same_answer,
    test_unknown_is_not_false,
)

SEEDS = 1_500
type Break = Callable[[pytest.MonkeyPatch], None]


def rules_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    original = grants.weigh

    def weigh(*args, **more):
        weighing = original(*args, **more)
        return weighing._replace(rules=replace(weighing.rules, true=()))

    patch.setattr(reference, "weigh", weigh)


def only_rules_of(*, keep: object) -> Break:
    """Rules count only when they are worth this, besides those that are true."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        original = law.Law.rules
        patch.setattr(
            law.Law,
            "rules",
            lambda *args: [each for each in original(*args) if each[1] is True or each[1] is keep],
        )

    return apply


def claims_are_believed(patch: pytest.MonkeyPatch) -> None:
    original = facts._fact_value

    def believing(fact, *args, **more):
        return original(replace(fact, trust=Trust.CLAIMED), *args, **more)

    patch.setattr(facts, "_fact_value", believing)


def unknown_clauses_are_asked_for(patch: pytest.MonkeyPatch) -> None:
    original = grants._grant

    def hopeful(*args, **more):
        grant = original(*args, **more)
        return replace(grant, ready=grant.truth is feel.UNKNOWN or grant.ready)

    patch.setattr(grants, "_grant", hopeful)


def caps_are_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reference, "fits", lambda candidate, balances: candidate is not None)
    patch.setattr(plan, "fits", lambda candidate, balances: candidate is not None)


def certificates_are_for_the_lowest_only(patch: pytest.MonkeyPatch) -> None:
    original = grants._guideline

    def jealous(weighing, guideline, **more):
        grant = original(weighing, guideline, **more)
        return replace(grant, lacking=("rank",)) if weighing.decider.level > 0 else grant

    patch.setattr(grants, "_guideline", jealous)


def obstacles_have_no_authority(patch: pytest.MonkeyPatch) -> None:
    from leeway.decide.parts.obstacles import Handing

    patch.setattr(Handing, "rank", lambda self: (0, self.level, not self.questions))
    original = reference._handed_up

    def too_low(planned, balances):
        found = original(planned, balances)
        return found and (
            found._replace(level=min(planned.levels_above)) if found.outcome is Outcome.ASK else found
        )

    patch.setattr(reference, "_handed_up", too_low)


def asking_is_charged(patch: pytest.MonkeyPatch) -> None:
    original = proposals.proposal

    def greedy(planned, *, hold, form=None):
        asked = [each.by_decider for each in planned.grants if each.by_decider is not None]
        return replace(original(planned, hold=hold, form=form), candidates=tuple(asked))

    patch.setattr(proposals, "proposal", greedy)


def files_count_as_they_are_read(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clauses, "policies_in_force", lambda book, request: list(book.policies))
    original = clauses.guidelines_on

    def unsorted(book, request):
        found = original(book, request)
        order = [each.id for policy in book.policies for each in policy.guidelines]
        return sorted(found, key=lambda each: order.index(each.id))

    patch.setattr(law, "guidelines_on", unsorted)


def refusals_are_mute(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(dress, "alternatives", lambda *args, **more: ())
    patch.setattr(dress, "NOTHING_ELSE", dress.NOTHING_ELSE._replace(code="hm"))


def answers_depend_on_the_moment(patch: pytest.MonkeyPatch) -> None:
    count = iter(range(10**9))
    original = reference.answer
    patch.setattr(
        reference, "answer", lambda planned, balances: original(planned, balances if next(count) % 2 else {})
    )


DEFECTS = [
    (rules_are_forgotten, test_rule_trumps_guideline),
    (only_rules_of(keep=feel.ERROR), test_unknown_is_not_false),
    (only_rules_of(keep=feel.UNKNOWN), test_error_never_goes_ahead),
    (unknown_clauses_are_asked_for, test_not_knowing_never_pays),
    (claims_are_believed, test_claim_never_raises),
    (certificates_are_for_the_lowest_only, test_more_authority_never_less),
    (caps_are_not_looked_at, test_limit_never_overspent),
    (obstacles_have_no_authority, test_every_ask_can_be_answered),
    (asking_is_charged, test_asking_costs_nothing),
    (files_count_as_they_are_read, test_order_of_files_does_not_matter),
    (refusals_are_mute, test_every_decline_says_what_else),
    (answers_depend_on_the_moment, test_same_request_same_answer),
]


@pytest.mark.parametrize(
    ("defect", "guarantee"), DEFECTS, ids=lambda each: getattr(each, "__name__", "").split(".")[-1]
)
def test_a_defect_is_found(defect, guarantee, monkeypatch):
    defect(monkeypatch)

    assert any(breaks(guarantee, seed) for seed in range(SEEDS))


def breaks(guarantee, seed: int) -> bool:
    try:
        guarantee.holds(Random(seed))
    except AssertionError:
        return True
    return False


def test_unbroken_it_holds() -> None:
    assert not any(breaks(guarantee, seed) for _, guarantee in DEFECTS for seed in range(10))
