"""Categories inside categories: laws of the walk, circles too."""

from hypothesis import given
from hypothesis import strategies as st

from blog.nesting import above, below

IDS = st.integers(1, 12)
PARENTS = st.dictionaries(IDS, st.none() | IDS)


@given(IDS, PARENTS)
def test_walks_end_and_name_nobody_twice(pk, parents):
    way = above(pk, parents)
    assert len(way) == len(set(way))
    assert pk in below(pk, parents)


@given(IDS, IDS, PARENTS)
def test_who_stands_above_has_the_other_below(pk, other, parents):
    if other in above(pk, parents):
        assert pk in below(other, parents)


def test_way_goes_from_the_top_down():
    assert above(3, {1: None, 2: 1, 3: 2}) == [1, 2]
    assert below(1, {1: None, 2: 1, 3: 2, 4: None}) == {1, 2, 3}
