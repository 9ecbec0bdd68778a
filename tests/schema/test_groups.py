"""Groups of fields and lists of them: what is read, where it was, and what is said."""

from __future__ import annotations

import pytest

from reviewlib.frontmatter import Mapping, Scalar, read_yaml
from reviewlib.schema import Day, List, Place, ReadContext, Text, read_fields
from tests.schema.reading import PARTS, Part, read, taken

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
    value, _ = read(PARTS, "\n  title: One\n  names: A")
    assert value == (Part(title="One", names=("A",)),)


def test_a_field_without_a_value_is_as_good_as_absent():
    (part,) = taken(PARTS, "\n  - title: One\n    names: A\n    pages:")
    assert part.pages is None


@pytest.mark.parametrize(
    ("kind", "written", "values"),
    [
        (PARTS, WHOLE + "\n  - title: Three", [("One", ("A",)), ("Two", ("A", "B"))]),
        (List(Text()), "\n  - a\n  - b\n  - a", ["a", "b"]),
        (List(Text()), "\n  - a\n  -", ["a"]),
    ],
)
def test_what_can_be_read_of_a_list_is_read(kind, written, values):
    value, said = read(kind, written)
    assert said
    assert [(one.title, one.names) if isinstance(one, Part) else one for one in value] == values


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


def test_a_fix_is_in_the_way_of_others_of_the_same_line_in_its_own_file_alone():
    problems = []
    for path in ("a.yml", "a.yml", "b.yml"):
        context = ReadContext(path, problems=problems).within("it", line=1)
        assert Day().read(Scalar("29/08/2022", 1, 5), context) is None
    assert [one.fix is not None for one in problems] == [True, False, True]
