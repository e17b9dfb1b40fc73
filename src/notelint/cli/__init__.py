"""The command line: options are declared here and nowhere else; each command is a file that is imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from notelint import __version__
from notelint.errors import NotelintError


class _Inspect(ModuleType):
    """Stands in for `inspect`, whose import takes a tenth of a run: click asks it to dedent the help of each option, most of one line."""

    def cleandoc(self, doc: str) -> str:
        """As `inspect.cleandoc`."""
        return self.__getattr__("cleandoc")(doc) if "\n" in doc or "\t" in doc else doc.lstrip()

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("inspect"), name)


@contextmanager
def _lightly() -> Iterator[None]:
    """Let click be imported without `inspect`, where nobody has imported that before."""
    light = _Inspect("inspect")
    known = sys.modules.setdefault("inspect", light)
    try:
        yield
    finally:
        if known is light:
            del sys.modules["inspect"]


gc.set_threshold(1_000_000)  # imports and trees make many objects and little garbage: looking for it took a tenth of a run
with _lightly():
    import click

_Command = TypeVar("_Command", bound=Callable[..., Any])
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_FORMATS = click.Choice(["full", "concise", "json", "jsonl"])


def entry() -> None:
    """The `notelint` command: `main`, and then out at once.

    Taking the interpreter down in good order costs a tenth of a run, and nobody is left to see it: streams are flushed, files closed.
    """
    try:
        main()
    except SystemExit as ended:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 1)


def main() -> None:
    """Run the command line and exit: 0, 1 or 2 as the commands say, 130 where it was interrupted."""
    _open_streams()
    sys.exit(_run())


def _open_streams() -> None:
    """A stream that the caller closed (`>&-`) leads nowhere; what a locale cannot spell is written as an escape."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - for as long as the process lives, as is the next
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: SIM115
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream)


def _run() -> int:
    try:
        code = cli.main(prog_name="notelint", standalone_mode=False)
        sys.stdout.flush()
    except NotelintError as error:
        return _complain(str(error))
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        _hush()
        return 1
    except FileNotFoundError as error:
        return _complain(f"{error.filename or 'the working folder'}: no such file or directory")
    except OSError as error:
        _hush()
        return _complain(f"{error.filename or 'standard output'}: {(error.strerror or 'cannot be used').lower()}")
    except Exception:  # noqa: BLE001 - the one place for what nobody foresaw: 1 would mean findings
        import traceback

        traceback.print_exc()
        return _complain("a mistake in notelint itself: please report it with the lines above")
    return code if isinstance(code, int) else 0


def _complain(message: str) -> int:
    from notelint.cli.messages import say

    for line in message.splitlines():
        say("error", line)
    return 2


def _hush() -> None:
    """Nobody takes our output (`| head`, a full disk): no second word about it from Python at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _shared(command: _Command) -> _Command:
    """The options that every command which reads a config takes."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


_SHARED = (
    click.option("--config", "config_file", metavar="FILE", help="Read this config file, and no other."),
    click.option("--isolated", is_flag=True, help="Read no config file."),
    click.option("--select", multiple=True, metavar="CODES", help="Rules in force: codes, prefixes, names or ALL, separated by commas."),
    click.option("--extend-select", multiple=True, metavar="CODES", help="Rules in force besides."),
    click.option("--ignore", multiple=True, metavar="CODES", help="Rules not in force."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="Files and folders to leave alone."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours (NO_COLOR and FORCE_COLOR too)."),
    click.option("-q", "--quiet", is_flag=True, help="Print findings, and nothing about them."),
    click.option("-v", "--verbose", is_flag=True, help="Say what is done on standard error."),
    click.option("--jobs", type=click.IntRange(min=0), metavar="N", hidden=True, help="Has no meaning yet."),
    click.option("--no-cache", is_flag=True, hidden=True, help="Has no meaning yet."),
    click.option("--cache-dir", metavar="DIR", hidden=True, help="Has no meaning yet."),
)


@click.group(context_settings=_HELP)
@click.version_option(__version__, prog_name="notelint", message="%(prog)s %(version)s")
def cli() -> None:
    """The linter and formatter for paper notes kept in Markdown and Git."""


@cli.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--output-format", type=_FORMATS, envvar="NOTELINT_OUTPUT_FORMAT", help="How to print findings [full at a terminal, concise elsewhere]."
)
@click.option("--output-file", metavar="FILE", help="Where to print them.")
@click.option("--statistics", is_flag=True, help="Print how often each rule speaks, in place of the findings.")
@click.option("--all", "everything", is_flag=True, help="Show every one of many findings alike.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), help="The mildest finding that fails the run [warning].")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a guess, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Make guesses too, with --fix or --diff.")
@click.option("--diff", is_flag=True, help="Write nothing, and show as a diff what --fix would do.")
@click.option("--show-files", is_flag=True, help="Print the files that would be judged, and stop.")
@click.option("--stdin-filename", metavar="NAME", help="What standard input (-) is called; its figures are looked for beside it.")
@_shared
def check(**options: Any) -> int:
    """Judge notebooks.

    PATHS are files, folders, or - for standard input; none means the notebooks of the repository.
    """
    from notelint.cli.check import run

    return run(**_without_unused(options))


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing, and exit with 1 where notebooks would be rewritten.")
@click.option("--diff", is_flag=True, help="Write nothing, and show as a diff what would be rewritten.")
@click.option("--stdin-filename", metavar="NAME", help="What standard input (-) is called; its figures are looked for beside it.")
@_shared
def fmt(**options: Any) -> int:
    """Rewrite notebooks to canonical form.

    PATHS are files, folders, or - for standard input, which is printed mended; none means the notebooks of the repository. Words,
    links, figures and code stay as they are: what would change the page is left alone.
    """
    from notelint.cli.fmt import run

    return run(**_without_unused(options))


@cli.command()
@click.argument("name", required=False, metavar="[CODE|NAME]")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs.")
def rule(name: str | None, output_format: str) -> int:
    """What a rule wants, and why; without a name, all of them."""
    from notelint.cli.rule import run

    return run(name, as_json=output_format == "json")


@cli.command()
@click.argument("path", default=".")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the config file, and stop.")
@_shared
def config(schema: bool, **options: Any) -> int:
    """The settings in force for PATH, and where each comes from."""
    from notelint.cli.config import run, run_schema

    return run_schema() if schema else run(**_without_unused(options))


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--force", is_flag=True, help="Overwrite the config file, and the workflow.")
@click.option("--pre-commit", is_flag=True, help="Add the hook notelint-check to .pre-commit-config.yaml.")
@click.option("--github", is_flag=True, help="Write .github/workflows/notelint.yml, which runs notelint check.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was learned and written.")
def init(**options: Any) -> int:
    """Learn the conventions of the notebooks, and write them to .notelint.yaml.

    PATHS are files or folders; none means the notebooks of the repository. The config goes to the top of the repository, or to the
    working folder outside of one.
    """
    from notelint.cli.init import run

    return run(**options)


def _without_unused(options: dict[str, Any]) -> dict[str, Any]:
    """Without the options that are accepted and have no meaning yet."""
    return {name: value for name, value in options.items() if name not in {"jobs", "no_cache", "cache_dir"}}
