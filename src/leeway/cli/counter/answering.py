"""What is the answer, and what happens next? Questions that matter, the answer, the keys under it.

Start reading at `answer`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from leeway import feel
from leeway.cli.counter import departing, offers, upwards
from leeway.cli.counter.matter import Intent
from leeway.cli.counter.prompts import questions
from leeway.cli.counter.screens import answer as drawn_answer
from leeway.cli.counter.screens import look
from leeway.decide import Mode, Outcome, RequestError, sentence_case, words
from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.cli.counter.house import Decided
    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.talk import Talk
    from leeway.decide import Decision
    from leeway.policy import Parameter


class OtherAction(Exception):  # noqa: N818  not an error: another thing is tried for the same person
    """Something else is to be tried for the same person."""


def answer(talk: Talk, matter: Matter, meant: Intent | None = None) -> None:
    """Find out what matters, show the answer, and do what is asked for until it is done."""
    prepare(talk, matter)
    intent: Intent | None = meant or Intent()
    while intent is not None:
        decided = settle(talk, matter, intent)
        show(talk, matter, decided.decision)
        intent = react(talk, matter, decided, intent)


def prepare(talk: Talk, matter: Matter) -> None:
    """Hear the choices and the amount that the action needs."""
    action = talk.house.book.actions.get(matter.action or "")
    if action is None:
        return
    for parameter in action.parameters.values():
        matter.parameters.setdefault(parameter.name, _parameter(talk, parameter))
    if not action.amount:
        matter.amount_minor = None
    elif matter.amount_minor is None:
        matter.amount_minor = questions.amount(talk, leeway=offers.leeway(talk, matter))


def settle(talk: Talk, matter: Matter, intent: Intent) -> Decided:
    """The answer, once every question that matters has been put: one at a time, least effort first."""
    while True:
        try:
            decided = talk.house.decide(talk.house.request(matter, intent))
        except RequestError as refused:
            correct(talk, matter, refused)
            continue
        decision = decided.decision
        question = next((each for each in decision.questions if matter.is_open(each.fact)), None)
        if decision.outcome is Outcome.FIND_OUT and question is not None:
            ask_fact(talk, matter, question.fact, decision=decision)
        elif _customer_matters(talk, matter, decided):
            ask_customer(talk, matter, because=True)
        else:
            return decided


def settle_told(talk: Talk, matter: Matter, intent: Intent) -> Decided:
    """How a deed told afterwards is recorded: nothing is asked any more and nothing refused."""
    return talk.house.decide(talk.house.request(matter, intent))


def show(talk: Talk, matter: Matter, decision: Decision) -> None:
    """The answer on the screen."""
    own = talk.deed(decision, matter) if matter.text else None
    said = words(decision, language=talk.voice.language, book=talk.house.book, deed=own)
    talk.terminal.space()
    width = talk.terminal.width
    drawn = drawn_answer(decision, said, voice=talk.voice, width=width, known=matter.shown)
    talk.terminal.show(drawn, whole_width=True)


def react(talk: Talk, matter: Matter, decided: Decided, intent: Intent) -> Intent | None:
    """Offer the keys that fit the answer and do what is chosen; None once the matter is done."""
    decision = decided.decision
    keys = list(offered(talk, matter, decision, intent))
    while True:
        ask = decision.ask
        authority = ask.authority if ask is not None else ""
        leads = decision.outcome in (Outcome.GO_AHEAD, Outcome.ASK)
        places = {"deed": talk.deed(decision, matter), "authority": authority}
        talk.offer([*keys, "next", "quit"], lead=leads, **places)
        key = talk.hear(lambda _: None, also=[each for each in keys if each != "tell"])
        match key:
            case "do":
                if do(talk, matter, decided):
                    after(talk)
                return Intent()
            case "options":
                offers.table(talk, matter)
            case "other":
                raise OtherAction
            case "ask" | "colleague":
                if (approved := upwards.ask(talk, matter, decided, intent)) is not None:
                    return approved
            case "judge":
                return departing.judge(talk, matter)
            case _:
                change(talk, matter, decision, key)
                return Intent() if intent.approval is not None else intent


def offered(talk: Talk, matter: Matter, decision: Decision, intent: Intent) -> Iterator[str]:
    """The keys that make sense under this answer."""
    book = talk.house.book
    action = book.actions.get(decision.action)
    forbidden = any(reason.code == "rule" for reason in decision.reasons)
    if decision.outcome is Outcome.GO_AHEAD:
        yield "do"
    if decision.outcome is Outcome.ASK and decision.ask is not None:
        yield "colleague" if decision.ask.kind.value == "colleague" else "ask"
    if action is not None and action.amount:
        yield "amount"
    if decision.presumed:
        yield "correct"
    if matter.given:
        yield "facts"
    open_ = decision.outcome is not Outcome.GO_AHEAD and intent.mode is Mode.ORDINARY
    if open_ and book.own_judgement.limits and not forbidden:
        yield "judge"
    if matter.customer is None:
        yield "customer"
    yield from ("tell", "options", "other")


def change(talk: Talk, matter: Matter, decision: Decision, key: str) -> None:
    """Change what was said or presumed."""
    if key == "amount":
        matter.amount_minor = questions.amount(talk, leeway=offers.leeway(talk, matter))
    elif key == "customer":
        ask_customer(talk, matter)
    elif key == "correct":
        correct_presumed(talk, matter, decision)
    else:
        names = list(matter.given)
        talk.put(talk.voice.say("facts-ask"))
        rows = [
            (talk.naming.fact(name), questions.known(talk, matter.given[name].value, name)) for name in names
        ]
        picked = talk.choose(rows, optional=True)
        if picked is not None:
            ask_fact(talk, matter, names[picked])


def correct_presumed(talk: Talk, matter: Matter, decision: Decision) -> None:
    """Correct what was taken for granted: yes becomes no at once, anything else is asked."""
    names = [presumed.fact for presumed in decision.presumed]
    picked: int | None = 0
    if len(names) > 1:
        talk.put(talk.voice.say("facts-ask"))
        rows = [
            (talk.naming.fact(each.fact), questions.known(talk, each.value, each.fact))
            for each in decision.presumed
        ]
        picked = talk.choose(rows, optional=True)
    if picked is None:
        return
    fact, value = talk.house.book.facts[names[picked]], decision.presumed[picked].value
    if fact.type == feel.types.BOOLEAN:
        matter.answer(fact.name, not value, trust=fact.trust, by=talk.house.actor.id)
    else:
        ask_fact(talk, matter, fact.name)


def ask_fact(talk: Talk, matter: Matter, name: str, *, decision: Decision | None = None) -> None:
    """Put one question and keep its answer."""
    fact = talk.house.book.facts[name]
    value = questions.fact(talk, fact, said=questions.asked(talk, fact, decision=decision))
    matter.answer(name, value, trust=fact.trust, by=talk.house.actor.id)


def ask_customer(talk: Talk, matter: Matter, *, because: bool = False) -> None:
    """Ask who the customer is; they may stay unknown."""
    if because:
        talk.terminal.space()
        talk.say("customer-matters", style=look.SOFT)
    talk.put(talk.voice.say("customer-ask"), hint=talk.voice.say("customer-hint"))
    matter.customer = talk.text() or None
    matter.customer_asked = True


def do(talk: Talk, matter: Matter, decided: Decided, *, done: str = "done") -> bool:
    """Count it and say so; False when there is no room any more."""
    try:
        posted = talk.house.post(decided, wish=matter.wish)
    except LedgerError as problem:
        talk.say("not-counted", style=look.NO, reason=str(problem))
        return False
    talk.terminal.space()
    if not posted:
        talk.say("changed-meanwhile", style=look.ASK)
        return False
    talk.say(done, style=look.GO + look.STRONG, deed=talk.deed(decided.decision, matter))
    if talk.house.unwritten is not None:
        talk.say("not-recorded", style=look.ASK, reason=talk.house.unwritten)
        talk.house.unwritten = None
    talk.say("done-undo", style=look.SOFT, key=talk.keys.of("undo"))
    return True


def after(talk: Talk) -> NoReturn:
    """What comes once it was done: take it back, something else for this person, the next customer."""
    talk.offer(["undo", "other", "next", "quit"])
    talk.hear(lambda _: None, also=("other",))
    raise OtherAction


def correct(talk: Talk, matter: Matter, refused: RequestError) -> None:
    """Say what is wrong with what was entered, and ask it again."""
    for problem in refused.problems:
        talk.terminal.say(questions.problem(talk, problem, action=matter.action), look.ASK)
    if not any(problem.field == "amount_minor" for problem in refused.problems):
        raise OtherAction
    matter.amount_minor = questions.amount(talk, leeway=None)


def _parameter(talk: Talk, parameter: Parameter) -> object:
    name = sentence_case(talk.naming.fact(parameter.name))
    talk.put(talk.voice.say("parameter-ask", name=name))
    if parameter.one_of:
        picked = talk.choose([(talk.naming.value(value), "") for value in parameter.one_of])
        return parameter.one_of[picked or 0]
    return questions.value(talk, parameter)


def _customer_matters(talk: Talk, matter: Matter, decided: Decided) -> bool:
    """Whether the answer could be more generous if the customer were known; that is asked once."""
    if matter.customer is not None or matter.customer_asked or decided.decision.outcome is Outcome.GO_AHEAD:
        return False
    somebody = replace(decided.plan.request, customer=f"somebody {decided.plan.request.id}")
    known = talk.house.decide(somebody).decision
    return _generosity(talk, known) > _generosity(talk, decided.decision)


def _generosity(talk: Talk, decision: Decision) -> tuple[int, int]:
    """How far an answer is on its way to a yes: going ahead, asking (the lower, the better), finding out."""
    if decision.outcome is Outcome.ASK and decision.ask is not None:
        return 1, -talk.house.book.level(decision.ask.authority)
    return {Outcome.GO_AHEAD: (2, 0), Outcome.FIND_OUT: (0, 1)}.get(decision.outcome, (0, 0))
