"""The commands for a library as a whole: init, migrate.

takes: the words of the command line, read
gives: text on the terminal, files where asked, an exit code
knows nothing of: how anything is done
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reviewlib.authoring import Asker
from reviewlib.authoring.migrating import rewritten, write
from reviewlib.authoring.records import judged
from reviewlib.authoring.starting import NEEDED, Start, begin_library, usable_folder
from reviewlib.cache import cache_of
from reviewlib.cli.options import Commands, add_today
from reviewlib.fields import Group, Listed, Spec, specs
from reviewlib.library import load
from reviewlib.models import Programme
from reviewlib.problems import ConfigError

__all__ = ["add"]


def _of_a_programme() -> dict[str, Spec]:
    """What may be said of a programme while its library is begun: what is one value each."""
    return {
        name: spec
        for name, (_, spec) in specs(Programme).items()
        if not isinstance(spec.type, Listed | Group)
    }


def _ask(lacking: list[str], fields: dict[str, Spec]) -> dict[str, str]:
    """What must be known and was not said."""
    asker, given = Asker(input, print), {}
    for name in lacking:
        spec = fields[name]

        def judge(text: str, name: str = name, spec: Spec = spec) -> tuple[str, list[str]]:
            return judged(name, spec.type, text, {})

        asker.explain(spec.help, f"such as: {spec.example}")
        try:
            given[name] = asker.needed(name, judge)
        except EOFError:
            raise ConfigError("\nStopped; nothing was written.") from None
    return given


def _init(options: argparse.Namespace) -> int:
    """A new library's folder."""
    from reviewlib.host.clock import today

    folder = usable_folder(options.folder)
    fields, given, wrong = _of_a_programme(), {}, []
    for name, spec in fields.items():
        said = vars(options)[f"p_{name}"]
        if said:
            given[name], words = judged(name, spec.type, said, {})
            wrong += [f"--{name.replace('_', '-')}: {line}" for line in words]
    lacking = [name for name in NEEDED if name not in given]
    if lacking and not wrong and sys.stdin.isatty():
        given |= _ask(lacking, fields)
    elif lacking:
        wrong.append(f"Needed and not given: {', '.join(f'--{name}' for name in lacking)}.")
    if wrong:
        raise ConfigError("\n".join([*wrong, "Nothing was written."]))
    count = begin_library(folder, Start(given, today(options.today)))
    print(f"{options.folder}: a library of {count} files. README.md says what comes next;")
    print("`make site` there builds it.")
    return 0


def _migrate(options: argparse.Namespace) -> int:
    """Rewrite what is in an older form, and say what."""
    loaded = load(options.root, cache=cache_of(options.root))
    if loaded.library is None:
        raise ConfigError(
            f"The library in {options.root} cannot be read; `reviewlib check` says why."
        )
    lines = files = left = 0
    for file in rewritten(options.root, loaded.library, loaded.problems):
        if not options.check:
            write(options.root, file)
        files, lines, left = (
            files + bool(file.lines),
            lines + len(file.lines),
            left + len(file.left),
        )
        for number, before, after in file.lines:
            print(f"{file.path}:{number}: {before.strip()}\n    now: {after.strip()}")
        for number in file.left:
            print(f"{file.path}:{number}: please change this line by hand; see `reviewlib check`.")
    would = "would be " if options.check else ""
    counts = f"{_count(lines, 'line')} in {_count(files, 'file')} {would}rewritten."
    print(counts if lines or left else "Every record is in today's form.")
    return 1 if left or (lines and options.check) else 0


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    init = commands.add_parser("init", help="begin another library, in a folder of its own")
    init.add_argument("folder", type=Path, metavar="DIR", help="where to; empty, or not there yet")
    add_today(init, "the day it is begun")
    for name, spec in _of_a_programme().items():
        option = f"--{name.replace('_', '-')}"
        init.add_argument(option, dest=f"p_{name}", metavar="…", help=spec.help.replace("%", "%%"))
    init.set_defaults(run=_init)
    migrate = commands.add_parser("migrate", help="rewrite records that are in an older form")
    migrate.add_argument("--check", action="store_true", help="say what would be, only")
    migrate.set_defaults(run=_migrate)
