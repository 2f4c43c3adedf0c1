"""Which names may facts have? Those that conditions can read, and that mean nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway import feel
from leeway.feel import builtins
from leeway.feel.syntax.vocabulary import KEYWORDS
from leeway.policy import names


@pytest.mark.parametrize("name", sorted(builtins.names()))
def test_no_fact_is_called_like_a_function(name: str) -> None:
    assert names.fact_name_problem(name) is not None


@pytest.mark.parametrize("word", sorted(KEYWORDS - {"of"}))
def test_no_fact_has_a_word_of_conditions_in_its_name(word: str) -> None:
    assert names.fact_name_problem(word) is not None
    assert names.fact_name_problem(f"wait {word} queue") is not None


@pytest.mark.parametrize(
    "name",
    ["a-b", "a+b", "a*b", "a/b", "it's", "a  b", " a", "a ", "a.", ".a", "a..b", "", "1st", "a\nb", "a\u00a0b"],
)
def test_a_name_that_would_be_ambiguous_is_refused(name: str) -> None:
    assert names.fact_name_problem(name) is not None


@pytest.mark.parametrize(
    "name", ["has receipt", "fuel.litres", "date of birth", "line 2", "état", "вік", "customer.tier", "a_b"]
)
def test_an_ordinary_name_is_taken(name: str) -> None:
    assert names.fact_name_problem(name) is None


words = st.from_regex(r"\A[a-zа-яé_]{1,6}[0-9]{0,2}\Z")


@given(
    st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map(".".join),
    st.integers(0, 9),
)
def test_every_name_that_is_taken_is_read_as_one_name_anywhere_in_a_condition(name: str, number: int) -> None:
    if names.fact_name_problem(name) is not None:
        return
    known = frozenset({name, "zz"})

    for text in (
        f"{name} > {number}",
        f"zz + {name} > 2 and not({name} = {number})",
        f"some each one in [{number}] satisfies each one < {name}",
    ):
        assert name in feel.names_read(feel.parse(text, names=known))


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ({"fuel", "fuel.litres"}, [("fuel", "fuel.litres")]),
        ({"fuel.price", "fuel.litres"}, []),
        ({"fuel", "fuels.litres"}, []),
        ({"customer"}, [("customer", "customer.known")]),
        ({"a.b", "a.b.c"}, [("a.b", "a.b.c")]),
    ],
)
def test_a_name_is_no_fact_and_the_beginning_of_one(taken: set[str], found: list[tuple[str, str]]) -> None:
    assert found == names.clashes(taken)
