"""The commands that begin records and libraries: new, draft, schema, init."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reviewlib.cache import cache_of
from reviewlib.cli.options import Commands, add_today
from reviewlib.diagnostics import ConfigError, printable
from reviewlib.editors.files import put_new, put_over
from reviewlib.editors.new_library import NEEDED, Start, begin_library, usable_folder
from reviewlib.editors.scaffold import scaffold
from reviewlib.frontmatter import Scalar
from reviewlib.library import load
from reviewlib.models import Programme
from reviewlib.models.documentation import FOLDER, as_json, schemas
from reviewlib.schema import Choice, FieldInfo, List, ReadContext, Record, fields_of


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
    put_new(root, root / new.path, new.text.encode("utf-8"))
    print(f"{new.path}: written. Fill it in; `reviewlib check` says what is still needed.")
    return 0


def _draft(options: argparse.Namespace) -> int:
    """The points of a record's reports, in a file beside it."""
    from reviewlib.editors.report_draft import find_reports, write_draft, write_page

    library, review, reports = find_reports(options.root, options.record, options.files)
    path = write_draft(options.root, review, library.vocabulary, reports)
    if options.html:
        page = write_page(options.root, review, library.vocabulary, reports)
        print(f"{page}: open it in a browser to read the points beside the pages.")
    elif options.show:
        print("\n".join(map(printable, path.read_text("utf-8").splitlines())))
    else:
        print(f"{path}: written. Copy what is right; it is not published.")
    return 0


def _schema(options: argparse.Namespace) -> int:
    """A JSON Schema, or all of them into their folder."""
    all_of_them = schemas()
    if not options.write:
        sys.stdout.write(as_json(all_of_them[options.kind_of_file]))
        return 0
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
    draft = commands.add_parser("draft", help="write the points of a record's reports beside it")
    draft.add_argument("record", metavar="RECORD", help="the record, such as 2022-23/glenmore")
    draft.add_argument("files", metavar="FILE.pdf", type=Path, nargs="*",
                       help="the reports, where the record names none in reports/")  # fmt: skip
    draft.add_argument("--show", action="store_true", help="print the draft")
    draft.add_argument("--html", action="store_true", help="show it beside pictures of the pages")
    draft.set_defaults(run=_draft)
    schema = commands.add_parser("schema", help="JSON Schemas of what editors write")
    schema.add_argument("kind_of_file", nargs="?", choices=sorted(schemas()), default="review")
    schema.add_argument("--write", action="store_true", help=f"write all of them to {FOLDER}/")
    schema.set_defaults(run=_schema)


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


def add_init(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    init = commands.add_parser("init", help="begin another library, in a folder of its own")
    init.add_argument("folder", type=Path, metavar="DIR", help="where to; empty, or not there yet")
    add_today(init, "the day it is begun")
    for name, spec in _of_a_programme().items():
        option = f"--{name.replace('_', '-')}"
        init.add_argument(option, dest=f"p_{name}", metavar="…", help=spec.help.replace("%", "%%"))
    init.set_defaults(run=_init)
