"""What must hold for every header, not only for those that somebody thought of."""

from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import given, strategies as st

from reviewlib.diagnostics import errors
from reviewlib.frontmatter import as_value, quote, read_record, read_yaml
from reviewlib.frontmatter.lint import autofix, lint_form, lint_value, parse_line, plain_spaces
from reviewlib.frontmatter.parser import compose
from tests.frontmatter.values import correction, pasted, plain

# Text as it can stand on one line: no line ends, nothing that `decode` refuses or drops.
LETTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"],
    exclude_characters="\ufeff\u200b\u2060\u00ad\u061c\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
ONE_LINE = st.text(LETTERS, max_size=60) | st.text("abc #:'\"\\-[]{}&*!|>%@`,?~", max_size=20)
NAMES = st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True)

FRAGMENTS = [
    *["title", "when", "themes", "Note", "x", "Fife", "a b", "12:30", "http://a/b", "•", "é", "0"],
    *":-#\"',=~[]{}|>&*!%@`? \t\u00a0\\",
    *[": ", "  ", "    ", "- ", " #", "# please check", "---", "...", "? ", "|-", ">+", "&a", "*a"],
    *["!x", "a: b", "- a", '"q"', "'q'", "[a, b]", "{a: b}"],
]
STARTS = ["", "", "", "  ", "    ", " ", "   ", "\t", "- ", "  - ", "    - ", "title: ", "themes:"]
LINE = st.builds(
    lambda start, parts: start + "".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(FRAGMENTS), max_size=4),
)
HEADER = st.lists(LINE, min_size=1, max_size=8)


@given(ONE_LINE)
def test_a_quoted_text_reads_back_letter_for_letter(text):
    file, problems = read_yaml(f"name: {quote(text)}\n".encode(), "x.yml")
    assert not problems
    assert plain(file.values) == {"name": text}


@given(ONE_LINE)
def test_a_text_written_as_a_value_reads_back_letter_for_letter(text):
    for before, whole in (("name: ", {"name": text}), ("- ", [text])):
        file, problems = read_yaml(f"{before}{as_value(text)}\n".encode(), "x.yml")
        assert not problems
        assert plain(file.values) == whole


def _rows(value, indent: int) -> list[str]:
    """A value as an editor writes it, in the forms that are allowed."""
    start = " " * indent
    if isinstance(value, str):
        return [start + as_value(value)]
    rows = []
    if isinstance(value, list):
        for item in value:
            inner = _rows(item, indent + 2)
            rows += [f"{start}- {inner[0][indent + 2 :]}", *inner[1:]]
        return rows
    for name, inner in value.items():
        if isinstance(inner, str):
            rows.append(f"{start}{name}: {as_value(inner)}")
        else:
            rows += [f"{start}{name}:", *_rows(inner, indent + 2)]
    return rows


# A list is of texts, of groups or of lists; one that mixes them is a mistake, and said to be one.
TREES = st.recursive(
    ONE_LINE,
    lambda inner: st.one_of(
        st.lists(ONE_LINE, min_size=1, max_size=4),
        st.lists(st.lists(ONE_LINE, min_size=1, max_size=2), min_size=1, max_size=2),
        st.lists(st.dictionaries(NAMES, inner, min_size=1, max_size=3), min_size=1, max_size=3),
        st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=5))
def test_nothing_is_said_of_the_allowed_forms_and_all_is_read(tree):
    text = "\n".join(_rows(tree, 0)) + "\n"
    file, problems = read_yaml(text.encode(), "x.yml")
    assert not [problem for problem in problems if problem.code != "too-deep"], text
    if file:
        assert plain(file.values) == tree
        assert yaml.load(text, Loader=yaml.BaseLoader) == tree


@given(HEADER)
def test_every_header_can_be_read_once_it_is_put_right(lines):
    fixed, numbers, _ = autofix(lines, "x", 1)
    _, problems = compose(fixed, numbers, "x") if fixed else (None, [])
    assert {problem.code for problem in problems} <= {"given-twice", "too-deep"}


@given(HEADER)
def test_every_correction_mends_what_it_is_given_for(lines):
    for problem in errors(autofix(lines, "x", 1)[2]):
        if correction(problem):
            mended, here = pasted(lines, problem)
            left = errors(autofix(mended, "x", 1)[2])
            assert not [each for each in left if each.code == problem.code and each.line in here]


def _letters(text: str) -> str:
    return re.sub(r"[\s:'\"-]", "", text)


@given(HEADER)
def test_where_nothing_is_said_no_letter_is_lost_and_no_line_joined(lines):
    fixed, _, problems = autofix(lines, "x", 1)
    if errors(problems):
        return
    found = [
        event
        for event in yaml.parse("\n".join(fixed) + "\n", Loader=yaml.SafeLoader)
        if isinstance(event, yaml.ScalarEvent)
    ]
    if any(event.style in {"|", ">"} for event in found):
        return  # what is text and what is a remark is another matter there
    written = [line.rstrip() for line in lines if not line.lstrip().startswith("#")]
    mark = re.compile(r"\s#\s*please check[.:!?]?$", re.IGNORECASE)
    assert _letters("".join(event.value for event in found)) == _letters(
        "".join(mark.sub("", line) for line in written)
    )
    assert all(event.start_mark.line == event.end_mark.line for event in found if not event.style)


@given(HEADER)
def test_a_line_has_one_error_at_most(lines):
    said = [problem.line for problem in errors(autofix(lines, "x", 1)[2])]
    assert len(said) == len(set(said))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_makes_it_fail(text):
    read_record(f"---\n{text}\n---\nbody\n".encode(), "x.md")
    read_record(text.encode(), "x.md")
    read_yaml(text.encode(), "x.yml")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(raw):
    read_record(raw, "x.md")
    read_yaml(raw, "x.yml")


SLOW_ONCE = {
    "a bracket and spaces": lambda n: "version: [a" + " " * n,
    "items without an end": lambda n: "version: [" + "a, " * (n // 3) + "b {",
    "no-break spaces": lambda n: "version: \u00e9" + "\u00a0" * n + "x",
    "words without a colon": lambda n: "\u00e9".join(["a b " * (n // 4), "x"]),
    "spaces before marks": lambda n: "version: \u00e9" + " \u00a0 #" * (n // 4),
    "dashes": lambda n: "- " * (n // 2) + "\u00e9",
    "quotation marks": lambda n: "version: '" + "''" * (n // 2) + "x",
}


@pytest.mark.parametrize("shape", SLOW_ONCE)
def test_no_line_takes_time_that_grows_with_the_square_of_its_length(shape):
    def seconds(size):
        text = SLOW_ONCE[shape](size)
        started = time.process_time()
        line = parse_line(plain_spaces(text))
        lint_form(line), lint_value(line)
        return time.process_time() - started

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(640_000) < 320 * small + 0.2  # 32 times the length; its square is 1,024
