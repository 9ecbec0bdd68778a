"""Every kind of problem is explained, and every example is put before the real reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.diagnostics import Diagnostic, Part, Rule, areas, as_text, rules
from reviewlib.diagnostics.registry import read_rule
from reviewlib.library import load
from reviewlib.library.pdf_checks import __name__ as pdfs
from reviewlib.site.url_manifest import LEDGER, missing_urls
from tests import store
from tests.diagnostics.made import OTHER, WRONG_AND_RIGHT
from tests.diagnostics.placing import REVIEW, RIGHT, WRONG, base, change, put
from tests.test_broken import CASES, FROM_A_VOCABULARY, NOT_SHOWN_BY_A_CASE, codes_in_the_package

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = re.compile(r"  \[([a-z0-9-]+)\]$", re.MULTILINE)

NOT_TRIED = {
    "address-lost",  # said by a build; it has a test of its own below
    # Said by a build, which knows the day and what is installed:
    "assessment-old",
    "search-engine-missing",
    # The last resorts for a header that was mended line by line and still cannot be read:
    "header-unreadable",
    "not-a-name",
    # tests/pdf tries these with files that take long to read, or are hard to make:
    "pdf-crash",
    "pdf-memory",
    "pdf-page-without-text",
    "pdf-read-in-part",
    "pdf-time",
}
TRIED = [
    # To read a PDF that was never read before starts a process.
    pytest.param(one, marks=[pytest.mark.slow] if one.code.startswith("pdf-") else [], id=one.code)
    for one in rules().values()
    if one.code not in NOT_TRIED
]


def every_code() -> set[str]:
    """All that the package can say: as calls name it, as cases show it, as PDFs bring it."""
    shown = {
        code for case in CASES for code in CODE.findall((case / "expected.txt").read_text("utf-8"))
    }
    source = (ROOT / "scripts" / f"{pdfs.replace('.', '/')}.py").read_text("utf-8")
    faults = {f"pdf-{name}" for name in re.findall(r'^    "([a-z-]+)": \(', source, re.MULTILINE)}
    assert {"pdf-locked", "pdf-no-pages"} <= faults
    named = {code for code in codes_in_the_package() if NAME.fullmatch(code)}
    return named | FROM_A_VOCABULARY | NOT_SHOWN_BY_A_CASE | shown | faults


def test_every_rule_has_a_file_and_a_place_on_the_page() -> None:
    files = {file.stem for file in (ROOT / "scripts/reviewlib/diagnostics/rules").iterdir()}
    assert files == set(rules())


def test_a_file_that_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rules/tab\.md: expected a header"):
        read_rule("tab", "---\nseverity: error\n---\n\nSpaces.\n")


def test_every_kind_of_problem_is_explained_and_nothing_else() -> None:
    assert set(rules()) == every_code()


def test_nothing_is_explained_twice() -> None:
    assert sum(len(area.rules) for area in areas()) == len(rules())
    assert len({area.anchor for area in areas()} | set(rules())) == len(areas()) + len(rules())


def test_what_cannot_be_shown_as_lines_is_made_by_the_tests() -> None:
    told = {one.code for one in rules().values() if one.example.part is Part.WORDS}
    assert told == set(WRONG_AND_RIGHT) | NOT_TRIED


def lay_out(root: Path, one: Rule, side: str) -> Path:
    base(root)
    if one.code == "link-to-former-address":
        WRONG_AND_RIGHT["not-a-file"][1](root)
        formerly = "formerly:\n  - reviews/2022-23/strath-beg/\nstatus:"
        change(root, "status:", formerly, OTHER)
    if one.example.part is Part.WORDS:
        WRONG_AND_RIGHT[one.code][side == RIGHT](root)
    else:
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
    (root / LEDGER).write_text("/reviews/2022-23/glenmore/\n", "utf-8")
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
