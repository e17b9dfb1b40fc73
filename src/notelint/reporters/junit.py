"""JUnit's XML: a suite a file, a failed case a finding, a passed one for a file in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.ci import as_markup, in_repository, plain
from notelint.text.diagnostics import Diagnostic, Severity


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """One document.

    A remark (info) is a case that passed and says something: remarks fail no run.
    """
    root = Element("testsuites", name="notelint")
    tests, failures = 0, 0
    for result in results:
        suite = _suite(root, result)
        tests += int(suite.attrib["tests"])
        failures += int(suite.attrib["failures"])
    root.attrib |= {"tests": str(tests), "failures": str(failures), "errors": "0"}
    indent(root)
    return as_markup(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
    )


def _suite(root: Element, result: Result) -> Element:
    path, found = plain(in_repository(result.path)), result.diagnostics
    failures = sum(each.severity is not Severity.INFO for each in found)
    counts = {
        "tests": str(len(found) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": "0",
    }
    suite = SubElement(root, "testsuite", {"name": path, "file": path, **counts})
    for each, name in zip(found, _names(found), strict=True):
        case = SubElement(suite, "testcase", classname=path, name=name)
        if each.severity is Severity.INFO:
            SubElement(case, "system-out").text = _told(each, path)
        else:
            SubElement(
                case, "failure", type=each.severity.value, message=plain(each.message)
            ).text = _told(each, path)
    if not found:
        SubElement(suite, "testcase", classname=path, name="in order")
    return suite


def _names(found: Iterable[Diagnostic]) -> Iterator[str]:
    """A name for each: GitLab keeps one case of a name and file, and knows it by that in
    the next run.

    So no line numbers, but ` (2)`.
    """
    counts: Counter[str] = Counter()
    for each in found:
        alike = f"{each.code} {each.name}: {plain(each.message)}"
        name = alike
        while name in counts:
            counts[alike] += 1
            name = f"{alike} ({counts[alike]})"
        counts[name] = 1
        yield name


def _told(each: Diagnostic, path: str) -> str:
    """The finding in a line, as `concise` has it, and where its rule is explained."""
    return f"{path}:{each.start.line}:{each.start.column}: {each.code} {each.name} {plain(each.message)}\n{each.url}"
