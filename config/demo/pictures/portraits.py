"""The demo's authors, drawn: nobody's face."""

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from . import brushes as b

SIDE = 1280  # pixels while drawing; half of it in the end
Colour = b.Colour


@dataclass(frozen=True)
class Look:
    """What tells one from another. ``hair`` is "bun", "short" or "long"."""

    skin: Colour
    hair_colour: Colour
    hair: str
    coat: Colour
    behind: tuple[Colour, Colour]
    beard: bool = False
    glasses: bool = False
    cap: Colour | None = None


LOOKS = {
    "elin": Look(
        (240, 208, 184), (196, 146, 88), "long", (52, 92, 112), ((224, 176, 140), (246, 226, 200)),
        glasses=True,
    ),
    "maren": Look(
        (132, 86, 62), (36, 26, 26), "bun", (186, 76, 54), ((60, 106, 118), (150, 190, 186))
    ),
    "tomas": Look(
        (226, 180, 152), (128, 124, 122), "short", (42, 52, 76), ((96, 116, 148), (196, 206, 214)),
        beard=True, cap=(30, 38, 58),
    ),
}  # fmt: skip


def portrait(name: str) -> Image.Image:
    look = LOOKS[name]
    picture = b.gradient((SIDE, SIDE), (0, look.behind[0]), (1, look.behind[1]))
    picture = b.shine(picture, b.disc((SIDE, SIDE), (860, 360), 620, most=70), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    _hair_behind(draw, look)
    _shoulders(draw, look)
    _head(draw, look)
    _hair_above(draw, look)
    _face(draw, look)
    picture = picture.resize((SIDE // 2, SIDE // 2), Image.Resampling.LANCZOS)
    return b.grain(picture, random.Random(name))  # noqa: S311 (pictures, no secrets)


def _darker(colour: Colour, share=0.82) -> Colour:
    return tuple(round(value * share) for value in colour)


def _hair_behind(draw: ImageDraw.ImageDraw, look: Look) -> None:
    if look.hair == "long":
        draw.rounded_rectangle((388, 330, 892, 960), radius=230, fill=_darker(look.hair_colour))
    elif look.hair == "bun":
        draw.ellipse((520, 150, 760, 390), fill=_darker(look.hair_colour, 0.9))
        draw.ellipse((410, 290, 870, 720), fill=look.hair_colour)


def _shoulders(draw: ImageDraw.ImageDraw, look: Look) -> None:
    draw.rounded_rectangle((190, 930, 1090, 1600), radius=260, fill=look.coat)
    draw.rectangle((548, 780, 732, 980), fill=_darker(look.skin))
    draw.polygon([(520, 930), (760, 930), (640, 1090)], fill=_darker(look.skin))
    draw.polygon([(430, 925), (548, 900), (640, 1100), (560, 1180)], fill=_darker(look.coat))
    draw.polygon([(850, 925), (732, 900), (640, 1100), (720, 1180)], fill=_darker(look.coat, 0.7))


def _head(draw: ImageDraw.ImageDraw, look: Look) -> None:
    for x in (436, 794):
        draw.ellipse((x, 560, x + 50, 660), fill=_darker(look.skin, 0.9))
    draw.rounded_rectangle((460, 360, 820, 860), radius=178, fill=look.skin)
    if look.beard:
        draw.chord((452, 520, 828, 912), 8, 172, fill=look.hair_colour)
        draw.rectangle((459, 600, 494, 740), fill=look.hair_colour)
        draw.rectangle((786, 600, 821, 740), fill=look.hair_colour)


def _hair_above(draw: ImageDraw.ImageDraw, look: Look) -> None:
    if look.cap:
        draw.pieslice((430, 290, 850, 720), 180, 360, fill=look.cap)
        draw.rounded_rectangle((430, 470, 850, 530), radius=28, fill=_darker(look.cap, 0.7))
    elif look.hair == "long":
        draw.chord((420, 300, 860, 760), 178, 318, fill=look.hair_colour)
        draw.pieslice((560, 310, 880, 760), 250, 368, fill=look.hair_colour)
    else:
        draw.chord((440, 310, 840, 700), 188, 352, fill=look.hair_colour)


def _face(draw: ImageDraw.ImageDraw, look: Look) -> None:
    line = _darker(look.skin, 0.5)
    for x in (550, 730):
        draw.ellipse((x - 15, 598, x + 15, 632), fill=(38, 30, 34))
        draw.arc(
            (x - 48, 540, x + 48, 620), 215, 325, fill=_darker(look.hair_colour, 0.8), width=12
        )
    draw.arc((612, 620, 668, 700), 30, 150, fill=line, width=9)
    draw.ellipse((500, 680, 560, 720), fill=_blush(look.skin))
    draw.ellipse((720, 680, 780, 720), fill=_blush(look.skin))
    mouth, lower = ((238, 214, 200), 44) if look.beard else (line, 0)
    draw.arc((576, 690 + lower, 704, 780 + lower), 25, 155, fill=mouth, width=11)
    if look.glasses:
        for x in (550, 730):
            draw.ellipse((x - 66, 552, x + 66, 684), outline=(60, 52, 60), width=9)
        draw.arc((606, 590, 674, 640), 190, 350, fill=(60, 52, 60), width=9)


def _blush(skin: Colour) -> Colour:
    return (min(255, skin[0] + 6), round(skin[1] * 0.9), round(skin[2] * 0.88))
