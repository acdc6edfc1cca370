import itertools

import pytest

from blog.colours import ENOUGH, contrast, drawn


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1c6b4c", "#1c6b4c") == 1


def test_whatever_the_colour_words_can_be_read_in_both_themes():
    steps = range(0, 256, 51)
    for red, green, blue in itertools.product(steps, repeat=3):
        for theme in drawn(f"#{red:02x}{green:02x}{blue:02x}"):
            assert theme.contrast > ENOUGH


def test_white_is_drawn_grey_on_light_pages_and_stays_white_on_dark_ones():
    light, dark = drawn("#ffffff")
    assert light.ink == "#525252"
    assert dark.ink == "#ffffff"
