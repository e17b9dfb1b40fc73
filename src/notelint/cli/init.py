"""`notelint init`: learn the conventions of the notebooks, and write the config."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from notelint.cli.hooks import WORKFLOW, with_hook
from notelint.cli.messages import report, warn
from notelint.cli.writing import refuse_odd_places, write_all
from notelint.config import Config, load
from notelint.config.documents import shown
from notelint.config.files import find as find_config
from notelint.engine.discovery import STDIN, find
from notelint.errors import ConfigError, NotelintError, UnreadableError
from notelint.init import Learned, Tally, learn, survey
from notelint.notebook.reading import read
from notelint.repo import git
from notelint.repo.work_tree import load as load_source
from notelint.reporters.text import plural, sanitize_terminal
from notelint.text.limits import seconds_for, within
from notelint.text.source import Source

_NAME = ".notelint.yaml"
_HOOKS = ".pre-commit-config.yaml"
_WORKFLOW = Path(".github/workflows/notelint.yml")


class Written(NamedTuple):
    """A file to write, and what is said of it.

    `text` is None where it stays as it is; `paste` is what the user has to put into it
    then.

    `is_program` tells that it is to be run: git passes over a hook that nobody may run.
    """

    path: Path
    text: str | None
    said: str
    paste: str = ""
    is_program: bool = False


def run(
    *,
    paths: Sequence[str],
    force: bool,
    pre_commit: bool,
    github: bool,
    git_hook: bool,
    merge_driver: bool,
    quiet: bool,
) -> int:
    """Learn from the notebooks that the paths name, write the config and what else is
    asked for, and say so; the exit code.
    """
    root = _root(paths)
    config = _config_path(
        root, force=force, needed=not (pre_commit or github or git_hook or merge_driver)
    )
    others = [
        *([_hook(root)] if pre_commit else []),
        *([_workflow(root, force=force)] if github else []),
        *([_git_hook(root, force=force)] if git_hook else []),
    ]
    found = find(paths, lambda _: Config())
    if found.mistakes:
        raise NotelintError("\n".join(found.mistakes))
    tallies = list(_tallies(found.files, root))
    if not tallies:
        report(
            "warning",
            f"no notebooks found in {', '.join(paths) or 'this folder'}: nothing written",
        )
        return 0
    learned = learn([tally for _, tally in tallies])
    driver = _driver(root, found.files, force=force) if merge_driver else []
    files = [_config(config, learned, kept=not force), *others, *driver]
    write_all({each.path: each.text for each in files if each.text is not None})
    for each in files:
        if each.is_program:
            each.path.chmod(each.path.stat().st_mode | 0o111)
    if not quiet:
        lines = [
            _lesson(learned, tallies),
            *(each.said for each in files if not each.paste),
            _next(others),
        ]
        sys.stdout.writelines(f"{sanitize_terminal(line)}\n" for line in lines)
    _print_pastes(files)
    return 0


def _print_pastes(files: Iterable[Written]) -> None:
    """Print what the users have to put into files by themselves."""
    for file in files:
        if file.paste:
            warn(file.said)
            sys.stderr.write(file.paste)


def _root(paths: Sequence[str]) -> Path:
    """Where the config goes: the top of the repository; outside of one the working
    folder, or else the folder that is named.
    """
    if STDIN in paths:
        raise NotelintError(
            "-: standard input lies in no repository: name files or folders"
        )
    roots = dict.fromkeys(
        _root_of(Path(os.path.abspath(path)))
        for path in paths or [os.curdir]
        if os.path.lexists(path)
    )
    if len(roots) > 1:
        raise NotelintError(
            f"one repository at a time: {' and '.join(shown(root) for root in roots)} have a config each"
        )
    return next(iter(roots), Path(os.path.abspath(os.curdir)))


def _root_of(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    working = Path(os.path.abspath(os.curdir))
    return git.root_of(folder) or (
        working if working in (folder, *folder.parents) else folder
    )


def _config_path(root: Path, *, force: bool, needed: bool) -> Path:
    """The config file to write: a new one, or the one that is there and may be overwritten,
    under its own name.

    One that may not is kept as it is, which is a mistake where nothing else is asked for.
    """
    found = find_config(root, {})
    if found.path and found.path.parent == root:
        if found.path.suffix == ".toml" and (needed or force):
            raise NotelintError(
                f"{shown(found.path)}: has [tool.notelint]: remove that table first, two configs are one too many"
            )
        if found.warnings:
            raise NotelintError("\n".join(found.warnings))
        refuse_odd_places(found.path, root)
        if needed and not force:
            raise NotelintError(
                f"{shown(found.path)}: is there already: --force overwrites it"
            )
        return found.path
    if found.warnings and not found.path:
        raise NotelintError("\n".join(found.warnings))
    refuse_odd_places(root / _NAME, root)
    return root / _NAME


def _hook(root: Path) -> Written:
    path = root / _HOOKS
    refuse_odd_places(path, root)
    hooked = with_hook(path)
    if hooked.paste:
        return Written(
            path,
            None,
            f"{shown(path)}: left as it is: put this at the end of its repos yourself",
            hooked.paste,
        )
    if hooked.text is None:
        return Written(path, None, f"Kept {shown(path)}: the hook is there already")
    return Written(
        path,
        hooked.text,
        f"{'Added to' if path.exists() else 'Wrote'} {shown(path)}: the hook notelint-check",
    )


def _workflow(root: Path, *, force: bool) -> Written:
    path = root / _WORKFLOW
    refuse_odd_places(path, root)
    there = path.exists()
    if there and not force:
        raise NotelintError(f"{shown(path)}: is there already: --force overwrites it")
    return Written(
        path,
        WORKFLOW,
        f"{'Overwrote' if there else 'Wrote'} {shown(path)}: notelint check at each push and pull request",
    )


def _git_hook(root: Path, *, force: bool) -> Written:
    from notelint.cli.git_hook import script

    if git.root_of(root) != root:
        raise NotelintError("--git-hook: not a git repository: git init makes one")
    hook = script(root, force=force)
    return Written(*hook[:-1], is_program=hook.is_ours)


def _driver(root: Path, files: Iterable[str], *, force: bool) -> list[Written]:
    """The merge driver: git's settings are made at once, for without `.gitattributes`
    they have no effect.
    """
    from notelint.cli.driver import set_up, with_attributes

    if git.root_of(root) != root:
        raise NotelintError("--merge-driver: not a git repository: git init makes one")
    attributes = with_attributes(root, files, force=force)
    kept = [
        Written(
            attributes.path,
            None,
            f"Kept {each} in git's attributes: --force sets it anew",
        )
        for each in attributes.kept
    ]
    settings = [
        Written(attributes.path, None, said) for said in set_up(root, force=force)
    ]
    return [
        Written(attributes.path, attributes.text, attributes.said),
        *kept,
        *settings,
    ]


def _tallies(files: Iterable[str], root: Path) -> Iterator[tuple[str, Tally]]:
    """Each file that can be read, counted."""
    for path in files:
        try:
            source = load_source(path)
            name = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")
            tally = within(
                seconds_for(source.text), partial(_survey, source, name), "read"
            )
        except UnreadableError as error:
            warn(f"{path}: left out: {error}")
        else:
            yield path, tally


def _survey(source: Source, name: str) -> Tally:
    return survey(read(source), name)


def _lesson(learned: Learned, tallies: Sequence[tuple[str, Tally]]) -> str:
    if not learned.notebooks:
        return f"Learned nothing: {learned.summary}"
    names = [path for path, tally in tallies if tally.sections]
    return f"Learned from {names[0] if len(names) == 1 else plural(len(names), 'notebook')}: {learned.summary}"


def _config(path: Path, learned: Learned, *, kept: bool) -> Written:
    if kept and path.exists():
        return Written(
            path,
            None,
            f"Kept {shown(path)}{'' if path.suffix == '.toml' else ': --force overwrites it'}",
        )
    settings = (
        ", ".join(lesson.setting for lesson in learned.settled)
        or "nothing is settled yet"
    )
    if not path.exists():
        return Written(path, learned.config, f"Wrote {shown(path)}: {settings}")
    lost = _settings_in(path) - {f"notebook.{lesson.key}" for lesson in learned.settled}
    gone = f" (what it said of {', '.join(sorted(lost))} is gone)" if lost else ""
    return Written(path, learned.config, f"Overwrote {shown(path)}{gone}: {settings}")


def _settings_in(path: Path) -> set[str]:
    """The keys that a config file sets; none where it cannot be read."""
    try:
        config, _ = load(path.parent, explicit=path)
    except ConfigError:
        return set()
    return {
        key if key.startswith("notebook.") else key.partition(".")[0]
        for key in config.origins
    }


def _next(others: Iterable[Written]) -> str:
    hook = any(each.path.name == _HOOKS and each.text for each in others)
    return f"Next: notelint check{' and pre-commit install' if hook else ''}"
