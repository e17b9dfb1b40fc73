"""What a file holds that a notebook shows as a picture, told by its first bytes.

The name has no say.
"""

from __future__ import annotations

import re

HEAD = 65_536  # so many bytes tell: an SVG may begin with a long comment

SHOWN = frozenset(
    {"png", "jpeg", "gif", "webp", "svg", "avif", "bmp", "ico", "tiff", "heic", "jxl"}
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\0\0\1\0", "ico"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"%PDF-", "pdf"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"version https://git-lfs.github.com/spec/", "lfs"),
    (b"version https://hawser.github.com/spec/", "lfs"),
)
_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
_SVG = rb"<(?:\w+:)?svg[\s>]"
_HTML = rb"(?i)<(?:!doctype\s+html|html|head|body)[\s>]"


def kind_of(head: bytes) -> str:
    """The kind of content that begins so: one of SHOWN, else empty, lfs (a Git LFS
    pointer), html, text, pdf, video or unknown.
    """
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "video"}.get(head[8:12], "unknown")
    if (
        head[:2] == b"BM" and head[15:18] == b"\0\0\0"
    ):  # the upper bytes of the second header's length
        return "bmp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    return _text_kind(head)


def _brand(head: bytes) -> str:
    """What an ISO media file is: a picture if its main brand, or one that it is
    compatible with, is a picture's.
    """
    length = int.from_bytes(head[:4], "big")
    brands = [
        head[8:12],
        *(head[place : place + 4] for place in range(16, min(length, len(head)), 4)),
    ]
    return next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "video")


def _text_kind(head: bytes) -> str:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    text = head.decode(encoding, "replace").encode()
    svg, html = re.search(_SVG, text), re.search(_HTML, text)
    if (
        text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
        and svg
        and (html is None or svg.start() < html.start())
    ):
        return "svg"
    if html and html.start() < 1024:
        return "html"
    return "unknown" if b"\0" in text or text.count("\ufffd".encode()) > 1 else "text"
