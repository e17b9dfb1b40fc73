"""What a figure's file holds, told by its first bytes: heads as real programs write them."""

import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.repo.image_types import HEAD, SHOWN, kind_of


def chunk(name: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
    )


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0" * 4))
    + chunk(b"IEND", b"")
)
JFIF = bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffdb004300")
EXIF = bytes.fromhex("ffd8ffe1001845786966000049492a00080000000000")
GIF = (
    b"GIF89a"
    + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0)
    + b"\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
)
WEBP = (
    b"RIFF"
    + struct.pack("<I", 26)
    + b"WEBPVP8L"
    + struct.pack("<I", 13)
    + b"/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
)
BMP = (
    b"BM"
    + struct.pack("<IHHI", 58, 0, 0, 54)
    + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 2835, 2835, 0, 0)
    + b"\0\0\xff\0"
)
OLD_BMP = (
    b"BM"
    + struct.pack("<IHHI", 30, 0, 0, 26)
    + struct.pack("<IHHHH", 12, 1, 1, 1, 24)
    + b"\0\0\xff\0"
)
ICO = struct.pack("<HHH", 0, 1, 1) + struct.pack(
    "<BBBBHHII", 16, 16, 0, 0, 1, 32, 1128, 22
)
TIFF_LITTLE, TIFF_BIG = b"II*\0\x08\0\0\0\x01\0", b"MM\0*\0\0\0\x08\0\x01"
JXL, JXL_BOX = b"\xff\x0a\xfa\x1f", b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl "
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
)
DOCTYPE = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
PAGE = b"<!DOCTYPE html>\n<html lang='en'>\n<head><title>a.png</title></head>\n<body><svg viewBox='0 0 1 1'></svg></body></html>\n"


def media(brand: bytes, *compatible: bytes) -> bytes:
    """The first box of an ISO media file, and the start of the next."""
    body = brand + b"\0\0\0\0" + b"".join(compatible)
    return struct.pack(">I", 8 + len(body)) + b"ftyp" + body + b"\0\0\x01\0meta\0\0\0\0"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PNG, "png"),
        (PNG[:8], "png"),
        (JFIF, "jpeg"),
        (EXIF, "jpeg"),
        (b"\xff\xd8\xff\xdb", "jpeg"),
        (GIF, "gif"),
        (GIF.replace(b"89a", b"87a"), "gif"),
        (WEBP, "webp"),
        (BMP, "bmp"),
        (OLD_BMP, "bmp"),
        (ICO, "ico"),
        (TIFF_LITTLE, "tiff"),
        (TIFF_BIG, "tiff"),
        (JXL, "jxl"),
        (JXL_BOX, "jxl"),
        (media(b"avif", b"avif", b"mif1", b"miaf", b"MA1B"), "avif"),
        (media(b"avis", b"avif", b"msf1"), "avif"),
        (media(b"heic", b"mif1", b"heic"), "heic"),
        (media(b"heix", b"mif1"), "heic"),
        (media(b"miaf", b"MA1B", b"avif"), "avif"),
    ],
)
def test_pictures(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
    assert kind in SHOWN
    assert kind_of(head + b"\0" * 1000) == kind


@pytest.mark.parametrize(
    "head",
    [
        SVG,
        b"<svg>",
        b"<svg\nwidth='1'/>",
        b"\xef\xbb\xbf" + SVG,
        XML + SVG,
        b"\xef\xbb\xbf" + XML + DOCTYPE + SVG,
        b"\r\n\t " + XML + SVG,
        XML + b"<!-- Created with Inkscape (http://www.inkscape.org/) -->\n" + SVG,
        XML + b"<!-- " + b"a long licence " * 4000 + b"-->\n" + SVG,
        XML + DOCTYPE + b"<!-- <html> is not <body> -->".replace(b"<", b"&lt;") + SVG,
        b'<!DOCTYPE svg [ <!ENTITY ns "http://www.w3.org/2000/svg"> ]>\n<svg xmlns="&ns;">',
        b'<svg:svg xmlns:svg="http://www.w3.org/2000/svg">',
        SVG.replace(
            b"<path",
            b"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>a</body></foreignObject><path",
        ),
        SVG.replace(b"viewBox", "aria-label='图' viewBox".encode()),
        (XML + SVG).decode().encode("utf-16"),
        b"\xfe\xff" + SVG.decode().encode("utf-16-be"),
    ],
)
def test_svg(head: bytes) -> None:
    assert kind_of(head[:HEAD]) == "svg"


@pytest.mark.parametrize(
    "head",
    [
        PAGE,
        b"\n\n\n" + PAGE,
        b"\xef\xbb\xbf\r\n  " + PAGE,
        PAGE.lower(),
        PAGE.upper(),
        b"<html><body>404</body></html>",
        b"<HTML>\n<HEAD>",
        b"<!-- saved from url=(0021)https://example.org/ -->\n<html>",
        b"<head>\n<title>Sign in</title>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\n<html>',
        PAGE.decode().encode("utf-16"),
    ],
)
def test_web_pages(head: bytes) -> None:
    assert kind_of(head) == "html"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (LFS, "lfs"),
        (LFS.replace(b"git-lfs", b"hawser"), "lfs"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01", "video"),
        (media(b"isom", b"isom", b"iso2", b"avc1", b"mp41"), "video"),
        (media(b"mp42", b"mp42", b"isom"), "video"),
        (media(b"qt  ", b"qt  "), "video"),
        (b"\0\0\0\0ftypmp42\0\0\0\0avif", "video"),
        (b"\0\0\0\x01ftypisom", "video"),
        (b"RIFF" + struct.pack("<I", 100) + b"AVI LIST", "video"),
        (b"RIFF" + struct.pack("<I", 100) + b"WAVEfmt ", "unknown"),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "unknown"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xfe\xfd", "unknown"),
        (b"8BPS\0\x01\0\0", "unknown"),
        (b"\0" * 100, "unknown"),
        (PNG[1:], "unknown"),
        (PNG.replace(b"\r\n", b"\n", 1), "unknown"),
        (b"hello\n", "text"),
        ("论文的图\n".encode(), "text"),
        ("论文".encode("utf-16"), "text"),
        (b"../figs/a.png", "text"),
        (b"data:image/png;base64,iVBORw0KGgo=", "text"),
        (b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB", "text"),
        (b'{"message": "Not Found"}', "text"),
        (b"404: Not Found", "text"),
        (b"<note>an svg</note>", "text"),
        (b"<svgs>", "text"),
        (b"see <svg> and so on", "text"),
        (b"<header>a</header>", "text"),
        (b"BMW is a brand, and this is a text about it", "text"),
        (b"BM", "text"),
        (b"GIF8", "text"),
        (b"RIFF", "unknown"),
        (b"\n" + LFS, "text"),
        (b" ", "text"),
    ],
)
def test_what_is_no_picture(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
    assert kind not in SHOWN


def test_text_that_is_cut_within_a_character_is_text() -> None:
    assert kind_of("图".encode() * 100 + "图".encode()[:2]) == "text"
    assert kind_of(b"<svg>" + "图".encode()[:1]) == "svg"


def test_page_with_a_picture_in_it_is_a_page_and_a_picture_with_a_page_in_it_a_picture() -> (
    None
):
    assert kind_of(PAGE) == "html"
    assert (
        kind_of(
            SVG.replace(
                b"</svg>", b"<foreignObject><html></html></foreignObject></svg>"
            )
        )
        == "svg"
    )


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(head: bytes) -> None:
    assert kind_of(head) in SHOWN | {
        "empty",
        "lfs",
        "html",
        "text",
        "pdf",
        "video",
        "unknown",
    }
    assert (kind_of(head) == "empty") == (head == b"")


@given(
    st.sampled_from(
        [
            b"\0\0\0\x20ftyp",
            b"BM",
            b"RIFF",
            b"<svg",
            b"<html",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
        ]
    ),
    st.binary(max_size=40),
)
def test_any_bytes_behind_a_known_start(start: bytes, rest: bytes) -> None:
    assert kind_of(start + rest) != "empty"


@pytest.mark.parametrize(
    "start",
    [b"", b"<", b"<svg", b"<!doctype", b"\0\0\xff\xffftyp", b"\xff\xfe", b"\xff"],
)
@pytest.mark.parametrize("fill", [b"<", b" ", b"a", b"\0", b"\xff", b"<svg", b"<html"])
def test_a_full_head_of_anything_takes_no_time(start: bytes, fill: bytes) -> None:
    before = time.process_time()
    kind_of((start + fill * HEAD)[:HEAD])
    assert time.process_time() - before < 0.5
