"""The commands that help to write records: new, schema.

takes: the words of the command line, read
gives: text on the terminal, files where asked, an exit code
knows nothing of: how anything is done
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewlib.authoring import KINDS, Asker, Newcomer, blank_form
from reviewlib.cache import cache_of
from reviewlib.cli.options import Commands, add_today
from reviewlib.fields import Group, Listed, Spec, specs
from reviewlib.library import Library, load
from reviewlib.models import Report
from reviewlib.models.schema import FOLDER, as_json, schemas
from reviewlib.problems import ConfigError, as_text

__all__ = ["add"]

_ONE_OF = {
    "authorities": "authority",
    "themes": "theme",
    "stages": "stage",
    "contributors": "contributor",
    "leads": "lead",
    "sources": "source",
}
_NOT_ASKED = {"history", "formerly", "schema", "pilot", "cleaned", "original", "allow", "order"}


def _fields(model: type) -> Iterator[tuple[str, Spec]]:
    """The fields that may be given on the command line, but for those with fields of their own."""
    for name, (_, spec) in specs(model).items():
        item = spec.type.item if isinstance(spec.type, Listed) else spec.type
        if name not in _NOT_ASKED and not isinstance(item, Group):
            yield name, spec


def _library(root: Path) -> Library:
    library = load(root, cache=cache_of(root)).library
    if library is None:
        raise ConfigError(f"The library in {root} cannot be read; `reviewlib check` says why.")
    return library


def _text(file: Path | None) -> str:
    """What will stand below the header."""
    if file is None:
        return ""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not saved as UTF-8"
        raise ConfigError(f"{file}: cannot be read ({why}).") from error


class _Answers:
    """What the command line says of a record, judged all at once."""

    def __init__(self, options: argparse.Namespace, record: Newcomer) -> None:
        self.options = options
        self.record = record
        self.wrong: list[str] = []

    def take(self) -> None:
        """Put what was said into the record.

        Raises:
            ConfigError: some of it cannot be used; all of that, in words.
        """
        model, given = self.record.kind.model, vars(self.options)
        fields = dict(_fields(model))
        for name, value in given.items():
            field = name.removeprefix("f_")
            if not name.startswith("f_") or not value:
                continue
            if field in fields:
                self.record.given[field] = self._value(field, fields[field], value)
            elif not (field == "themes" and self.record.kind.name == "theme"):
                kind = self.record.kind.name
                self.wrong.append(f"--{_ONE_OF.get(field, field)}: a {kind} has no such field.")
        self._report(given)
        self._place(given)
        if self.wrong:
            raise ConfigError("\n".join([*self.wrong, "Nothing was written."]))

    def _judged(self, option: str, answer: tuple[str, list[str]]) -> str:
        value, words = answer
        if words:
            first, *more = words
            self.wrong += [f"--{option}: {first}", *(f"    {line}" for line in more)]
        return value

    def _value(self, name: str, spec: Spec, value: str | list[str]) -> str | tuple[str, ...]:
        option = _ONE_OF.get(name, name).replace("_", "-")
        if isinstance(value, str):
            return self._judged(option, self.record.judge(name, spec.type, value))
        assert isinstance(spec.type, Listed)
        item = spec.type.item
        values = [self._judged(option, self.record.judge(name, item, one)) for one in value]
        return tuple(dict.fromkeys(values))

    def _report(self, given: dict[str, Any]) -> None:
        report = {}
        for name, spec in _fields(Report):
            value = given[f"r_{name}"]
            if value:
                option = "report" if name == "title" else f"report-{name}"
                report[name] = self._judged(option, self.record.judge(name, spec.type, value))
        if report and "title" not in report:
            self.wrong.append("--report: the report's title is needed as well.")
        if report and self.record.kind.name != "review":
            self.wrong.append("--report: only a review has reports.")
        elif report:
            self.record.given["reports"] = (report,)

    def _place(self, given: dict[str, Any]) -> None:
        record = self.record
        if given["year"] and record.kind.name == "review":
            record.year = self._judged("year", record.judge_year(given["year"]))
        elif given["year"]:
            self.wrong.append("--year: only a review stands under a year.")
        if record.kind.name == "theme" and given["f_themes"]:
            record.name = self._judged("theme", record.judge_theme(given["f_themes"][0]))
        if given["name"] and not (given["year"] and not record.year):
            record.name = self._judged("name", record.judge_name(given["name"]))


def _new(options: argparse.Namespace) -> int:
    """A record from what was said and what was asked."""
    from reviewlib.host.clock import today

    day = today(options.today).isoformat()
    library, kind = _library(options.root), KINDS[options.kind_of_record]
    if options.print_template:
        sys.stdout.write(blank_form(library, kind))
        return 0
    record = Newcomer(library, kind, text=_text(options.text))
    _Answers(options, record).take()
    if options.ask or (record.missing() and sys.stdin.isatty()):
        try:
            Asker(input, print).fill(record)
        except EOFError:
            raise ConfigError("\nStopped; nothing was written.") from None
    lacking = [f"--{_ONE_OF.get(name, name)}" for name in record.missing()]
    if lacking:
        raise ConfigError(f"Needed and not given: {', '.join(lacking)}. Nothing was written.")
    if not record.name:
        record.name = record.proposed_name
    words = record.judge_name(record.name)[1]
    if words:
        raise ConfigError("\n".join([*words, "Give it with --name. Nothing was written."]))
    begun = record.begin(day)
    found = record.write(options.root, begun)
    print(f"{begun.path}: written. Its text goes below the header.")
    if found:
        sys.stdout.write(as_text(found))
    return 0


def _schema(options: argparse.Namespace) -> int:
    """A JSON Schema, or all of them into their folder."""
    all_of_them = schemas()
    if not options.write:
        sys.stdout.write(as_json(all_of_them[options.kind_of_file]))
        return 0
    from reviewlib.authoring.files import put_over

    for name, schema in all_of_them.items():
        put_over(
            options.root, options.root / FOLDER / f"{name}.schema.json", as_json(schema).encode()
        )
    print(f"{len(all_of_them)} schemas in {options.root / FOLDER}.")
    return 0


def _add_fields(parser: argparse.ArgumentParser) -> None:
    seen: dict[str, argparse.Action] = {}
    for kind in KINDS.values():
        group = parser.add_argument_group(f"of a {kind.name}")
        for name, spec in _fields(kind.model):
            if name in seen:
                continue
            action = "append" if isinstance(spec.type, Listed) else "store"
            option = f"--{_ONE_OF.get(name, name).replace('_', '-')}"
            help = spec.help.replace("%", "%%")
            seen[name] = group.add_argument(
                option, action=action, dest=f"f_{name}", metavar="…", help=help
            )
    group = parser.add_argument_group("of its report")
    for name, spec in _fields(Report):
        option = "--report" if name == "title" else f"--report-{name}"
        group.add_argument(option, dest=f"r_{name}", metavar="…", help=spec.help.replace("%", "%%"))


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    new = commands.add_parser(
        "new", help="begin a record: what is not said is asked", allow_abbrev=False
    )
    new.add_argument(
        "kind_of_record", nargs="?", choices=("review", "document", "theme"), default="review",
        metavar="KIND", help="review (default), document, or theme for its introduction",
    )  # fmt: skip
    new.add_argument("--year", help="the programme year under which a review was listed")
    new.add_argument("--name", help="the name of its file, without .md")
    new.add_argument("--text", type=Path, metavar="FILE", help="its text, from a file (- to type)")
    new.add_argument("--ask", action="store_true", help="ask for what is not needed as well")
    new.add_argument("--print-template", action="store_true", help="print the empty form")
    add_today(new, "the day on which it is added")
    _add_fields(new)
    new.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="JSON Schemas of what editors write")
    schema.add_argument("kind_of_file", nargs="?", choices=sorted(schemas()), default="review")
    schema.add_argument("--write", action="store_true", help=f"write all of them to {FOLDER}/")
    schema.set_defaults(run=_schema)
