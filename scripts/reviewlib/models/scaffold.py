"""The scaffold of a record: every field explained, in the form that an editor fills in."""

# What is not known has no made-up value that could be left standing: an empty field, under a
# remark that says what goes there. The remarks are the help and the examples of the models.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from reviewlib.frontmatter import as_value
from reviewlib.models.programme import Document, ThemeIntro
from reviewlib.models.review import Review
from reviewlib.schema import Bool, Choice, FieldInfo, fields_of

Given = Mapping[str, "str | tuple[str, ...] | tuple[Mapping[str, str], ...]"]
"""Values as editors write them, by the name of their field; a tuple is a list."""

USUAL: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Review: ("authorities", "when", "status", "themes", "reports", "sources", "history"),
        Document: ("title", "kind", "publisher", "date", "link", "format", "read"),
        ThemeIntro: ("sources",),
    }
)
"""The fields that a form shows though nothing is known of them yet; others come when given."""

HEADED = ("focus", "strengths", "areas", "plans", "next-steps", "notes")
"""The sections that a form for a review has a heading for."""

_TOP = (
    "# Fill in what you know, and delete what you have nothing for. Lines with # are not shown.",
    "# A list has its items below its name, each after two spaces and a hyphen: see the examples.",
)
_NOTHING: Given = MappingProxyType({})

EXAMPLE: Given = MappingProxyType(
    {
        "authorities": ("Glenmore",),
        "when": "2022-08-29 to 2022-08-30",
        "status": "took place",
        "themes": ("Inclusion",),
        "mode": "in person",
        "contributors": ("Strathbeg",),
        "reports": (
            {
                "title": "Glenmore Summary",
                "kind": "summary",
                "listed": "https://example.org/reports/",
                "size": "162 KB",
                "rights": "linked only",
            },
        ),
        "sources": ("progress-report-2023",),
        "history": ({"date": "2026-11-21", "change": "added"},),
    }
)
"""What a review's header usually says, of a made-up authority."""

EXAMPLE_TEXT = """\
Glenmore looked at how its teams listen to the people they serve.

## Focus questions

- How well do our teams listen?

## Strengths

- Staff chair the improvement group. (p. 3)
- "We are asked before things are decided." (p. 4)

## Planned improvements

- A staff panel in every area (p. 9) (theme: Quality Assurance)
    - 2023-03: under way in four areas (Improvement plan 2022-23)

## Notes on this record

- The days are as the host's page gives them; the programme prints only the month.
"""
"""What its text may say."""


def section_headings(labels: Iterable[tuple[str, str]], wanted: Iterable[str] = HEADED) -> str:
    """The text of a form for a review: headings with nothing under them yet.

    Args:
        labels: each section's name with the heading this library has for it.
    """
    first = dict(reversed(list(labels)))  # of two headings of one section the first is ours
    return "\n\n".join(f"## {first[name]}" for name in wanted if name in first) + "\n"


def record_form(model: type, given: Given = _NOTHING, text: str = "") -> str:
    """A record in the form that all new ones have.

    Args:
        model: one that `USUAL` names.
        given: what is known. A usual field that is not given is left empty, under
            a remark; with none of these there are no remarks.
    """
    fields = fields_of(model)
    wanted = [name for name in fields if name in given or name in USUAL[model]]
    known = fields.keys() & given.keys()
    rows = ["---"]
    if not known >= {name for name in USUAL[model] if fields[name][1].required}:
        rows += _TOP
    for name in in_order(model, wanted):
        spec = fields[name][1]
        rows += _given(name, given[name]) if name in given else _wanted(name, spec)
    return "\n".join([*rows, "---", "", text.strip("\n")]).rstrip("\n") + "\n"


def in_order(model: type, names: Iterable[str]) -> list[str]:
    """As the model has them, but what every record has comes first."""
    usual = [name for name in USUAL[model] if fields_of(model)[name][1].required]
    return sorted(names, key=lambda name: name not in usual)


def _given(name: str, value: object) -> Iterator[str]:
    """A field with its value, or its list of values, or its list of groups of fields."""
    if isinstance(value, str):
        yield f"{name}: {as_value(value)}"
        return
    assert isinstance(value, tuple)
    yield f"{name}:"
    for item in value:
        if isinstance(item, str):
            yield f"  - {as_value(item)}"
            continue
        pairs = [f"{key}: {as_value(text)}" for key, text in item.items()]
        yield from (f"  {'-' if not n else ' '} {pair}" for n, pair in enumerate(pairs))


def _wanted(name: str, spec: FieldInfo) -> Iterator[str]:
    """A field without a value, under what goes there: an example, or the words to choose from."""
    yield f"# {'Needed. ' if spec.required else ''}{spec.help}"
    chosen = isinstance(spec.type, Choice | Bool)
    shown = spec.type.describe() if chosen else spec.example.lstrip("\n")
    yield from (f"#   {row.removeprefix('  ')}" for row in shown.split("\n"))
    yield f"{name}:"
