"""The command that begins a library: init."""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewlib.cli.options import Commands, add_today
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.new_library import NEEDED, Start, begin_library, usable_folder
from reviewlib.frontmatter import Scalar
from reviewlib.models import Programme
from reviewlib.schema import Choice, FieldInfo, List, ReadContext, Record, fields_of


def _of_a_programme() -> dict[str, FieldInfo]:
    """What may be said of a programme while its library is begun: what is one value each."""
    return {
        name: spec
        for name, (_, spec) in fields_of(Programme).items()
        if not isinstance(spec.type, List | Record)
    }


def _judged(name: str, spec: FieldInfo, text: str) -> tuple[str, list[str]]:
    """What is to be written for a value, or what is wrong with it in the words of the check."""
    text = " ".join(text.split())
    context = ReadContext("", {}, (name,))
    read = spec.type.read(Scalar(text, 1, 1), context)
    words = [row for one in context.problems for row in (one.message, *one.hint.splitlines())]
    return (read if isinstance(spec.type, Choice) else text), words


def _init(options: argparse.Namespace) -> int:
    """A new library's folder."""
    from reviewlib.build_date import today

    folder = usable_folder(options.folder)
    fields, given, wrong = _of_a_programme(), {}, []
    for name, spec in fields.items():
        said = vars(options)[f"p_{name}"]
        if said:
            given[name], words = _judged(name, spec, said)
            wrong += [f"--{name.replace('_', '-')}: {line}" for line in words]
    lacking = [name for name in NEEDED if name not in given]
    if lacking:
        wrong.append(f"Needed and not given: {', '.join(f'--{name}' for name in lacking)}.")
    if wrong:
        raise ConfigError("\n".join([*wrong, "Nothing was written."]))
    count = begin_library(folder, Start(given, today(options.today)))
    print(f"{options.folder}: a library of {count} files. README.md says what comes next;")
    print("`make site` there builds it.")
    return 0


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    init = commands.add_parser("init", help="begin another library, in a folder of its own")
    init.add_argument("folder", type=Path, metavar="DIR", help="where to; empty, or not there yet")
    add_today(init, "the day it is begun")
    for name, spec in _of_a_programme().items():
        option = f"--{name.replace('_', '-')}"
        init.add_argument(option, dest=f"p_{name}", metavar="…", help=spec.help.replace("%", "%%"))
    init.set_defaults(run=_init)
