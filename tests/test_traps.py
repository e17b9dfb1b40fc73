"""What looks like a defect and is none: in an orderly notebook of twelve entries, no rule
that is on by itself says a word.

Behind the traps stand their twins: texts that differ by little and are defects, so that
silence is no blindness.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.reading import read
from notelint.rules.context import Picture, RepoContext
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.notes import note

PAPERS = [
    (
        "1706.03762",
        "Attention Is All You Need",
        "NIPS 2017",
        "No recurrence is left, so all positions train at once.",
    ),
    (
        "1512.03385",
        "Deep Residual Learning for Image Recognition",
        "CVPR 2016",
        "Each block learns what to add to its input.",
    ),
    (
        "1412.6980",
        "Adam: A Method for Stochastic Optimization",
        "ICLR 2015",
        "二阶矩决定每个参数的步长。",
    ),
    (
        "1502.03167",
        "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift",
        "ICML 2015",
        "测试时换成滑动平均。",
    ),
    (
        "1505.04597",
        "U-Net: Convolutional Networks for Biomedical Image Segmentation",
        "MICCAI 2015",
        "Skip connections carry the edges.",
    ),
    ("1406.2661", "Generative Adversarial Networks", "NIPS 2014", "两个网络互相博弈。"),
    (
        "2006.11239",
        "Denoising Diffusion Probabilistic Models",
        "NeurIPS 2020",
        "The network predicts the noise.",
    ),
    (
        "2003.08934",
        "NeRF: Representing Scenes as Neural Radiance Fields for View Synthesis",
        "ECCV 2020",
        "五维输入，体渲染输出。",
    ),
    ("1703.06870", "Mask R-CNN", "ICCV 2017", "RoIAlign does without rounding."),
    (
        "2103.00020",
        "Learning Transferable Visual Models From Natural Language Supervision",
        "ICML 2021",
        "图文对比学习。",
    ),
    (
        "1609.02907",
        "Semi-Supervised Classification with Graph Convolutional Networks",
        "ICLR 2017",
        "Two layers are enough here.",
    ),
    (
        "2106.09685",
        "LoRA: Low-Rank Adaptation of Large Language Models",
        "ICLR 2022",
        "只训低秩的增量。",
    ),
]
FILES = {
    "figs/loss.png",
    "figs/注意力.png",
    "figs/two words.png",
    "README.md",
    "notes/long.md",
    "notes/figs/inner.png",
    "paper.pdf",
}
FOLDERS = {
    "": frozenset({"figs", "notes", "README.md", "paper.pdf"}),
    "figs": frozenset({"loss.png", "注意力.png", "two words.png"}),
    "notes": frozenset({"long.md", "figs"}),
    "notes/figs": frozenset({"inner.png"}),
}
PICTURES = {path: Picture("png", 20_000) for path in FILES if path.endswith(".png")}


def said(text: str, path: str = "README.md") -> list[Diagnostic]:
    around = RepoContext(
        path,
        FOLDERS,
        tracked=frozenset(FILES),
        pictures=PICTURES,
        repository="someone/notes",
    )
    return check(Source.from_text(text, path), Config(), lambda _: around)


def codes(text: str, path: str = "README.md") -> list[str]:
    return [each.code for each in said(text, path)]


def entry(number: int, tail: str = "<br/>", venue: bool = True) -> str:
    """One of the twelve, from 1, numbered as in its section."""
    arxiv, title, where, words = PAPERS[number - 1]
    appeared = f" ({where})" if venue else ""
    return f"{(number - 1) % 6 + 1}. [{title}](https://arxiv.org/pdf/{arxiv}){appeared}{tail}\n   {words}\n"


def sections(
    entries: Iterable[str],
    heads: tuple[str, str] = ("## Foundations\n", "## Since then\n"),
) -> str:
    """Twelve entries in two sections, as a loose list each."""
    whole = list(entries)
    return "\n".join(["# Paper notes\n", heads[0], *whole[:6], heads[1], *whole[6:]])


def notebook(inside: str = "", after: str = "", before: str = "") -> str:
    """The notebook with more in its last entry (under its text), behind all of its
    entries, or before them.
    """
    text = sections(entry(number) for number in range(1, 13))
    if inside:
        text = (
            text.rstrip("\n")
            + "<br/>\n"
            + "".join(
                f"   {line}\n" if line else "\n"
                for line in note(inside).rstrip("\n").split("\n")
            )
        )
    if before:
        text = text.replace(
            "# Paper notes\n", f"# Paper notes\n\n{note(before).rstrip()}\n", 1
        )
    return f"{text}\n{note(after).rstrip()}\n" if after else text


def extra(url: str, words: str = "talk") -> str:
    """The notebook with one more link in its last entry."""
    return notebook(inside=f"See also [{words}]({url}) for more.")


def many(line: str, count: int = 12) -> str:
    """A notebook of so many entries of one kind; `{id}`, `{title}`, `{venue}`, `{words}`
    and `{n}` are filled in.
    """
    rows = (
        line.format(id=each[0], title=each[1], venue=each[2], words=each[3], n=place)
        for place, each in enumerate(PAPERS[:count], start=1)
    )
    return "# Paper notes\n\n" + "".join(map(under_its_text, rows))


def under_its_text(entry: str) -> str:
    """An entry whose lines stand under its text behind a number of two digits too."""
    return entry.replace("\n   ", "\n    ") if entry[:2].isdigit() else entry


CONTENTS = "## Contents\n\n- [Foundations](#foundations)\n- [Since then](#since-then)\n- [Talks](#talks)"
U = "https://arxiv.org/pdf/{id}"

SHAPES = {
    "bare links are the habit": many(f"- [{{title}}]({U})\n"),
    "a section of bare links in a notebook of notes": notebook(
        after="""
        ## To read

        1. [Layer Normalization](https://arxiv.org/pdf/1607.06450)
        2. [Group Normalization](https://arxiv.org/pdf/1803.08494)
        3. [Mamba: Linear-Time Sequence Modeling with Selective State Spaces](https://arxiv.org/pdf/2312.00752)
        """
    ),
    "badges in double brackets": many(
        f"- **{{title}}** ({{venue}}) [[paper]]({U}): {{words}}\n"
    ),
    "badges within brackets": many(
        f"- {{title}}, {{venue}} [[paper]({U})]. {{words}}\n"
    ),
    "bold titles that are links": many(
        f"- **[{{title}}]({U})** ({{venue}}): {{words}}\n"
    ),
    "a name and a venue within the link's text": many(
        f"- [[A{{n}}] {{title}} ({{venue}})]({U}): {{words}}\n"
    ),
    "numbers in brackets are the habit": many(
        f"[{{n}}] {{title}}. {{venue}}. [pdf]({U})\n\n{{words}}\n\n"
    ).rstrip("\n")
    + "\n",
    "Chinese numbers are the habit": many(
        f"{{n}}、[{{title}}]({U})，{{words}}\n\n"
    ).rstrip("\n")
    + "\n",
    "fullwidth brackets are the habit": many(
        f"（{{n}}）[{{title}}]({U})，{{words}}\n\n"
    ).rstrip("\n")
    + "\n",
    "titles glued to their venues are the habit": many(
        f"{{n}}. [{{title}}]({U})({{venue}})<br/>\n   {{words}}\n"
    ),
    "nested bullets beside plain ones": many(
        f"- **{{title}}** ({{venue}}) [[paper]]({U})\n  - {{words}}\n"
    )
    + "- Surveys\n  - **Deep learning in neural networks: An overview** [[paper]](https://arxiv.org/pdf/1404.7828)\n    - 很全\n",
    "a list of data sets without papers": notebook(
        after="""
        ## Data sets

        - ImageNet, 1000 classes
        - COCO, 80 classes
        - ADE20K, 150 classes
        """
    ),
    "a contents list": notebook(before=CONTENTS, after="## Talks\n\nOn Fridays."),
    "[TOC]": notebook(before="[TOC]"),
    "prose that mentions papers": notebook(
        before="""
        This follows [Attention Is All You Need](https://arxiv.org/pdf/1706.03762) and
        what came of it; start with [LoRA](https://arxiv.org/pdf/2106.09685) if you are in a hurry.
        """
    ),
    "a table that compares, in a numbered notebook": notebook(
        after="""
        ## At a glance

        | Model | Layers | Paper |
        | --- | --- | --- |
        | VGG | 19 | [link](https://arxiv.org/pdf/1409.1556) |
        | GoogLeNet | 22 | [link](https://arxiv.org/pdf/1409.4842) |
        """
    ),
    "a longer bullet list of another kind": notebook(
        after="""
        ## Surveys

        - [A Survey on Deep Learning in Medical Image Analysis](https://arxiv.org/pdf/1702.05747): thorough
        - [Deep learning in neural networks: An overview](https://arxiv.org/pdf/1404.7828): historical
        - [Object Detection in 20 Years: A Survey](https://arxiv.org/pdf/1905.05055): with many timelines
        """
    ),
    "a remark among the entries": notebook(
        after="13 more are waiting on my desk, 下次再写。"
    ),
    "an item that is a remark": many(f"- [{{title}}]({U}): {{words}}\n")
    + "- 更多综述以后再补\n",
    "a paper that is named by its id": many(f"- [{{title}}]({U}): {{words}}\n")
    + "- Layer Normalization, arXiv:1607.06450, 2016\n",
    "no words but a venue, a figure or a note of one's own": notebook(
        after="""
        ## In short

        1. [Layer Normalization](https://arxiv.org/pdf/1607.06450) (arXiv 2016)

        2. [Group Normalization](https://arxiv.org/pdf/1803.08494)

           ![loss](figs/loss.png)

        3. [Dropout as a Bayesian Approximation](https://arxiv.org/pdf/1506.02142) [long notes](notes/long.md)
        """
    ),
    "titles followed by other marks than blanks": notebook(
        after="""
        ## Marks

        1. [Layer Normalization](https://arxiv.org/pdf/1607.06450)，不依赖 batch。

        2. [Group Normalization](https://arxiv.org/pdf/1803.08494)（ECCV 2018）

        3. [Squeeze-and-Excitation Networks](https://arxiv.org/pdf/1709.01507)[[code]](https://github.com/hujie-frank/SENet)，给通道加权。

        4. [Densely Connected Convolutional Networks](https://arxiv.org/pdf/1608.06993): every layer sees all before it.
        """
    ),
    "bullets under a heading, the first with a short title": many(
        f"- **{{title}}** [[paper]]({U})\n  - {{words}}\n"
    )
    + "\n## Worlds\n\n- **World Models** [[paper]](https://arxiv.org/pdf/1803.10122)\n  - 在梦里训练\n"
    + "- **Dream to Control** [[paper]](https://arxiv.org/pdf/1912.01603)\n  - 在隐空间里想象\n",
    "task items": many(f"- [x] [{{title}}]({U}): {{words}}\n"),
}

NUMBERS = {
    "two lists in one section": notebook(
        after="""
        And two on optimisation:

        1. [On the Convergence of Adam and Beyond](https://openreview.net/forum?id=ryQu7f-RZ) (ICLR 2018)<br/>
           AMSGrad keeps the largest second moment.

        2. [Decoupled Weight Decay Regularization](https://arxiv.org/pdf/1711.05101) (ICLR 2019)<br/>
           衰减不进梯度。
        """
    ),
    "counting on from the section before": sections(
        entry(number) for number in range(1, 7)
    ).rstrip("\n")
    + "\n\n"
    + "\n".join(
        under_its_text(entry(number).replace(f"{number - 6}.", f"{number}.", 1))
        for number in range(7, 13)
    ),
    "all are 1": many(f"1. [{{title}}]({U}) ({{venue}})<br/>\n   {{words}}\n"),
    "points in fullwidth brackets within an entry": notebook(
        inside="""
        （1）原权重冻结；<br/>
        （2）B 初始化为零；<br/>
        （3）推理前合并。
        """
    ),
    "Chinese points within an entry": notebook(
        inside="""
        1、冻结原权重<br/>
        2、只训增量
        """
    ),
    "a year in brackets at a line's start": notebook(
        inside="(2017) is when this began, (2021) when it caught on."
    ),
    "a decimal at a line's start": notebook(
        inside="2.5 times fewer parameters than [adapters](https://arxiv.org/pdf/1902.00751) need."
    ),
    "a year and month at a line's start": notebook(
        inside="2017.06 on arXiv, with [code](https://github.com/tensorflow/tensor2tensor)."
    ),
    "a section that begins with a raw heading": sections(
        (entry(number) for number in range(1, 13)),
        ("## Foundations\n", '<h2 id="since">Since then</h2>\n'),
    ),
    "(2017) behind a title is no number": many(f"- [{{title}}]({U}) (2017)\n"),
}

BREAKS = {
    "<br> in table cells": notebook(
        after="| What | How |\n| --- | --- |\n| heads | eight<br>of 64 each |\n| layers | six<br />of each |"
    ),
    "<br> in an HTML header": notebook(
        before='<p align="center">\n<b>Paper notes</b><br>\nsince 2019\n</p>'
    ),
    "<br> in code": notebook(
        inside="Written `<br>` or `</br>`, a break is a break to no parser."
    ),
    "<br> in a code block": notebook(after="```html\none<br>two</br>three\n```"),
    "<br> in a comment": notebook(after="<!-- one<br>two</br> -->"),
    "a break at the start of the next line": sections(
        entry(number)
        if number != 5
        else entry(5, tail="").replace("\n   ", "\n   <br/>", 1)
        for number in range(1, 13)
    ),
    "two breaks at an entry's end": notebook(inside="更多细节见附录。<br/><br/>"),
    "a bare venue on the line behind the title": sections(
        entry(number)
        if number != 6
        else entry(6, "", venue=False).replace("\n   ", "\n   (NIPS 2014)<br/>\n   ", 1)
        for number in range(1, 13)
    ),
    "nothing between two figures": notebook(
        inside='Both losses:<br/>\n<img src="figs/loss.png" width="300" />\n<img src="figs/注意力.png" width="300" />'
    ),
    "two-space breaks throughout": sections(
        entry(number, "  ") for number in range(1, 13)
    ),
    "backslash breaks throughout": sections(
        entry(number, "\\") for number in range(1, 13)
    ),
    "a two-space break among HTML breaks": notebook(
        inside="One more line,  \nand what follows."
    ),
    "no breaks at all": sections(entry(number, "") for number in range(1, 13)),
    "breaks within a line": notebook(inside="One<br/>two<br/>three."),
    "all entries end with a break": sections(
        entry(number).rstrip("\n") + "<br/>\n" for number in range(1, 13)
    ),
    "blanks before a break at a line's start": notebook(
        inside="Text without its break\n  <br/>of its own."
    ),
}

FIGURES = {
    "a Jekyll template": notebook(
        inside='<img src="{{ site.baseurl }}/figs/nowhere.png" width="300" />'
    ),
    "a Jekyll template in Markdown": notebook(
        inside="![loss]({{ site.url }}/figs/nowhere.png)"
    ),
    "from the root": notebook(inside='<img src="/figs/loss.png" width="300" />'),
    "with ./": notebook(inside='<img src="./figs/loss.png" width="300" />'),
    "encoded": notebook(inside="![attention](figs/%E6%B3%A8%E6%84%8F%E5%8A%9B.png)"),
    "encoded blank": notebook(inside="![two words](figs/two%20words.png)"),
    "Chinese": notebook(inside="![注意力](figs/注意力.png)"),
    "with ?raw=true": notebook(inside="![loss](figs/loss.png?raw=true)"),
    "elsewhere": notebook(
        inside="![loss](https://user-images.githubusercontent.com/1/2-abc.png)"
    ),
    "data": notebook(
        inside="![dot](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=)"
    ),
    "width in per cent": notebook(inside='<img src="figs/loss.png" width="50%" />'),
    "without a width": notebook(inside='<img src="figs/loss.png">'),
    "with a style": notebook(inside='<img src="figs/loss.png" style="zoom: 50%;" />'),
    "with no alt text": notebook(inside="![](figs/loss.png)"),
    "in the other syntax": notebook(
        inside='<img src="figs/loss.png" width="300" /><br/>\n![attention](figs/注意力.png)'
    ),
    "a formula image": notebook(
        inside="![](https://latex.codecogs.com/gif.latex? L = x + y )"
    ),
    "a formula image that GitHub shows": notebook(
        inside="![](https://latex.codecogs.com/gif.latex?L=x+y)"
    ),
    "in a second folder, where figures are few": notebook(
        inside="![loss](figs/loss.png)<br/>\n![inner](notes/figs/inner.png)"
    ),
    "path in code": notebook(
        inside="Put them in `figs/nowhere.png`, with `![](figs/NoWhere.png)`."
    ),
    "indented under its entry": notebook(
        inside='看图：<br/>\n<img src="figs/loss.png" width="300" />'
    ),
    "a page of the own repository, raw": notebook(
        inside="![loss](https://github.com/someone/notes/blob/main/figs/loss.png?raw=true)"
    ),
    "the own repository's raw host": notebook(
        inside="![loss](https://raw.githubusercontent.com/someone/notes/main/figs/loss.png)"
    ),
    "two tags on one line of an entry": notebook(
        inside='<img src="figs/loss.png" width="30" /> <img src="figs/注意力.png" width="30" />'
    ),
    "in a raw HTML header": notebook(
        before="<p align=center>\n<img src=figs/loss.png width=300>\n</p>"
    ),
}

LINKS = {
    "blanks around a target": extra(" https://github.com/microsoft/LoRA "),
    "balanced brackets in a target": extra(
        "https://en.wikipedia.org/wiki/Transformer_(deep_learning_architecture)"
    ),
    "an address in an address": extra(
        "https://web.archive.org/web/2016/https://deepmind.com/blog"
    ),
    "a text fragment": extra(
        "https://huggingface.co/docs/peft/index#:~:text=low%20rank"
    ),
    "a branch on a code host": extra(
        "https://gitlab.com/someone/project/-/blob/main/a.py?ref=dev"
    ),
    "a tab on a code host": extra(
        "https://github.com/microsoft/LoRA?tab=readme-ov-file#quickstart"
    ),
    "lines on a code host": extra(
        "https://github.com/microsoft/LoRA/blob/main/loralib/layers.py#L10-L20"
    ),
    "a video at a time": extra("https://www.youtube.com/watch?v=kCc8FmEb1nY&t=30s"),
    "an HTTP page that is no paper's": extra(
        "http://nlp.seas.harvard.edu/annotated-transformer/"
    ),
    "a WeChat article needs its query": extra(
        "https://mp.weixin.qq.com/s?__biz=MzA3MzI4MjgzMw==&mid=2650&idx=1&sn=0a1b2c"
    ),
    "a search is meant": extra("https://www.google.com/search?q=low+rank+adaptation"),
    "a profile at Scholar": extra(
        "https://scholar.google.com/citations?user=JicYPdAAAAAJ&hl=en"
    ),
    "Papers with Code in code": notebook(
        inside="Once at `https://paperswithcode.com/paper/lora`, now nowhere."
    ),
    "mail": extra("mailto:someone@example.org"),
    "an anchor in other letter case": extra("#Since-Then", "below"),
    "an anchor of a Chinese heading": notebook(
        inside="[后面](#附录-一)还有。", after="## 附录 一\n\n推导写在纸上了。"
    ),
    "the second of two headings": notebook(
        inside="See [the details](#details-1).",
        after="## Vision notes\n\n### Details\n\nAbout pictures.\n\n## Language notes\n\n### Details\n\nAbout words.",
    ),
    "an anchor by way of the own repository": extra(
        "https://github.com/someone/notes/blob/main/README.md#since-then"
    ),
    "an anchor of another repository": extra(
        "https://github.com/microsoft/LoRA#no-such-heading"
    ),
    "an anchor in HTML": notebook(
        inside="Back to [the sums](#sums).", after='<a id="sums"></a>\n\nTwo and two.'
    ),
    "the top of the page": notebook(after="[Back to top](#)"),
    "a file from the root": extra("/notes/long.md", "long notes"),
    "a file beside": extra("notes/long.md", "long notes"),
    "a file in code": notebook(
        inside="Copy `x.md` to `path/to/notes`, then write `[x](path)`."
    ),
    "square brackets before round ones": notebook(
        inside="The array[0] (an integer) and [1] (2017) are no links, nor is [x] (see below)."
    ),
    "a footnote": notebook(
        inside="Rank 4 is enough.[^rank]",
        after="[^rank]: For the attention matrices at least.",
    ),
    "wiki links": notebook(inside="See [[LoRA variants]] in the vault."),
    "a bare address": notebook(
        inside="Code at https://github.com/microsoft/LoRA, under MIT."
    ),
    "one badge for paper and code": extra(
        "https://arxiv.org/pdf/2106.09685", "paper & code"
    ),
    "a version that is meant": extra(
        "https://arxiv.org/pdf/2106.09685v1", "the first version"
    ),
    "abstract and PDF of one entry": notebook(
        inside="[abs](https://arxiv.org/abs/2106.09685), [pdf](https://arxiv.org/pdf/2106.09685)"
    ),
    "a template's link": notebook(inside="[slides]({{ site.baseurl }}/slides/lora)"),
    "a protocol-relative address": extra("//github.com/microsoft/LoRA"),
    "a badge that is a picture": notebook(
        inside="[![code](https://img.shields.io/badge/code-red)](https://github.com/microsoft/LoRA)"
    ),
}

ADDRESSES = {
    "old scheme": "https://arxiv.org/abs/hep-th/9711200",
    "old scheme, mathematics": "https://arxiv.org/abs/math/0309136",
    "first month of the new scheme": "https://arxiv.org/abs/0704.0001",
    "last month of four digits": "https://arxiv.org/abs/1412.6572",
    "first month of five digits": "https://arxiv.org/abs/1501.00001",
    "month 01 of year 20": "https://arxiv.org/abs/2001.04451",
    "a month that is still to come": "https://arxiv.org/abs/2712.00001",
    "version 10": "https://arxiv.org/abs/1606.06565v10",
    "with .pdf at the end": "https://arxiv.org/pdf/1902.00751.pdf",
    "a page of the PDF": "https://arxiv.org/pdf/1902.00751#page=3",
    "HTML with a table": "https://arxiv.org/html/2402.17764v1#S3.T2",
    "a rule": "https://arxiv.org/list/cs.CV/recent",
    "DOI of a preprint": "https://doi.org/10.48550/arXiv.1902.00751",
    "DOI with brackets": "https://doi.org/10.1016/S0893-6080(05)80023-1",
    "DOI with dots": "https://doi.org/10.1162/neco.1997.9.8.1735",
    "OpenReview with a note": "https://openreview.net/forum?id=nZeVKeeFYf9&noteId=a1B2c3D4e5",
    "OpenReview, short id": "https://openreview.net/forum?id=YicbFdNTTy",
    "OpenReview, PDF": "https://openreview.net/pdf?id=xf0zSBd2iufMg",
    "OpenReview, attachment": "https://openreview.net/attachment?id=nZeVKeeFYf9&name=supplementary_material",
    "CVF, lower case": "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
    "CVF, upper case": "https://openaccess.thecvf.com/content_CVPR_2020/papers/He_Momentum_Contrast_for_Unsupervised_Visual_Representation_Learning_CVPR_2020_paper.pdf",
    "CVF, since 2021": "https://openaccess.thecvf.com/content/CVPR2022/html/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.html",
    "ECVA needs its www": "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123520171.pdf",
    "NeurIPS proceedings": "https://proceedings.neurips.cc/paper_files/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
    "NIPS papers": "https://papers.nips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
    "PMLR": "https://proceedings.mlr.press/v37/ioffe15.html",
    "PMLR's raw PDF": "https://raw.githubusercontent.com/mlresearch/v235/main/assets/key24a/key24a.pdf",
    "ACL, old id": "https://aclanthology.org/N19-1423/",
    "ACL, old id, PDF": "https://aclanthology.org/N19-1423.pdf",
    "ACL, new id": "https://aclanthology.org/2020.acl-main.703/",
    "JMLR": "https://jmlr.org/papers/v15/srivastava14a.html",
    "ACM": "https://dl.acm.org/doi/10.1145/3292500.3330925",
    "IEEE": "https://ieeexplore.ieee.org/document/7780459",
    "IEEE's query is the page": "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459",
    "PNAS by DOI": "https://doi.org/10.1073/pnas.1611835114",
    "Springer": "https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28",
    "Hugging Face": "https://huggingface.co/papers/2005.14165",
    "Hugging Face, no paper": "https://huggingface.co/papers/trending",
    "alphaXiv": "https://www.alphaxiv.org/abs/1902.00751",
    "ar5iv": "https://ar5iv.labs.arxiv.org/html/1902.00751",
    "Semantic Scholar": "https://www.semanticscholar.org/paper/204e3073870fae3d05bcbc2f6a8e263d9b72e776",
    "Nature": "https://www.nature.com/articles/s41586-020-03051-4",
}

PAPERS_TWICE = {
    "one paper in two sections": notebook(
        after="""
        ## For the seminar

        1. [Attention Is All You Need](https://arxiv.org/pdf/1706.03762) (NIPS 2017)<br/>
           Once more, this time the appendix.
        """
    ),
    "a mention of the section's paper in prose": notebook(
        inside="It follows [Mask R-CNN](https://arxiv.org/pdf/1703.06870) in spirit only."
    ),
    "two titles that share an acronym": notebook(
        after="""
        ## Twice

        1. [LoRA: what the low rank buys and costs us](https://arxiv.org/pdf/2106.09685) (ICLR 2022)<br/>
           再读一遍。
        """
    ),
    "a title and its translation": notebook(
        after="""
        ## 中文

        1. [用于生物医学图像分割的卷积网络，全卷积，对称结构，少量数据也能训练](https://arxiv.org/pdf/1505.04597) (MICCAI 2015)<br/>
           给组里的人看。
        """
    ),
    "a short name for a title": notebook(
        inside="Compare [the residual paper](https://arxiv.org/pdf/1512.03385), which also adds."
    ),
    "the paper itself and a paper on it, one link a line": notebook(
        inside="[A later study of the same adapters and their ranks](https://arxiv.org/pdf/2305.14314)"
    ),
}

STRUCTURE = {
    "a hashtag": notebook(before="#vision #language #2024"),
    "places by number sign": notebook(
        before="#1 in all tables, #2 in some, and then nothing."
    ),
    "languages with a number sign": notebook(
        inside="Written in F# and C#, of all things."
    ),
    "a heading with its own anchor": notebook(
        after='## <a id="end"></a>Afterwords\n\nSee [the end](#end).'
    ),
    "a shebang in prose": notebook(before="#!/bin/sh is how the script begins."),
    "heading levels that skip": notebook(after="#### 附录\n\n推导见笔记本第三页。"),
    "the same heading under two parents": notebook(
        after="## First talk\n\n### Questions\n\nWhy so deep?\n\n## Second talk\n\n### Questions\n\nWhy so wide?"
    ),
    "headings without words between sections": notebook(
        after="##\n\n##\n\nThat was all."
    ),
    "contents without the license": notebook(
        before=CONTENTS, after="## Talks\n\nOn Fridays.\n\n## License\n\nCC BY 4.0"
    ),
    "a list of links that is no outline": notebook(
        before="- [Since then](#since-then), which I like best\n- everything else"
    ),
    "Markdown in raw HTML": notebook(
        after="<div>\n[x]() and ##Title\n// a remark\n1.[y](https//arxiv.org)\n</div>"
    ),
    "an equals sign left of an entry's text": notebook().rstrip("\n") + "\n===\n",
    "an anchor in code": notebook(
        before='Write `<a id="x"></a>` or `<a id="x"></a>` for an anchor.'
    ),
    "details": notebook(
        inside="\n<details>\n<summary>More</summary>\n\nA proof by picture.\n\n</details>"
    ),
    "math": notebook(inside="With $[a](b)$ and $W + BA$, $1412.12345$."),
    "a block of math": notebook(
        after="$$\nL = \\sum_i x_i \\\\\n// no comment\n1.x [a]()\n$$"
    ),
    "a comment of defects": notebook(
        after="<!--\n1.[x]()\n// a remark\n##Title\n![](nowhere.png)\n-->"
    ),
    "a code block of defects": notebook(
        after="```\n1.[x](https//arxiv.org/abs/1713.00001)\n// a remark\n##Title\n![](nowhere.png)\n```"
    ),
    "front matter": "---\nlayout: post\nlink: http://www.arxiv.org/abs/1713.00001\ntags: [a]()\n---\n\n"
    + notebook(),
    "a template of tags": notebook(after="{% include toc.html figure='nowhere.png' %}"),
    "a quoted example": notebook(
        after="> Write `1.Title` for nothing, and hide `// remarks`."
    ),
    "italic authors that are links": notebook(
        inside="*[Edward Hu](https://example.org/hu), [Yelong Shen](https://example.org/shen)*"
    ),
    "a bold venue between bars": notebook(
        after="- | **[ICCV' 19]** | a remark on venues\n- | **[CVPR' 20]** | another"
    ),
    "&emsp; as indent": notebook(inside="&emsp;&emsp;先冻结，再训增量。"),
    "U+3000 as indent": notebook(after="\u3000\u3000写在最后：以上都是自己的理解。"),
    "an address that begins with //": notebook(
        inside="The host is\n//example.org/notes for all of us."
    ),
    "CRLF": notebook().replace("\n", "\r\n"),
    "mixed line ends": notebook().replace("\n\n## Since", "\r\n\r\n## Since"),
    "a byte order mark": "\ufeff" + notebook(),
    "two blank lines before every heading": notebook().replace("\n## ", "\n\n## "),
    "two blank lines between entries": notebook().replace("\n\n2. ", "\n\n\n2. "),
    "a tight list": many(f"{{n}}. [{{title}}]({U}) ({{venue}})<br/>\n   {{words}}\n"),
    "text that is indented deeper than its entry": notebook(
        inside="  and a little deeper."
    ),
    "a setext heading": notebook(
        after="Afterwords\n----------\n\nThanks to all readers."
    ),
    "a disabled finding": notebook(
        after="<!-- notelint-disable-next-line E107 -->\nThe [code]() is to come."
    ),
}

GROUPS = {
    "shapes": SHAPES,
    "numbers": NUMBERS,
    "breaks": BREAKS,
    "figures": FIGURES,
    "links": LINKS,
    "papers": PAPERS_TWICE,
    "structure": STRUCTURE,
}
TRAPS = {
    f"{group}: {name}": text
    for group, cases in GROUPS.items()
    for name, text in cases.items()
}

# Defects that look much like traps.
TWINS = {
    "an entry without a word where all others have some": (
        sections(
            entry(number)
            if number != 3
            else "3. [Layer Normalization](https://arxiv.org/pdf/1607.06450)\n"
            for number in range(1, 13)
        ),
        ["E105"],
    ),
    "a number glued to its title": (
        many(f"{{n}}. [{{title}}]({U}): {{words}}\n").replace("7. [", "7.["),
        ["E102"],
    ),
    "one title glued to its venue": (
        notebook().replace(") (CVPR 2016)", ")(CVPR 2016)"),
        ["E110"],
    ),
    "a number twice": (notebook().replace("\n3. ", "\n2. ", 1), ["E101"]),
    "a stray remark": (notebook(inside="// say more about the rank"), ["E109"]),
    "a number with nothing behind it": (notebook(after="## To come\n\n1."), ["E103"]),
    "a title on two lines": (
        notebook().replace("Mask R-CNN](", "Mask\n   R-CNN]("),
        ["E106"],
    ),
    "a link to nowhere": (notebook(inside="The [code]() is to come."), ["E107"]),
    "<br> in an entry": (notebook(inside="One<br>two."), ["B201"]),
    "a title that runs on": (
        notebook().replace("(ICML 2015)<br/>", "(ICML 2015)"),
        ["B202"],
    ),
    "</br> in an entry": (notebook(inside="One</br>two."), ["B203"]),
    "one break at an entry's end": (notebook(inside="更多细节见附录。<br/>"), ["B204"]),
    "blanks before a break": (notebook(inside="One <br/>two."), ["B205"]),
    "a figure that is not there": (
        notebook(inside='<img src="figs/nowhere.png" width="300" />'),
        ["F301"],
    ),
    "a figure in other letter case": (
        notebook(inside="![loss](figs/Loss.png)"),
        ["F302"],
    ),
    "a figure's backslash": (
        notebook(inside='<img src="figs\\loss.png" width="300" />'),
        ["F303"],
    ),
    "one tag on a flush-left line": (
        notebook().rstrip("\n") + '<br/>\n<img src="figs/loss.png" width="300" />\n',
        ["F307"],
    ),
    "bare attributes": (
        notebook(
            inside='<img src="figs/loss.png" width="300" /><br/>\n<img src="figs/loss.png" width=300 />'
        ),
        ["F308"],
    ),
    "a page of the own repository": (
        notebook(
            inside="![loss](https://github.com/someone/notes/blob/main/figs/loss.png)"
        ),
        ["F311"],
    ),
    "a blank before the target": (
        notebook(inside="See [the code] (https://github.com/microsoft/LoRA)."),
        ["L401"],
    ),
    "an address twice": (
        extra("https://github.com/microsoft/LoRAhttps://github.com/microsoft/LoRA"),
        ["L401"],
    ),
    "a reference that tracks": (
        extra("https://arxiv.org/pdf/1902.00751?ref=someone"),
        ["L402"],
    ),
    "a badly padded id": (extra("https://arxiv.org/abs/1501.1234"), ["L403"]),
    "an id of five digits too early": (
        extra("https://arxiv.org/abs/1412.12345"),
        ["L405"],
    ),
    "month 13": (extra("https://arxiv.org/abs/2713.00001"), ["L405"]),
    "Papers with Code as a link": (
        extra("https://paperswithcode.com/paper/lora"),
        ["L406"],
    ),
    "a file that is not there": (extra("notes/short.md"), ["L407"]),
    "an anchor that is not there": (extra("#before-then"), ["L408"]),
    "a script": (extra("javascript:alert(1)"), ["L409"]),
    "a WeChat session": (
        extra(
            "https://mp.weixin.qq.com/s?__biz=MzA3MzI4MjgzMw==&mid=2650&idx=1&sn=0a1b2c&token=123"
        ),
        ["L411"],
    ),
    "a search that leads on": (
        extra("https://www.google.com/url?q=https://example.org/a"),
        ["L412"],
    ),
    "code at arXiv": (
        notebook(inside="[code](https://arxiv.org/abs/1902.00751)"),
        ["L413"],
    ),
    "one paper twice in a section": (
        notebook().rstrip("\n")
        + "\n\n7. [Mask R-CNN](https://arxiv.org/abs/1703.06870v3) (ICCV 2017)<br/>\n   Again.\n",
        ["P501"],
    ),
    "one paper under another's title": (
        notebook().replace("pdf/1502.03167", "pdf/1505.04597"),
        ["P502"],
    ),
    "contents without a section": (
        notebook(
            before=CONTENTS,
            after="## Talks\n\nOn Fridays.\n\n## Afterwords\n\nThanks to all readers.",
        ),
        ["S701"],
    ),
    "a heading without its blank": (
        notebook(after="##Afterwords\n\nThanks to all readers."),
        ["S702"],
    ),
    "one name for two sections": (
        notebook(after="## Since then\n\nNothing more."),
        ["S704"],
    ),
    "an anchor twice": (
        notebook(
            after='<a id="sums"></a>\n\nTwo and two.\n\n<a id="sums"></a>\n\nThree and three.'
        ),
        ["S705"],
    ),
    "a line left of its entry's text": (
        notebook().rstrip("\n") + "<br/>\n推理前合并。\n",
        ["W803"],
    ),
    "a blank at a line's end": (
        notebook().replace(
            "all positions train at once.\n", "all positions train at once. \n"
        ),
        ["W801"],
    ),
    "no newline at the end": (notebook().rstrip("\n"), ["W804"]),
    "a comment that silences nothing": (
        notebook(after="<!-- notelint-disable-next-line E107 -->\nAll is well."),
        ["X901"],
    ),
    "three blank lines": (
        notebook().replace("\n\n## Since", "\n\n\n\n## Since"),
        ["W802"],
    ),
}


def test_there_are_enough() -> None:
    assert len(TRAPS) + len(ADDRESSES) >= 60


@pytest.mark.parametrize("name", TRAPS)
def test_habits_can_settle(name: str) -> None:
    assert len(read(Source.from_text(TRAPS[name])).entries) >= 10


@pytest.mark.parametrize(
    "path", ["template.md", "notes/TEMPLATE.md", "notes/paper-template.md", "模板.md"]
)
def test_template_of_a_note(path: str) -> None:
    text = "# Title\n\n[paper](https://arxiv.org/abs/2106.09685), [code](), [long](x.md)\n\n## Abstract\n\n![figure](path)\n"
    assert codes(text, path) == []


def test_notebook_itself() -> None:
    assert codes(notebook()) == []


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name: str) -> None:
    assert [(*each.start, each.code, each.message) for each in said(TRAPS[name])] == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_address_that_looks_wrong_and_is_right(name: str) -> None:
    assert [
        (each.code, each.message)
        for each in said(extra(ADDRESSES[name], "a related work"))
    ] == []


@pytest.mark.parametrize("name", TWINS)
def test_twin(name: str) -> None:
    text, expected = TWINS[name]
    assert codes(text) == expected
