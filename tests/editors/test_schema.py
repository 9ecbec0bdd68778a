"""The JSON Schemas: current, and of one mind with the check on every record there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from reviewlib.cli import main
from reviewlib.editors.scaffold import KINDS
from reviewlib.models import FILE_KINDS, FileKind, Page
from reviewlib.models.documentation import FOLDER, Example, as_json, examples, schema_name, schemas
from reviewlib.models.scaffold import record_form
from reviewlib.schema import fields_of
from tests.editors.conftest import DATA

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMAS = schemas()
LIBRARIES = (ROOT, DATA / "library", DATA / "base")


class Core(yaml.SafeLoader):
    """YAML as editors' programs read it: version 1.2, its core schema (YAML 1.2.2, 10.3)."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    (
        "float",
        r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        list("-+0123456789."),
    ),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def header(text: str, path: str) -> Any:
    """The values of a file as an editor's program has them."""
    if path.endswith(".md"):
        text = re.split(r"(?m)^---[ ]*$", text.removeprefix("\ufeff"), maxsplit=2)[1]
    return yaml.load(text, Core)


def kind_of(path: str) -> FileKind:
    """The kind of file that stands at a path; a page where it is none of the others."""
    for kind in FILE_KINDS:
        pattern = re.sub(r"<\w+>", "[^/]+", kind.pattern)
        if kind.model is not Page and re.fullmatch(pattern, path):
            return kind
    return next(kind for kind in FILE_KINDS if kind.model is Page)


def wrong(text: str, path: str) -> list[str]:
    schema = SCHEMAS[schema_name(kind_of(path))]
    return [error.message for error in Draft202012Validator(schema).iter_errors(header(text, path))]


def files() -> Iterator[Any]:
    for library in LIBRARIES:
        for file in sorted((library / "content").rglob("*")):
            if file.suffix in {".md", ".yml"}:
                path = file.relative_to(library).as_posix()
                yield pytest.param(file, path, id=f"{library.name}/{path}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_by_either_draft(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    Draft7Validator.check_schema({**SCHEMAS[name], "$schema": Draft7Validator.META_SCHEMA["$id"]})


def test_the_schemas_that_are_kept_are_those_that_the_models_make() -> None:
    kept = {file.name: file.read_text("utf-8") for file in (ROOT / FOLDER).glob("*.json")}
    made = {f"{name}.schema.json": as_json(schema) for name, schema in SCHEMAS.items()}
    assert kept == made, "run `reviewlib schema --write`"


@pytest.mark.parametrize(("file", "path"), tuple(files()))
def test_every_record_there_is_has_the_shape(file: Path, path: str) -> None:
    assert wrong(file.read_text("utf-8"), path) == []


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.path)
def test_every_example_of_the_documentation_has_the_shape(example: Example) -> None:
    assert wrong(example.text, example.path) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_lacks_no_more_than_what_is_needed(kind: str) -> None:
    path = f"content/{kind}s/{'2022-23/' * (kind == 'review')}x.md"
    needed = [name for name, (_, spec) in fields_of(KINDS[kind]).items() if spec.required]
    assert len(wrong(record_form(KINDS[kind]), path)) == len(needed)


# Mistakes in the shape of a record, each a line of a review's header; other mistakes, such as a
# theme that is not on the list, are the check's alone.
@pytest.mark.parametrize(
    ("right", "mistaken"),
    [
        ("status: took place", "status: happened"),
        ("status: took place", "state: took place"),
        ("when: 2022-08-29 to 2022-08-30", "when: 29/08/2022"),
        ("when: 2022-08-29 to 2022-08-30", "when: 2022"),
        ("when: 2022-08-29 to 2022-08-30", "when: between 2022-08 and 2022-09"),
        ("when: 2022-08-29 to 2022-08-30\n", ""),
        ("authorities:\n  - Glenmore\n", ""),
        ("authorities:\n  - Glenmore\n", "authorities:\n"),
        ("    kind: summary", "    kind: novel"),
        ("    listed: https://example.org/reports/", "    listed: example.org"),
        ("    rights: linked only", "    rights: ours"),
        ("    size: 162 KB", "    size: large"),
        ("  - title: Glenmore Summary\n    kind", "  - kind"),
        ("  - date: 2026-11-21", "  - date: yesterday"),
        ("    change: added", "    change: made"),
        ("mode: in person", "mode: in person\npilot: perhaps"),
        ("mode: in person", "mode: in person\nschema: 2"),
        ("themes:\n  - Inclusion", "themes:\n  - name: Inclusion"),
        ("    size: 162 KB", "    size: 162 KB\n    pages: 0"),
        ("    size: 162 KB", "    size: 162 KB\n    file: a/b.pdf"),
    ],
)
def test_a_mistake_in_the_shape_is_one_for_the_check_and_for_the_schema(
    right: str, mistaken: str, library: Path
) -> None:
    path = "content/reviews/2022-23/glenmore.md"
    text = (library / path).read_text("utf-8")
    assert right in text
    text = text.replace(right, mistaken, 1)
    assert wrong(text, path) != []
    (library / path).write_text(text, "utf-8")
    assert main(["--root", str(library), "check"]) == 1


@pytest.mark.parametrize(
    "line",
    [
        "title: 2018",
        "title: yes",
        "title: true",
        "title: 3.5",
        "title:",
        "themes: Inclusion",
        "when: unknown",
        "when: between 2022-11-24 and 2022-12-07",
        "when:\n  - 2022-11-01\n  - 2022-11-08 to 2022-11-09",
        "pilot: yes",
        "schema: 1",
        'schema: "1"',
        "leads:\n  - 7",
    ],
)
def test_what_the_check_takes_has_the_shape(line: str, library: Path) -> None:
    path = "content/reviews/2022-23/glenmore.md"
    name = line.partition(":")[0]
    text = (library / path).read_text("utf-8")
    text = re.sub(rf"(?m)^{name}:.*\n(?:  .*\n)*", "", text).replace("---\n", f"---\n{line}\n", 1)
    assert wrong(text, path) == []
    (library / path).write_text(text, "utf-8")
    assert main(["--root", str(library), "check"]) == 0


def test_the_command_prints_one_and_writes_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "document"]) == 0
    assert capsys.readouterr().out == as_json(SCHEMAS["document"])
    assert main(["--root", str(tmp_path), "schema", "--write"]) == 0
    assert len(list((tmp_path / FOLDER).iterdir())) == len(SCHEMAS)


def test_the_readme_of_the_schemas_names_each_list_with_its_file() -> None:
    text = (ROOT / FOLDER / "README.md").read_text("utf-8")
    for kind in FILE_KINDS:
        if kind.pattern.endswith(".yml"):
            assert f'"schemas/{schema_name(kind)}.schema.json": "{kind.pattern}"' in text
        else:
            assert f"| `{kind.pattern}` | `{schema_name(kind)}.schema.json` |" in text
