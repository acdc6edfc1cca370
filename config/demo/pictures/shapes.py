"""What stands in the views: a tower, boats, a pier, buoys; each drawn at a point and a scale."""

from PIL import Image, ImageDraw, ImageFilter

from .brushes import Colour, Point, veil


def tower(picture: Image.Image, lamp: Point) -> None:
    draw = ImageDraw.Draw(picture)
    x, y = lamp
    foot, white, red = 712, (206, 208, 214), (150, 52, 50)
    for band in range(6):
        top, bottom = y + 34 + band * 52, min(foot, y + 34 + (band + 1) * 52)
        outline = [(x - _girth(top, y), top), (x + _girth(top, y), top)]
        outline += [(x + _girth(bottom, y), bottom), (x - _girth(bottom, y), bottom)]
        draw.polygon(outline, fill=red if band % 2 else white)
        shadow = [(x + 8, top), outline[1], outline[2], (x + 10, bottom)]
        draw.polygon(shadow, fill=(104, 36, 40) if band % 2 else (138, 142, 158))
    draw.rectangle((x - 44, y + 24, x + 44, y + 36), fill=(24, 28, 40))
    draw.rectangle((x - 25, y - 24, x + 25, y + 24), fill=(255, 240, 200))
    for bar in (-25, -9, 7, 23):
        draw.rectangle((x + bar, y - 24, x + bar + 2, y + 24), fill=(40, 40, 50))
    draw.pieslice((x - 31, y - 54, x + 31, y + 6), 180, 360, fill=(120, 36, 36))
    draw.rectangle((x - 2, y - 74, x + 2, y - 50), fill=(30, 30, 40))


def _girth(y: float, top: float) -> float:
    return 30 + (y - top) * 0.085


def boat_aground(picture: Image.Image, at: Point) -> None:
    x, y = at
    draw = ImageDraw.Draw(picture)
    draw.ellipse((x - 210, y + 44, x + 250, y + 84), fill=(58, 44, 56))
    layer = Image.new("RGBA", (640, 640), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    pen.polygon([(110, 420), (540, 410), (470, 500), (190, 505)], fill=(40, 46, 70))
    pen.polygon([(110, 420), (540, 410), (528, 428), (122, 438)], fill=(206, 196, 184))
    pen.polygon([(230, 418), (240, 370), (350, 368), (362, 414)], fill=(150, 60, 54))
    pen.rectangle((256, 382, 276, 400), fill=(244, 220, 170))
    pen.line([(330, 412), (338, 120)], fill=(46, 36, 46), width=7)
    pen.line([(338, 130), (530, 408)], fill=(60, 50, 60), width=2)
    pen.line([(338, 130), (120, 418)], fill=(60, 50, 60), width=2)
    pen.line([(334, 330), (480, 352)], fill=(46, 36, 46), width=5)
    leaning = layer.rotate(-11, resample=Image.Resampling.BICUBIC, center=(330, 500))
    picture.paste(leaning, (round(x - 320), round(y - 440)), leaning)


def sail(picture: Image.Image, at: Point, scale: float, *, sail=(250, 246, 236), hull=(30, 44, 62)):
    draw = ImageDraw.Draw(picture)

    def put(points, colour):
        draw.polygon([(at[0] + px * scale, at[1] + py * scale) for px, py in points], fill=colour)

    put([(-70, -4), (74, -8), (50, 18), (-52, 18)], hull)
    put([(4, -196), (4, -16), (70, -18)], sail)
    put([(-2, -180), (-2, -16), (-58, -14)], tuple(max(0, value - 26) for value in sail))
    put([(1, -206), (4, -206), (4, -6), (1, -6)], hull)


def pier(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    stone, dark = (88, 100, 108), (70, 82, 92)
    draw.polygon([(1060, 668), (1920, 640), (1920, 742), (1080, 704)], fill=stone)
    draw.polygon([(1060, 668), (1920, 640), (1920, 652), (1062, 676)], fill=(118, 130, 136))
    draw.polygon([(1392, 664), (1402, 474), (1438, 474), (1448, 662)], fill=dark)
    draw.rectangle((1388, 466, 1452, 476), fill=dark)
    draw.rectangle((1404, 436, 1436, 466), fill=(255, 226, 170))
    draw.pieslice((1398, 414, 1442, 458), 180, 360, fill=dark)
    for x in range(1130, 1920, 150):
        draw.line([(x, 650), (x, 628)], fill=dark, width=6)


def buoy(picture: Image.Image, at: Point, scale: float, colour: Colour, *, can: bool) -> None:
    layer = Image.new("RGBA", (400, 520), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    deep = tuple(value * 6 // 10 for value in colour)
    pen.polygon([(110, 360), (290, 360), (270, 450), (130, 450)], fill=colour)
    pen.polygon([(215, 360), (290, 360), (270, 450), (220, 450)], fill=deep)
    for foot, head in ((130, 186), (200, 200), (270, 214)):
        pen.line([(foot, 360), (head, 150)], fill=colour, width=9)
    for y, half in ((300, 50), (240, 34), (190, 20)):
        pen.line([(200 - half, y), (200 + half, y)], fill=deep, width=6)
    top = (
        [(172, 84), (228, 84), (228, 146), (172, 146)]
        if can
        else [(200, 70), (238, 146), (162, 146)]
    )
    pen.polygon(top, fill=colour)
    pen.rectangle((110, 354, 290, 364), fill=(236, 242, 246))
    pen.ellipse((192, 52, 208, 68), fill=(255, 244, 210))
    pen.line([(200, 66), (200, 90)], fill=deep, width=4)
    layer = layer.rotate(5, resample=Image.Resampling.BICUBIC, center=(200, 450))
    layer = layer.resize((round(400 * scale), round(520 * scale)), Image.Resampling.LANCZOS)
    picture.paste(layer, (round(at[0] - 200 * scale), round(at[1] - 440 * scale)), layer)
    _water_around(picture, at, scale)


def _water_around(picture: Image.Image, at: Point, scale: float) -> None:
    wave = Image.new("L", picture.size)
    wide, high = 150 * scale, 16 * scale
    box = (at[0] - wide, at[1] - high * 1.6, at[0] + wide, at[1] + high)
    ImageDraw.Draw(wave).ellipse(box, fill=225)
    veil(picture, wave.filter(ImageFilter.GaussianBlur(5 * scale)), (104, 138, 150))
