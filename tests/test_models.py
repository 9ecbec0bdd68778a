"""The models: one list of fields, and a document of it that tells the truth."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.frontmatter import Mapping, Scalar, read_yaml
from reviewlib.library import load
from reviewlib.library.page_registry import PAGES
from reviewlib.models import FILE_KINDS, SECTION_KINDS, Finding, Review
from reviewlib.models.documentation import examples, records_markdown
from reviewlib.schema import (
    WHEN_FORMS,
    Choices,
    FieldInfo,
    List,
    ReadContext,
    Record,
    Term,
    VisitDates,
    fields_of,
)

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "docs" / "records.md"


def models() -> Iterator[type]:
    """Every model there is, those within others among them."""
    todo = [kind.model for kind in FILE_KINDS]
    seen: list[type] = []
    for model in todo:
        if model in seen:
            continue
        seen.append(model)
        for _, spec in fields_of(model).values():
            item = spec.type.item if isinstance(spec.type, List) else spec.type
            if isinstance(item, Record):
                todo.append(item.model)
    yield from seen


MODELS = tuple(models())
FIELDS = [
    pytest.param(name, spec, id=f"{model.__name__}.{name}")
    for model in MODELS
    for name, (_, spec) in fields_of(model).items()
]


def terms() -> dict[str, Choices]:
    """Vocabularies that hold what the examples name."""
    names: dict[str, list[str]] = {}
    for model in MODELS:
        for _, spec in fields_of(model).values():
            item = spec.type.item if isinstance(spec.type, List) else spec.type
            if isinstance(item, Term):
                words = re.sub(r"(?m)^\s*- ", "", spec.example).strip().split("\n")
                names.setdefault(item.vocabulary, []).extend(words)
    return {
        name: Choices.of(name, name, [(w, [w]) for w in words]) for name, words in names.items()
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_frozen_slotted_and_knows_its_place(model: type) -> None:
    assert dataclasses.is_dataclass(model)
    assert model.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(model)
    assert "place" in {field.name for field in dataclasses.fields(model)}


@pytest.mark.parametrize(("name", "spec"), FIELDS)
def test_a_field_is_explained_in_a_sentence(name: str, spec: FieldInfo) -> None:
    assert re.fullmatch(r"[a-z_]+", name)
    assert re.match(r"[A-Z]", spec.help)
    assert spec.help.endswith((".", "?"))
    assert spec.type.describe()


@pytest.mark.parametrize(("name", "spec"), FIELDS)
def test_the_example_of_a_field_is_read_without_a_word(name: str, spec: FieldInfo) -> None:
    file, problems = read_yaml(f"{spec.written(name)}\n".encode(), "a.yml")
    assert problems == []
    assert file is not None
    assert isinstance(file.values, Mapping)
    context = ReadContext("a.yml", terms())
    value = file.values.get(name)
    assert value is not None
    assert spec.type.read(value, context.within(name)) is not None
    assert context.problems == []


def test_the_sections_are_known_by_one_id_and_one_anchor_each() -> None:
    assert len({kind.id for kind in SECTION_KINDS}) == len(SECTION_KINDS)
    assert len({kind.anchor for kind in SECTION_KINDS}) == len(SECTION_KINDS)


@pytest.mark.parametrize(("page", "last", "words"), [(0, 0, ""), (7, 7, "p. 7"), (3, 4, "pp. 3–4")])
def test_the_pages_of_a_finding_are_said_as_printed(page: int, last: int, words: str) -> None:
    finding = Finding("strengths", "a", (), "A", 1, page=page, last_page=last)
    assert finding.pages == words


# ------------------------------------------------------------------------ docs/records.md


def test_the_document_is_the_one_that_the_models_make() -> None:
    assert RECORDS.read_text("utf-8") == records_markdown(), "run `reviewlib docs --write`"


def test_the_document_names_every_kind_of_file_and_every_field() -> None:
    text = records_markdown()
    for kind in FILE_KINDS:
        assert f"## `{kind.pattern}`\n" in text
    for model in MODELS:
        for name, (_, spec) in fields_of(model).items():
            needed = "needed" if spec.required else ""
            assert f"| `{name}` | {needed} | {spec.help} |" in text.replace("\\|", "|")


@pytest.mark.parametrize("form", WHEN_FORMS)
def test_every_form_of_when_that_it_teaches_is_read(form: str) -> None:
    context = ReadContext("a.md").within("when")
    assert VisitDates().read(Scalar(form, 1, 1), context) is not None
    assert context.problems == []


STUB = "---\ntitle: {0}\nkind: paper\npublisher: A\n---\n\nText.\n"


def entries(text: str) -> list[str]:
    return [part for part in re.split(r"(?m)^(?=- )", text) if part]


def put(root: Path, path: str, text: str, *, many: bool) -> None:
    """An example in its place; an entry in that of the entry it has the name of."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if many and file.exists():
        name = text.split("\n")[0]
        others = [part for part in entries(file.read_text("utf-8")) if part.split("\n")[0] != name]
        text = "".join([*others, text])
    file.write_text(text, "utf-8")


def test_all_its_examples_together_are_a_library_without_a_problem(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests" / "data" / "base", tmp_path / "library"))
    put(root, "content/vocabulary/themes.yml", "- id: wellbeing\n  label: Wellbeing\n", many=True)
    for name in terms()["documents"].labels:
        put(root, f"content/documents/{name}.md", STUB.format(name), many=False)
    for kind in PAGES:
        if kind.records:
            page = f"content/{kind.address.removesuffix('/')}.md"
            put(root, page, "---\ntitle: A\n---\n\nText.\n", many=False)
    for example in examples():
        if example.kind.model is not Review or "glenmore" in example.path:
            put(root, example.path, example.text, many=example.kind.many)
    result = load(root)
    assert as_text(result.problems) == "No problems.\n"
    library = result.checked()
    (review,) = [one for one in library.reviews if one.slug == "glenmore"]
    assert [finding.quoted for finding in review.of_kind("strengths")] == [False, True]
    assert review.of_kind("plans")[0].updates[0].source == "Improvement plan 2022-23"


def test_every_block_of_the_document_is_one_that_is_tested() -> None:
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", records_markdown(), re.DOTALL)
    whole = {example.text for example in examples()}
    others = [block for block in blocks if block not in whole]
    assert len(others) == 2
    when, text = others
    file, problems = read_yaml(when.encode(), "a.yml")
    assert problems == []
    assert file is not None
    assert isinstance(file.values, Mapping)
    context = ReadContext("a.md").within("when")
    value = file.values.get("when")
    assert value is not None
    assert VisitDates().read(value, context) is not None
    assert context.problems == []
    assert text.startswith("## Planned improvements\n")
