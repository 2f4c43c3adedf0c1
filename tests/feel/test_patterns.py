"""Patterns: XPath's regular expressions, on RE2 and by backtracking, against each other and Python's."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.feel.failure import Failed
from leeway.feel.patterns import backtrack, compile_pattern
from leeway.feel.patterns.syntax import parse


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "answer"),
    [
        ("", "", "anything", True),
        ("b.d", "", "abcde", True),
        ("^b", "", "abc", False),
        ("c$", "", "abc", True),
        ("c$", "", "abc\n", False),
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        ("a.c", "", "a\rc", False),
        ("^b$", "", "a\nb\nc", False),
        ("^b$", "m", "a\nb\nc", True),
        ("^$", "m", "a\nb\n", False),
        ("^$", "m", "a\n\nb", True),
        ("ünï", "i", "ÜNÏ", True),
        ("k", "i", "\u212a", True),
        ("[^K]", "i", "k", False),
        ("[A-Z-[K]]", "i", "k", False),
        ("[A-Z-[K]]", "i", "l", True),
        (r"\p{Lu}", "i", "a", False),
        ("a b", "x", "ab", True),
        ("a[ ]b", "x", "a b", True),
        (r"a\[ b", "x", "a[b", True),
        ("a{1000}", "", "a" * 1000, True),
        ("a{1001}", "", "a" * 1001, True),
        (r"\p{L u}", "x", "A", True),
        (r"\d", "", "٣", True),
        (r"\w", "", "€", True),
        (r"\w", "", "!", False),
        (r"\i\c*", "", "-a:b", True),
        (r"^\I", "", "-a", True),
        (r"\s\S", "", "\u00a0 ", False),
        (r"[\d-[5-9]]", "", "7", False),
        (r"[^\D]", "", "7", True),
        (r"\p{IsCyrillic}+\P{IsCyrillic}", "", "їжак!", True),
        (r"\p{IsBasicLatin}", "", "ї", False),
        ("a{2,3}?b", "", "aaab", True),
        ("^a{2}$", "", "aaa", False),
        (r"(ab)c\1", "", "abcab", True),
        (r"(ab)c\1", "", "abcAB", False),
        (r"(ab)c\1", "i", "abcAB", True),
        (r"^(a?)b\1$", "", "b", True),
        (r"^(a)?b\1$", "", "b", True),
        (r"((((((((((a))))))))))\10", "", "aa", True),
        (r"(a)\10", "", "aa0", True),
        ("(?:ab)+c", "", "ababc", True),
        ("[a-]", "", "-", True),
        ("[-a]", "", "-", True),
        (r"[\^\]]", "", "]", True),
        ("a|b|", "", "", True),
        ("x{0}", "", "", True),
    ],
)
def test_a_pattern_matches_what_xpath_says(pattern: str, flags: str, text: str, answer: bool) -> None:
    assert compile_pattern(pattern, flags).matches(text) is answer


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "a**",
            "*a",
            "+",
            "a{,2}",
            "a{2,1}",
            "a{x}",
            "a{2",
            "[]",
            "[^]",
            "[z-a]",
        ),
        *(r"\b", r"\A", r"\Z", r"\x41", "\\", r"\p{Xx}", r"\p{IsNowhere}", r"\pL", "(?=a)", "(?i)a", "(?<n>a)"),
        *(r"\1", r"(a\1)", r"[\1]", r"\0", "[a[b]]", "[a-z-x]", "[a-c-[b]d]", r"[a-\d]", "^*"),
        "(" * 60 + ")" * 60,
        "a" * 3_000,
    ],
)
def test_anything_else_is_no_pattern(pattern: str) -> None:
    with pytest.raises(Failed):
        compile_pattern(pattern)


@pytest.mark.parametrize("flags", ["Q", "I", " ", "g", "smixp", "qz"])
def test_only_five_flags_exist(flags: str) -> None:
    with pytest.raises(Failed):
        compile_pattern("a", flags)


@pytest.mark.parametrize(
    ("pattern", "text", "replacement", "result"),
    [
        ("a(.)", "abracadabra", "a$1$1", "abbraccaddabbra"),
        ("(ab)|(a)", "abcd", "[1=$1][2=$2]", "[1=ab][2=]cd"),
        ("[0-9]+", "7 of 31", "<$0>", "<7> of <31>"),
        ("a", "a", r"\$1\\", r"$1\\"[:3]),
        ("(a)", "a", "$12", "a2"),
        ("a", "a", "$1", ""),
        ("a.*?a", "abracadabra", "*", "*c*bra"),
        ("(.)\\1", "aabbc", "$1", "abc"),
    ],
)
def test_matches_are_replaced(pattern: str, text: str, replacement: str, result: str) -> None:
    assert compile_pattern(pattern).replace(text, replacement) == result


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "result"),
    [
        ("a.", "q", "abca.", "abc$0"),
        ("A.", "qi", "abca.", "abc$0"),
        ("a.", "qmsx", "a\n", "a\n"),
        ("[", "q", "[[", "$0$0"),
    ],
)
def test_a_quoted_pattern_and_its_replacement_stand_for_themselves(
    pattern: str, flags: str, text: str, result: str
) -> None:
    assert compile_pattern(pattern, flags).replace(text, "$0") == result


def test_a_text_is_split_at_every_match() -> None:
    assert compile_pattern(";").split(";a;;b;") == ("", "a", "", "b", "")


pieces = st.recursive(
    st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", "(?:)", "^", "$"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        inner.map(lambda body: f"({body})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,2}"])).map(
            lambda p: f"(?:{p[0]}){p[1]}"
        ),
    ),
    max_leaves=6,
)
subjects = st.text("abcA\n", max_size=7)


@given(pieces, subjects, st.sampled_from(["", "s"]))
def test_backtracking_finds_what_python_finds(pattern: str, text: str, flags: str) -> None:
    expected = re.search(
        pattern.replace(".", "[^\n\r]" if not flags else "(?s:.)")
        .replace("^", r"\A")
        .replace("$", r"\Z")
        .replace("[\\Aa]", "[^a]")
        .replace("[\\A\n\r]", "[^\n\r]"),
        text,
    )

    found = next(backtrack.find(parse(pattern, flags), text), None)

    assert (found and found[:2]) == (expected and expected.span())


@given(pieces, subjects, st.sampled_from(["", "s", "i", "si"]))
def test_both_engines_agree_on_whether_there_is_a_match(pattern: str, text: str, flags: str) -> None:
    compiled = compile_pattern(pattern, flags)
    assert compiled.compiled is not None

    assert compiled.matches(text) is (next(backtrack.find(compiled.parsed, text), None) is not None)


@given(pieces, subjects)
def test_both_engines_replace_alike(pattern: str, text: str) -> None:
    linear = compile_pattern(pattern)
    if linear.matches(""):
        return
    trying = type(linear)(linear.parsed, None)

    assert trying.replace(text, "<$0>") == linear.replace(text, "<$0>")


def test_a_pattern_that_explodes_is_given_up_in_time() -> None:
    pattern = compile_pattern(r"^(a*)*(\1)b$")
    started = time.monotonic()

    with pytest.raises(Failed):
        pattern.matches("a" * 60)

    assert time.monotonic() - started < 10


def test_the_same_pattern_explodes_nothing_on_re2() -> None:
    assert compile_pattern("^(a*)*b$").matches("a" * 8_000) is False


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(Failed):
        compile_pattern("a").matches("\ud83d")
