"""The command line: options are declared here and in `options.py`; each command is a file
that is imported when it is called.

The room above all others: it turns arguments into plain values, makes one call, prints, and
answers with an exit code. It imports what a command needs, and no room imports it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

from notelint import __version__
from notelint.cli.options import (
    CACHE_DIR,
    HELP,
    asking,
    click,
    fixing,
    learning,
    marking,
    networked,
    reported,
    scoped,
    shared,
)
from notelint.errors import NotelintError


def entry() -> None:
    """The `notelint` command: `main`, and then out at once.

    Taking the interpreter down in good order costs a tenth of a run, and nobody is left to
    see it: streams are flushed, files closed.
    """
    try:
        main()
    except SystemExit as ended:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 1)


def main() -> None:
    """Run the command line and exit: 0, 1 or 2 as the commands say, 130 where it was
    interrupted.
    """
    _open_streams()
    sys.exit(_run())


def _open_streams() -> None:
    """A stream that the caller closed (`>&-`) leads nowhere; what a locale cannot spell
    is written as an escape.
    """
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - for as long as the process lives, as is the next
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: SIM115
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)


def _run() -> int:
    is_hook = bool(os.environ.get("PRE_COMMIT"))
    try:
        if is_hook:
            from notelint.cli.names import refuse_options

            refuse_options(sys.argv[1:])
        code = cli.main(
            prog_name="notelint", standalone_mode=False, windows_expand_args=not is_hook
        )
        sys.stdout.flush()
    except NotelintError as error:
        return _complain(str(error))
    except click.ClickException as error:
        if not sys.argv[1:]:
            error.show()  # the help, which this error holds where no command is given
            return 2
        from notelint.reporters.text import sanitize_terminal

        click.UsageError(
            sanitize_terminal(error.format_message()), getattr(error, "ctx", None)
        ).show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        _hush()
        return 1
    except FileNotFoundError as error:
        return _complain(
            f"{error.filename or 'the working folder'}: no such file or directory"
        )
    except OSError as error:
        _hush()
        return _complain(
            f"{error.filename or 'standard output'}: {(error.strerror or 'cannot be used').lower()}"
        )
    except Exception:  # noqa: BLE001 - the one place for what nobody foresaw: 1 would mean findings
        import traceback

        traceback.print_exc()
        return _complain(
            "a mistake in notelint itself: please report it with the lines above"
        )
    return code if isinstance(code, int) else 0


def _complain(message: str) -> int:
    from notelint.cli.messages import report

    for line in message.splitlines():
        report("error", line)
    return 2


def _hush() -> None:
    """Nobody takes our output (`| head`, a full disk): no second word about it from
    Python at its end.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(context_settings=HELP)
@click.version_option(__version__, prog_name="notelint", message="%(prog)s %(version)s")
def cli() -> None:
    """The linter and formatter for paper notes kept in Markdown and Git."""


@cli.command()
@click.argument("paths", nargs=-1)
@reported
@fixing
@scoped
@asking
@networked
def check(**options: Any) -> int:
    """Judge notebooks.

    PATHS are files, folders, or - for standard input; none means the notebooks of the
    repository.
    """
    from notelint.cli.arguments import CheckOptions
    from notelint.cli.check import run

    return run(CheckOptions(**options))


@cli.command()
@click.argument("paths", nargs=-1)
@reported
@scoped
@asking
@networked
def links(**options: Any) -> int:
    """Ask the network: are the links alive, and do they lead to the right papers?

    PATHS are files, folders, or - for standard input; none means the notebooks of the
    repository. arXiv is asked for a hundred papers at once; what bars programs is not
    called dead. Answers are kept, and asked for again when they are old.
    """
    from notelint.cli.arguments import CheckOptions
    from notelint.cli.links import run

    return run(CheckOptions(**options))


@cli.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing, and exit with 1 where notebooks would be rewritten.",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Write nothing, and show as a diff what would be rewritten.",
)
@click.option(
    "--staged",
    is_flag=True,
    help="Rewrite what is staged, in the index and in the file.",
)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="What standard input (-) is called; its figures are looked for beside it.",
)
@shared
def fmt(**options: Any) -> int:
    """Rewrite notebooks to canonical form.

    PATHS are files, folders, or - for standard input, which is printed mended; none means
    the notebooks of the repository. Words, links, figures and code stay as they are: what
    would change the page is left alone.
    """
    from notelint.cli.arguments import FmtOptions
    from notelint.cli.fmt import run

    return run(FmtOptions(**options))


@cli.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--baseline",
    metavar="FILE",
    envvar="NOTELINT_BASELINE",
    help="The file to write [.notelint-baseline.yaml].",
)
@click.option(
    "--prune",
    is_flag=True,
    help="Accept nothing: drop what is listed and gone, and name it.",
)
@shared
def baseline(**options: Any) -> int:
    """Accept today's findings.

    They are written to .notelint-baseline.yaml at the top of the repository, or in the
    working folder outside of one; from then on notelint check reports what is new. PATHS
    are files or folders, whose part of the file is written anew; none means all of it.
    """
    from notelint.cli.arguments import BaselineOptions
    from notelint.cli.baseline import run

    return run(BaselineOptions(**options))


@cli.command()
@click.argument("name", required=False, metavar="[CODE|NAME]")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or for programs.",
)
def rule(name: str | None, output_format: str) -> int:
    """What a rule wants, and why; without a name, all of them."""
    from notelint.cli.rule import run

    return run(name, as_json=output_format == "json")


@cli.command()
@click.argument("path", default=".")
@click.option(
    "--schema", is_flag=True, help="Print the JSON schema of the config file, and stop."
)
@shared
def config(schema: bool, **options: Any) -> int:
    """The settings in force for PATH, and where each comes from."""
    from notelint.cli.config import run, run_schema

    return run_schema() if schema else run(**options)


@cli.command()
@click.argument("paths", nargs=-1)
@learning
def init(**options: Any) -> int:
    """Learn the conventions of the notebooks, and write them to .notelint.yaml.

    PATHS are files or folders; none means the notebooks of the repository. The config goes
    to the top of the repository, or to the working folder outside of one.
    """
    from notelint.cli.init import run

    return run(**options)


@cli.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["json", "jsonl", "csv"]),
    help="How to write them [by the ending of -o, else json].",
)
@click.option(
    "-o",
    "--output-file",
    metavar="FILE",
    help="Where to write them: a file, or - for standard output.",
)
@click.option("--section", metavar="NAME", help="Only the entries under this heading.")
@click.option(
    "--schema", is_flag=True, help="Print the JSON schema of an entry, and stop."
)
@click.option(
    "--stdin-filename", metavar="NAME", help="What standard input (-) is called."
)
@click.option(
    "--config",
    "config_file",
    metavar="FILE",
    help="Read this config file, and no other.",
)
@click.option("--isolated", is_flag=True, help="Read no config file.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Files and folders to leave alone.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not say how many there are.")
def export(schema: bool, **options: Any) -> int:
    """The entries as data: title, link, venue, note and the rest of each.

    PATHS are files, folders, or - for standard input; none means the notebooks of the
    repository or folder. The exit code is 1 where a file could not be read.
    """
    from notelint.cli.export import Options, run, run_schema

    return run_schema() if schema else run(Options(**options))


@cli.command("merge-driver")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", required=False)
@marking
def merge_driver(**options: Any) -> int:
    """Merge a notebook that two branches changed, entry by entry. git calls this: see
    notelint init --merge-driver.

    BASE, OURS and THEIRS are files (%O %A %B), the second of which gets the result; PATH is
    the notebook's own (%P). The exit code is 0 where all is merged; else it counts the
    conflicts that are marked.
    """
    from notelint.cli.merge_driver import run

    return run(**options)


@cli.command()
@click.argument("path", metavar="FILE")
def textconv(path: str) -> int:
    """Print a notebook as git compares it: without the numbers of its entries. git calls
    this: see notelint init --merge-driver.
    """
    from notelint.cli.textconv import run

    return run(path)


@cli.command()
@CACHE_DIR
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was removed.")
def clean(**options: Any) -> int:
    """Drop the caches: what notelint links keeps of the answers that it got."""
    from notelint.cli.clean import run

    return run(**options)
