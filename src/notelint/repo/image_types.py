"""What a file holds that a notebook shows as a picture, told by its first bytes.

The file's name does not matter.
"""

from __future__ import annotations

import codecs
import re

HEAD = 65_536  # so many bytes tell: an SVG may begin with a long comment

# Bytes of a text in which a page's first tag stands
_HTML_WITHIN = 1024

# Kinds that browsers show as a picture, with some that only a few of them do
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
_RIFF = {b"WEBP": "webp", b"AVI ": "video"}
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
        return _RIFF.get(head[8:12], "unknown")
    # At 15 are the upper bytes of the length of its second header
    if head[:2] == b"BM" and head[15:18] == b"\0\0\0":
        return "bmp"
    if head[4:8] == b"ftyp":
        return _media_kind(head)
    return _text_kind(head)


def _media_kind(head: bytes) -> str:
    """What an ISO media file is (ISO/IEC 14496-12, 4.3): a picture if its main brand, or
    one that it is compatible with, is a picture's.
    """
    length = int.from_bytes(head[:4], "big")
    offsets = [8, *range(16, min(length, len(head)), 4)]
    for offset in offsets:
        brand = head[offset : offset + 4]
        if brand in _BRANDS:
            return _BRANDS[brand]
    return "video"


def _text_kind(head: bytes) -> str:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    text = head.decode(encoding, "replace").encode()
    svg = re.search(_SVG, text)
    html = re.search(_HTML, text)
    starts_with_tag = text.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
    if starts_with_tag and svg and (html is None or svg.start() < html.start()):
        return "svg"
    if html and html.start() < _HTML_WITHIN:
        return "html"
    # One U+FFFD may be a character that the end of the head cuts
    is_text = b"\0" not in text and text.count("\ufffd".encode()) <= 1
    return "text" if is_text else "unknown"
