"""Generated from the models: docs/records.md and the JSON Schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewlib.models import FILE_KINDS, SECTION_KINDS, Document, FileKind, Practicum, Review
from reviewlib.models.scaffold import EXAMPLE, EXAMPLE_TEXT, record_form
from reviewlib.schema import FieldInfo, JsonSchema, List, Record, fields_of, json_schema_of

WHEN_FORMS: Mapping[str, str] = {
    "2022-08-29": "one day",
    "2022-08-29 to 2022-08-30": "every day from the first to the last",
    "between 2021-11-24 and 2021-12-07": "some days within that time; which ones is not known",
    "2023-02": "some time in that month",
    "2023-02 to 2023-03": "some time in those months",
    "unknown": "the programme year alone is known",
}

_OPENING = """\
# Records

Every file in `content/`, and every field of each, with what to write. How to add a record step by
step is in [CONTRIBUTING.md](../CONTRIBUTING.md).

This page is made from the program itself by `reviewlib docs --write`, so it names exactly the
fields that a check accepts. Places and people in the examples are made up.

A file that ends in `.md` begins with a header between two lines `---`: names with values, one to
a line. Sentences come below it, in Markdown. A file that ends in `.yml` is a header throughout,
without those lines; most are lists, in which each entry begins with a hyphen.

In the tables, **needed** marks the fields that a record cannot do without. Leave out what you
have nothing for. A list has its items on lines of their own, each with a hyphen and a space
before it; where a field takes a list, one item may also be on the line of the name.
"""

_WHEN = """\
### When

`when` says no more than is known. Dates begin with the year; a date as in 29/08/2022 is answered
with the line to write.

| write | for |
|---|---|
{forms}

Separate days are a list, the earliest first, in which an item may be a run of days:

```yaml
when:
  - 2022-11-01
  - 2022-11-08 to 2022-11-09
```

A date outside the programme year of the record's folder is pointed out, as it is often a slip. If
it is right, say why under *Notes on this record*, and nothing more is said of it.

### History

Each line of `history` tells readers what was done to the record, and when; the earliest comes
first. Feeds and calendars take their dates from here and from nowhere else.

| change | for |
|---|---|
| `added` | the record is new |
| `date changed` | the visit was moved: give the old date in `was` |
| `report published` | a report can now be read |
| `corrected` | something was wrong: say what in `was`, and readers see `why` |
| `withdrawn` | the page becomes a notice; for a matter of privacy, leave `why` out |

### The text

The text follows the report's own order. These sections have a meaning, whatever words a record
heads them with; `content/vocabulary/headings.yml` lists the words. A heading has `##` or `###`
before it and may come several times, as where a review has a set for each of its focus areas.
Smaller headings under one of them divide it. Any other heading is simply shown.

| section | its bullets | begin their address with |
|---|---|---|
{sections}

A bullet in a section with findings is a finding. What is before the bullets is shown with
them; what is four spaces in below a bullet belongs to it.

| write at its end | for |
|---|---|
| `(p. 7)`, `(pp. 3-4)` or `(p. ii)` | the page or pages of the report it is on |
| `(progress-report-2023, Appendix 1)` | the document it is taken from, and where in it |
| `(theme: Equity)` or `(theme: Equity, Inclusion)` | themes of its own |
| `(same as: /reviews/2022-23/moray/#strength-…)` | a finding of another review that says the same |
| `"the exact words" (p. 4)` and nothing else | a quotation, compared with that page |
| `{{#panels}}`, also at the end of a heading | its anchor, whatever becomes of its words |

Without one, the anchor at the end of a finding's address is made of its first six words, and of
more where two findings begin alike. Once it is published, a finding keeps it wherever it is moved,
whatever else begins in the same way. Where its first words are changed, the check tells that an
address would be lost, with the line that keeps it.

Under a planned improvement or a next step, a bullet four spaces in that begins with a date and a
colon is an update: what the council later reported. Where it was reported may be given at the end,
in brackets. The date may be a day, a month or a year.

```markdown
## Planned improvements

- A learner panel in every cluster (p. 9) (theme: Inclusion)
    - 2023-03: under way in four clusters (Education Plan 2022-23)
```

Links begin with `https://`, `http://` or `mailto:`, or with `/` for a page of this site. HTML and
pictures are refused.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One whole file, or one entry of a list, as an editor writes it."""

    kind: FileKind  # what it is an example of
    path: str  # where it could stand
    text: str  # the file, or the entry


_PLACES = {"<year>": "2022-23", "<slug>": "glenmore", "<folder>": "about", "<name>": "index"}
_IDS = {
    "ThemeIntro": "inclusion",
    "Document": "progress-report-2023",
    "Practicum": "practicum-2018",
}
_LEFT_OUT: Mapping[type, tuple[str, ...]] = {
    Practicum: ("teams",),  # the example lists one, and the number of teams is six
    # What the command writes, and what a file needs that is there.
    Document: ("file", "allow", "cleaned", "original", "address", "fetched"),
}


def _line(name: str, spec: FieldInfo) -> str:
    return f"{name}:{spec.example}" if spec.example.startswith("\n") else f"{name}: {spec.example}"


def _all_fields(model: type) -> str:
    given = (pair for pair in fields_of(model).items() if pair[0] not in _LEFT_OUT.get(model, ()))
    return "\n".join(_line(name, spec) for name, (_, spec) in given)


def _whole(kind: FileKind) -> str:
    """An example of a kind of file with (nearly) every field; of a review, the usual ones."""
    if kind.model is Review:
        return record_form(Review, EXAMPLE, EXAMPLE_TEXT)
    fields = _all_fields(kind.model)
    if kind.many:
        first, *rest = fields.split("\n")
        return "\n".join([f"- {first}", *(f"  {line}" for line in rest)]) + "\n"
    if kind.pattern.endswith(".yml"):
        return f"{fields}\n"
    return f"---\n{fields}\n---\n\nThe text comes here.\n"


def _path(kind: FileKind) -> str:
    path = kind.pattern.replace("<id>", _IDS.get(kind.model.__name__, ""))
    for place, name in _PLACES.items():
        path = path.replace(place, name)
    return path


def examples() -> tuple[Example, ...]:
    """The example of each kind of file that docs/records.md shows."""
    return tuple(Example(kind, _path(kind), _whole(kind)) for kind in FILE_KINDS)


def _groups(model: type) -> Iterator[tuple[str, type]]:
    """The fields whose values have fields of their own."""
    for name, (_, spec) in fields_of(model).items():
        item = spec.type.item if isinstance(spec.type, List) else spec.type
        if isinstance(item, Record):
            yield name, item.model


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _example(spec: FieldInfo) -> str:
    rows = [row.strip() for row in spec.example.strip().split("\n")]
    return f"`{rows[0]}`" + (" …" if len(rows) > 1 else "")


def _table(model: type) -> Iterator[str]:
    yield "| field | | what it is for | write | example |"
    yield "|---|---|---|---|---|"
    for name, (_, spec) in fields_of(model).items():
        needed = "needed" if spec.required else ""
        cells = (f"`{name}`", needed, spec.help, spec.type.describe(), _example(spec))
        yield f"| {' | '.join(map(_cell, cells))} |"


def _sections() -> str:
    words = {True: "are findings", False: "are shown as they are"}
    return "\n".join(
        f"| `{kind.id}` | {words[kind.has_findings]} | "
        f"{f'`{kind.anchor}-`' if kind.has_findings else ''} |"
        for kind in SECTION_KINDS
    )


def _kind(example: Example) -> Iterator[str]:
    kind = example.kind
    language = "yaml" if kind.pattern.endswith(".yml") else "markdown"
    yield f"## `{kind.pattern}`"
    yield kind.what + (" A list; each entry has these fields." if kind.many else "")
    yield "\n".join(_table(kind.model))
    for name, model in _groups(kind.model):
        yield f"Each entry of `{name}` has fields of its own:"
        yield "\n".join(_table(model))
    if kind.model is Review:
        forms = "\n".join(f"| `{form}` | {words} |" for form, words in WHEN_FORMS.items())
        yield _WHEN.format(forms=forms, sections=_sections()).rstrip()
    yield f"For example, {'an entry of ' if kind.many else ''}`{example.path}`:"
    yield f"```{language}\n{example.text}```"


def records_markdown() -> str:
    """The whole of docs/records.md."""
    parts = [_OPENING.rstrip()]
    for example in examples():
        parts.extend(_kind(example))
    return "\n\n".join(parts) + "\n"


# ---------- JSON Schemas

# Which themes or authorities there are is not in them: that is data which editors change, and a
# schema must not be out of date after each new theme. `reviewlib check` knows.


FOLDER = "schemas"
"""Where a library keeps them."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_name(kind: FileKind) -> str:
    """What the schema of a kind of file is called.

    >>> [schema_name(kind) for kind in FILE_KINDS][:2], schema_name(FILE_KINDS[-1])
    (['review', 'theme-intro'], 'synonyms')
    """
    if kind.pattern.endswith(".yml"):
        return kind.pattern.rpartition("/")[2].removesuffix(".yml")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.model.__name__).lower()


def _schema(kind: FileKind) -> JsonSchema:
    schema = json_schema_of(kind.model)
    if kind.many:
        schema = {"type": "array", "items": schema}
    elif "required" not in schema:  # a header with nothing in it
        schema["type"] = ["object", "null"]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:reviewlib:{schema_name(kind)}",
        "title": kind.pattern,
        "description": kind.what,
        **schema,
    }


def schemas() -> dict[str, JsonSchema]:
    """The schema of each kind of file, by its name; of a .md file, of its header."""
    return {schema_name(kind): _schema(kind) for kind in FILE_KINDS}


def as_json(schema: JsonSchema) -> str:
    """A schema as a file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
