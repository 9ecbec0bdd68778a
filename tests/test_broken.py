"""Every likely mistake, with the whole text that an editor reads about it.

takes: tests/data/base, a small clean library; tests/data/broken/<case>/, what a case puts over it
gives: one test a case; a new case is a new folder, and nothing here changes
knows nothing of: how anything is read
"""

# In a case's folder: files at their place in a library, and its addresses.txt; `expected.txt`, all
# that the check prints; `links.txt`, symbolic links to make ("from -> to"); `removed.txt`, files of
# the base to take away.

from __future__ import annotations

import ast
import functools
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewlib.diagnostics import Applicability, Diagnostic, as_text, errors, rules
from reviewlib.editors.fixes import apply_edits, fix_library
from reviewlib.library import load
from reviewlib.library.anchors import MANIFEST
from tests import store

DATA = Path(__file__).parent / "data"
CASES = sorted(case for case in (DATA / "broken").iterdir() if case.is_dir())
PACKAGE = Path(__file__).parent.parent / "scripts" / "reviewlib"


def rows(case: Path, name: str) -> list[str]:
    file = case / name
    return file.read_text("utf-8").splitlines() if file.exists() else []


def lay_out(case: Path, root: Path) -> Path:
    """The base with the case over it."""
    shutil.copytree(DATA / "base", root)
    for folder in ("content", "reports"):
        if (case / folder).exists():
            shutil.copytree(case / folder, root / folder, dirs_exist_ok=True)
    if (case / MANIFEST).exists():
        shutil.copy(case / MANIFEST, root)
    for row in rows(case, "links.txt"):
        link, target = row.split(" -> ")
        (root / link).symlink_to(target)
    for path in rows(case, "removed.txt"):
        (root / path).unlink()
    return root


def with_every_case(test: object) -> object:
    return pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)(test)


def bytes_below(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Checked:
    """A case laid out and checked once, for all the tests of it."""

    root: Path
    problems: tuple[Diagnostic, ...]
    before: dict[Path, bytes]
    after: dict[Path, bytes]


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Checked]:
    @functools.cache
    def check(case: Path) -> Checked:
        root = lay_out(case, tmp_path_factory.mktemp("case") / "library")
        before = bytes_below(root)
        problems = load(root, cache=store.cache(), today=store.TODAY).problems
        return Checked(root, problems, before, bytes_below(root))

    return check


@with_every_case
def test_a_mistake_is_told_in_these_words(case: Path, checked: Callable[[Path], Checked]) -> None:
    assert as_text(checked(case).problems) == (case / "expected.txt").read_text("utf-8")


def test_every_problem_is_one_of_the_registry(checked: Callable[[Path], Checked]) -> None:
    assert {one.code for case in CASES for one in checked(case).problems} <= rules().keys()


def test_a_check_changes_no_file(checked: Callable[[Path], Checked]) -> None:
    assert [case.name for case in CASES if checked(case).after != checked(case).before] == []


# ----------------------------------------------------------------------- following the advice

# Hints that offer a choice, an example, or something to write elsewhere.
SHOWN_BUT_NO_FIX = re.compile(
    r"one of|for example|in this form|rename|the record it belongs to", re.IGNORECASE
)


def seen(problems: Iterable[Diagnostic]) -> Counter[tuple[str, ...]]:
    """Problems without their places, which a fix may move."""
    return Counter((one.path, one.code, one.field) for one in problems)


def said_of(problems: Iterable[Diagnostic], path: str) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.message) for one in problems if one.path == path)


@with_every_case
def test_applying_a_fix_mends_its_mistake_and_makes_no_other(
    case: Path, checked: Callable[[Path], Checked]
) -> None:
    root, problems = checked(case).root, checked(case).problems
    for problem in problems:
        if problem.fix is None:
            continue
        raw, count = apply_edits((root / problem.path).read_bytes(), [problem.fix])
        assert count == 1, problem
        left = load(
            root, cache=store.cache(), overlay={problem.path: raw}, today=store.TODAY
        ).problems
        assert errors(left) == () or not seen(left) - seen(problems), (problem, left)
        said = (problem.code, problem.message)
        assert said_of(left, problem.path)[said] < said_of(problems, problem.path)[said], problem


@with_every_case
def test_the_lines_that_are_shown_are_those_of_the_fix(
    case: Path, checked: Callable[[Path], Checked]
) -> None:
    for problem in checked(case).problems:
        asks = re.search(r"\bwrite( lines \d+ to \d+ as)?:$", problem.hint, re.I | re.M)
        if asks and not SHOWN_BUT_NO_FIX.search(problem.hint):
            if problem.fix is None:  # another fix comes first, and shows what is left to fix
                others = [one.fix for one in checked(case).problems if one.path == problem.path]
                assert any(fix and fix.first <= problem.line <= fix.last for fix in others)
                continue
            assert "".join(f"  {row}\n" for row in problem.fix.rows) in f"{problem.hint}\n"


@with_every_case
def test_all_safe_fixes_together_leave_none_and_make_no_mistake(
    case: Path, checked: Callable[[Path], Checked]
) -> None:
    root, problems = checked(case).root, checked(case).problems
    fixed = {file.path: file.after for file in fix_library(root, store.cache())}
    again = load(root, cache=store.cache(), overlay=fixed, today=store.TODAY) if fixed else None
    left = again.problems if again else problems
    assert not [one for one in left if one.fix and one.fix.applicability is Applicability.SAFE]
    safe = [one for one in problems if one.fix and one.fix.applicability is Applicability.SAFE]
    assert bool(fixed) == bool(safe)


# ----------------------------------------------------------------------- nothing left untold


def codes_and_messages(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Of what takes a code and a message: its name, and where in a call the code is."""
    names: list[str] = []
    if isinstance(node, ast.FunctionDef):
        names = [argument.arg for argument in node.args.args if argument.arg != "self"]
    elif isinstance(node, ast.ClassDef):
        fields = (part.target for part in node.body if isinstance(part, ast.AnnAssign))
        names = [field.id for field in fields if isinstance(field, ast.Name)]
    if {"code", "message"} <= set(names):
        yield node.name, names.index("code")  # type: ignore[attr-defined]


def test_every_code_that_the_package_gives_is_that_of_a_rule() -> None:
    files = (ast.parse(file.read_text("utf-8")) for file in PACKAGE.rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(file)]
    takes = dict(pair for node in nodes for pair in codes_and_messages(node))
    assert {"report", "Diagnostic", "Violation"} <= set(takes)
    given: list[ast.expr] = []
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in takes:
            given += call.args[takes[name] : takes[name] + 1]
            given += [word.value for word in call.keywords if word.arg == "code"]
    codes = {one.value for one in given if isinstance(one, ast.Constant)}
    assert len(codes) > 100
    assert codes <= rules().keys()


def test_every_rule_is_shown_by_a_case_or_has_a_test_of_its_own() -> None:
    cases = "".join((case / "expected.txt").read_text("utf-8") for case in CASES)
    shown = set(re.findall(r"  \[([a-z0-9-]+)\]$", cases, re.M))
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.rglob("test_*.py"))
    named = set(re.findall(r"""(?<=["[ ])[a-z0-9-]+(?=["\]])""", tests))
    assert rules().keys() - shown - named == set()
