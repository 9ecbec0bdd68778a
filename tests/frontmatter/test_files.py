"""Files as a whole: how they are saved, where their header begins and ends, how long they are."""

from __future__ import annotations

import time

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.frontmatter import MAX_BYTES, read_record, read_yaml
from tests.frontmatter.values import plain

RECORD = "---\ntitle: Glenmore\nwhen: 2022\n---\n\nThe body.\n"
_BEGIN = 'A record begins with a line "---", then its header, then another line "---".'
_SAVE_AS = 'Save the file again as "UTF-8" (in Notepad: File, Save as, Encoding).'


def said(raw: bytes | str) -> str:
    _, problems = read_record(raw if isinstance(raw, bytes) else raw.encode(), "r.md")
    return as_text(problems).removesuffix("1 problem in 1 file. Nothing was published.\n")


def test_a_record_is_its_header_and_its_body():
    file, problems = read_record(RECORD.encode(), "r.md")
    assert not problems
    assert plain(file.values) == {"title": "Glenmore", "when": "2022"}
    assert (file.body, file.body_line) == ("\nThe body.\n", 5)


def test_every_name_and_value_keeps_its_line_and_column():
    file, _ = read_record(b"---\n# first\ntitle: Glenmore\nthemes:\n  - A\n  - B\n---\n", "r.md")
    (title, value), (_, themes) = file.values
    assert [(each.line, each.column) for each in (title, value)] == [(3, 1), (3, 8)]
    assert [(each.line, each.column) for each in themes.items] == [(5, 5), (6, 5)]


def test_lines_are_right_after_a_correction_that_takes_several():
    text = "---\nthemes: [A,\n  B,\n  C]\ntitle: x\n---\n"
    file, _ = read_record(text.encode(), "r.md")
    assert file.values.get("title").line == 5


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_windows_and_old_mac_line_ends_change_nothing(end):
    assert read_record(RECORD.replace("\n", end).encode(), "r.md") == read_record(
        RECORD.encode(), "r.md"
    )


@pytest.mark.parametrize("sign", ["\ufeff", "\u200b", "\u2060", "\u00ad"])
def test_signs_that_nobody_sees_change_nothing(sign):
    text = sign + RECORD.replace("Glenmore", f"Glen{sign}more").replace("title", f"ti{sign}tle")
    assert read_record(text.encode(), "r.md") == read_record(RECORD.encode(), "r.md")


def test_fences_may_have_spaces_after_them():
    file, problems = read_record(RECORD.replace("---\n", "---  \n").encode(), "r.md")
    assert not problems
    assert file.body_line == 5


def test_a_rule_in_the_body_is_no_fence():
    file, _ = read_record((RECORD + "\n---\n\nmore\n").encode(), "r.md")
    assert file.body.endswith("---\n\nmore\n")


# What an editor is likelier to meet has a case in tests/data/broken.
@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            b"----\ntitle: x\n---\n",
            f'r.md:1: the file begins with "----", not with "---".  [no-header]\n    {_BEGIN}\n',
        ),
        (
            b"\n\n---\ntitle: x\n---\n",
            'r.md:1: there are empty lines before the first "---".  [no-header]\n'
            "    Delete them.\n",
        ),
        (
            b"%PDF-1.7\n",
            "r.md:1: the file is a PDF, not text.  [not-text]\n    A PDF goes into reports/.\n",
        ),
        (
            RECORD.encode("utf-16-le"),
            f"r.md:1: the file is saved as UTF-16.  [not-utf-8]\n    {_SAVE_AS}\n",
        ),
        (
            "---\ntitle: Gl\u202een\x0bmore\u202e\n---\n",
            "r.md:2: this line holds an invisible sign that changes the reading direction "
            "(U+202E) and an invisible control sign (U+000B).  [hidden-sign]\n"
            "    Delete the line and type it again; do not paste it.\n",
        ),
        (
            "---\ntitle: Glen\uffffmore\n---\n",
            "r.md:2: this line holds something that is not a letter (U+FFFF).  [hidden-sign]\n"
            "    Delete the line and type it again; do not paste it.\n",
        ),
        (
            b"x" * (MAX_BYTES + 1),
            "r.md:1: the file is 1.0 MB; a record is text of a few pages, at most 1 MB.  "
            "[too-large]\n",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_full(raw, text):
    assert said(raw) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: x\n\nThe body begins here.\n", 3),
        ("---\ntitle: x\n\nwhen: 2022\n\n- How well?\n", 5),
        ("---\ntitle: x\n## Strengths\n\n- One\n", 3),
        ("---\ntitle: x\n# a remark\nwhen: 2022\nThe body begins here.\n", 5),
        ("---\ntitle: x\n\n## Strengths\n\ntext\n\n---\n\nmore\n", 3),
        ("---\nthemes:\n  - A\n- B\nOf the visit\n", 5),
    ],
)
def test_a_header_that_is_not_closed_is_said_where_the_text_begins(text, line):
    assert said(text) == (
        f'r.md:{line}: the line "---" that closes the header is missing.  [header-not-closed]\n'
        f'    Put a line "---" before line {line}, where the text begins.\n'
    )


def test_a_header_may_be_empty_for_what_needs_no_fields():
    file, problems = read_record(b"---\n---\nThe body.\n", "r.md")
    assert not problems
    assert (plain(file.values), file.body, file.body_line) == ({}, "The body.\n", 3)


def test_a_second_header_below_the_first_is_told_from_a_body():
    assert said("---\ntitle: x\n---\nwhen: 2022\n---\n\nThe body.\n") == (
        'r.md:3: the line "---" ends the header here, and what follows reads as more of it.  '
        "[second-header]\n    Delete this line.\n"
    )
    assert said("---\ntitle: x\n---\n\nwhen: is it?\n\n---\n") == "No problems.\n"


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_file_that_is_nothing_but_an_open_header_is_closed_at_its_end(end):
    assert said(f"---\ntitle: x\nwhen: 2022{end}") == (
        'r.md:3: the line "---" that closes the header is missing.  [header-not-closed]\n'
        '    Put a line "---" after the last line.\n'
    )


def test_a_yaml_file_may_be_a_list():
    file, problems = read_yaml(b"- id: a\n- id: b\n", "v.yml")
    assert not problems
    assert plain(file.values) == [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# nothing yet\n", b"---\n"])
def test_a_yaml_file_without_values_is_said_to_be_empty(raw):
    file, (problem,) = read_yaml(raw, "v.yml")
    assert file is None
    assert problem.message == "the file is empty."


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x: # " * 60_000,
        "- " * 200_000,
        "a: " + "\"'" * 200_000,
        "a:" * 200_000,
        "a" + " " * 300_000 + "b:c",
        "a: " + "[" * 200_000,
        "a: [" + "a," * 20_000 + "]",
        'a: "' + "\\" * 200_001,
        "a: " + "\u00a0" * 200_000,
        "a " * 300_000 + "\u00a0",
        "\n".join(["a: x", *["  more"] * 5_000]),
        '- "x\n' * 10_000,
        "a: [\n" * 10_000,
        "\n".join(f"name_{number}: value" for number in range(10_000)),
    ],
    ids=lambda text: text[:8],
)
def test_no_text_takes_long(text):
    begun = time.process_time()
    read_yaml(text.encode(), "v.yml")
    assert time.process_time() - begun < 10  # of the processor; all take less than one
