"""The commands that help to write records: new, schema."""

from __future__ import annotations

import argparse
import sys

from reviewlib.cache import cache_of
from reviewlib.cli.options import Commands, add_today
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.scaffold import scaffold, write_scaffold
from reviewlib.library import load
from reviewlib.models.json_schema import FOLDER, as_json, schemas


def _new(options: argparse.Namespace) -> int:
    """A record's form, under its name."""
    from reviewlib.build_date import today

    root = options.root
    library = load(root, cache=cache_of(root)).library
    if library is None:
        raise ConfigError(f"The library in {root} cannot be read; `reviewlib check` says why.")
    year = getattr(options, "year", "")
    day = today(options.today)
    new = scaffold(library, options.kind_of_record, options.name, year=year, today=day)
    write_scaffold(root, new)
    print(f"{new.path}: written. Fill it in; `reviewlib check` says what is still needed.")
    return 0


def _schema(options: argparse.Namespace) -> int:
    """A JSON Schema, or all of them into their folder."""
    all_of_them = schemas()
    if not options.write:
        sys.stdout.write(as_json(all_of_them[options.kind_of_file]))
        return 0
    from reviewlib.editors.files import put_over

    for name, schema in all_of_them.items():
        put_over(
            options.root, options.root / FOLDER / f"{name}.schema.json", as_json(schema).encode()
        )
    print(f"{len(all_of_them)} schemas in {options.root / FOLDER}.")
    return 0


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    new = commands.add_parser("new", help="write the form of a new record, to be filled in")
    kinds = new.add_subparsers(dest="kind_of_record", required=True, metavar="KIND")
    review = kinds.add_parser("review", help="a review, under its programme year")
    review.add_argument("year", metavar="YEAR", help="the programme year, such as 2022-23")
    document = kinds.add_parser("document", help="a document of the programme")
    theme = kinds.add_parser("theme", help="the introduction of a theme")
    for kind in (review, document):
        kind.add_argument("name", metavar="NAME", help="the name of its file, without .md")
    theme.add_argument("name", metavar="THEME", help="the theme")
    for kind in (review, document, theme):
        add_today(kind, "the day on which it is added")
        kind.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="JSON Schemas of what editors write")
    schema.add_argument("kind_of_file", nargs="?", choices=sorted(schemas()), default="review")
    schema.add_argument("--write", action="store_true", help=f"write all of them to {FOLDER}/")
    schema.set_defaults(run=_schema)
