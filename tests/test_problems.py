"""Problems as data, and the three ways in which they are printed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from reviewlib.diagnostics import (
    BuildError,
    ConfigError,
    ContentError,
    Diagnostic,
    Edit,
    ReviewLibError,
    as_github,
    as_json,
    as_text,
    errors,
    sort_diagnostics,
    summary_line,
    warnings,
    with_rows,
)
from reviewlib.text import join_or, normalize_label, quoted, suggest

ONE = Diagnostic(
    "content/a.md",
    7,
    3,
    "themes",
    "unknown-theme",
    '"Qulity" is not a theme.',
    "Write:\n  x: y",
    fix=Edit.lines(7, ["x: y"]),
)
TWO = Diagnostic("content/a.md", 2, 0, "", "near-miss-heading", "it is nearly one.")
THREE = Diagnostic("content/b, c.md", 1, 0, "", "empty-file", "100% empty.\r\nReally.")

PROBLEMS = st.builds(
    Diagnostic,
    st.text(max_size=8),
    st.integers(1, 9),
    st.integers(0, 9),
    st.text(max_size=4),
    st.sampled_from(["unknown-theme", "please-check"]),
    st.text(max_size=20),
    st.text(max_size=20),
)


def test_text_shows_every_problem_by_file_and_line_with_its_hint_and_a_sum():
    assert as_text([THREE, ONE, TWO]) == (
        "content/a.md:2: warning: it is nearly one.  [near-miss-heading]\n"
        'content/a.md:7: themes: "Qulity" is not a theme.  [unknown-theme]\n'
        "    Write:\n"
        "      x: y\n"
        "content/b, c.md:1: 100% empty.U+000DU+000AReally.  [empty-file]\n"
        "2 problems in 2 files. Nothing was published. 1 warning.\n"
    )


@pytest.mark.parametrize(
    ("problems", "line"),
    [
        ([], "No problems."),
        ([ONE], "1 problem in 1 file. Nothing was published."),
        ([ONE, TWO], "1 problem in 1 file. Nothing was published. 1 warning."),
        ([TWO, TWO], "No problems. 2 warnings."),
        ([ONE] * 1234, "1,234 problems in 1 file. Nothing was published."),
    ],
)
def test_the_last_line_says_how_many_and_what_it_means(problems, line):
    assert summary_line(problems) == line


def test_json_holds_every_part_of_every_problem():
    assert json.loads(as_json([ONE, TWO])) == {
        "problems": [
            {
                "path": "content/a.md",
                "line": 2,
                "column": 0,
                "field": "",
                "code": "near-miss-heading",
                "severity": "warning",
                "message": "it is nearly one.",
                "hint": "",
                "fix": None,
            },
            {
                "path": "content/a.md",
                "line": 7,
                "column": 3,
                "field": "themes",
                "code": "unknown-theme",
                "severity": "error",
                "message": '"Qulity" is not a theme.',
                "hint": "Write:\n  x: y",
                "fix": {
                    "first_line": 7,
                    "last_line": 7,
                    "old": "",
                    "new": "x: y\n",
                    "applicability": "safe",
                },
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        ("", "Write:\n  a\n  b"),
        ("If it is a remark, write:", "If it is a remark, write:\n  a\n  b"),
        ("Or leave it.", "Write:\n  a\n  b\nOr leave it."),
    ],
)
def test_the_lines_of_a_fix_are_put_into_words_once(hint, words):
    assert with_rows(hint, Edit.lines(1, ["a", "b"])) == words


def test_edits_of_one_line_conflict_unless_both_replace_words_in_it():
    line, word, other = Edit.lines(2, ["x"], last=3), Edit(3, 3, "y", "x"), Edit(3, 3, "z", "w")
    assert line.conflicts(word)
    assert word.conflicts(line)
    assert not word.conflicts(other)
    assert not line.conflicts(Edit.lines(4, []))


def test_github_gets_one_escaped_command_a_problem():
    assert as_github([ONE, TWO, THREE]) == (
        "::warning file=content/a.md,line=2,title=near-miss-heading::it is nearly one.\n"
        "::error file=content/a.md,line=7,col=3,title=unknown-theme::"
        'themes: "Qulity" is not a theme.%0AWrite:%0A  x: y\n'
        "::error file=content/b%2C c.md,line=1,title=empty-file::100%25 empty.%0D%0AReally.\n"
        "2 problems in 2 files. Nothing was published. 1 warning.\n"
    )


@given(st.lists(PROBLEMS, max_size=5))
def test_no_problem_can_add_a_command_of_its_own_to_githubs(problems):
    rows = as_github(problems).split("\n")
    assert len(rows) == len(set(problems)) + 2
    assert all(row.startswith(("::error ", "::warning ")) for row in rows[:-2])


@given(st.lists(PROBLEMS, max_size=5))
def test_no_problem_can_move_the_cursor_of_a_terminal(problems):
    assert not set(as_text(problems)) & {"\x1b", "\x07", "\x08", "\r", "\x9b"}


@given(st.lists(PROBLEMS, max_size=6), st.randoms())
def test_the_order_in_which_they_were_found_does_not_show(problems, random):
    shuffled = [*problems, *problems[:1]]
    random.shuffle(shuffled)
    assert sort_diagnostics(shuffled) == sort_diagnostics(problems)
    assert as_text(sort_diagnostics(shuffled)) == as_text(sort_diagnostics(problems))


def test_errors_and_warnings_are_told_apart():
    assert (errors([ONE, TWO]), warnings([ONE, TWO])) == ((ONE,), (TWO,))
    assert (ONE.is_error, TWO.is_error) == (True, False)


LABELS = ["Inclusion", "Quality Assurance", "Family Learning & Childcare", "Art and music"]


@pytest.mark.parametrize(
    ("word", "choices", "choice"),
    [
        ("Qualty Assurance", LABELS, "Quality Assurance"),
        ("QUALITY ASSURANCE", LABELS, "Quality Assurance"),
        ("inclusion", LABELS, "Inclusion"),
        ("Inclusoin", LABELS, "Inclusion"),
        ("Family learning and childcare", LABELS, "Family Learning & Childcare"),
        ("Family Learning", LABELS, "Family Learning & Childcare"),
        ("Inclusion, see page 4", LABELS, "Inclusion"),
        ("Inclusions of all kinds", LABELS, None),
        ("Art", LABELS, "Art and music"),
        ("in", LABELS, None),
        ("Gardening", LABELS, None),
        ("", LABELS, None),
        ("x" * 1_000_000, LABELS, None),
        ("a", [], None),
        ("created", ["corrected", "added"], None),
        ("titel", ["title", "themes"], "title"),
        ("2022-24", ["2021-22", "2022-23"], "2022-23"),
        ("/glossary/", ["/about/glossary/", "/calendar/"], "/about/glossary/"),
        ("Improving: inclusion", ["Inclusion"], None),
        ("Ayrshire", ["North Ayrshire", "East Ayrshire"], None),
        ("Perth & Kinros", ["Perth and Kinross", "Fife"], "Perth and Kinross"),
    ],
)
def test_what_is_suggested_is_a_slip_away_or_the_one_that_ends_alike(word, choices, choice):
    assert suggest(word, choices) == choice


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        (list("abcdefgh"), "a, b, c, d, e, f, g or h"),
        (list("abcdefghi"), ""),
    ],
)
def test_choices_are_listed_when_they_are_eight_or_fewer(choices, words):
    assert join_or(choices) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Fife", '"Fife"'),
        ("two\nlines\t here", '"two lines here"'),
        ("a\u200db\x07", '"aU+200DbU+0007"'),
        ("x" * 80, '"' + "x" * 80 + '"'),
        ("x" * 81, '"' + "x" * 79 + "…" + '"'),
        ("", '""'),
    ],
)
def test_a_value_is_shown_on_one_short_line(value, text):
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dùn", "DUN"),
        ("Head’s view", "head's view"),
        ("A & B", "a and b"),
        ("A&B", "a and b"),
        ("ﬁle", "FILE"),
        ("İ", "i"),
        ("  a \u00a0 b ", "a b"),
    ],
)
def test_labels_are_compared_without_accents_case_or_spacing(one, other):
    assert normalize_label(one) == normalize_label(other)


def test_what_is_raised_has_one_root_and_content_errors_carry_their_problems():
    assert all(issubclass(each, ReviewLibError) for each in (ConfigError, ContentError, BuildError))
    error = ContentError([ONE, TWO])
    assert error.problems == (ONE, TWO)
    assert str(error) == "1 problem in 1 file. Nothing was published. 1 warning."
