"""L408 missing-anchor: links to anchors that are there."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.notes import applied, found, marked, mended, note

ENTRY = "1. [BERT](https://arxiv.org/abs/1810.04805)\n"
HERE = "there is no #{}, and readers stay where they are"
ANCHORS = {
    "vae.md": frozenset({"overview", "results", "results-1"}),
    "README.md": frozenset({"gan", "-gan", "入门"}),
}


def around(
    text: str, anchors: Mapping[str, frozenset[str]] = ANCHORS, path: str = "gan.md"
) -> list[Diagnostic]:
    surroundings = RepoContext(path, anchors=anchors, repository="ada/papers")
    return [
        each
        for each in check(
            Source(text, path), Config(select=("L408",)), lambda _: surroundings
        )
        if each.code == "L408"
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[a](#related-work)",
        "[a](#Related-Work)",
        "[a](#results) [b](#results-1)",
        "[a](#%E5%9B%BE%E5%83%8F) [b](#图像)",
        "[a](#user-content-results)",
        "[a](#here) [b](#HERE)",
        "[a](#top) [b](#readme) [c](#)",
        "[a](#:~:text=word)",
        "[a](#/guide)",
        '<a href="#related-work">a</a>',
        "[a][b]\n\n[b]: #related-work",
        "[a](other.md#gone) [b](../other.md#gone)",
        "[a](https://example.org/#gone)",
        "[a](https://github.com/ada/papers#gone)",
        "[a](README.md#gone)",
        "[a](#{{ anchor }}) [b]({{ page }}#gone)",
        '<a href="#{{ anchor }}">a</a>',
        "{% link [a](#gone) %}",
        "`[a](#gone)`",
        "$[a](#gone)$",
        "<!-- [a](#gone) -->",
        "![a](#gone)",
        '<img src="#gone">',
        "\\[a](#gone)",
        "    \n\n```\n[a](#gone)\n```",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_silent(link: str, end: str) -> None:
    text = f'# Related *Work*\n\n## Results\n\n## Results\n\n## 图像\n\n<a name="here"></a>\n\n{ENTRY}\nSee {link}\n'
    assert found(text.replace("\n", end), "L408") == []


def test_front_matter_is_silent() -> None:
    assert found("---\nlink: '[a](#gone)'\n---\n\n# A\n", "L408") == []


def test_a_link_that_front_matter_sends_to_a_site_is_silent_where_a_heading_fits() -> (
    None
):
    text = "---\ntitle: a\n---\n\n[a](#1-intro) [b](#gone)\n\n# 1. 🚀 Intro\n"
    assert marked(text, "L408") == ["#gone"]


@pytest.mark.parametrize(
    ("link", "heading", "right"),
    [
        ("[x](#relatedwork)", "## Related Work", "related-work"),
        ("[x](#related_work)", "## Related Work", "related-work"),
        ("[x](#Related%20Work)", "## Related Work", "related-work"),
        ("[x](<#Related Work>)", "## Related Work", "related-work"),
        ("[x](#related-work:)", "## Related Work:", "related-work"),
        ("[x](#q&a)", "## Q&A", "qa"),
        ("[x](#image--segmentation)", "## Image: (Segmentation)", "image-segmentation"),
        ("[x](#losses-metrics)", "## Losses & Metrics", "losses--metrics"),
        ("[x](#rocket-start)", "## 🚀 rocket start", "-rocket-start"),
        ("[x](#start)", "## 🚀 Start", "-start"),
        ("[x](#-tools)", "## 🛠️ Tools", "%EF%B8%8F-tools"),
        ("[x](#introduction)", "## 1. Introduction", "1-introduction"),
        ("[x](#1-introduction)", "## Introduction", "introduction"),
        ("[x](#（一）引言)", "## （一） 引言", "一-引言"),
        ("[Related Work](#section-2)", "## Related Work", "related-work"),
        ("[2. Related Work](#s2)", "## Related Work", "related-work"),
        ("[x](#fig-1)", '<a id="Fig_1"></a>', "Fig_1"),
        ('<a href="#relatedwork">x</a>', "## Related Work", "related-work"),
        ("[x][y]\n\n[y]: #relatedwork", "## Related Work", "related-work"),
    ],
)
def test_one_fits(link: str, heading: str, right: str) -> None:
    text = f"{ENTRY}\nSee {link}\n\n{heading}\n"
    (diagnostic,) = around(text)
    assert diagnostic.message.startswith(f"write #{right}: there is no #")
    assert diagnostic.fix
    assert diagnostic.fix.applicability.value == "safe"
    after = applied(text, [diagnostic])
    written = text[diagnostic.span.start : diagnostic.span.end]
    assert after == text.replace(written, f"#{right}", 1)
    assert around(after) == []


@pytest.mark.parametrize(
    ("link", "headings"),
    [
        ("[x](#gone)", "## A\n\n## B\n"),
        ("[x](#-)", "## A\n"),
        ("[x](#re-sults)", "## Results\n\n## Results\n"),
        ("[x](#re-sults)", "## Results\n\n## Res ults\n"),
        ("[x](#re-sults)", "## ![](a.png) Results\n"),
        ("[x](#fig-1)", '<a id="Fig_1"></a> <a id="fig1"></a>\n'),
        ("[x](#L10)", "## A\n"),
        ("[x](#re&#x73;ult-s)", "## Results\n"),
    ],
)
def test_none_fits_or_several(link: str, headings: str) -> None:
    (diagnostic,) = around(f"See {link}\n\n{headings}")
    assert diagnostic.fix is None


def test_place_and_message() -> None:
    text = note("""
        # Papers

        - [Work](#relatedwork) and [gone](#gone)

        ## Related Work
        """)
    assert found(text, "L408") == [
        (3, 10, "write #related-work: " + HERE.format("relatedwork")),
        (3, 35, "link to a heading of this notebook: " + HERE.format("gone")),
    ]
    assert marked(text, "L408") == ["#relatedwork", "#gone"]
    assert mended(text, "L408") == text.replace("#relatedwork", "#related-work")


def test_a_long_anchor_is_cut_in_the_message() -> None:
    assert found(f"[a](#{'x' * 60})\n", "L408") == [
        (1, 5, "link to a heading of this notebook: " + HERE.format("x" * 39 + "…"))
    ]


def test_a_definition_is_reported_once() -> None:
    assert [each[:2] for each in found("[a][x] [b][x]\n\n[x]: #gone\n", "L408")] == [
        (3, 6)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "vae.md#overview",
        "./vae.md#Results-1",
        "README.md#gan",
        "/README.md#%E5%85%A5%E9%97%A8",
        "vae.md#L10",
        "vae.md#L3-L5",
        "vae.md#L3C1-L5C2",
        "vae.md",
        "other.md#gone",
        "https://github.com/ada/papers#gan",
        "https://github.com/ada/papers/blob/main/vae.md#results",
        "https://github.com/ada/papers/blob/main/vae.md?plain=1#L7",
        "https://github.com/bob/papers#gone",
        "https://github.com/ada/papers/blob/v2/vae.md#gone",
        "gan.md#own",
        "https://github.com/ada/papers/blob/main/gan.md#own",
    ],
)
def test_other_notebooks_are_looked_into(link: str) -> None:
    assert around(f"# Own\n\n[a]({link})\n") == []


@pytest.mark.parametrize(
    ("link", "message", "right"),
    [
        (
            "vae.md#over_view",
            "write #overview: vae.md has no #over_view, and readers see its top",
            "vae.md#overview",
        ),
        (
            "./vae.md#gone",
            "link to a heading of that notebook: vae.md has no #gone, and readers see its top",
            "",
        ),
        (
            "README.md#g-an",
            "link to a heading of that notebook: README.md has no #g-an, and readers see its top",
            "",
        ),
        (
            "vae.md#re-sults",
            "write #results: vae.md has no #re-sults, and readers see its top",
            "vae.md#results",
        ),
        (
            "https://github.com/ada/papers/blob/main/vae.md#over_view",
            "write #overview: vae.md has no #over_view, and readers see its top",
            "https://github.com/ada/papers/blob/main/vae.md#overview",
        ),
        (
            "https://github.com/ada/papers#gone",
            "link to a heading of that notebook: README.md has no #gone, and readers see its top",
            "",
        ),
        (
            "gan.md#o-wn",
            "write #own: there is no #o-wn, and readers see the top of the page",
            "gan.md#own",
        ),
        (
            "gan.md#gone",
            "link to a heading of this notebook: there is no #gone, and readers see the top of the page",
            "",
        ),
    ],
)
def test_missing_in_another_notebook(link: str, message: str, right: str) -> None:
    text = f"# Own\n\n[a]({link})\n"
    (diagnostic,) = around(text)
    assert diagnostic.message == message
    assert (diagnostic.start, text[diagnostic.span.start : diagnostic.span.end]) == (
        (3, 5),
        link,
    )
    assert applied(text, [diagnostic]) == text.replace(link, right or link)


def test_a_malformed_anchor_is_told_once() -> None:
    config = Config(select=("L401", "L408"))
    assert (
        len(
            check(
                Source("See [Related Work](##relatedwork).\n\n## Related Work\n"),
                config,
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    "piece", ["[a](#x)\n\n", "[a](#b)\n\n# B.\n\n", "[Title](#b)\n\n# Title\n\n"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    from time import process_time

    source = Source(piece * 3000)
    start = process_time()
    check(source, Config(select=("L408",)))
    assert process_time() - start < 10
