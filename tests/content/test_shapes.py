from hypothesis import given
from hypothesis import strategies as st

from content.shapes import SHAPES, height_of, plan, rendition_name

sides = st.integers(1, 10_000)
shares = st.floats(0, 1)


@given(sides, sides)
def test_no_rendition_is_larger_than_its_original(width, height):
    planned = plan(width, height, (0.5, 0.5))
    for shape in SHAPES:
        assert planned[shape]
        for across in planned[shape]:
            assert 1 <= across <= width
            assert 1 <= height_of(shape, across, (width, height)) <= height


@given(sides, sides)
def test_a_shape_has_its_proportions(width, height):
    for shape, about in SHAPES.items():
        across, down = about.ratio or (width, height)
        for candidate in plan(width, height, (0.5, 0.5))[shape]:
            exact = candidate * down / across
            assert abs(height_of(shape, candidate, (width, height)) - exact) <= max(0.5, 1 - exact)


def test_widths_end_with_the_originals_own_where_it_lies_between():
    assert plan(1000, 1000, (0.5, 0.5))["whole"] == [480, 800, 1000]
    assert plan(820, 820, (0.5, 0.5))["whole"] == [480, 800]  # too near to be worth a file
    assert plan(60, 40, (0.5, 0.5))["whole"] == [60]
    assert plan(2400, 1600, (0.5, 0.5))["whole"] == [480, 800, 1200, 1600]


def test_another_focal_point_is_another_plan():
    assert plan(60, 40, (0.5, 0.5)) != plan(60, 40, (0.25, 0.5))


def test_a_name_says_what_it_is_and_lies_beside_its_like():
    name = rendition_name(f"images/ab/{'ab' * 16}.jpg", "0123abcd", "card", 320)
    assert name == f"renditions/ab/{'ab' * 16}-0123abcd-card-320.webp"
