"""Draw the figures of all example notebooks: `python examples/draw_figures.py`.

Standard library only, the same bytes every time.
"""

import math
import random
import struct
import zlib
from pathlib import Path

Colour = tuple[int, int, int]
INK, GREY, BLUE, RED, GREEN = (
    (45, 52, 66),
    (150, 158, 170),
    (58, 110, 200),
    (214, 84, 72),
    (60, 150, 105),
)
SHAPES = """25755 65656 34443 65556 74647 74644 34553 55755 72227 55655 44447 57755 65555 25552 65644 65655 34216 72222 55557 55255 55222
75557 26227 71747 71717 55711 74717 74757 71122 75757 75717 07070"""
GLYPHS = dict(
    zip("ABCDEFGHIKLMNOPRSTUXY0123456789=", SHAPES.split(), strict=True)
)  # five lines of three bits, in octal
STEPS = (0, 50, 150, 350, 1000)


class Canvas:
    """An RGB picture, drawn at twice its size and averaged down, so that edges come out
    smooth.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray(b"\xff" * (width * 6)) for _ in range(height * 2)]

    def rect(
        self, x: float, y: float, width: float, height: float, colour: Colour
    ) -> None:
        """Fill a rectangle."""
        left, right = round(x * 2), round((x + width) * 2)
        for row in self.rows[round(y * 2) : round((y + height) * 2)]:
            row[left * 3 : right * 3] = bytes(colour) * (right - left)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        for step in range(-round(radius * 2), round(radius * 2) + 1):
            half = math.sqrt(max(0.0, radius * radius - step * step / 4))
            self.rect(x - half, y + step / 2, 2 * half, 0.5, colour)

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: Colour,
        head: float = 0,
    ) -> None:
        """Draw a straight line, with an arrow head of that size."""
        length = math.hypot(x1 - x0, y1 - y0)
        for step in range(round(length * 2) + 1):
            share = step / max(1, round(length * 2))
            to_go = (1 - share) * length
            self.disc(
                x0 + (x1 - x0) * share,
                y0 + (y1 - y0) * share,
                max(0.5, to_go / 2.2) if to_go < head else 1,
                colour,
            )

    def text(
        self, x: float, y: float, words: str, colour: Colour = INK, size: float = 2
    ) -> None:
        """Write capitals and digits, centred on a point."""
        x, y = x - (len(words) * 4 - 1) * size / 2, y - 2.5 * size
        for place, line, column in (
            (p, li, c) for p in range(len(words)) for li in range(5) for c in range(3)
        ):
            if int(GLYPHS.get(words[place], "00000")[line]) >> (2 - column) & 1:
                self.rect(
                    x + (place * 4 + column) * size, y + line * size, size, size, colour
                )

    def png(self) -> bytes:
        """Average down and pack."""
        lines = []
        for upper, lower in zip(self.rows[::2], self.rows[1::2], strict=True):
            both = [a + b for a, b in zip(upper, lower, strict=True)]
            lines.append(
                b"\0"
                + bytes(
                    (both[i] + both[i + 3]) // 4
                    for x in range(0, len(both), 6)
                    for i in range(x, x + 3)
                )
            )
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(b"".join(lines), 9)),
            (b"IEND", b""),
        )
        packed = (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """Mix two colours."""
    red, green, blue = (
        round(a + (b - a) * min(1.0, max(0.0, share)))
        for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def attention() -> Canvas:
    """Draw which word looks at which: a soft-max over distance, with a pronoun that
    finds its noun.
    """
    canvas, words = (
        Canvas(480, 392),
        ["THE", "CAT", "ATE", "THE", "FISH", "AS", "IT", "SAT"],
    )
    for i, word in enumerate(words):
        scores = [
            math.exp(
                3.9 * ((i, j) in {(6, 1), (2, 1), (7, 6), (2, 4)}) - abs(i - j) * 0.7
            )
            for j in range(8)
        ]
        canvas.text(80, 72 + i * 40, word)
        canvas.text(128 + i * 40, 32, word)
        for j, score in enumerate(scores):
            canvas.rect(
                109 + j * 40,
                53 + i * 40,
                38,
                38,
                blend((236, 241, 250), (30, 64, 150), score / sum(scores) * 1.4),
            )
    return canvas


def unet() -> Canvas:
    """Draw the contracting path, the expanding path and the copies between them."""
    canvas = Canvas(480, 284)
    for level, channels in enumerate((64, 128, 256, 512)):
        wide, height, y = 10 + level * 4, 44 - level * 8, 46 + level * 66
        edge = (
            62 + level * 42 + wide
        )  # where the right side of the left path is; the other path mirrors it
        canvas.line(edge + 5, y, 474 - edge, y, GREY if level < 3 else RED, 9)
        for x, colour in (
            (edge - 2 * wide - 4, BLUE),
            (edge - wide, BLUE),
            (480 - edge, GREEN),
            (484 - edge + wide, GREEN),
        ):
            canvas.rect(x, y - height / 2, wide, height, colour)
        for x in (edge - 2 * wide - 24, 504 - edge + 2 * wide):
            canvas.text(x, y, str(channels))
        if level < 3:
            canvas.text(240, y - 12, "COPY", GREY)
            canvas.line(
                edge - wide / 2,
                y + height / 2 + 4,
                edge + 16,
                y + 64 - height / 2,
                RED,
                9,
            )
            canvas.line(
                464 - edge,
                y + 64 - height / 2,
                480 - edge + wide / 2,
                y + height / 2 + 4,
                RED,
                9,
            )
    return canvas


def signal(share: float, *, cosine: bool = False) -> float:
    """Say how much of the picture's variance is left after that share of the steps."""
    if cosine:
        return math.cos((share + 0.008) / 1.008 * math.pi / 2) ** 2
    return math.prod(
        1 - 0.0001 - 0.0199 * step / 999 for step in range(round(share * 1000))
    )


def diffusion_schedule() -> Canvas:
    """Plot how fast the linear and the cosine schedule destroy a picture."""
    canvas = Canvas(480, 280)
    for tick in range(5):
        canvas.rect(60, 30 + tick * 50, 380, 1, (228, 232, 238))
        canvas.text(60 + tick * 95, 246, str(tick * 250))
    canvas.rect(59, 30, 2, 202, INK)
    canvas.rect(59, 230, 381, 2, INK)
    for cosine, colour in ((False, RED), (True, BLUE)):
        heights = [230 - 200 * signal(x / 95, cosine=cosine) for x in range(96)]
        for x in range(95):
            canvas.line(60 + x * 4, heights[x], 64 + x * 4, heights[x + 1], colour)
        canvas.rect(344, 44 + cosine * 20, 22, 4, colour)
        canvas.text(404, 46 + cosine * 20, "COSINE" if cosine else "LINEAR")
    for y, word in ((30, "1"), (230, "0")):
        canvas.text(46, y, word)
    canvas.text(250, 266, "STEP", GREY)
    return canvas


def diffusion_steps() -> Canvas:
    """Draw one small picture at five steps of the forward process."""
    canvas, dice = Canvas(480, 124), random.Random(2006_11239)
    for tile, i, j in (
        (tile, i, j) for tile in range(5) for i in range(22) for j in range(22)
    ):
        colour, kept = (
            blend((126, 182, 235), (222, 238, 250), j / 14),
            signal(STEPS[tile] / 1000),
        )
        if math.hypot(i - 15, j - 6) < 3.6:
            colour = (246, 190, 70)
        elif j > 20 - 11 * math.exp(-(((i - 8) / 6) ** 2)):
            colour = (66, 120, 90)
        noisy = [
            128 + (part - 128) * kept**0.5 + dice.gauss(0, 62) * (1 - kept) ** 0.5
            for part in colour
        ]
        red, green, blue = (round(min(255, max(0, part))) for part in noisy)
        canvas.rect(10 + tile * 94 + i * 4, 8 + j * 4, 4, 4, (red, green, blue))
    for tile in range(5):
        canvas.text(54 + tile * 94, 110, f"T={STEPS[tile]}")
    return canvas


def contrastive() -> Canvas:
    """Draw the unit circle on which two views of one picture attract each other and all
    others push away.
    """
    canvas = Canvas(480, 280)
    canvas.disc(240, 140, 122, (205, 211, 220))
    canvas.disc(240, 140, 120, (255, 255, 255))
    angles = [math.radians(turn) for turn in (-60, -28, 50, 74, 120, 152, 196, 222)]
    spots = [
        (240 + 121 * math.cos(angle), 140 + 121 * math.sin(angle)) for angle in angles
    ]
    (x0, y0), (x1, y1), *others = spots
    for x, y in others:
        away_x, away_y = (
            (x - x0) * 18 / math.hypot(x - x0, y - y0),
            (y - y0) * 18 / math.hypot(x - x0, y - y0),
        )
        canvas.line(
            x0 + away_x, y0 + away_y, x - away_x, y - away_y, (236, 190, 184), 9
        )
    canvas.line(x0 + 8, y0 + 13, x1 - 8, y1 - 13, GREEN, 9)
    for place, (x, y) in enumerate(spots):
        canvas.disc(x, y, 10, (BLUE, RED, GREY, (214, 160, 60))[place // 2])
    canvas.text(412, 56, "SAME IMAGE", GREEN)
    canvas.text(412, 70, "PULL", GREEN)
    canvas.text(66, 56, "OTHER IMAGES", RED)
    canvas.text(66, 70, "PUSH", RED)
    return canvas


def octaves() -> Canvas:
    """Draw the sines and cosines of one coordinate, an octave a row."""
    canvas = Canvas(480, 300)
    for octave in range(8):
        for row, wave in enumerate((math.sin, math.cos)):
            y = 14 + octave * 34 + row * 15
            for x in range(380):
                share = (1 + wave(2**octave * math.pi * x / 380)) / 2
                canvas.rect(
                    84 + x, y, 1, 14, blend((30, 64, 150), (250, 224, 170), share)
                )
        canvas.text(44, 29 + octave * 34, f"K={octave}", GREY)
    for x, word in ((84, "0"), (464, "1")):
        canvas.text(x, 292, word, GREY)
    return canvas


def ray_weights() -> Canvas:
    """Plot the density along a ray that meets two surfaces, and how much each sample
    adds to the pixel.
    """
    canvas, light = Canvas(480, 280), 1.0
    canvas.rect(40, 236, 420, 2, INK)
    for sample in range(84):
        depth = sample / 83
        density = 34 * math.exp(-(((depth - 0.36) / 0.045) ** 2)) + 48 * math.exp(
            -(((depth - 0.72) / 0.035) ** 2)
        )
        alpha = 1 - math.exp(-density / 83)
        canvas.rect(
            40 + sample * 5, 236 - density * 3.8, 4, density * 3.8, (214, 221, 234)
        )
        canvas.rect(
            41 + sample * 5, 236 - light * alpha * 560, 2, light * alpha * 560, RED
        )
        light *= 1 - alpha
    for y, colour, word in ((24, (190, 200, 218), "DENSITY"), (44, RED, "SHARE")):
        canvas.rect(50, y - 4, 22, 8, colour)
        canvas.text(112, y, word)
    for x, word in ((58, "NEAR"), (446, "FAR")):
        canvas.text(x, 256, word, GREY)
    return canvas


def splats() -> Canvas:
    """Draw three soft ellipses in two orders, blended front to back."""
    canvas = Canvas(480, 232)
    shapes = (
        ((88, 78), (46, 24), 0.5, BLUE),
        ((122, 100), (30, 44), -0.3, RED),
        ((98, 130), (52, 22), -0.6, GREEN),
    )
    for left, order in ((10, shapes), (250, shapes[::-1])):
        for i in range(110):
            for j in range(98):
                colour, light = (0.0, 0.0, 0.0), 1.0
                for (x, y), (long, short), turn, paint in order:
                    dx, dy = i * 2 - x, j * 2 - y
                    along, across = (
                        dx * math.cos(turn) + dy * math.sin(turn),
                        dy * math.cos(turn) - dx * math.sin(turn),
                    )
                    alpha = 0.85 * math.exp(
                        -((along / long) ** 2) - (across / short) ** 2
                    )
                    colour = tuple(
                        part + light * alpha * own
                        for part, own in zip(colour, paint, strict=True)
                    )
                    light *= 1 - alpha
                red, green, blue = (
                    min(255, round(part + light * 255)) for part in colour
                )
                canvas.rect(left + i * 2, 8 + j * 2, 2, 2, (red, green, blue))
    for x, word in ((120, "BLUE FIRST"), (360, "GREEN FIRST")):
        canvas.text(x, 218, word, GREY)
    return canvas


FIGURES = {
    "orderly": (attention, unet, diffusion_schedule, diffusion_steps, contrastive),
    "notebook": (attention, unet, diffusion_schedule, diffusion_steps, contrastive),
    "shapes": (octaves, ray_weights, splats),
}

if __name__ == "__main__":
    for notebook, drawings in FIGURES.items():
        for draw in drawings:
            (
                Path(__file__).parent / notebook / "figs" / f"{draw.__name__}.png"
            ).write_bytes(draw().png())
