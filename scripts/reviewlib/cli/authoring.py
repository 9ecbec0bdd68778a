"""The commands that begin records and libraries: new, draft, schema, init."""

from __future__ import annotations

import argparse
import sys

from reviewlib.build_date import today
from reviewlib.cli.parser import programme_fields
from reviewlib.diagnostics import ConfigError, printable
from reviewlib.editors.files import put_new, put_over
from reviewlib.editors.new_library import NEEDED, begin_library, usable_folder
from reviewlib.editors.report_draft import (
    find_reports,
    readable_library,
    write_draft,
    write_page,
)
from reviewlib.editors.scaffold import read_option, scaffold
from reviewlib.models.documentation import FOLDER, as_json, schemas
from reviewlib.schema import Choice


def new(options: argparse.Namespace) -> int:
    """A record's form, under its name."""
    root, library = options.root, readable_library(options.root)
    year, day = getattr(options, "year", ""), today(options.today)
    path, text = scaffold(library, options.kind_of_record, options.name, year=year, today=day)
    put_new(root, root / path, text.encode("utf-8"))
    print(f"{path}: written. Fill it in; `reviewlib check` says what is still needed.")
    return 0


def draft(options: argparse.Namespace) -> int:
    """The points of a record's reports, in a file beside it."""
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


def schema(options: argparse.Namespace) -> int:
    """A JSON Schema, or all of them into their folder."""
    all_of_them = {name: as_json(one) for name, one in schemas().items()}
    if not options.write:
        sys.stdout.write(all_of_them[options.kind_of_file])
        return 0
    for name, text in all_of_them.items():
        put_over(options.root, options.root / FOLDER / f"{name}.schema.json", text.encode())
    print(f"{len(all_of_them)} schemas in {options.root / FOLDER}.")
    return 0


def init(options: argparse.Namespace) -> int:
    """A new library's folder."""
    folder = usable_folder(options.folder)
    given, wrong = {}, []
    for name, spec in programme_fields().items():
        if said := " ".join((vars(options)[f"p_{name}"] or "").split()):
            found, words = read_option(spec.type, name, said, {})
            given[name] = found if isinstance(spec.type, Choice) else said
            wrong += [f"--{name.replace('_', '-')}: {line}" for line in words]
    lacking = [name for name in NEEDED if name not in given]
    if lacking:
        wrong.append(f"Needed and not given: {', '.join(f'--{name}' for name in lacking)}.")
    if wrong:
        raise ConfigError("\n".join([*wrong, "Nothing was written."]))
    count = begin_library(folder, given, today(options.today))
    print(f"{options.folder}: a library of {count} files. README.md says what comes next;")
    print("`make site` there builds it.")
    return 0
