"""The command that begins a library: init.

takes: the words of the command line, read
gives: text on the terminal, files where asked, an exit code
knows nothing of: how anything is done
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reviewlib.authoring.starting import NEEDED, Start, begin_library, usable_folder
from reviewlib.cli.options import Commands, add_today
from reviewlib.fields import Choice, Group, Here, Listed, Spec, specs
from reviewlib.models import Programme
from reviewlib.problems import ConfigError
from reviewlib.source import Scalar

__all__ = ["add"]


def _of_a_programme() -> dict[str, Spec]:
    """What may be said of a programme while its library is begun: what is one value each."""
    return {
        name: spec
        for name, (_, spec) in specs(Programme).items()
        if not isinstance(spec.type, Listed | Group)
    }


def _judged(name: str, spec: Spec, text: str) -> tuple[str, list[str]]:
    """What is to be written for a value, or what is wrong with it in the words of the check."""
    text = " ".join(text.split())
    here = Here("", {}, (name,))
    read = spec.type.read(Scalar(text, 1, 1), here)
    words = [row for one in here.problems for row in (one.message, *one.hint.splitlines())]
    return (read if isinstance(spec.type, Choice) else text), words


def _init(options: argparse.Namespace) -> int:
    """A new library's folder."""
    from reviewlib.host.clock import today

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
