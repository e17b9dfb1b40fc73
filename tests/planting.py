"""An orderly notebook made at random, and one defect of each rule planted in it.

The defect's place is marked while the text is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from notelint.notebook.model import Preferences
from notelint.rules.context import Picture, RepoContext, Verdict

MARK = "\ue000"  # stands where the defect is, and is taken out

WORDS = """
attention transformer diffusion contrastive representation segmentation detection graph neural network adversarial generative latent
flow policy reward language vision speech molecule protein depth pose tracking retrieval distillation pruning quantization calibration
robustness fairness privacy federated continual meta few shot zero weakly supervised implicit field radiance hashing mixture expert
sparse routing alignment preference tokenizer embedding kernel bandit causal discovery
""".split()
NOTES = (
    "对比学习里负样本的数量比温度更要紧",
    "the ablation in table 3 is the part to read",
    "换了数据集之后提升只剩一半",
    "loss 里多了一项正则，去掉它训练会发散",
)
VENUES = ("CVPR 2021", "ICLR 2022", "NeurIPS 2020", "ICML 2023", "ECCV 2022")
SECTIONS = ("Segmentation", "Generative models", "Language", "Graphs", "Robots")


@dataclass
class Entry:
    """The pieces of one entry, as they are written."""

    number: int
    title: str
    key: str
    venue: str
    note: str
    figure: str
    lines: list[str] = field(default_factory=list)
    marker: str = ""

    def __post_init__(self) -> None:
        self.marker = f"{self.number}. "
        self.lines = [
            f"[{self.title}]({self.url}) ({self.venue})<br/>",
            f"{self.note}<br/>",
            f'<img src="{self.figure}" width="500" alt="the figure" />',
        ]

    @property
    def url(self) -> str:
        return f"https://arxiv.org/abs/{self.key}"

    @property
    def text(self) -> str:
        indent = " " * len(f"{self.number}. ")
        return f"{self.marker}{self.lines[0]}\n" + "".join(
            f"{indent}{line}\n" if line.strip(MARK) else f"{line}\n"
            for line in self.lines[1:]
        )


@dataclass
class Section:
    """A heading and its entries."""

    heading: str
    entries: list[Entry]
    title: str = ""

    def __post_init__(self) -> None:
        self.title = self.heading.lstrip("# ")

    @property
    def text(self) -> str:
        return f"{self.heading}\n\n" + "\n".join(entry.text for entry in self.entries)


@dataclass
class Notes:
    """A notebook in pieces."""

    random: Random
    sections: list[Section]
    contents: list[str]
    head: str = "# Paper notes\n"
    tail: str = ""
    preferences: Preferences = field(default_factory=Preferences)

    @property
    def text(self) -> str:
        contents = "".join(f"{line}\n" for line in self.contents)
        return (
            f"{self.head}\n{contents}\n"
            + "\n".join(section.text for section in self.sections)
            + self.tail
        )

    @property
    def entries(self) -> list[Entry]:
        return [entry for section in self.sections for entry in section.entries]

    def entry(self, *, first: bool = True, last: bool = True) -> Entry:
        """Any entry, or any but the first or last of its section."""
        section = self.random.choice(self.sections)
        return self.random.choice(
            section.entries[0 if first else 1 : None if last else -1]
        )

    def pair(self, *, one_section: bool) -> tuple[Entry, Entry]:
        """Two entries in the order of the text, of one section or of two."""
        if one_section:
            entries = self.random.choice(self.sections).entries
            first, second = sorted(self.random.sample(range(len(entries)), 2))
            return entries[first], entries[second]
        first, second = sorted(self.random.sample(range(len(self.sections)), 2))
        return self.random.choice(self.sections[first].entries), self.random.choice(
            self.sections[second].entries
        )


def orderly(random: Random) -> Notes:
    """A notebook of 24 to 30 entries in four or five sections, in canonical form."""
    names = random.sample(SECTIONS, random.randint(4, 5))
    months = [
        f"{year:02}{month:02}" for year in range(15, 24) for month in range(1, 13)
    ]
    keys = [
        f"{month}.{random.randint(1, 9999):05}" for month in random.sample(months, 40)
    ]
    titles = iter({" ".join(random.sample(WORDS, 6)).capitalize() for _ in range(200)})
    sections = []
    for name in names:
        entries = []
        for number in range(1, random.randint(6, 7)):
            key = keys.pop()
            entries.append(
                Entry(
                    number,
                    next(titles),
                    key,
                    random.choice(VENUES),
                    random.choice(NOTES),
                    f"./figs/{key}.png",
                )
            )
        sections.append(Section(f"## {name}", entries))
    contents = [f"- [{name}](#{name.lower().replace(' ', '-')})" for name in names]
    return Notes(random, sections, contents)


def around(text: str) -> RepoContext:
    """The world around it: every figure is there and in Git, but for those whose names
    say otherwise.
    """
    figures = {
        path: Picture("png", 20_000)
        for path in re.findall(r"(?:figs|other)/[\w.]+\.png", text)
        if "gone" not in path
    }
    figures.update(
        {path: Picture("png", 9_000_000) for path in figures if "huge" in path}
    )
    figures.update({path: Picture("lfs", 130) for path in figures if "pointer" in path})
    figures["figs/lower.png"] = Picture("png", 1)
    files = {*figures, "README.md"}
    untracked = {path for path in figures if "untracked" in path}
    folders = {
        folder: frozenset(
            path.rpartition("/")[2] for path in figures if path.startswith(f"{folder}/")
        )
        for folder in ("figs", "other")
    }
    return RepoContext(
        "README.md",
        {"": frozenset({"README.md", "figs", "other"}), **folders},
        tracked=frozenset(files - untracked),
        others=frozenset(untracked),
        pictures=figures,
        repository="someone/notes",
        verdicts=verdicts(text),
    )


ELSEWHERE = {
    "https://arxiv.org/abs/2402.00601": Verdict(
        "missing", 200, host="export.arxiv.org"
    ),
    "https://lab.example/gone": Verdict("dead", 404, host="lab.example"),
    "https://lab.example/old": Verdict(
        "moved", 301, "https://lab.example/new", host="lab.example"
    ),
    "https://arxiv.org/abs/2402.00604": Verdict(
        "ok",
        200,
        title="Glazes of Medieval Pottery in Northern Villages",
        authors=("A. One",),
    ),
    "https://arxiv.org/abs/2402.00605": Verdict("withdrawn", 200),
    "https://lab.example/walled": Verdict(
        "unverified", 403, reason="shuts programs out (403)", host="lab.example"
    ),
    "https://arxiv.org/abs/2402.00607": Verdict(
        "ok", 200, venue="Acta Numerica 7, 2024"
    ),
    "http://10.0.0.8/slides": Verdict(
        "refused", reason="10.0.0.8 is a private address"
    ),
}


def verdicts(text: str) -> dict[str, Verdict]:
    """What the network says: each link is alive, and its paper has the one title that
    stands there; but for what is planted.
    """
    titles: dict[str, set[str]] = {}
    for title, url in re.findall(r"\[([^\]]+)\]\((http[^)]+)\)", text):
        titles.setdefault(url, set()).add(title)
    alive = {
        url: Verdict("ok", 200, title=found.pop() if len(found) == 1 else "")
        for url, found in titles.items()
    }
    return {**alive, **ELSEWHERE}


Planter = Callable[[Notes], None]
PLANTERS: dict[str, Planter] = {}


def plants(code: str) -> Callable[[Planter], Planter]:
    """The function plants a defect of this rule."""

    def keep(planter: Planter) -> Planter:
        PLANTERS[code] = planter
        return planter

    return keep


@plants("E101")
def number_jumps(notes: Notes) -> None:
    entry = notes.entry(first=False)
    entry.marker = f"{MARK}{notes.random.choice([number for number in range(2, 10) if number != entry.number])}. "


@plants("E102")
def no_blank_behind_the_number(notes: Notes) -> None:
    entry = notes.entry()
    entry.marker = MARK + notes.random.choice(
        (f"{entry.number}.", f"{entry.number}、", f"（{entry.number}）")
    )
    entry.lines = entry.lines[:1]
    entry.lines[0] = entry.lines[0].removesuffix("<br/>")


@plants("E103")
def nothing_behind_the_number(notes: Notes) -> None:
    section = notes.random.choice(notes.sections)
    number = len(section.entries) + 1
    entry = Entry(number, "", "", "", "", "")
    entry.marker, entry.lines = f"{MARK}{number}.", [""]
    section.entries.append(entry)


@plants("E104")
def no_link(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = f"{MARK}{entry.title} ({entry.venue})<br/>"


@plants("E105")
def nothing_but_a_link(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines = [f"{MARK}[{entry.title}]({entry.url})"]


@plants("E106")
def title_on_two_lines(notes: Notes) -> None:
    entry = notes.entry()
    first, second = entry.title.split(" ", 1)
    indent = " " * len(entry.marker)
    entry.lines[0] = (
        f"[{MARK}{first}\n{indent}{second}]({entry.url}) ({entry.venue})<br/>"
    )


@plants("E107")
def nothing_behind_the_link(notes: Notes) -> None:
    entry = notes.entry()
    target = notes.random.choice(("", "#", "TODO"))
    entry.lines[1] = f"see {MARK}[my notes]({target})<br/>"


@plants("E108")
def bullet_among_numbers(notes: Notes) -> None:
    entry = notes.entry()
    entry.marker = f"{MARK}-  "


@plants("E109")
def comment_of_a_programmer(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[1] = f"{MARK}// read again<br/>"


@plants("E110")
def venue_glued_to_the_title(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(") (", f"){MARK}(")


@plants("B201")
def other_spelling_of_a_break(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[1] = entry.lines[1].replace(
        "<br/>", MARK + notes.random.choice(("<br>", "<br />"))
    )


@plants("B202")
def no_break_behind_the_title(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace("<br/>", MARK)


@plants("B203")
def closed_break(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[1] = entry.lines[1].replace(
        "<br/>", MARK + notes.random.choice(("</br>", "<\\br>"))
    )


@plants("B204")
def break_at_the_end(notes: Notes) -> None:
    notes.entry().lines[2] += f"{MARK}<br/>"


@plants("B205")
def blank_before_a_break(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[1] = entry.lines[1].replace("<br/>", f"{MARK} <br/>")


def _figure(entry: Entry, target: str) -> None:
    entry.lines[2] = entry.lines[2].replace(entry.figure, MARK + target)


@plants("F301")
def no_such_figure(notes: Notes) -> None:
    _figure(notes.entry(), "./figs/gone.png")


@plants("F302")
def other_letter_case(notes: Notes) -> None:
    _figure(notes.entry(), "./figs/Lower.PNG")


@plants("F303")
def path_of_another_kind(notes: Notes) -> None:
    entry = notes.entry()
    _figure(
        entry,
        notes.random.choice(
            (entry.figure.replace("/", "\\"), f"/Users/me/notes/{entry.figure[2:]}")
        ),
    )


@plants("F304")
def figure_that_git_does_not_have(notes: Notes) -> None:
    _figure(notes.entry(), "./figs/untracked.png")


@plants("F305")
def figure_elsewhere(notes: Notes) -> None:
    _figure(notes.entry(), "./other/place.png")


@plants("F307")
def figure_left_of_the_text(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[1] += f"\n{MARK}{entry.lines.pop()}"


@plants("F308")
def blanks_around_the_equals_sign(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[2] = entry.lines[2].replace(
        'width="500"',
        f"{MARK}width={notes.random.choice(('500', chr(39) + '500' + chr(39)))}",
    )


@plants("F309")
def no_words_for_the_figure(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[2] = MARK + entry.lines[2].replace(' alt="the figure"', "")


@plants("F310")
def large_figure(notes: Notes) -> None:
    _figure(notes.entry(), "./figs/huge.png")


@plants("F311")
def page_in_place_of_a_figure(notes: Notes) -> None:
    entry = notes.entry()
    _figure(entry, f"https://github.com/someone/notes/blob/main/{entry.figure[2:]}")


@plants("F312")
def pointer_in_place_of_a_figure(notes: Notes) -> None:
    _figure(notes.entry(), "./figs/pointer.png")


@plants("F313")
def figure_in_the_other_syntax(notes: Notes) -> None:
    notes.preferences = Preferences(figure="html")
    entry = notes.entry()
    entry.lines[2] = f"{MARK}![the figure]({entry.figure})"


def _link(entry: Entry, text: str) -> None:
    entry.lines[1] = f"{entry.note}, see {text}<br/>"


@plants("L401")
def link_that_is_none(notes: Notes) -> None:
    _link(
        notes.entry(),
        notes.random.choice(
            (
                f"{MARK}[code] (https://github.com/a/b)",
                f"[code]({MARK}(https://github.com/a/b))",
                f"[code]({MARK}https//github.com/a/b)",
                f"[code]({MARK}github.com/a/b)",
                f"{MARK}[code](https://github.com/a/b c)",
            )
        ),
    )


@plants("L402")
def link_with_a_sender(notes: Notes) -> None:
    _link(notes.entry(), f"[code]({MARK}https://example.org/a?utm_source=x)")


@plants("L403")
def paper_spelled_otherwise(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(
        "https://arxiv",
        MARK
        + notes.random.choice(
            ("http://arxiv", "https://www.arxiv", "http://export.arxiv")
        ),
    )


@plants("L404")
def pdf_among_abs(notes: Notes) -> None:
    notes.preferences = Preferences(arxiv_link="abs")
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(
        "https://arxiv.org/abs", f"{MARK}https://arxiv.org/pdf"
    )


@plants("L405")
def month_thirteen(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(
        entry.url, f"{MARK}https://arxiv.org/abs/2113.01234"
    )


@plants("L406")
def host_that_is_gone(notes: Notes) -> None:
    _link(notes.entry(), f"[code]({MARK}https://paperswithcode.com/paper/a-b-c)")


@plants("L407")
def file_that_is_not_there(notes: Notes) -> None:
    _link(notes.entry(), f"[longer notes]({MARK}notes/gone.md)")


@plants("L408")
def heading_that_is_not_there(notes: Notes) -> None:
    _link(notes.entry(), f"[above]({MARK}#nowhere)")


@plants("L409")
def password_in_a_link(notes: Notes) -> None:
    _link(
        notes.entry(),
        f"[code]({MARK}{notes.random.choice(('https://me:secret@example.org/a', 'javascript:alert', 'ftp://example.org/a'))})",
    )


@plants("L410")
def naked_address(notes: Notes) -> None:
    _link(notes.entry(), f"{MARK}https://github.com/a/b")


@plants("L411")
def token_in_a_link(notes: Notes) -> None:
    _link(
        notes.entry(),
        f"[blog]({MARK}https://mp.weixin.qq.com/s?__biz=a&mid=1&token=12345)",
    )


@plants("L412")
def address_in_an_address(notes: Notes) -> None:
    _link(
        notes.entry(),
        f"[blog]({MARK}https://link.zhihu.com/?target=https%3A//example.org/a)",
    )


@plants("L413")
def code_that_leads_to_a_paper(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(
        "<br/>", f" [[code]({MARK}{entry.url})]<br/>"
    )


@plants("P501")
def one_paper_twice(notes: Notes) -> None:
    first, second = notes.pair(one_section=True)
    second.lines[0] = f"{MARK}[{first.title}]({first.url}) ({first.venue})<br/>"


@plants("P502")
def one_paper_under_two_titles(notes: Notes) -> None:
    first, second = notes.pair(one_section=notes.random.random() < 0.5)
    second.title = "Completely unrelated words about something"
    second.lines[0] = f"{MARK}[{second.title}]({first.url}) ({first.venue})<br/>"


@plants("P503")
def version_in_the_link(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(entry.url, f"{MARK}{entry.url}v2")


@plants("P504")
def one_paper_in_two_sections(notes: Notes) -> None:
    first, second = notes.pair(one_section=False)
    second.lines[0] = f"{MARK}[{first.title}]({first.url}) ({first.venue})<br/>"


@plants("N601")
def id_of_no_paper(notes: Notes) -> None:
    other_id(notes, "2402.00601")


@plants("N602")
def page_that_is_gone(notes: Notes) -> None:
    other_link(notes, "https://lab.example/gone")


@plants("N603")
def page_that_has_moved(notes: Notes) -> None:
    other_link(notes, "https://lab.example/old")


@plants("N604")
def id_of_another_paper(notes: Notes) -> None:
    other_id(notes, "2402.00604")


@plants("N605")
def paper_that_was_withdrawn(notes: Notes) -> None:
    other_id(notes, "2402.00605")


@plants("N606")
def page_behind_a_wall(notes: Notes) -> None:
    other_link(notes, "https://lab.example/walled")


@plants("N607")
def preprint_that_has_appeared(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] = f"[{entry.title}]({MARK}https://arxiv.org/abs/2402.00607)<br/>"


@plants("N608")
def page_in_a_private_network(notes: Notes) -> None:
    other_link(notes, "http://10.0.0.8/slides")


def other_link(notes: Notes, url: str) -> None:
    """One entry with a link that the network knows something about."""
    entry = notes.entry()
    entry.lines[1] = f"[project]({MARK}{url}) {entry.lines[1]}"


def other_id(notes: Notes, key: str) -> None:
    """One entry with the id of a paper that the network knows something about."""
    entry = notes.entry()
    entry.lines[0] = entry.lines[0].replace(
        entry.url, f"{MARK}https://arxiv.org/abs/{key}"
    )


@plants("S701")
def contents_without_a_section(notes: Notes) -> None:
    place = notes.random.randrange(len(notes.sections))
    del notes.contents[place]
    notes.sections[place].heading = MARK + notes.sections[place].heading


@plants("S702")
def heading_without_a_blank(notes: Notes) -> None:
    notes.tail = f"\n{MARK}##Reading list\n\nWhat is still to come.\n"


@plants("S703")
def heading_with_nothing_below(notes: Notes) -> None:
    section = notes.random.choice(notes.sections)
    section.heading = f"{section.heading}"
    notes.tail = f"\n{MARK}### Later\n"


@plants("S704")
def section_twice(notes: Notes) -> None:
    section = notes.random.choice(notes.sections)
    notes.tail = f"\n{MARK}{section.heading}\n\nMore of the same.\n"


@plants("S705")
def name_twice(notes: Notes) -> None:
    first, second = notes.pair(one_section=notes.random.random() < 0.5)
    first.lines[1] = f'<a id="here"></a>{first.lines[1]}'
    second.lines[1] = f'<a id="{MARK}here"></a>{second.lines[1]}'


@plants("W801")
def blank_at_the_end(notes: Notes) -> None:
    notes.entry().lines[2] += f"{MARK} "


@plants("W802")
def many_empty_lines(notes: Notes) -> None:
    section = notes.random.choice(notes.sections[1:])
    section.heading = f"\n{MARK}\n\n{section.heading}"


@plants("W803")
def line_left_of_the_text(notes: Notes) -> None:
    entry = notes.entry()
    entry.lines[0] += f"\n{MARK}{entry.lines.pop(1)}"


@plants("W804")
def lines_behind_the_end(notes: Notes) -> None:
    notes.tail = f"{MARK}\n\n"


@plants("X901")
def comment_that_silences_nothing(notes: Notes) -> None:
    notes.tail = f"\n<!-- notelint-disable-next-line {MARK}E101 -->\n"


@plants("X903")
def conflict_that_is_left(notes: Notes) -> None:
    notes.tail = f"\n{MARK}<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> other\n"


def planted(code: str, random: Random) -> tuple[Notes, str, int]:
    """A notebook with a defect of this rule: its pieces, its text and where in it the
    defect is.
    """
    notes = orderly(random)
    PLANTERS[code](notes)
    text = notes.text
    place = text.index(MARK)
    return notes, text.replace(MARK, ""), place
