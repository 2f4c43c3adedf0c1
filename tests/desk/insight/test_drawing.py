"""A picture is well-formed, says what it shows, stays in its frame, and is mirrored from right to left."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from leeway.desk.insight.queries.drawing import Column, Spot, Stripe, Told, columns, spots, stripes, strips

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
counts = st.integers(0, 10**6)
shares = st.floats(0, 1)
spot = st.builds(
    lambda label, ends: Spot(label=label, low=min(ends), share=sorted(ends)[1], high=max(ends)),
    words, st.tuples(shares, shares, shares),
) | st.builds(lambda label: Spot(label=label, share=None), words)  # fmt: skip
pictures = st.one_of(
    st.lists(st.builds(lambda label, n: Column(label=label, numbers=n), words, st.tuples(counts, counts, counts)), max_size=14)
    .map(lambda found: lambda told: columns(told, found, classes=("kept", "later", "broken"))),
    st.lists(spot, max_size=14).map(lambda found: lambda told: spots(told, found)),
    st.lists(spot, max_size=5).map(lambda found: lambda told: strips(told, found)),
    st.lists(st.builds(lambda label, n: Stripe(label=label, number=n), words, counts), max_size=11)
    .map(lambda found: lambda told: stripes(told, found, name="wait")),
)  # fmt: skip


def told(title: str = "Title", *, rtl: bool = False) -> Told:
    return Told(id="one", title=title, words="What it shows.", rtl=rtl)


@given(draw=pictures, title=words, rtl=st.booleans())
def test_every_picture_is_well_formed_and_has_a_title(draw, title, rtl) -> None:
    svg = fromstring(draw(told(title, rtl=rtl)))

    assert svg.attrib["role"] == "img"
    assert (svg.find("title").text or "") == title
    assert svg.attrib["aria-labelledby"].split() == [each.attrib["id"] for each in (svg[0], svg[1])]


@given(draw=pictures, rtl=st.booleans())
def test_nothing_is_drawn_outside(draw, rtl) -> None:
    svg = fromstring(draw(told(rtl=rtl)))
    height = float(svg.attrib["height"])
    for each in svg.iter("rect"):
        left, width = (float(each.attrib[name].rstrip("%")) for name in ("x", "width"))
        top, tall = float(each.attrib["y"]), float(each.attrib["height"])

        assert -0.02 <= left <= left + width <= 100.7
        assert -0.1 <= top <= top + tall <= height + 0.2


@given(draw=pictures)
def test_from_right_to_left_it_is_mirrored(draw) -> None:
    ltr, rtl = (list(fromstring(draw(told(rtl=each))).iter("rect")) for each in (False, True))
    for one, other in zip(ltr, rtl, strict=True):
        x, width, mirrored = (
            float(each.rstrip("%")) for each in (one.attrib["x"], one.attrib["width"], other.attrib["x"])
        )

        assert abs(100 - x - width - mirrored) < 0.05


def test_no_picture_carries_a_style_or_a_colour_of_its_own() -> None:
    found = [
        columns(told(), [Column(label="a", numbers=(1, 2))], classes=("kept", "broken")),
        stripes(told(), [Stripe(label="a", number=2)], name="wait"),
        strips(told(), [Spot(label="a", share=0.4, low=0.1, high=0.6)]),
    ]

    assert not any(" style=" in each or " fill=" in each or "<style" in each for each in found)
