"""The README's pictures: `make pictures`, or `python docs/pictures.py`, with Chromium,
Pillow and a Chinese font at hand.

`docs/pictures/before.md` is a section of our own example with a few lines off. It is
rendered as GitHub renders it, formatted as `notelint fmt` formats it, rendered again, and
both pages are photographed. No part of `make test`: each machine's fonts differ by a hair.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options
from PIL import Image, ImageChops

from notelint.config import Config
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import load
from notelint.engine.formatter import fix_source
from notelint.repo.work_tree import WorkTree
from notelint.text.source import Source

FOLDER = Path(__file__).resolve().parent / "pictures"
NOTEBOOK = FOLDER / "before.md"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"

# Two pictures stand side by side in some 900 pixels, so the page is narrow and its letters
# large: 16 px come out as 12.
WIDTH, TALL, SCALE = 576, 1600, 1.5
COLOURS = 256

PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<base href="{base}/">
<style>
  body {{ margin: 0; padding: 20px 24px; background: #fff; color: #1f2328; overflow-wrap: break-word;
         font: 16px/1.5 "Noto Sans", "Liberation Sans", Arial, "Noto Sans CJK SC", sans-serif; }}
  h2 {{ margin: 0 0 14px; padding-bottom: 5px; border-bottom: 1px solid #d1d9e0; font-size: 24px; font-weight: 600; line-height: 1.25; }}
  p, ol {{ margin: 0 0 16px; }}
  ol {{ padding-left: 32px; }}
  li + li {{ margin-top: 4px; }}
  a {{ color: #0969da; }}
  img {{ max-width: 100%; box-sizing: content-box; }}
</style>
<body>{body}</body>
</html>
"""


def formatted(source: Source) -> str:
    """The text as `notelint fmt` writes it.

    Raises SystemExit where something is left to say: the second picture shows a page in
    order.
    """
    builder = ContextBuilder(WorkTree(), lambda _: Config())
    mended = fix_source(
        source, Config(), lambda notebook: builder.around(notebook, source.path)
    )
    for each in mended.fixed:
        print(f"{each.start.line}: {each.code} {each.message}")
    if mended.left:
        sys.exit(
            f"{NOTEBOOK.name} is not in order when it is formatted: {mended.left[0].message}"
        )
    return mended.source.text


def page(text: str) -> str:
    """A text as a page that looks as it does on GitHub."""
    body = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return PAGE.format(base=FOLDER.as_uri(), body=body)


def photograph(browser: str, html: str) -> Image.Image:
    """What the browser shows of a page, down to its last line."""
    with tempfile.TemporaryDirectory() as folder:
        shown, picture = Path(folder, "page.html"), Path(folder, "page.png")
        shown.write_text(html, encoding="utf-8")
        size = [
            f"--window-size={WIDTH},{TALL}",
            f"--force-device-scale-factor={SCALE}",
            "--hide-scrollbars",
        ]
        places = [
            f"--user-data-dir={folder}/profile",
            f"--screenshot={picture}",
            shown.as_uri(),
        ]
        done = subprocess.run(
            [browser, *QUIET.split(), *size, *places],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if not picture.exists():
            sys.exit(f"{browser} took no picture:\n{done.stderr}")
        with Image.open(picture) as taken:
            return taken.convert("RGB")


def cropped(taken: Sequence[Image.Image]) -> list[Image.Image]:
    """The pictures without the blank below, one as tall as the other, so that they start
    at one height side by side.
    """
    edge = round(20 * SCALE)
    bottom = 0
    for each in taken:
        box = ImageChops.difference(
            each, Image.new("RGB", each.size, "white")
        ).getbbox()
        assert box, "a blank page"
        bottom = max(bottom, box[3] + edge)
    assert bottom <= min(each.height for each in taken), (
        "the page is taller than the window"
    )
    return [each.crop((0, 0, each.width, bottom)) for each in taken]


def main() -> int:
    """Take both pictures and write them."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(
            f"no Chromium here: install one of {', '.join(BROWSERS)} (on Debian: apt-get install chromium fonts-noto-cjk)"
        )
    source = load(str(NOTEBOOK))
    texts = (source.text, formatted(source))
    pictures = cropped([photograph(browser, page(text)) for text in texts])
    for name, picture in zip(("before", "after"), pictures, strict=True):
        path = FOLDER / f"{name}.png"
        picture.quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        ).save(path, optimize=True)
        print(
            f"wrote {path.relative_to(FOLDER.parent.parent)}: {picture.width} x {picture.height}, {path.stat().st_size // 1000} KB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
