"""The vocabularies: what may be chosen from, and what may not be in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.vocabulary import FOLDER, Vocabulary, read_vocabulary
from reviewlib.models import SECTION_KINDS
from reviewlib.text import normalize_label

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = [ROOT, ROOT / "tests" / "data" / "library", ROOT / "tests" / "data" / "base"]
BASE = {
    f"{FOLDER}{file.name}": file.read_bytes()
    for file in (ROOT / "tests" / "data" / "base" / FOLDER).glob("*.yml")
}


def read(name: str = "", text: str = "") -> tuple[Vocabulary, list[Diagnostic]]:
    """The small vocabulary with one file written anew."""
    files = {**BASE, f"{FOLDER}{name}.yml": text.encode()} if name else BASE
    return read_vocabulary(files, ["progress-report-2023"])


def codes(name: str, text: str) -> list[str]:
    return [problem.code for problem in read(name, text)[1]]


def test_the_small_vocabulary_is_right() -> None:
    assert read()[1] == []


@pytest.mark.parametrize("written", ["inclusion", "Inclusion", "INCLUSIVE  practice", "Inclusión"])
def test_a_term_is_known_by_its_label_its_aliases_and_its_id(written: str) -> None:
    assert read()[0].choices["themes"].find(written) == "inclusion"


def test_an_authority_is_known_by_its_council_too() -> None:
    choices = read()[0].choices["authorities"]
    assert choices.find("strathbeg council") == choices.find("The Strath") == "strathbeg"


def test_the_ids_of_sections_are_not_headings_that_anyone_writes() -> None:
    headings = read()[0].choices["headings"]
    assert headings.find("Areas for further focus") == "areas"
    assert headings.find("areas") is None


def test_documents_may_be_named_by_their_file() -> None:
    assert read()[0].choices["documents"].find("progress-report-2023") == "progress-report-2023"


THEME = "- id: {}\n  label: {}\n"
MISTAKES = {
    "one id twice": ("themes", THEME.format("a", "A") + THEME.format("a", "B"), "given-twice"),
    "one label twice": (
        "themes",
        THEME.format("a", "A") + THEME.format("b", "a"),
        "name-claimed-twice",
    ),
    "an alias that is a label": (
        "themes",
        THEME.format("a", "A") + THEME.format("b", "B") + "  aliases: A\n",
        "name-claimed-twice",
    ),
    "a label that is an id": (
        "themes",
        THEME.format("a-b", "Other") + THEME.format("c", "a-b"),
        "name-claimed-twice",
    ),
    "itself above": (
        "themes",
        THEME.format("a", "A") + "  parents: A\n",
        "theme-in-itself",
    ),
    "above one another": (
        "themes",
        THEME.format("a", "A") + "  parents: B\n" + THEME.format("b", "B") + "  parents: A\n",
        "theme-in-itself",
    ),
    "a wider theme that is none": (
        "themes",
        THEME.format("a", "A") + "  parents: C\n",
        "unknown-theme",
    ),
    "a year that is none": (
        "years",
        "- id: 2022-24\n  label: A\n  from: 2022\n  to: 2024\n",
        "bad-year",
    ),
    "a year in words": (
        "years",
        "- id: session 22\n  label: A\n  from: 2022\n  to: 2024\n",
        "bad-year",
    ),
    "a year that ends first": (
        "years",
        "- id: 2022-23\n  label: A\n  from: 2023-06\n  to: 2022-08\n",
        "dates-out-of-order",
    ),
    "a Gaelic name from nowhere": (
        "authorities",
        "- id: a\n  label: A\n  council: B\n  gaelic: C\n",
        "gaelic-without-source",
    ),
    "two on one tile": (
        "authorities",
        "- id: a\n  label: A\n  council: C\n  column: 1\n  row: 2\n"
        "- id: b\n  label: B\n  council: D\n  column: 1\n  row: 2\n",
        "tile-taken",
    ),
    "a section without a heading": (
        "headings",
        "- id: strengths\n  label: Strengths\n",
        "heading-lacking",
    ),
    "a file of no known name": ("theme", THEME.format("a", "A"), "unknown-file"),
    "names where a list belongs": ("themes", "a: A\n", "list-wanted"),
    "an empty file": ("themes", "", "empty-file"),
    "an entry without its label": ("themes", "- id: a\n", "missing-field"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_vocabulary_is_told(mistake: str) -> None:
    name, text, code = MISTAKES[mistake]
    assert set(codes(name, text)) == {code}


@pytest.mark.parametrize("name", ["themes", "authorities", "years", "headings"])
def test_what_no_library_can_do_without_is_missed(name: str) -> None:
    files = {path: raw for path, raw in BASE.items() if path != f"{FOLDER}{name}.yml"}
    assert [problem.code for problem in read_vocabulary(files, ())[1] if problem.path.endswith(
        f"/{name}.yml")] == ["missing-file"]  # fmt: skip


@pytest.mark.parametrize("name", ["stages", "synonyms"])
def test_what_a_library_can_do_without_is_not_missed(name: str) -> None:
    files = {path: raw for path, raw in BASE.items() if path != f"{FOLDER}{name}.yml"}
    vocabulary, problems = read_vocabulary(files, ["progress-report-2023"])
    assert (problems, getattr(vocabulary, name)) == ([], ())


@pytest.mark.parametrize("root", LIBRARIES, ids=["ours", "made up", "base"])
def test_every_name_in_a_vocabulary_finds_its_term(root: Path) -> None:
    files = {f"{FOLDER}{file.name}": file.read_bytes() for file in (root / FOLDER).glob("*.yml")}
    names = [file.stem for file in (root / "content" / "documents").glob("*.md")]
    vocabulary, problems = read_vocabulary(files, names)
    assert problems == []
    for kind in ("themes", "authorities", "regions", "years", "stages", "headings"):
        choices = vocabulary.choices[kind]
        for term in getattr(vocabulary, kind):
            for name in (term.label, *getattr(term, "aliases", getattr(term, "variants", ()))):
                assert choices.find(name) == term.id
    assert {heading.id for heading in vocabulary.headings} == {kind.id for kind in SECTION_KINDS}
    assert len({normalize_label(theme.label) for theme in vocabulary.themes}) == len(
        vocabulary.themes
    )
