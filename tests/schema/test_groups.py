"""Groups of fields and lists of them: what is read, where it was, and what is said."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reviewlib.frontmatter import Mapping, Scalar, read_yaml
from reviewlib.schema import (
    List,
    Number,
    Place,
    Placed,
    ReadContext,
    Record,
    Text,
    optional,
    read_fields,
    required,
)
from tests.schema.reading import read, refused, taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Placed):
    title: str = required(Text(40), "Its title.", "First part")
    pages: int | None = optional(Number(1, 99), "How many pages it has.", "12")
    names: tuple[str, ...] = required(List(Text(40)), "Who wrote it.", "A. Writer")
    last: str | None = optional(Text(40), "Where it ends.", "the end", name="to")


PARTS = List(Record(Part))
WHOLE = (
    "\n  - title: One\n    names: A\n    to: b\n  - title: Two\n    names:\n      - A\n      - B"
)


def test_a_list_of_groups_is_a_tuple_of_models_each_with_its_place():
    one, two = taken(PARTS, WHOLE)
    assert one == Part(title="One", names=("A",), last="b")
    assert two.names == ("A", "B")
    assert one.place == Place("f.yml", 2, (("title", 2), ("names", 3), ("to", 4)))
    assert [one.place.line_of(name) for name in ("to", "pages")] == [4, 2]


def test_one_group_alone_stands_for_a_list_of_one():
    value, said = read(PARTS, "\n  title: One\n  names: A")
    assert value == (Part(title="One", names=("A",)),)
    assert "its entry has no dash" in said


def test_a_field_without_a_value_is_as_good_as_absent():
    (part,) = taken(PARTS, "\n  - title: One\n    names: A\n    pages:")
    assert part.pages is None


def test_what_can_be_read_of_a_list_is_read():
    value, said = read(PARTS, WHOLE + "\n  - title: Three")
    assert [part.title for part in value] == ["One", "Two"]
    assert said == (
        "f.yml:9: it: names: this field is needed and is not given.  [missing-field]\n"
        "    Write, for example:\n"
        "          names:\n"
        "            - A. Writer"
    )


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (
            PARTS,
            "\n  - title:\n    names: A",
            "f.yml:2: it: title: this field is needed and has no value.  [missing-field]\n"
            "    Write, for example:\n"
            "          title: First part",
        ),
        (
            PARTS,
            "\n  - titel: One\n    title: One\n    names: A\n    pages: 100",
            'f.yml:2: it: titel: there is no field of this name in "it". '
            'Did you mean "title"?  [unknown-field]\n'
            'f.yml:5: it: pages: "100" is not a whole number from 1 to 99.  [not-a-number]\n'
            "    Write digits alone, as in 99.",
        ),
        (
            PARTS,
            "\n  - titel: One\n    names: A",
            'f.yml:2: it: titel: there is no field of this name in "it". '
            'Did you mean "title"?  [unknown-field]',
        ),
        (
            PARTS,
            "\n  - author: One\n    title: One\n    names: A",
            'f.yml:2: it: author: there is no field of this name in "it".  [unknown-field]\n'
            "    The names to choose from: title, pages, names or to.",
        ),
    ],
)
def test_a_mistake_in_a_group_is_said_and_the_rest_is_read(kind, written, said):
    assert read(kind, written)[1] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            " One",
            'f.yml:1: it: "One" is where fields belong, each with its name and a colon.  '
            "[not-names]\n    Write it in this form:\n      it:\n        - title: First part\n"
            "          names:\n            - A. Writer",
        ),
        (
            "\n  - One",
            'f.yml:2: it: "One" is where fields belong, each with its name and a colon.  '
            "[not-names]\n    Write it in this form:\n        - title: First part\n"
            "          names:\n            - A. Writer",
        ),
    ],
)
def test_a_text_where_a_group_belongs_is_answered_with_the_form(written, said):
    assert refused(PARTS, written) == said


def test_the_same_value_twice_in_a_list_is_said_once_and_read_once():
    value, said = read(List(Text()), "\n  - a\n  - b\n  - a")
    assert value == ("a", "b")
    assert said == (
        'f.yml:4: it: "a" is in this list twice.  [given-twice]\n    Delete one of the two lines.'
    )


def test_a_dash_without_a_value_is_said():
    value, said = read(List(Text()), "\n  - a\n  -")
    assert value == ("a",)
    assert said == (
        "f.yml:3: it: there is nothing after this dash.  [no-value]\n"
        "    Give a value, or delete the line."
    )


def test_names_without_a_group_to_be_of_are_refused():
    assert refused(List(Text()), "\n  one: a\n  two: b") == (
        "f.yml:2: it: this takes a list, not names with values.  [names-not-wanted]\n"
        "    Write each value on a line of its own, after a dash."
    )


def test_a_file_that_is_a_list_of_groups_gets_its_dashes_back_in_the_lines_to_write():
    file, _ = read_yaml(b"- title: One\n  names: A\n- pages: x\n  names: A\n", "f.yml")
    context = ReadContext("f.yml")
    one, two = (read_fields(Part, item, context) for item in file.values.items)
    assert one is not None
    assert two is None
    assert read_fields(Part, Scalar("One", 9, 3), context) is None
    assert "  - title: First part\n" in context.problems[-1].hint


def test_a_group_without_any_field_is_an_empty_header():
    context = ReadContext("f.md")
    assert read_fields(Part, Mapping((), 1, 1), context) is None
    assert [(each.line, each.message) for each in context.problems] == [(1, "the header is empty.")]
