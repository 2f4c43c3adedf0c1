"""Which functions compute with numbers? Rounding, modulo, roots and logarithms; also `not` and `is`.

Source: DMN 1.5, 10.3.4.2, 10.3.4.5 and 10.3.4.6.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

from leeway.feel import temporal
from leeway.feel.builtins.signature import Builtin, Environment, Parameter, Signature, signature
from leeway.feel.failure import Failed
from leeway.feel.numbers import CONTEXT, integer
from leeway.feel.temporal import DaysDuration, MonthsDuration
from leeway.feel.types import ANY, BOOLEAN, DAYS, MONTHS, NUMBER
from leeway.feel.values import same

_SCALE_MIN, _SCALE_MAX = -6111, 6176
_N, _SCALE, _NUMBER = Parameter("n", NUMBER), Parameter("scale", NUMBER), Parameter("number", NUMBER)


def rounded(number: Decimal, scale: int, rounding: str) -> Decimal:
    """A number with so many digits after the point; a negative scale rounds to tens, hundreds …

    Raises: Failed when the scale is outside -6111 … 6176.

    >>> rounded(Decimal("1.125"), 2, decimal.ROUND_HALF_EVEN), rounded(Decimal(1250), -2, decimal.ROUND_UP)
    (Decimal('1.12'), Decimal('1.3E+3'))
    """
    if not _SCALE_MIN <= scale <= _SCALE_MAX:
        raise Failed("scale-out-of-range", f"the scale {scale} is not in -6111 … 6176")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= scale:
        return number
    return _computed(lambda: number.quantize(Decimal((0, (1,), -scale)), rounding=rounding, context=CONTEXT))


def _computed(operation: Callable[[], Decimal]) -> Decimal:
    try:
        return operation()
    except decimal.DecimalException:
        raise Failed("number-too-large", "the result is no number of 34 digits") from None


def _rounding(name: str, rounding: str, *, alone: bool = False) -> Builtin:
    def with_scale(_env: Environment, number: Decimal, scale: Decimal) -> Decimal:
        if not _SCALE_MIN - 1 < scale < _SCALE_MAX + 1:
            raise Failed("scale-out-of-range", f"the scale {scale} is not in -6111 … 6176")
        return rounded(number, int(scale), rounding)

    def to_whole(_env: Environment, number: Decimal) -> Decimal:
        return rounded(number, 0, rounding)

    overloads = (signature(with_scale, NUMBER, _N, _SCALE),)
    return Builtin(name, (signature(to_whole, NUMBER, _N), *overloads) if alone else overloads)


def _modulo(_env: Environment, dividend: Decimal, divisor: Decimal) -> Decimal:
    if divisor == 0:
        raise Failed("division-by-zero", "division by zero")
    rest = _computed(lambda: CONTEXT.remainder(dividend, divisor))
    return CONTEXT.add(rest, divisor) if rest != 0 and (rest < 0) != (divisor < 0) else rest


def _sqrt(_env: Environment, number: Decimal) -> Decimal:
    if number < 0:
        raise Failed("negative-number", "a negative number has no square root")
    return CONTEXT.sqrt(number)


def _log(_env: Environment, number: Decimal) -> Decimal:
    if number <= 0:
        raise Failed("negative-number", "only a number above zero has a logarithm")
    return CONTEXT.ln(number)


def _exp(_env: Environment, number: Decimal) -> Decimal:
    return _computed(lambda: CONTEXT.exp(number))


def _is_even(_env: Environment, number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:  # a multiple of ten, however long
        return True
    found = integer(number)
    return found is not None and found % 2 == 0


def _is_odd(_env: Environment, number: Decimal) -> bool:
    found = integer(number)
    return found is not None and found % 2 == 1


def _abs_duration(_env: Environment, duration: DaysDuration | MonthsDuration) -> DaysDuration | MonthsDuration:
    length = duration.seconds if isinstance(duration, DaysDuration) else duration.months
    return temporal.negate(duration) if length < 0 else duration


def _one(
    name: str, run: Callable[..., object], parameter: Parameter, result: type[object] = Decimal
) -> Builtin:
    return Builtin(name, (signature(run, BOOLEAN if result is bool else NUMBER, parameter),))


def _abs_of(parameter: Parameter) -> Signature:
    return signature(_abs_duration, parameter.type, parameter)


FUNCTIONS = (
    _rounding("decimal", decimal.ROUND_HALF_EVEN),
    _rounding("floor", decimal.ROUND_FLOOR, alone=True),
    _rounding("ceiling", decimal.ROUND_CEILING, alone=True),
    _rounding("round up", decimal.ROUND_UP),
    _rounding("round down", decimal.ROUND_DOWN),
    _rounding("round half up", decimal.ROUND_HALF_UP),
    _rounding("round half down", decimal.ROUND_HALF_DOWN),
    Builtin(
        "abs",
        (
            signature(lambda _env, number: CONTEXT.abs(number), NUMBER, _N),
            _abs_of(Parameter("n", DAYS)),
            _abs_of(Parameter("n", MONTHS)),
        ),
    ),
    Builtin(
        "modulo", (signature(_modulo, NUMBER, Parameter("dividend", NUMBER), Parameter("divisor", NUMBER)),)
    ),
    _one("sqrt", _sqrt, _NUMBER),
    _one("log", _log, _NUMBER),
    _one("exp", _exp, _NUMBER),
    _one("even", _is_even, _NUMBER, bool),
    _one("odd", _is_odd, _NUMBER, bool),
    Builtin(
        "not",
        (
            signature(
                lambda _env, negand: None if negand is None else not negand,
                BOOLEAN,
                Parameter("negand", BOOLEAN, nullable=True),
            ),
        ),
    ),
    Builtin(
        "is",
        (
            signature(
                lambda _env, a, b: same(a, b),
                BOOLEAN,
                Parameter("value1", ANY, nullable=True),
                Parameter("value2", ANY, nullable=True),
            ),
        ),
    ),
)
"""The functions of this module."""
