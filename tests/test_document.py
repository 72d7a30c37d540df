"""Places: a part of what stands somewhere, and what stands in several places."""

from __future__ import annotations

from nianbao.document import Place


def test_a_part_of_a_part_counts_from_the_beginning_of_the_thing() -> None:
    whole = Place(2, 7, "p[3]")
    part = whole.cut(10, 30)
    assert part == Place(2, 7, "p[3]", (10, 30))
    assert part.cut(2, 5, line=8) == Place(2, 8, "p[3]", (12, 15))


def test_what_stands_in_several_places_knows_each_of_them() -> None:
    first, second, third = (Place(line=n, anchor=f"p[{n}]") for n in (1, 2, 3))
    joined = first.through(second.through(third))
    assert joined.anchor == "p[1]"
    assert joined.parts == (first, second, third)
    assert first.through() == first
    assert first.parts == (first,)


def test_a_part_of_what_stands_in_several_places_may_be_in_any_of_them() -> None:
    joined = Place(anchor="p[1]").through(Place(anchor="p[2]"))
    assert joined.cut(1, 2) == joined
