"""The documents tell the truth: links lead somewhere, examples work, lists are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_imports import MODULES, ORDER

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]+))?\)")
VERB = re.compile(r"`make ([a-z]+)")


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _verbs() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("file", DOCS, ids=_name)
def test_every_link_to_a_file_leads_to_it(file: Path) -> None:
    lost = []
    for target, anchor in LINK.findall(file.read_text("utf-8")):
        there = (file.parent / target).resolve()
        if re.match(r"[a-z]+:", target):
            continue
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            lost.append(f"{target}#{anchor}".rstrip("#"))
    assert lost == []


@pytest.mark.parametrize("file", DOCS, ids=_name)
def test_every_verb_that_is_named_exists(file: Path) -> None:
    assert set(VERB.findall(file.read_text("utf-8"))) <= _verbs()


def test_make_help_and_hacking_name_every_verb_for_people() -> None:
    made = _verbs() - {"venv", "help"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert set(re.findall(r'@echo "make ([a-z]+)', makefile)) == made
    assert set(VERB.findall((ROOT / "HACKING.md").read_text("utf-8"))) == made


def test_the_readme_names_what_must_be_done_first_and_nothing_else() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (start,) = re.findall(r"^## Start\n(.+?)^## ", readme, re.DOTALL | re.MULTILINE)
    (block,) = re.findall(r"```sh\n(.+?)```", start, re.DOTALL)
    assert [line.split("#")[0].strip() for line in block.splitlines()] == ["make site", "make test"]


def test_the_list_of_decisions_is_whole() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\((\d{4}-[a-z-]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(file.name for file in folder.glob("0*.md"))


def test_a_decision_says_what_was_asked_what_was_decided_and_what_follows() -> None:
    for file in sorted((ROOT / "docs" / "adr").glob("0*.md")):
        headings = re.findall(r"^## (.+)$", file.read_text("utf-8"), re.MULTILINE)
        assert [h for h in headings if h in {"Question", "Decision", "Follows"}] == [
            "Question",
            "Decision",
            "Follows",
        ], file.name


def test_the_table_of_modules_follows_their_order() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert named == [name for name in ORDER if name in MODULES and name != "__main__"]
