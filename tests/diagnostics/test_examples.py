"""Every kind of problem is explained, and every example is put before the real reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.diagnostics import Diagnostic, Part, Rule, areas, as_text, rules
from reviewlib.diagnostics.registry import read_rule
from reviewlib.library import load
from reviewlib.site.url_manifest import MANIFEST, missing_urls
from tests import store
from tests.diagnostics.placing import REVIEW, RIGHT, WRONG, base, put

ROOT = Path(__file__).resolve().parent.parent.parent
# Some mistakes cannot be written down; tests/test_broken.py has a case or a test of each.
TRIED = [
    pytest.param(one, id=one.code) for one in rules().values() if one.example.part is not Part.WORDS
]


def test_every_rule_has_a_file_and_a_place_on_the_page() -> None:
    files = {file.stem for file in (ROOT / "scripts/reviewlib/diagnostics/rules").iterdir()}
    assert files == set(rules())


def test_a_file_that_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rules/tab\.md: expected a header"):
        read_rule("tab", "---\nseverity: error\n---\n\nSpaces.\n")


def test_nothing_is_explained_twice() -> None:
    assert sum(len(area.rules) for area in areas()) == len(rules())
    assert len({area.anchor for area in areas()} | set(rules())) == len(areas()) + len(rules())


def lay_out(root: Path, one: Rule, side: str) -> Path:
    base(root)
    if one.code == "link-to-former-address":  # the example links to where another review was
        other = root / "content/reviews/2022-23/strathbeg.md"
        text = (root / REVIEW).read_text("utf-8").replace("\ncontributors:\n  - Strathbeg", "")
        formerly = "formerly:\n  - reviews/2022-23/strath-beg/\nstatus:"
        text = text.replace("- Glenmore", "- Strathbeg").replace("status:", formerly)
        other.write_text(text, "utf-8")
    put(root, one.example, side)
    return root


def checked(root: Path) -> tuple[Diagnostic, ...]:
    return load(root, cache=store.cache(), today=store.TODAY).problems


@pytest.mark.parametrize("one", TRIED)
def test_what_is_wrong_in_an_example_is_answered_with_its_code(one: Rule, tmp_path: Path) -> None:
    problems = checked(lay_out(tmp_path / "library", one, WRONG))
    assert {problem.code for problem in problems} == {one.code}, as_text(problems)


@pytest.mark.parametrize("one", TRIED)
def test_what_is_right_in_an_example_is_answered_with_nothing(one: Rule, tmp_path: Path) -> None:
    problems = checked(lay_out(tmp_path / "library", one, RIGHT))
    assert as_text(problems) == "No problems.\n"


def test_a_renamed_record_is_answered_with_the_lost_address(tmp_path: Path) -> None:
    root = base(tmp_path / "library")
    (root / MANIFEST).write_text("/reviews/2022-23/glenmore/\n", "utf-8")
    raw = (root / REVIEW).read_text("utf-8")
    renamed = root / REVIEW.replace("glenmore.md", "glen-more.md")
    (root / REVIEW).unlink()
    renamed.write_text(raw, "utf-8")

    def said() -> list[str]:
        library = load(root).checked()
        now = frozenset(f"/{address}" for address in {*library.addresses, *library.redirects})
        return [problem.code for problem in missing_urls(root, now, library)]

    assert said() == ["address-lost"]
    *_, lines = rules()["address-lost"].example.right.partition("lines\n")
    renamed.write_text(raw.replace("---\n", f"---\n{lines}\n", 1), "utf-8")
    assert said() == []


def test_every_explanation_is_in_whole_sentences_and_plain_words() -> None:
    wrong = []
    for one in rules().values():
        words = f"{one.explanation} {one.why}"
        is_sentence = all(re.search(r"[.)]$", part) for part in (one.explanation, one.why))
        is_plain = not re.search(r"\b(key|null|parse|mapping|YAML|regex|boolean|scalar)\b", words)
        is_title = re.match(r"[A-Z“]", one.summary) and not one.summary.endswith(".")
        wrong += [] if is_sentence and is_plain and is_title else [one.code]
    assert wrong == []
