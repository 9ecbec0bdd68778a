"""Every way to write a header, right or wrong: what is said of it and what is read.

takes: tests/frontmatter/cases/<file>.txt: a file, what the check prints of it, its values as JSON
gives: one test a case; a new case is a new file, and nothing here changes
knows nothing of: how anything is read
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from reviewlib.diagnostics import as_text, errors
from reviewlib.frontmatter import read_record, read_yaml
from tests.frontmatter.values import correction, pasted, plain


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    problems: str
    values: str

    @classmethod
    def of(cls, file: Path) -> Case:
        text, _, rest = file.read_text("utf-8").partition("=== problems\n")
        problems, _, values = rest.partition("=== values\n")
        return cls(file.name.removesuffix(".txt"), text, problems, values.strip())

    def read(self, text: str):
        read = read_yaml if self.name.endswith(".yml") else read_record
        return read(text.encode(), self.name)


CASES = [Case.of(file) for file in sorted((Path(__file__).parent / "cases").glob("*.txt"))]

with_every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@with_every_case
def test_it_says_the_whole_of_what_is_expected(case):
    _, problems = case.read(case.text)
    assert as_text(problems) == case.problems


@with_every_case
def test_it_reads_the_values_as_they_were_meant(case):
    file, _ = case.read(case.text)
    found = json.dumps(plain(file.values), ensure_ascii=False, indent=1) if file else "nothing"
    assert found == case.values


@with_every_case
def test_pasting_a_correction_mends_its_problem(case):
    _, problems = case.read(case.text)
    for problem in problems:
        if correction(problem):
            lines, here = pasted(case.text.split("\n"), problem)
            _, left = case.read("\n".join(lines))
            assert not [each for each in left if each.code == problem.code and each.line in here]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.problems == "No problems.\n" and "no-break" not in case.name],
    ids=lambda case: case.name,
)
def test_where_nothing_is_said_pyyaml_reads_the_same(case):
    text = case.text if case.name.endswith(".yml") else case.text.split("---\n")[1]
    whole = yaml.load(text.replace(" \t", ""), Loader=yaml.BaseLoader)
    file, _ = case.read(case.text)
    assert plain(file.values) == whole


def test_every_problem_names_a_line_of_the_file_in_words_that_are_not_those_of_programmers():
    words = {"key", "keys", "null", "parse", "mapping", "scalar", "sequence", "yaml"}
    for case in CASES:
        for one in case.read(case.text)[1]:
            assert 1 <= one.line <= case.text.count("\n"), case.name
            assert not words & set(f"{one.message} {one.hint}".casefold().split()), case.name


def test_a_file_with_an_error_has_its_errors_counted():
    assert sum(bool(errors(case.read(case.text)[1])) for case in CASES) > 30
