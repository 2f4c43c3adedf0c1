"""Made by hand to burst: depth, width, aliases, huge numbers, patterns, exponents, lists and questions that explode."""

from __future__ import annotations

import json

DEEP, WIDE = 50_000, 200_000

EXPRESSIONS: tuple[str, ...] = (
    # depth
    "(" * DEEP + "1" + ")" * DEEP,
    "[" * DEEP,
    "{a:" * DEEP,
    "-" * DEEP + "1",
    "not(" * DEEP + "x" + ")" * DEEP,
    "x" + "[1]" * 5_000,
    "x" + ".a" * 5_000,
    "if x then 1 else " * 5_000 + "2",
    "f(" * DEEP,
    "1" + "+1" * WIDE,
    "x instance of " + "list<" * 10_000 + "Any" + ">" * 10_000,
    "function(x) " * 2_000 + "x",
    "for i in [1] return " * 1_000 + "i",
    # width
    "[" + "1," * WIDE + "1]",
    "{" + ",".join(f"a{i}: {i}" for i in range(20_000)) + "}",
    " and ".join(["x = 1"] * 20_000),
    '"' + "a" * 1_000_000 + '"',
    "x" * 500_000,
    "x " * 100_000,
    "in (" + ",".join(["1"] * 20_000) + ")",
    # numbers and exponents
    "9" * 200_000,
    "1e999999999",
    "1e-999999999 * 1e-999999999",
    "9999999999 ** 9999999999",
    "2 ** 2 ** 2 ** 2 ** 2 ** 2",
    "(-8) ** (1/3)",
    "0 ** -1",
    "1 / 0",
    "exp(1e9)",
    "exp(99999999999999999999)",
    "log(0)",
    "sqrt(-1)",
    "factorial(1e9)",
    "decimal(1, 99999999999)",
    "decimal(1e6000, -6111)",
    "round up(1e6144, 6176)",
    "modulo(1e6144, 7e-6176)",
    "modulo(1e40, 3)",
    "string(1e6144)",
    "string(1e-6176)",
    'number("' + "9" * 100_000 + '", ",", ".")',
    # lists that explode
    "1..1000000000",
    "for i in 1..1000000000 return i",
    "for i in 1..10000, j in 1..10000, k in 1..10000 return i",
    "count(for i in 1..9999, j in 1..9999 return i * j)",
    "some i in 1..100000000 satisfies i < 0",
    "every i in 1..9999, j in 1..9999, k in 1..9999 satisfies i > 0",
    'for i in 1..40 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]',
    "flatten(" + "[" * 30 + "1" + "]" * 30 + ")",
    "sort(for i in 1..9999 return 10000 - i, function(a, b) a < b)",
    "distinct values(for i in 1..9999 return i)",
    "union(for i in 1..9999 return i, for i in 1..9999 return -i)",
    "mode(for i in 1..9999 return i)",
    "list replace(for i in 1..9999 return i, function(item, newItem) item = 1, 2)",
    "duplicate values(for i in 1..9999 return i)",
    "index of(for i in 1..9999 return 1, 1)",
    "(for i in 1..9999 return for j in 1..9999 return j)",
    'string join(for i in 1..9999 return "' + "a" * 1_000 + '", "' + "b" * 1_000 + '")',
    # a list held many times over: small to keep, endless to walk through
    "for i in 1..9999 return if i = 1 then [1] else concatenate(partial, partial)",
    "for i in 1..40 return [partial, partial, partial]",
    "for i in 1..40 return (= [partial, partial])",
    "for i in 1..40 return [[partial, partial]..null]",
    "for i in 1..9999 return if i = 1 then [1] else [partial[-1]]",
    "{a0: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "
    + ", ".join(f"a{i}: [{', '.join([f'a{i - 1}'] * 10)}]" for i in range(1, 9))
    + ", r: a8 = a8}.r",
    "{a0: {x: 1}, " + ", ".join(f"a{i}: {{x: a{i - 1}, y: a{i - 1}, z: a{i - 1}}}" for i in range(1, 15)) + "}",
    "{a0: 1, " + ", ".join(f"a{i}: [a{i - 1}]" for i in range(1, 4_000)) + "}.a3999",
    # a long list or text gone through again and again
    *(
        "{a: for i in 1..9999 return i, r: " + each + "}.r"
        for each in (
            "for i in 1..9999 return a = a",
            "for i in 1..9999 return -1 in a",
            "for i in 1..9999 return a between a and a",
            "for i in 1..9999 return a instance of list<number>",
            "for i in 1..9999 return if unknown fact then a else a",
            "for i in 1..9999 return concatenate(a)",
            "for i in 1..9999 return {b: a}.b[1]",
            "list replace(a, function(x, y) true, a)",
            "distinct values(for i in 1..9999 return a)",
            "distinct values(for i in 1..300 return for j in 1..300 return i * j)",
            "sort(for i in 1..999 return a, function(x: list<number>, y: list<number>) true)",
            "list contains(for i in 1..9999 return a, append(a, 1))",
        )
    ),
    "{f: function(x: list<number>) 1, a: for i in 1..9999 return i, r: for i in 1..9999 return f(a)}.r",
    "{a: for i in 1..9999 return {b: i}, r: for i in 1..9999 return a.b[1]}.r",
    "{a: for i in 1..200 return i, r: (for i in 1..9999 return 1)[a]}.r",
    '{a: context(for i in 1..5000 return {key: string(i), value: i}), r: for i in 1..9999 return context put(a, "x", i).x}.r',
    "for i in 1..9999 return some j in 1..9999 satisfies j = 1",
    "for i in 1..9999 return no such function(i)",
    *(
        '{t: string join(for i in 1..8000 return "9", ""), r: for i in 1..9999 return ' + each + "}.r"
        for each in (
            'replace(t, "9", "b")',
            'split(t, "9")',
            'matches(t, "(9|b)*c")',
            "upper case(t)",
            't + "b"',
            'number(t, ",", ".")',
        )
    ),
    # text that explodes
    'replace("' + "a" * 5_000 + '", "a", "' + "b" * 5_000 + '")',
    'split("' + "a" * 8_000 + '", "")',
    'substring("abc", -999999999999, 99999999999999)',
    'upper case("' + "ß" * 8_000 + '")',
    'string("' + "\\u0000" * 1_000 + '")',
    # patterns
    'matches("' + "a" * 4_000 + '!", "(a+)+$")',
    'matches("' + "a" * 4_000 + '!", "(a|a)*$")',
    'matches("' + "a" * 30 + '", "' + "a?" * 30 + "a" * 30 + '")',
    'matches("x", "' + "(" * 4_000 + ")" * 4_000 + '")',
    'matches("x", "x{1000}{1000}{1000}")',
    'matches("x", "(((x{100}){100}){100}){100}")',
    'matches("x", "(?:' + "a|" * 3_000 + 'a)*")',
    'replace("' + "a" * 4_000 + '", "(a*)*b", "$1$1$1$1")',
    'split("' + "a" * 4_000 + '", "(a?)+")',
    'matches("x", "[' + "a-z" * 2_000 + ']")',
    'matches("x", "\\p{L}{1,1000}\\p{L}{1,1000}")',
    # dates
    'date("999999999-12-31")',
    'date("-999999999-01-01") - date("999999999-12-31")',
    'duration("P999999999999999999Y")',
    'duration("P' + "9" * 5_000 + 'D")',
    'date("2026-01-31") + duration("P99999999999M")',
    'date and time("2026-01-01T00:00:00@Europe/Kyiv") + duration("P999999999D")',
    'years and months duration(date("-999999999-01-01"), date("999999999-12-31"))',
    'for d in date("0001-01-01")..date("9999-12-31") return d',
    'date("999999999-12-31") + duration("P1D")',
    'week of year(date("-999999999-01-01"))',
    'time("23:59:59.' + "9" * 5_000 + '")',
    '@"2026-01-01T00:00:00@' + "../" * 500 + 'etc/passwd"',
    # functions that call themselves or grow
    "{f: function(x) f(x + 1), r: f(1)}.r",
    "{f: function(f) f(f), r: f(f)}.r",
    "(function(f) f(f))(function(f) f(f))",
    "(function(f, x) f(f, concatenate(x, x)))(function(f, x) f(f, concatenate(x, x)), [1, 2])",
    # contexts
    "{a: {b: a, c: {d: a}}}" + ".c" * 200,
    "context put({}, " + "[" + ",".join(['"k"'] * 3_000) + "], 1)",
    "context merge(for i in 1..9999 return {a: i})",
    "context(for i in 1..9999 return {key: string(i), value: i})",
    "get entries({" + ",".join(f"k{i}: 1" for i in range(5_000)) + "})",
    # odd characters
    "\x00" * 1_000,
    "\u202e" * 1_000 + "1",
    "\ud800 + 1",
    "/*" * 10_000,
    "//" + "x" * 100_000,
)  # fmt: skip
"""Each ends in a value or a problem within a second."""


def _head(more: str = "") -> str:
    return "book: bomb\ncurrency: EUR\nzone: Europe/Kyiv\n" + more


def _clause(condition: str, facts: str = "") -> str:
    return _head(f"{facts}rules:\n  one:\n    forbid: go\n    when: |\n      {condition}\n")


_ALIASES = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else '1'}]\n" for i in range(12))
_MANY_LISTS = " and ".join(f"(some v{i} in u{i} satisfies v{i} > t{i})" for i in range(20))
_ALIKE = [f"paid for {''.join(chr(97 + int(digit)) for digit in str(i))}" for i in range(1_800)]
_TURNED = " or ".join(f"(f{i} = {i} and f{(i * 7) % 60} != {i})" for i in range(60))

BOOKS: tuple[str, ...] = (
    # YAML
    "[" * DEEP,
    "{a: " * DEEP,
    "- " * DEEP,
    "".join(" " * i + "a:\n" for i in range(1_500)),
    _ALIASES,
    "a: &a [*a]\n",
    "&a a: *a\n",
    "<<: &x {<<: *x}\n",
    "!!python/object/apply:os.system [true]\n",
    "!!binary " + "A" * 100_000 + "\n",
    "%YAML 1.2\n%TAG ! tag:x:\n---\nbook: x\n",
    "book: " + "x" * 250_000 + "\n",
    "? " * 10_000,
    "'" * 100_000,
    '"' + "\\x00" * 20_000 + '"',
    "key: |\n" + " x\n" * 60_000,
    "\n".join(f"k{i}: {i}" for i in range(15_000)),
    "---\n" * 20_000,
    "#" * 260_000,
    "\ufeff" * 5_000,
    "\x85" * 10_000,
    # books
    _head("facts:\n" + "".join(f"  f{i}: number\n" for i in range(15_000))),
    _head("facts:\n" + "".join(f"  {'long name ' * 20}{i}: number\n" for i in range(900))),
    _head("actions:\n" + "".join(f"  a{i}: {{}}\n" for i in range(15_000))),
    _head("authorities: [" + ", ".join(f"l{i}" for i in range(20_000)) + "]\n"),
    _head("rules:\n" + "".join(f"  r{i}: {{forbid: go, when: q > {i}}}\n" for i in range(5_500))),
    _head("rules:\n" + "".join(f"  r{i}: {{forbid: anything}}\n" for i in range(4_000))),
    _head("rules:\n  r: {forbid: [" + ", ".join(f"a{i}" for i in range(20_000)) + "]}\n"),
    _head("facts:\n  t: {type: text, one of: [" + ", ".join(f"v{i}" for i in range(20_000)) + "]}\n"),
    _head(
        "facts:\n  t:\n" + "".join("  " * i + "  record of:\n" + "  " * i + "    m:\n" for i in range(1, 200))
    ),
    _head("size: {sites: " + "9" * 1_000 + ", actors per site: 1}\n"),
    _head("actions: {go: {amount: money, max: " + "9" * 5_000 + "}}\n"),
    _head("actions: {go: {amount: money, cost: 1e999999 * amount}}\n"),
    _head("guidelines:\n  g:\n    allow: go\n    limits: [" + ", ".join(["30 EUR per case"] * 10_000) + "]\n"),
    _head(
        "guidelines:\n  g:\n    allow: go\n    limits: ["
        + "9" * 5_000
        + " EUR per case per "
        + "9" * 5_000
        + " days]\n"
    ),
    _head("earned: {" + ", ".join(f"l{i}: {{becomes: l{i + 1}, after: 1 fine}}" for i in range(2_000)) + "}\n"),
    _head("examples:\n" + "- {example: e, action: go, actor: staff, expect: go ahead}\n" * 4_000),
    _head(
        "facts:\n"
        + "".join(f"  {name}: number\n" for name in _ALIKE)
        + "rules:\n"
        + "".join(f"  r{i}: {{forbid: go, when: {name}x > 3}}\n" for i, name in enumerate(_ALIKE))
    ),
    _head(
        "facts:\n"
        + "".join(f"  {name}: number\n" for name in _ALIKE)
        + "actions: {go: {}}\nexamples:\n- example: e\n  action: go\n  actor: staff\n  expect: no\n  given:\n"
        + "".join(f"    {name}x: 1\n" for name in _ALIKE)
    ),
    # conditions
    *(_clause(each) for each in EXPRESSIONS if "\n" not in each and len(each) < 100_000),
    # questions that explode: nothing is known, and everything might matter
    _clause(_MANY_LISTS),
    _clause(_TURNED),
    _clause(" and ".join(f"(a{i} or b{i})" for i in range(150))),
    _clause(" or ".join(f"(a{i} and b{i} and c{i})" for i in range(120))),
    _clause(" and ".join(f"n{i} * n{i + 1} > n{i + 2}" for i in range(100))),
    _clause(
        "if a1 then (if a2 then (if a3 then (if a4 then (if a5 then b else c) else d) else e) else f) else g"
    ),
)
"""Each ends in diagnostics, or in a book, within a second."""

ASKED: tuple[str, ...] = (_clause(_MANY_LISTS), *BOOKS[-5:])
"""Books to be asked while nothing is known."""

REQUESTS: tuple[str, ...] = (
    "[" * DEEP,
    '{"a":' * DEEP,
    "[" * DEEP + "]" * DEEP,
    "9" * 100_000,
    '{"action": "go", "amount": ' + "9" * 50_000 + "}",
    '{"action": "go", "amount": 1e999999999}',
    '{"action": "go", "amount": "1e999999999"}',
    '{"amount": NaN}',
    '{"amount": -Infinity}',
    '"' + "\\ud800" * 10_000 + '"',
    '{"action": "' + "x" * 1_000_000 + '"}',
    json.dumps({"action": "go", "given": {f"f{i}": i for i in range(50_000)}}),
    json.dumps({"action": "go", "given": {f"fuel litres {i}": i for i in range(30_000)}}),
    json.dumps({"action": "go", "parameters": {f"fuel litres {i}": i for i in range(30_000)}}),
    json.dumps({f"actiom {i}": i for i in range(30_000)}),
    json.dumps({"action": "go", "given": {"x": [[]] * 100_000}}),
    json.dumps({"action": "go", "given": {"x": "y" * 2_000_000}}),
    json.dumps({"action": "go", "actor": {"id": "n", "certificates": ["c"] * 100_000}}),
    json.dumps({"action": "go", "stopped": {f"a{i}": "x" for i in range(50_000)}}),
    '{"action": "go", "action": "go"}' * 10_000,
    json.dumps({"action": "go", "at": "9" * 100_000}),
    json.dumps({"action": "go", "at": "9999-12-31T23:59:59+00:00"}),
    json.dumps({"action": "go", "at": "0001-01-01T00:00:00+23:59"}),
    json.dumps({"action": "go", "site zone": "../" * 1_000}),
    json.dumps({"action": "go", "site zone": "Europe/Kyiv\x00"}),
    "\x00" * 100_000,
    "",
)
"""Each ends in a decision or in what is wrong with the request within a second."""
