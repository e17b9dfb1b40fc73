"""Which paper an address leads to, and how it is spelled: silence first, then the rewrite."""

from __future__ import annotations

import subprocess
import sys

import pytest

from notelint.papers import (
    Page,
    PaperId,
    arxiv_form,
    as_form,
    canonical_url,
    impossible_id,
    is_dead_host,
    moved_url,
    paper_of,
    read_url,
    without_tracking,
)

ATTENTION = PaperId("arxiv", "1706.03762")
FORMS = "abs pdf html format ps src e-print tb bibtex"
ARXIV_HOSTS = "www.arxiv.org export.arxiv.org lanl.arxiv.org xxx.lanl.gov cn.arxiv.org de.arxiv.org browse.arxiv.org"
HASH = "5ca3e9b122f61f8f06494c97b1afccf3"


def arxiv(key: str, version: int | None = None) -> PaperId:
    return PaperId("arxiv", key, version)


# --- one paper, many addresses

ARXIV = {
    "https://arxiv.org/abs/1706.03762v7": arxiv("1706.03762", 7),
    "http://arxiv.org/pdf/1706.03762.pdf": arxiv("1706.03762"),
    "https://arxiv.org/pdf/1706.03762v7.pdf#page=3": arxiv("1706.03762", 7),
    "https://arxiv.org/pdf/2110.13107.pdf?ref=https://githubhelp.com": arxiv(
        "2110.13107"
    ),
    "https://arxiv.org/html/2402.17764v1#S3.T2": arxiv("2402.17764", 1),
    "https://arxiv.org/html/2403.10561/icon.png": arxiv("2403.10561"),
    "https://arxiv.org/abs/math.GT/0309136": arxiv("math/0309136"),
    "https://arxiv.org/abs/arXiv:1706.03762": arxiv("1706.03762"),
    "https://arxiv.org/abs/arxiv:physics/9707012": arxiv("physics/9707012"),
    "https://arxiv.org/abs/1501.1234": arxiv("1501.01234"),
    "https://arxiv.org/abs/0808.05394": arxiv("0808.5394"),
    "https://arxiv.org/abs/0704.0001": arxiv("0704.0001"),
    "https://arxiv.org/abs/9912.00001": arxiv(
        "9912.00001"
    ),  # 2099: never judged by today's date
    "https://arxiv.org/abs/hep-th/9107001": arxiv("hep-th/9107001"),
    "https://arxiv.org/abs/cs/0703999v12": arxiv("cs/0703999", 12),
    "https://arxiv.org/abs/HEP-TH/9901001": arxiv("hep-th/9901001"),
    "https://arxiv.org/abs/hepth/9901001": arxiv("hep-th/9901001"),
    "https://arxiv.org/abs/cond-mat.mes-hall/0101001": arxiv("cond-mat/0101001"),
    "https://arxiv.org/abs/math%2F0309136": arxiv("math/0309136"),
    "https://arxiv.org//abs//1706.03762": arxiv("1706.03762"),
    "https://arxiv.org/ps/cs/0309136.ps.gz": arxiv("cs/0309136"),
    "https://arXiv.org/abs/1706.03762/": arxiv("1706.03762"),
    "https://arxiv.org/abs?id=0704.0600": arxiv("0704.0600"),
    "https://arxiv.org/abs?adap-org/9303002": arxiv("adap-org/9303002"),
    "https://arxiv.org/abs?archive=adap-org&papernum=9303002": arxiv(
        "adap-org/9303002"
    ),
    "https://arxiv.org/abs/adap-org?papernum=9303002": arxiv("adap-org/9303002"),
    "https://doi.org/10.48550/arXiv.1706.03762": arxiv("1706.03762"),
    "https://doi.org/10.48550/ARXIV.MATH/0211159": arxiv("math/0211159"),
    "https://huggingface.co/papers/2005.14165": arxiv("2005.14165"),
    "https://hf.co/papers/2005.14165": arxiv("2005.14165"),
    "https://www.alphaxiv.org/overview/2005.14165v4": arxiv("2005.14165", 4),
    "https://www.alphaxiv.org/abs/2603.09985.md": arxiv("2603.09985"),
    "https://alphaxiv.org/pdf/2005.14165": arxiv("2005.14165"),
    "https://scirate.com/arxiv/1706.03762": arxiv("1706.03762"),
    "https://scirate.com/arxiv/quant-ph/0309136": arxiv("quant-ph/0309136"),
    "https://ar5iv.org/html/1706.03762": arxiv("1706.03762"),
    "https://ar5iv.labs.arxiv.org/html/1706.03762#S3": arxiv("1706.03762"),
    "https://www.arxiv-vanity.com/papers/1706.03762/": arxiv("1706.03762"),
    "https://openreview.net/forum?arxivid=1706.03762": arxiv("1706.03762"),
    **{f"https://arxiv.org/{form}/1706.03762": ATTENTION for form in FORMS.split()},
    **{f"http://{host}/abs/1706.03762": ATTENTION for host in ARXIV_HOSTS.split()},
}
OTHERS = {
    "https://openreview.net/forum?id=YicbFdNTTy": "openreview YicbFdNTTy",
    "https://openreview.net/forum?id=YicbFdNTTy&noteId=abcdefghij&referrer=%5Bx%5D(%2Fy)": "openreview YicbFdNTTy",
    "http://www.openreview.net/pdf?id=Qg2vi4ZbHM9": "openreview Qg2vi4ZbHM9",
    "https://openreview.net/attachment?id=xf0zSBd2iufMg&name=pdf": "openreview xf0zSBd2iufMg",
    "https://openreview.net/attachment?id=xf0zSBd2iufMg&name=supplementary_material": "openreview xf0zSBd2iufMg",
    "https://openreview.net/references/pdf?id=aBH_DydEvoH": "openreview aBH_DydEvoH",
    "https://openreview.net/notes/edits/pdf?id=aBH_DydEvoH": "openreview aBH_DydEvoH",
    "https://openreview.net/revisions?id=rkpoTaxA-": "openreview rkpoTaxA-",
    "https://openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf": "openreview 0123456789abcdef0123456789abcdef01234567",
    "https://openreview.net/forum/vaswani|attention": "openreview vaswani|attention",
    "https://openaccess.thecvf.com/content_cvpr_2017/html/He_Deep_CVPR_2017_paper.html": "cvf he_deep_cvpr_2017",
    "https://openaccess.thecvf.com/content_CVPR_2017/papers/He_Deep_CVPR_2017_paper.pdf": "cvf he_deep_cvpr_2017",
    "http://www.cv-foundation.org//openaccess/content_cvpr_2015/papers/Ng_Beyond_2015_CVPR_paper.pdf": "cvf ng_beyond_2015_cvpr",
    "https://openaccess.thecvf.com/content/CVPR2022W/NTIRE/papers/Li_A_CVPRW_2022_paper.pdf": "cvf li_a_cvprw_2022",
    "https://openaccess.thecvf.com/content_ICCVW_2019/papers/GMDL/Jain_L_ICCVW_2019_paper.pdf": "cvf jain_l_iccvw_2019",
    "https://openaccess.thecvf.com/content/CVPR2022/supplemental/Li_A_CVPR_2022_supplemental.pdf": "cvf li_a_cvpr_2022",
    "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123520171.pdf": "ecva eccv_2020/123520171",
    "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/6513_ECCV_2022_paper.php": "ecva eccv_2022/6513",
    "https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/4195_ECCV_2024_paper.php": "ecva eccv_2024/4195",
    "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/04195.pdf": "ecva eccv_2024/4195",
    "https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/04195-supp.pdf": "ecva eccv_2024/4195",
    "https://aclanthology.org/P19-1001/": "acl P19-1001",
    "https://www.aclanthology.org/p19-1001.pdf": "acl P19-1001",
    "https://aclanthology.org/P19-1001v2.pdf": "acl P19-1001",
    "https://aclanthology.org/2020.acl-main.26.bib": "acl 2020.acl-main.26",
    "https://www.aclweb.org/anthology/P/P15/P15-1033.pdf": "acl P15-1033",
    "https://aclanthology.info/papers/P18-1001/p18-1001": "acl P18-1001",
    f"https://papers.nips.cc/paper/2014/file/{HASH}-Paper.pdf": f"neurips {HASH}",
    f"https://proceedings.neurips.cc//paper/2014/hash/{HASH}-Abstract.html": f"neurips {HASH}",
    f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html": f"neurips {HASH}",
    f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HASH}-Supplemental-Conference.pdf": f"neurips {HASH}",
    f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HASH}-Paper-Datasets_and_Benchmarks.pdf": f"neurips {HASH}",
    "http://papers.nips.cc/paper/9385-slug.pdf": "neurips 9385",
    "http://papers.nips.cc/paper/9385-slug": "neurips 9385",
    "http://papers.nips.cc/paper/by-source-2019-4956": "neurips by-source-2019-4956",
    "http://proceedings.mlr.press/v97/gao19a.html": "pmlr v97/gao19a",
    "http://proceedings.mlr.press/v97/gao19a/gao19a.pdf": "pmlr v97/gao19a",
    "http://proceedings.mlr.press/v97/gao19a/gao19a-supp.pdf": "pmlr v97/gao19a",
    "http://proceedings.mlr.press/v48/niepert16.pdf": "pmlr v48/niepert16",
    "http://www.jmlr.org/proceedings/papers/v37/jozefowicz15.pdf": "pmlr v37/jozefowicz15",
    "https://raw.githubusercontent.com/mlresearch/v235/main/assets/gao24a/gao24a.pdf": "pmlr v235/gao24a",
    "https://jmlr.org/papers/v15/srivastava14a.html": "jmlr v15/srivastava14a",
    "http://jmlr.org/papers/volume15/srivastava14a/srivastava14a.pdf": "jmlr v15/srivastava14a",
    "http://www.jmlr.org/papers/volume17/15-239/source/15-239.pdf": "jmlr v17/15-239",
    "https://www.pnas.org/content/pnas/117/48/30071.full.pdf": "pnas 117/48/30071",
    "https://www.pnas.org/content/117/48/30071": "pnas 117/48/30071",
}
DOIS = {
    "https://doi.org/10.1016/j.aiopen.2021.01.001": "10.1016/j.aiopen.2021.01.001",
    "http://dx.doi.org/10.1016/J.AIOPEN.2021.01.001": "10.1016/j.aiopen.2021.01.001",
    "https://doi.org/10.1016%2Fj.x.2021.116490.": "10.1016/j.x.2021.116490",
    "https://doi.org/10.1016/j.x.2021.116490),": "10.1016/j.x.2021.116490",
    "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15": "10.1002/(sici)1097-0258(19980815)17:15",
    "https://doi.org/doi:10.1000.10/123": "10.1000.10/123",
    "https://www.pnas.org/doi/full/10.1073/pnas.1907377117": "10.1073/pnas.1907377117",
    "https://www.pnas.org/doi/10.1073/pnas.1907377117": "10.1073/pnas.1907377117",
    "https://dl.acm.org/doi/abs/10.1145/3397271.3401208": "10.1145/3397271.3401208",
    "https://link.springer.com/article/10.1007/s41095-016-0067-z/figures/3": "10.1007/s41095-016-0067-z",
    "https://link.springer.com/chapter/10.1007%2F978-3-030-17083-7_17": "10.1007/978-3-030-17083-7_17",
    "https://link.springer.com/content/pdf/10.1007/s41095-016-0067-z.pdf": "10.1007/s41095-016-0067-z",
    "https://www.science.org/doi/full/10.1126/science.aaa8415": "10.1126/science.aaa8415",
    "https://pubs.acs.org/doi/10.1021/ci049613b": "10.1021/ci049613b",
    "https://asistdl.onlinelibrary.wiley.com/doi/10.1002/asi.24750": "10.1002/asi.24750",
    "https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773": "10.1080/01621459.2017.1285773",
    "https://journals.sagepub.com/doi/pdf/10.1177/0278364913491297": "10.1177/0278364913491297",
    "https://www.nature.com/articles/s41586-021-04086-x.pdf": "10.1038/s41586-021-04086-x",
    "http://www.nature.com/nature/journal/v529/n7587/full/nature16961.html": "10.1038/nature16961",
    "https://academic.oup.com/bib/advance-article-abstract/doi/10.1093/bib/bbaa054/5850239": "10.1093/bib/bbaa054",
    "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf": "10.1101/2020.01.01.123456",
    "https://www.frontiersin.org/articles/10.3389/fnins.2017.00309/full": "10.3389/fnins.2017.00309",
}
NO_PAPERS = [
    "",
    "1706.03762",
    "/abs/1706.03762",
    "ftp://arxiv.org/abs/1706.03762",
    "https://me@arxiv.org/abs/1706.03762",
    "https://arxiv.org:8080/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762 x",
    "https://arxiv.org/abs/1706.03762\u200b",
    "http://[",
    "http://",
    "https://arxiv.org",
    "https://arxiv.org/",
    "https://arxiv.org/list/cs.CV/recent",
    "https://arxiv.org/search/?query=1706.03762",
    "https://arxiv.org/a/vaswani_a_1",
    "https://arxiv.org/archive/cs",
    "https://arxiv.org/year/cs/17",
    "https://arxiv.org/tb/recent",
    "https://info.arxiv.org/help/arxiv_identifier.html",
    "https://static.arxiv.org/pdf/1706.03762",
    "https://huggingface.co/papers/trending",
    "https://huggingface.co/papers",
    "https://huggingface.co/docs/2005.14165",
    "https://www.arxiv-vanity.com/",
    "https://openreview.net/group?id=ICLR.cc/2024/Conference",
    "https://openreview.net/profile?id=~First_Last1",
    "https://openreview.net/forum?noteId=abcdefghij",
    "https://doi.org/",
    "https://www.doi.org/the-identifier/what-is-a-doi/",
    "https://dl.acm.org/citation.cfm?id=1889799",
    "https://www.nature.com/subjects/physics",
    "https://www.pnas.org/toc/pnas/117/48",
    "https://www.pnas.org/content/early/recent",
    "https://aclanthology.org/",
    "https://aclanthology.org/events/acl-2020/",
    "https://aclanthology.org/attachments/P19-1001.pdf",
    "https://www.aclweb.org/portal/P19-1001",
    "https://www.aclweb.org/anthology/N13-1#page=784",
    "https://openaccess.thecvf.com/CVPR2021?day=all",
    "https://www.ecva.net/papers.php",
    "https://papers.nips.cc/book/advances-2019",
    "https://proceedings.mlr.press/v97/",
    "https://proceedings.mlr.press/v97/assets/style",
    "https://raw.githubusercontent.com/o/r/main/assets/gao24a/gao24a.pdf",
    "https://jmlr.org/papers/v15/",
    "https://paperswithcode.com/paper/attention-is-all-you-need",
]


@pytest.mark.parametrize("url", NO_PAPERS)
def test_no_paper(url: str) -> None:
    assert paper_of(url) is None
    assert canonical_url(url) is None
    assert impossible_id(url) is None
    assert moved_url(url) is None
    assert arxiv_form(url) is None
    assert as_form(url, "abs") is None


@pytest.mark.parametrize(("url", "paper"), ARXIV.items())
def test_arxiv_paper(url: str, paper: PaperId) -> None:
    assert paper_of(url) == paper
    assert impossible_id(url) is None


@pytest.mark.parametrize(("url", "paper"), OTHERS.items())
def test_paper_of_other_hosts(url: str, paper: str) -> None:
    assert paper_of(url) == PaperId(*paper.split(" "))


@pytest.mark.parametrize(("url", "doi"), DOIS.items())
def test_doi(url: str, doi: str) -> None:
    assert paper_of(url) == PaperId("doi", doi)
    assert impossible_id(url) is None


def test_versions_are_one_paper() -> None:
    first, latest = (
        paper_of("https://arxiv.org/abs/1706.03762v1"),
        paper_of("https://arxiv.org/pdf/1706.03762"),
    )
    assert first
    assert latest
    assert first != latest
    assert first.paper == latest.paper == ATTENTION


@pytest.mark.parametrize(
    ("url", "form"),
    {
        "https://arxiv.org/abs/1706.03762": "abs",
        "https://arxiv.org/e-print/1706.03762": "src",
        "https://arxiv.org/bibtex/1706.03762": "bib",
        "https://arxiv.org/html/2403.10561/icon.png": "asset",
        "https://doi.org/10.48550/arXiv.1706.03762": "doi",
        "https://huggingface.co/papers/1706.03762": "view",
        "https://openreview.net/attachment?id=abcdefghij&name=pdf": "pdf",
        "https://openreview.net/attachment?id=abcdefghij&name=x": "attachment",
        "https://openreview.net/forum?id=abcdefghij": "forum",
        "https://aclanthology.org/P19-1001.bib": "bib",
        "https://pubs.acs.org/doi/10.1021/ci049613b": "publisher",
        "https://openaccess.thecvf.com/content/CVPR2022/supplemental/Li_A_CVPR_2022_supplemental.pdf": "supplement",
        "http://proceedings.mlr.press/v97/gao19a.html": "abs",
        "http://proceedings.mlr.press/v48/niepert16-supp.pdf": "supplement",
        f"https://papers.nips.cc/paper/2014/file/{HASH}-Supplemental.zip": "supplement",
        f"https://papers.nips.cc/paper/2014/file/{HASH}-Paper.pdf": "pdf",
    }.items(),
)
def test_form(url: str, form: str) -> None:
    page = read_url(url)
    assert isinstance(page, Page)
    assert page.form == form


# --- the spelling of the same page

CANONICAL = [
    "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762v7",
    "https://arxiv.org/pdf/1706.03762",
    "https://arxiv.org/pdf/1706.03762.pdf",
    "https://arxiv.org/pdf/1706.03762v7.pdf#page=3",
    "https://arxiv.org/html/2402.17764v1#S3.T2",
    "https://arxiv.org/html/2403.10561/fig.pdf",
    "https://arxiv.org/abs/math/0309136",
    # ArXiv mends it, the referee of rewrites does not know it
    "https://arxiv.org/abs/hepth/9901001",
    "https://arxiv.org//abs/1706.03762",
    "https://arxiv.org/ps/cs/0309136.ps.gz",
    "https://arxiv.org/abs?archive=adap-org&papernum=9303002",
    "https://arxiv.org/abs/adap-org?papernum=9303002",
    "https://arxiv.org/abs?adap-org/9303002",
    "https://arxiv.org/abs?id=0704.0600/",
    "https://arxiv.org/src/1706.03762?x=1",
    "https://openreview.net/forum?id=YicbFdNTTy",
    "https://openreview.net/forum?noteId=abcdefghij&id=YicbFdNTTy#discussion",
    "https://doi.org/10.1016/J.X.2021",
    "https://aclanthology.org/P19-1001/",
    "https://aclanthology.org/P19-1001.pdf#page=2",
    "https://aclanthology.org/papers/P19-1001",
    "http://openaccess.thecvf.com/content_cvpr_2017/html/He_Deep_CVPR_2017_paper.html",
    "http://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123520171.pdf?x",
    "http://papers.nips.cc/paper/9385-slug.pdf",
    "http://www.jmlr.org/papers/v15/srivastava14a.html",
    "http://proceedings.mlr.press/v97/gao19a.html",
    "http://www.nature.com/articles/s41586-021-04086-x",
    "http://www.alphaxiv.org/abs/1706.03762",
    "http://browse.arxiv.org/abs/1706.03762",
    "https://ar5iv.org/html/1706.03762?fallback=original",
]
REWRITTEN = {
    "http://arxiv.org/abs/1706.03762": "https://arxiv.org/abs/1706.03762",
    "http://www.arxiv.org/pdf/1704.01222.pdf": "https://arxiv.org/pdf/1704.01222.pdf",
    "https://arXiv.org/pdf/1904.00420": "https://arxiv.org/pdf/1904.00420",
    "HTTPS://export.arxiv.org/html/1706.03762v7#S3": "https://arxiv.org/html/1706.03762v7#S3",
    "http://export.arxiv.org/e-print/1706.03762": "https://arxiv.org/e-print/1706.03762",
    "https://arxiv.org/abs/1706.03762.pdf": "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762/": "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762?context=cs": "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762?": "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/1706.03762#": "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/abs/arXiv:1706.03762v2": "https://arxiv.org/abs/1706.03762v2",
    "https://arxiv.org/abs/math.GT/0309136v1": "https://arxiv.org/abs/math/0309136v1",
    "https://arxiv.org/abs/1501.1234": "https://arxiv.org/abs/1501.01234",
    "https://arxiv.org/pdf/0808.05394v1.pdf": "https://arxiv.org/pdf/0808.5394v1.pdf",
    "https://arxiv.org/abs?id=0704.0600": "https://arxiv.org/abs/0704.0600",
    "https://arxiv.org/abs?id=math.GT%2F0309136&x=1": "https://arxiv.org/abs/math/0309136",
    "http://arxiv.org/abs?archive=adap-org&papernum=9303002": "https://arxiv.org/abs?archive=adap-org&papernum=9303002",
    "http://www.openreview.net/forum?id=YicbFdNTTy": "https://openreview.net/forum?id=YicbFdNTTy",
    "https://openreview.net/forum?referrer=%5Bx%5D&id=YicbFdNTTy&noteId=ab": "https://openreview.net/forum?id=YicbFdNTTy&noteId=ab",
    "https://openreview.net/pdf?id=YicbFdNTTy&ref=x#page=2": "https://openreview.net/pdf?id=YicbFdNTTy#page=2",
    "http://dx.doi.org/10.1/x": "https://doi.org/10.1/x",
    "https://www.doi.org/10.1016/J.X%2F1?utm_source=x#s": "https://doi.org/10.1016/J.X%2F1#s",
    "https://dx.doi.org/10.48550/arXiv.1706.03762": "https://doi.org/10.48550/arXiv.1706.03762",
    "http://www.aclanthology.org/P19-1001": "https://aclanthology.org/P19-1001/",
    "https://aclanthology.org/2020.acl-main.26.pdf/": "https://aclanthology.org/2020.acl-main.26.pdf",
    "http://openaccess.thecvf.com/content/x/html/A_paper.html?utm_source=x#y": "http://openaccess.thecvf.com/content/x/html/A_paper.html#y",
}


@pytest.mark.parametrize("url", CANONICAL)
def test_canonical_url_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(("url", "canonical"), REWRITTEN.items())
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical
    assert paper_of(canonical) == paper_of(url)


# --- tracking

UNTRACKED = [
    "",
    "https://h.org/x?",
    "https://h.org/x?a=%7e&&b=+%20",
    "https://api.github.com/repos/o/r/contents/f?ref=v1",
    "https://github.com/o/r/blob/main/f?ref=v1&source=x",
    "https://raw.githubusercontent.com/mlresearch/v235/main/assets/gao24a/gao24a.pdf?ref=v1",
    "https://arxiv.org/abs?id=0704.0600",
    "https://arxiv.org/abs?archive=adap-org&papernum=9303002",
    "https://arxiv.org/abs/adap-org?papernum=9303002",
    "https://arxiv.org/abs?adap-org/9303002",
    "https://arxiv.org/list/cs.CV/recent?skip=0&show=25&source=x",
    "https://openreview.net/forum?id=YicbFdNTTy&noteId=abcdefghij",
    "https://openreview.net/attachment?id=YicbFdNTTy&name=pdf",
    "https://ar5iv.org/html/1706.03762?fallback=original",
    "https://h.org/x#utm_source=y?utm_source=z",
    "mailto:a@b.org?utm_source=x",
    "http://[?utm_source=x",
    "https://h.org:x/?utm_source=x",
]
TRACKED = {
    "https://h.org/x?utm_source=a": "https://h.org/x",
    "https://h.org/x?utm_source=a#b?c": "https://h.org/x#b?c",
    "https://h.org/x?b=%7e%2F&utm_source=a&a=%20+&fbclid=1&gclid=2&spm=3": "https://h.org/x?b=%7e%2F&a=%20+",
    "https://h.org/x?ref_src=twsrc&ref_url=u&igshid=1": "https://h.org/x",
    "https://H.org/x?&utm_medium=a&": "https://H.org/x",
    "https://arxiv.org/pdf/2110.13107.pdf?ref=https://githubhelp.com": "https://arxiv.org/pdf/2110.13107.pdf",
    "https://arxiv.org/abs/2205.01068?source=techstories.org&context=cs#x": "https://arxiv.org/abs/2205.01068#x",
    "https://arxiv.org/abs?ref=a&id=0704.0600": "https://arxiv.org/abs?id=0704.0600",
    "https://arxiv.org/abs?adap-org/9303002&ref=a": "https://arxiv.org/abs?adap-org/9303002",
    "https://openreview.net/forum?id=YicbFdNTTy&referrer=%5Bx%5D": "https://openreview.net/forum?id=YicbFdNTTy",
    "https://doi.org/10.1016/x?casa_token=1": "https://doi.org/10.1016/x",
    "https://huggingface.co/papers/1706.03762?ref=x": "https://huggingface.co/papers/1706.03762",
    "https://www.sciencedirect.com/science/article/pii/S1746809420305085?via%3Dihub": (
        "https://www.sciencedirect.com/science/article/pii/S1746809420305085"
    ),
    "https://dl.acm.org/doi/10.1145/3397271.3401208?source=x&download=true": "https://dl.acm.org/doi/10.1145/3397271.3401208?download=true",
    "http://papers.nips.cc/paper/9385-slug.pdf?ref=x": "http://papers.nips.cc/paper/9385-slug.pdf",
}


@pytest.mark.parametrize("url", UNTRACKED)
def test_query_stays(url: str) -> None:
    assert without_tracking(url) == url


@pytest.mark.parametrize(("url", "clean"), TRACKED.items())
def test_tracking_goes(url: str, clean: str) -> None:
    assert without_tracking(url) == clean
    assert paper_of(url) == paper_of(clean)


@pytest.mark.parametrize(
    "url",
    [
        url
        for url in TRACKED
        if "arxiv.org" in url and "?id" not in url and "abs?" not in url
    ],
)
def test_a_tracked_url_has_no_other_fault_of_spelling(url: str) -> None:
    assert canonical_url(url) == without_tracking(url)


# --- ids that cannot be

POSSIBLE = [
    "https://arxiv.org/abs/0704.0001",
    "https://arxiv.org/abs/1412.9999",
    "https://arxiv.org/abs/1501.00001",
    "https://arxiv.org/html/1706.03762/x/y.png",
    "https://arxiv.org/abs/hep-th/0703999",
    "https://arxiv.org/tb/recent",
    "https://huggingface.co/papers/date/2026-01-01",
    "https://scirate.com/arxiv/xxxx.xxxxx",
    "https://doi.org/10/gf3k2x",
    "https://openreview.net/forum?noteId=x",
    "https://openreview.net/forum?arxivid=1706.03762",
]
IMPOSSIBLE = {
    "https://arxiv.org/abs/1412.12345": "1412.12345 has five digits; ids before 2015 have four",
    "https://arxiv.org/abs/1713.00001": "1713.00001: month 13 does not exist",
    "https://arxiv.org/abs/1700.00001": "1700.00001: month 00 does not exist",
    "https://arxiv.org/abs/0703.0001": "0703.0001: ids of this kind begin with 0704",
    "https://arxiv.org/abs/0704.0000": "0704.0000: papers are counted from 1",
    "https://arxiv.org/abs/1706.037621": "1706.037621: the number has six digits, arXiv's have four or five",
    "https://arxiv.org/abs/1706.037": "1706.037: the number has three digits, arXiv's have four or five",
    "https://arxiv.org/abs/1706."
    + "1"
    * 5000: f"1706.{'1' * 34}…: the number has too many digits, arXiv's have four or five",
    "https://arxiv.org/abs/1706.03762v0": "1706.03762v0: there is no version 0",
    "https://arxiv.org/abs/hep-th/0704001": "hep-th/0704001: ids of this kind run from 9107 to 0703",
    "https://arxiv.org/abs/hep-th/9106001": "hep-th/9106001: ids of this kind run from 9107 to 0703",
    "https://arxiv.org/abs/hep-th/01001": "hep-th/01001 needs seven digits after the slash",
    "https://arxiv.org/abs/hep-th/9913001": "hep-th/9913001: month 13 does not exist",
    "https://arxiv.org/abs/hep-th/9901000": "hep-th/9901000: papers are counted from 1",
    "https://arxiv.org/abs/econ/0309136": "econ/0309136: econ is no archive with ids of this kind",
    "https://arxiv.org/abs/xxxx.xxxxx": "xxxx.xxxxx is not an arXiv id",
    "https://arxiv.org/abs/{id}": "{id} is not an arXiv id",
    "https://arxiv.org/abs/": "the address has no arXiv id",
    "https://arxiv.org/pdf/.pdf": "the address has no arXiv id",
    "https://arxiv.org/pdf/2106.01505.pdf.": ".pdf. stands after the id 2106.01505",
    "https://arxiv.org/abs/x%0Ay": "x?y is not an arXiv id",
    "https://arxiv.org/abs/https://arxiv.org/abs/1706.03762": "https:/arxiv.org is not an arXiv id",
    "http://cn.arxiv.org/pdf/1713.00001": "1713.00001: month 13 does not exist",
    "https://doi.org/10.48550/arXiv.1713.00001": "1713.00001: month 13 does not exist",
    "https://huggingface.co/papers/1713.00001": "1713.00001: month 13 does not exist",
    "https://www.alphaxiv.org/abs/1412.12345": "1412.12345 has five digits; ids before 2015 have four",
    "https://doi.org/10.1.1.53.9367": "10.1.1.53.9367 is not a DOI",
    "https://doi.org/10.xxxx/y": "10.xxxx/y is not a DOI",
    "https://doi.org/https://doi.org/10.1016/x": "https://doi.org/10.1016/x is not a DOI",
    "https://openreview.net/forum": "the address has no OpenReview id",
    "https://openreview.net/pdf?id=": "the address has no OpenReview id",
    "https://openreview.net/forum?id=abc": "abc is not an OpenReview id",
    "https://openreview.net/forum?id=abcdefghij.": "abcdefghij. is not an OpenReview id",
    "https://openreview.net/forum?arxivid=1713.00001": "1713.00001: month 13 does not exist",
}


@pytest.mark.parametrize("url", POSSIBLE)
def test_id_may_exist(url: str) -> None:
    assert impossible_id(url) is None


@pytest.mark.parametrize(
    ("url", "reason"), IMPOSSIBLE.items(), ids=range(len(IMPOSSIBLE))
)
def test_id_cannot_exist(url: str, reason: str) -> None:
    assert impossible_id(url) == reason
    assert paper_of(url) is None
    assert canonical_url(url) is None


# --- hosts that are gone

ALIVE = [
    "https://arxiv.org/abs/1706.03762",
    "https://www.pnas.org/doi/10.1073/pnas.1907377117",
    "https://www.aclweb.org/portal/",
    "https://aclanthology.org/P19-1001/",
    "https://huggingface.co/papers/1706.03762",
    "http://[",
]
DEAD = {
    "https://www.arxiv-vanity.com/papers/1706.03762v2/": "https://arxiv.org/abs/1706.03762v2",
    "https://www.arxiv-vanity.com/": None,
    "http://lanl.arxiv.org/abs/math.GT/0309136": "https://arxiv.org/abs/math/0309136",
    "http://xxx.lanl.gov/pdf/1706.03762.pdf#page=2": "https://arxiv.org/pdf/1706.03762.pdf#page=2",
    "http://cn.arxiv.org/list/cs.CV/recent": None,
    "https://www.aclweb.org/anthology/P/P15/P15-1033.pdf": "https://aclanthology.org/P15-1033.pdf",
    "http://aclweb.org/anthology/D15-1044#x": "https://aclanthology.org/D15-1044/#x",
    "http://anthology.aclweb.org/D/D14/D14-1162.pdf": "https://aclanthology.org/D14-1162.pdf",
    "https://aclanthology.info/papers/P18-1001/p18-1001": "https://aclanthology.org/P18-1001/",
    "https://www.aclweb.org/anthology/N13-1#page=784": None,
    "https://www.pnas.org/content/117/48/30071": None,
    "https://paperswithcode.com/paper/attention-is-all-you-need": None,
    "https://sci-hub.tw/10.1016/x": None,
}


@pytest.mark.parametrize("url", ALIVE)
def test_living_host(url: str) -> None:
    assert not is_dead_host(url)
    assert moved_url(url) is None


@pytest.mark.parametrize(("url", "moved"), DEAD.items())
def test_dead_host(url: str, moved: str | None) -> None:
    assert is_dead_host(url)
    assert moved_url(url) == moved
    assert canonical_url(url) is None
    assert arxiv_form(url) is None


# --- abs and pdf


@pytest.mark.parametrize(
    ("url", "form", "wanted"),
    [
        ("https://arxiv.org/html/1706.03762", "pdf", None),
        ("https://arxiv.org/abs/1706.03762", "html", None),
        ("https://arxiv.org/pdf/1706.03762#page=3", "abs", None),
        ("https://arxiv.org/html/2403.10561/icon.png", "abs", None),
        ("https://huggingface.co/papers/1706.03762", "abs", None),
        (
            "https://arxiv.org/pdf/1706.03762.pdf#page=3",
            "pdf",
            "https://arxiv.org/pdf/1706.03762.pdf#page=3",
        ),
        (
            "http://arxiv.org/abs/1706.03762v7",
            "pdf",
            "https://arxiv.org/pdf/1706.03762v7",
        ),
        (
            "https://arxiv.org/pdf/math.GT/0309136.pdf?ref=x",
            "abs",
            "https://arxiv.org/abs/math/0309136",
        ),
    ],
)
def test_as_form(url: str, form: str, wanted: str | None) -> None:
    assert as_form(url, form) == wanted


def test_arxiv_form() -> None:
    forms = [
        arxiv_form(f"https://www.arxiv.org/{form}/1706.03762")
        for form in ("abs", "pdf", "html", "ps")
    ]
    assert forms == ["abs", "pdf", "html", None]


def test_import_is_light() -> None:
    code = "import sys; before = set(sys.modules); import notelint.papers; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"urllib.parse", "dataclasses", "ipaddress", "requests"} & set(loaded)
