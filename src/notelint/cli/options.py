"""The options that several commands take, and the long lists of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from notelint.cli.click_loader import click as click
from notelint.reporters import FORMATS

_Command = TypeVar("_Command", bound=Callable[..., Any])
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_FORMATS = click.Choice(FORMATS)


def shared(command: _Command) -> _Command:
    """The options that every command which reads a config takes."""
    return _with(command, (*_SHARED, *_IDLE))


def networked(command: _Command) -> _Command:
    """Those, and the ones of a command that asks the network."""
    return _with(command, (*_SHARED, *_IDLE[:1], *_CACHES))


def _with(
    command: _Command, options: Sequence[Callable[[_Command], _Command]]
) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


_SHARED = (
    click.option(
        "--config",
        "config_file",
        metavar="FILE",
        help="Read this config file, and no other.",
    ),
    click.option("--isolated", is_flag=True, help="Read no config file."),
    click.option(
        "--select",
        multiple=True,
        metavar="CODES",
        help="Rules in force: codes, prefixes, names or ALL, separated by commas.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="CODES",
        help="Rules in force besides.",
    ),
    click.option(
        "--ignore", multiple=True, metavar="CODES", help="Rules not in force."
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Files and folders to leave alone.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours (NO_COLOR and FORCE_COLOR too).",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, help="Print findings, and nothing about them."
    ),
    click.option(
        "-v", "--verbose", is_flag=True, help="Say what is done on standard error."
    ),
)
_IDLE = (
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        metavar="N",
        hidden=True,
        expose_value=False,
        help="Has no meaning yet.",
    ),
    click.option(
        "--no-cache",
        is_flag=True,
        hidden=True,
        expose_value=False,
        help="Has no meaning here.",
    ),
    click.option(
        "--cache-dir",
        metavar="DIR",
        hidden=True,
        expose_value=False,
        help="Has no meaning here.",
    ),
)
CACHE_DIR = click.option(
    "--cache-dir",
    metavar="DIR",
    envvar="NOTELINT_CACHE_DIR",
    help="Where to keep what links led to [the user's folder for caches].",
)
_CACHES = (
    click.option(
        "--no-cache", is_flag=True, help="Ask for each link anew, and keep no answer."
    ),
    CACHE_DIR,
)


_REPORTED = (
    click.option(
        "--output-format",
        type=_FORMATS,
        envvar="NOTELINT_OUTPUT_FORMAT",
        help="How to print findings [full at a terminal, concise elsewhere].",
    ),
    click.option(
        "--output-file",
        metavar="FILE",
        help="Where to print them: a file that no run reads, a pipe, or - for standard output.",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help="Print how often each rule speaks, in place of the findings.",
    ),
    click.option(
        "--all",
        "everything",
        is_flag=True,
        help="Show every one of many findings alike.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "never"]),
        help="The mildest finding that fails the run [warning].",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
)
_SCOPED = (
    click.option(
        "--staged",
        is_flag=True,
        help="Judge what is staged: texts, figures and files as the next commit would have them.",
    ),
    click.option(
        "--since",
        metavar="REV",
        help="Report only what is new since a revision: on changed lines, or brought about by a change.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        envvar="NOTELINT_BASELINE",
        help="Leave out what this file accepts [.notelint-baseline.yaml].",
    ),
    click.option("--no-baseline", is_flag=True, help="Report what is accepted, too."),
    click.option(
        "--show-files",
        is_flag=True,
        help="Print the files that would be judged, and stop.",
    ),
    click.option(
        "-z",
        "null",
        is_flag=True,
        help="End each name that --show-files prints with a NUL, as git ls-files -z does.",
    ),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="What standard input (-) is called; its figures are looked for beside it.",
    ),
)
_ASKING = (
    click.option(
        "--max-time",
        type=click.IntRange(min=1),
        metavar="SECONDS",
        help="How long to ask at most [600].",
    ),
    click.option(
        "--offline",
        is_flag=True,
        help="Ask nothing: report what is stored of earlier answers.",
    ),
    click.option(
        "--strict", is_flag=True, help="Fail, too, where a link could not be verified."
    ),
    click.option(
        "--connect-to",
        multiple=True,
        metavar="HOST:PORT:ADDRESS:PORT",
        help="Connect to another address for a host, as with curl.",
    ),
)


_FIXING = (
    click.option(
        "--fix",
        is_flag=True,
        help="Mend what can be mended without a guess, and report what is left.",
    ),
    click.option(
        "--unsafe-fixes", is_flag=True, help="Make guesses too, with --fix or --diff."
    ),
    click.option(
        "--diff",
        is_flag=True,
        help="Write nothing, and show as a diff what --fix would do.",
    ),
    click.option(
        "--links",
        is_flag=True,
        help="Ask the network about the links, too, as notelint links does.",
    ),
)
_LEARNING = (
    click.option(
        "--force", is_flag=True, help="Overwrite the config file, and the workflow."
    ),
    click.option(
        "--pre-commit",
        is_flag=True,
        help="Add the hook notelint-check to .pre-commit-config.yaml.",
    ),
    click.option(
        "--github",
        is_flag=True,
        help="Write .github/workflows/notelint.yml, which runs notelint check.",
    ),
    click.option(
        "--git-hook",
        is_flag=True,
        help="Let git run notelint check --staged before each commit, in this clone.",
    ),
    click.option(
        "--merge-driver",
        is_flag=True,
        help="Let git merge and compare notebooks by entries, in this clone.",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, help="Do not say what was learned and written."
    ),
)


_MARKING = (
    click.option(
        "--marker-size",
        type=click.IntRange(min=1),
        default=7,
        metavar="N",
        help="How long conflict markers are [7].",
    ),
    click.option(
        "--labels",
        nargs=3,
        metavar="BASE OURS THEIRS",
        help="What conflict markers are labelled with.",
    ),
)


def reported(command: _Command) -> _Command:
    """The options that say how findings are reported."""
    return _with(command, _REPORTED)


def scoped(command: _Command) -> _Command:
    """Those that say which findings are."""
    return _with(command, _SCOPED)


def asking(command: _Command) -> _Command:
    """Those that say how the network is asked."""
    return _with(command, _ASKING)


def fixing(command: _Command) -> _Command:
    """Those that say which fixes are made."""
    return _with(command, _FIXING)


def learning(command: _Command) -> _Command:
    """Those of `notelint init`."""
    return _with(command, _LEARNING)


def marking(command: _Command) -> _Command:
    """Those that say how `notelint merge-driver` marks conflicts."""
    return _with(command, _MARKING)
