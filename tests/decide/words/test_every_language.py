"""Every message exists in every language, with the same places, in words of its own, and counts as natives do."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import leeway

SOURCE = Path(leeway.__file__).parent if leeway.__file__ else Path(leeway.__path__[0])
FOLDERS = {"words": SOURCE / "decide" / "words", "counter": SOURCE / "cli" / "counter" / "texts"}
LANGUAGES = ("en", "ru", "ro", "uk", "ar")
SPOKEN = {"words": LANGUAGES, "counter": LANGUAGES[:-1]}
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "uk": {"one", "few", "many", "other"},
           "ro": {"one", "few", "other"}, "ar": {"one", "two", "few", "many", "other"}}  # fmt: skip
CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)


class _Reader(Visitor):
    """Collects the places and the letters of a message."""

    def __init__(self) -> None:
        self.places: set[str] = set()
        self.texts: list[str] = []
        self.selects: list[ast.SelectExpression] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.places.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.texts.append(node.value)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.selects.append(node)
        self.generic_visit(node)


def _messages(folder: Path, language: str) -> dict[str, _Reader]:
    resource = FluentParser().parse((folder / f"{language}.ftl").read_text("utf-8"))
    broken = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
    assert broken == []
    found: dict[str, _Reader] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
            reader = _Reader()
            reader.visit(entry.value)
            found[entry.id.name] = reader
    return found


CASES = [(folder, language) for name, folder in FOLDERS.items() for language in SPOKEN[name]]
IDS = [f"{name}-{language}" for name in FOLDERS for language in SPOKEN[name]]


@pytest.mark.parametrize(("folder", "language"), CASES, ids=IDS)
def test_every_message_exists_in_every_language(folder: Path, language: str) -> None:
    assert sorted(_messages(folder, language)) == sorted(_messages(folder, "en"))


@pytest.mark.parametrize(("folder", "language"), CASES, ids=IDS)
def test_a_message_has_the_same_places_in_every_language(folder: Path, language: str) -> None:
    english = {name: reader.places for name, reader in _messages(folder, "en").items()}
    own = {name: reader.places for name, reader in _messages(folder, language).items()}

    assert own == english


@pytest.mark.parametrize(("folder", "language"), CASES, ids=IDS)
def test_no_message_is_left_in_english(folder: Path, language: str) -> None:
    if language == "en":
        return
    english = {name: "".join(reader.texts).strip() for name, reader in _messages(folder, "en").items()}
    copied = [
        name
        for name, reader in _messages(folder, language).items()
        if not name.startswith("key-")
        and re.search(r"[a-z]{2}", english[name])
        and "".join(reader.texts).strip() == english[name]
    ]

    assert copied == []


@pytest.mark.parametrize(("folder", "language"), CASES, ids=IDS)
def test_russian_and_ukrainian_are_written_in_cyrillic_only(folder: Path, language: str) -> None:
    if language not in ("ru", "uk"):
        return
    mixed = [
        (name, word)
        for name, reader in _messages(folder, language).items()
        for word in re.findall(r"\w+", " ".join(reader.texts))
        if CYRILLIC.search(word) and re.search(r"[a-z]", word, re.IGNORECASE)
    ]

    assert mixed == []


@pytest.mark.parametrize(("folder", "language"), CASES, ids=IDS)
def test_a_count_has_every_plural_form_of_its_language(folder: Path, language: str) -> None:
    wanting = [
        (name, sorted(keys))
        for name, reader in _messages(folder, language).items()
        for select in reader.selects
        if (keys := {v.key.name for v in select.variants if isinstance(v.key, ast.Identifier)})
        != PLURALS[language]
        and not (keys == {"one", "other"} and name in ONLY_ONE_DIFFERS)
    ]

    assert wanting == []


ONLY_ONE_DIFFERS = {"left-count"}
"""Where a verb, not a noun, agrees with the number: `a mai rămas`, `au mai rămas`."""

DAYS = {
    "en": ["1 day", "2 days", "5 days", "21 days", "22 days", "25 days", "1.5 days"],
    "ru": ["1 день", "2 дня", "5 дней", "21 день", "22 дня", "25 дней", "1,5 дня"],
    "uk": ["1 день", "2 дні", "5 днів", "21 день", "22 дні", "25 днів", "1,5 дня"],
    "ro": ["1 zi", "2 zile", "5 zile", "21 de zile", "22 de zile", "25 de zile", "1,5 zile"],
    "ar": ["يوم واحد", "يومان", "5 أيام", "21 يومًا", "22 يومًا", "25 يومًا", "1.5 يوم"],
}
TIMES_LEFT = {
    "en": ["0 of 1 time left", "0 of 2 times left", "1 of 5 times left", "1 of 21 times left"],
    "ru": ["осталось 0 из 1 раза", "осталось 0 из 2 раз", "осталось 1 из 5 раз", "осталось 1 из 21 раза"],
    "uk": ["залишилося 0 із 1 разу", "залишилося 0 із 2 разів", "залишилося 1 із 5 разів", "залишилося 1 із 21 разу"],
    "ro": ["au mai rămas 0 din 1 dată", "au mai rămas 0 din 2 ori", "a mai rămas 1 din 5 ori",
           "a mai rămas 1 din 21 de ori"],
    "ar": ["بقي 0 من مرة واحدة", "بقي 0 من مرتين", "بقي 1 من 5 مرات", "بقي 1 من 21 مرة"],
}  # fmt: skip
ANSWERS = {
    "en": ["One answer decides it.", "2 answers decide it.", "5 answers decide it.", "21 answers decide it."],
    "ru": ["Всё решит один ответ.", "Всё решат 2 ответа.", "Всё решат 5 ответов.", "Всё решит 21 ответ."],
    "uk": ["Усе вирішить одна відповідь.", "Усе вирішать 2 відповіді.", "Усе вирішать 5 відповідей.",
           "Усе вирішить 21 відповідь."],
    "ro": ["Un singur răspuns hotărăște.", "Hotărăsc 2 răspunsuri.", "Hotărăsc 5 răspunsuri.",
           "Hotărăsc 21 de răspunsuri."],
    "ar": ["جواب واحد يحسم الأمر.", "جوابان يحسمان الأمر.", "5 أجوبة تحسم الأمر.", "21 جوابًا تحسم الأمر."],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_counted_as_natives_do(language: str) -> None:
    from leeway.decide import Voice

    voice = Voice(language)
    said = [voice.say("window-days", days=days) for days in (1, 2, 5, 21, 22, 25, Decimal("1.5"))]

    assert said == DAYS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_left_are_counted_as_natives_do(language: str) -> None:
    from leeway.decide import Voice

    voice = Voice(language)
    said = [voice.say("left-count", left=left, cap=cap) for left, cap in ((0, 1), (0, 2), (1, 5), (1, 21))]

    assert said == TIMES_LEFT[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_counted_as_natives_do(language: str) -> None:
    from leeway.decide import Voice

    voice = Voice(language)

    assert [voice.say("sentence-find-out", count=count) for count in (1, 2, 5, 21)] == ANSWERS[language]


MONEY = {
    "en": ["610 UAH", "1,234.50 UAH", "0.05 EUR", "500 JPY"],
    "ru": ["610 ₴", "1 234,50 ₴", "0,05 €", "500 ¥"],
    "uk": ["610 ₴", "1 234,50 ₴", "0,05 EUR", "500 ¥"],
    "ro": ["610 UAH", "1.234,50 UAH", "0,05 EUR", "500 JPY"],
    "ar": ["610 UAH", "1,234.50 UAH", "0.05 €", "500 JP¥"],
}


def test_money_of_a_book_with_digits_of_its_own_shows_as_many() -> None:
    from leeway.decide import Voice

    voice = Voice("en")

    assert voice.money(1250, currency="UAH", digits=3).replace("\u00a0", " ") == "1.250 UAH"
    assert voice.bare_money(1250, currency="UAH", digits=3) == "1.250"


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_is_written_as_the_language_does(language: str) -> None:
    from leeway.decide import Voice

    voice = Voice(language)
    amounts = ((61000, "UAH"), (123450, "UAH"), (5, "EUR"), (500, "JPY"))
    said = [voice.money(minor, currency=currency).replace("\u00a0", " ") for minor, currency in amounts]

    assert said == MONEY[language]
