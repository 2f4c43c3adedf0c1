"""Patterns at their borders: the reason why a text is no pattern, what is quoted, what a replacement may say."""

from __future__ import annotations

import pytest

from leeway.feel.failure import Failed
from leeway.feel.patterns import backtrack, compile_pattern
from leeway.feel.patterns.syntax import parse

COUNT = "a count is `{2}`, `{2,}` or `{2,5}`"
DASH = "`-` stands at the start or end of `[…]`, or between two characters"
UPWARDS = "a range in `[…]` runs from a lower to a higher character"
REASONS = (
    ("(", "`(` is not closed"),
    ("(a|b", "`(` is not closed"),
    ("a)", "`)` closes nothing"),
    ("[", "`[` is not closed"),
    ("[a-", "`[` is not closed"),
    ("[a[b]]", "`[` is not closed"),
    *((mark, f"`{mark}` has nothing before it") for mark in "?*+{}]"),
    ("a**", "`*` has nothing before it"),
    ("(?=a)", "`?` has nothing before it"),
    *((text, COUNT) for text in ("a{,2}", "a{2,1}", "a{x}", "a{2", "a{2,", "a{2x}", "a{1234567890}")),
    ("[]", "`[]` holds no character"),
    ("[^]", "`[]` holds no character"),
    ("[z-a]", UPWARDS),
    (r"[a-\d]", UPWARDS),
    ("[a-z-x]", DASH),
    ("[a-c-[b]d]", "a subtraction ends its class"),
    ("[a-c-[b]", "a subtraction ends its class"),
    (r"\b", r"`\b` means nothing"),
    ("\\", "`\\` means nothing"),
    (r"\pL", r"`\p` means nothing"),
    (r"\p{Lu", r"`\p` means nothing"),
    (r"[\1]", r"`\1` means nothing"),
    (r"\1", r"`\1` refers to no closed group"),
    (r"(a\1)", r"`\1` refers to no closed group"),
    (r"(a)\2", r"`\2` refers to no closed group"),
    (r"(?:a)\1", r"`\1` refers to no closed group"),
    ("^*", "`^` and `$` cannot be repeated"),
    ("a$+", "`^` and `$` cannot be repeated"),
    ("(" * 51 + ")" * 51, "it is nested too deeply"),
)


def reason(pattern: str, flags: str = "", *, linear_only: bool = False) -> tuple[str, str]:
    with pytest.raises(Failed) as raised:
        compile_pattern(pattern, flags, linear_only=linear_only)
    return raised.value.code, raised.value.message


@pytest.mark.parametrize(("pattern", "why"), REASONS)
def test_what_is_no_pattern_says_why(pattern: str, why: str) -> None:
    assert reason(pattern) == ("wrong-pattern", f"`{pattern}` is no pattern: {why}")


@pytest.mark.parametrize("name", ["Xx", "IsNowhere", "", "Lux"])
def test_a_property_that_nobody_knows_is_named(name: str) -> None:
    assert reason(rf"\p{{{name}}}") == ("wrong-pattern", f"`{name}` names no characters")


@pytest.mark.parametrize(("flags", "shown"), [("Q", "Q"), ("iz", "iz"), ("qz", "z")])
def test_a_flag_that_nobody_knows_is_named(flags: str, shown: str) -> None:
    assert reason("a", flags) == ("wrong-pattern", f"`{shown}` are not flags out of s, m, i, x and q")


def test_a_pattern_has_at_most_2000_characters() -> None:
    assert compile_pattern("a" * 2_000).matches("a") is False
    assert reason("a" * 2_001) == ("wrong-pattern", "the pattern is longer than 2000 characters")


@pytest.mark.parametrize(
    ("pattern", "flags"), [(r"(a)\1", ""), ("a{1001}", ""), ("a{2,1001}", ""), ("^a", "m")]
)
def test_a_book_takes_no_pattern_that_may_explode(pattern: str, flags: str) -> None:
    assert compile_pattern(pattern, flags).compiled is None
    assert reason(pattern, flags, linear_only=True) == (
        "pattern-not-linear",
        "a book's patterns have no references, no large counts and no `^` per line",
    )


@pytest.mark.parametrize(
    ("pattern", "flags"), [("a{1000}", ""), ("a$", "m"), ("^a", ""), ("a.", "q"), ("a{7,}", "")]
)
def test_a_book_takes_every_other_pattern(pattern: str, flags: str) -> None:
    assert compile_pattern(pattern, flags, linear_only=True).compiled is not None


@pytest.mark.parametrize(
    ("pattern", "text", "answer"),
    [
        (r"^\p{Lu}\{a\}$", "A{a}", True),
        (r"^\p{Lu}a\}$", "Aa}", True),
        (r"^\P{Lu}a\}$", "Aa}", False),
        (r"^[\p{Lu}x\}]+$", "A}x", True),
        ("^[a-]$", "-", True),
        ("^[a-c-]$", "-", True),
        ("^[a-c-]$", "b", True),
        ("^[-a]$", "-", True),
        ("^[^-a]$", "-", False),
        ("^[a-a]$", "a", True),
        ("^[!--]$", ",", True),
        (r"^[\n-\r]$", "\x0b", True),
        ("^[a-z-[aeiou]]+$", "xyz", True),
        ("^[a-z-[aeiou]]+$", "xaz", False),
        ("^[^a-z-[A-C]]$", "B", False),
        ("^[^a-z-[A-C]]$", "D", True),
        ("^a{2}$", "aa", True),
        ("^a{2}$", "a", False),
        ("^a{2,}$", "aaaa", True),
        ("^a{2,3}$", "aaaa", False),
        ("^a{0,1}$", "", True),
        (r"^(a)(b)?\2$", "a", True),
        ("", "", True),
        ("^(|a)b$", "b", True),
    ],
)
def test_both_engines_read_a_pattern_at_its_borders_alike(pattern: str, text: str, answer: bool) -> None:
    assert compile_pattern(pattern).matches(text) is answer
    assert (next(backtrack.find(parse(pattern), text), None) is not None) is answer


@pytest.mark.parametrize(
    ("reference", "rest"), [(r"\10", "j"), (r"\11", "a1"), (r"\19", "a9"), (r"\20", "b0"), (r"\101", "j1")]
)
def test_a_reference_takes_as_many_digits_as_there_are_groups(reference: str, rest: str) -> None:
    ten = "".join(f"({letter})" for letter in "abcdefghij")

    assert [*backtrack.find(parse(f"^{ten}{reference}$"), f"abcdefghij{rest}")] != []
    assert [*backtrack.find(parse(f"^{ten}{reference}$"), "abcdefghij")] == []


@pytest.mark.parametrize("mark", list(r"\|.?*+(){}$-[]^"))
def test_a_backslash_makes_a_mark_stand_for_itself(mark: str) -> None:
    assert compile_pattern(rf"^\{mark}$").matches(mark)
    assert compile_pattern(rf"^[\{mark}]$").matches(mark)
    assert not compile_pattern(rf"^\{mark}$").matches("a")


@pytest.mark.parametrize("text", ["a.b", "[x]", "(", "a|b", r"\d", "$1", "^", "a{2}", ""])
def test_a_quoted_pattern_matches_its_own_text_and_nothing_else(text: str) -> None:
    pattern = compile_pattern(text, "q")

    assert [(start, end) for start, end, _ in pattern.find(f"<{text}>")][-1 if not text else 0] == (
        (1, 1 + len(text)) if text else (2, 2)
    )
    assert pattern.matches("7" * 9) is (text == "")


def test_a_quoted_pattern_heeds_case_unless_told_otherwise() -> None:
    assert compile_pattern("Tea.", "q").matches("tea.") is False
    assert compile_pattern("Tea.", "qi").matches("tEA.") is True
    assert compile_pattern("Tea.", "iq").matches("teas") is False
    assert compile_pattern("a b", "qx").matches("ab") is False


@pytest.mark.parametrize(
    ("replacement", "why"),
    [
        ("$", "`$` in a replacement stands before the number of a group"),
        ("$a", "`$` in a replacement stands before the number of a group"),
        (r"\n", "a backslash in a replacement stands before `$` or a backslash"),
        ("\\", "a backslash in a replacement stands before `$` or a backslash"),
    ],
)
def test_a_replacement_that_says_nothing_says_why(replacement: str, why: str) -> None:
    with pytest.raises(Failed) as raised:
        compile_pattern("a").replace("a", replacement)

    assert (raised.value.code, raised.value.message) == ("wrong-replacement", why)


@pytest.mark.parametrize(
    ("pattern", "replacement", "result"),
    [
        ("b", "$0$0", "abbc"),
        ("b", r"\$0", "a$0c"),
        ("b", r"\\", "a\\c"),
        ("(b)", "<$1>", "a<b>c"),
        ("(b)|(z)", "<$2>", "a<>c"),
        ("(b)", "$10", "ab0c"),
        ("(b)", "$9", "ac"),
        ("((((((((((b))))))))))", "$10", "abc"),
        ("(a)(b)", "$2$1", "bac"),
        ("z", "y", "abc"),
        ("b", "", "ac"),
    ],
)
def test_a_replacement_takes_the_groups_that_it_names(pattern: str, replacement: str, result: str) -> None:
    assert compile_pattern(pattern).replace("abc", replacement) == result


@pytest.mark.parametrize("pattern", ["", "a*", "a?", "^", "$", "(|a)"])
def test_where_a_pattern_matches_nothing_at_all_nothing_is_replaced_or_split(pattern: str) -> None:
    for attempt in (
        lambda: compile_pattern(pattern).replace("a", "b"),
        lambda: compile_pattern(pattern).split("a"),
    ):
        with pytest.raises(Failed) as raised:
            attempt()

        assert (raised.value.code, raised.value.message) == (
            "wrong-pattern",
            "the pattern matches the empty text",
        )


def test_a_text_may_double_its_bound_while_it_is_replaced_and_no_more() -> None:
    pattern = compile_pattern("a")

    assert len(pattern.replace("a" * 8_192, "bb")) == 16_384
    with pytest.raises(Failed) as raised:
        pattern.replace("a" * 8_192, "bbb")

    assert (raised.value.code, raised.value.message) == ("text-too-long", "the replaced text is too long")


def test_half_a_character_and_an_endless_search_say_what_they_are() -> None:
    with pytest.raises(Failed) as half:
        compile_pattern("a").matches("\ud83d")
    with pytest.raises(Failed) as endless:
        compile_pattern(r"^(a*)*(\1)b$").matches("a" * 60)

    assert (half.value.code, half.value.message) == ("not-a-text", "the text holds half a character")
    assert (endless.value.code, endless.value.message) == ("out-of-fuel", "the pattern takes too many steps")


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("a+", "", "aabaaa", [(0, 2), (3, 6)]),
        ("a+?", "", "aa", [(0, 1), (1, 2)]),
        ("a|ab", "", "ab", [(0, 1)]),
        ("", "", "ab", [(0, 0), (1, 1), (2, 2)]),
        ("$", "m", "a\nb", [(1, 1), (3, 3)]),
        ("^", "m", "a\nb", [(0, 0), (2, 2)]),
        ("^", "m", "a\n", [(0, 0)]),
        (r"(a)\1", "i", "aA", [(0, 2)]),
    ],
)
def test_backtracking_finds_every_place_from_left_to_right(
    pattern: str, flags: str, text: str, found: list[tuple[int, int]]
) -> None:
    assert [(start, end) for start, end, _ in backtrack.find(parse(pattern, flags), text)] == found
