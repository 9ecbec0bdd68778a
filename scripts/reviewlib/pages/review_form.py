"""The form for a new review: every field of the models as a control, in four steps.

Which fields there are, their help, what each takes and the rule that it breaks otherwise come from
`models.review`; what may be chosen from the vocabularies. Here stands only in which step a field
is asked. A field that no step names is asked with the others at the end of the second.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewlib.diagnostics import rules
from reviewlib.frontmatter import Scalar
from reviewlib.library import urls
from reviewlib.models import SECTION_KINDS, Report, Review, SectionKind, Year
from reviewlib.models.scaffold import in_order
from reviewlib.pages.editing import file_address, new_file_address
from reviewlib.pages.page import Context, OutputPage, made_page, written_pages
from reviewlib.presentation import wording
from reviewlib.presentation.wording import LinkView
from reviewlib.schema import (
    Bool,
    Choice,
    Day,
    FieldInfo,
    FieldType,
    List,
    Number,
    PartialDate,
    ReadContext,
    Record,
    Slug,
    Term,
    VisitDates,
    fields_of,
)


@dataclass(frozen=True, slots=True)
class OptionView:
    """Something to choose: the value that the file has for it, the words shown, their language."""

    value: str
    words: str
    lang: str = ""


Vocabularies = tuple[tuple[str, tuple[OptionView, ...]], ...]
"""The names of vocabularies, each with its terms."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the form, or a section of the text."""

    name: str  # the field's name in the file; of a section, its id; "" where it is a bare value
    label: str  # what it is called
    help: str = ""  # what it is for
    # how it is asked: text, lines, prose, choice, choices, yes, date, dates, list
    kind: str = "text"
    needed: bool = False  # whether it must be filled in
    options: tuple[OptionView, ...] = ()  # what may be chosen; of a text, what is suggested
    schema: str = ""  # what a value looks like, as JSON Schema; "" for anything
    rule: str = ""  # the rule that any other value breaks, or ""
    write: str = ""  # what to write, as the end of a sentence
    fields: tuple[FieldView, ...] = ()  # of a list, what each item has
    one: str = ""  # of a list, what one item is called
    heading: str = ""  # of a section, its heading; else ""
    marks: bool = False  # whether marks at the end of its lines have a meaning: they are findings
    terms: str = ""  # the name of the vocabulary that suggestions are from, or ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One of the four steps: its title, how to fill it in, what it asks, what few reviews need."""

    title: str
    note: str
    fields: tuple[FieldView, ...]
    more: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record that there is: one form points to it, the other changes it."""

    link: LinkView  # its page, by its name and dates
    id: str  # the review, as in addresses
    path: str  # its file
    year: str  # the folder of its file
    name: str  # the name of its file
    hosts: str  # its hosts, by the names that the form writes
    first: str  # the first day that it can have been, or ""
    last: str  # the last such day, or ""
    status: str  # what its file says of the visit
    when: str  # its dates, in words, or ""
    has_reports: bool  # whether its file lists reports
    has_history: bool  # whether its file has a history


@dataclass(frozen=True, slots=True)
class ReviewFormView:
    """The form for a new review."""

    years: tuple[Year, ...]  # the programme years, the latest first
    name_schema: str  # what the name of a file looks like, as JSON Schema
    steps: tuple[StepView, ...]  # the four steps
    vocabularies: Vocabularies  # what texts suggest
    order: str  # the fields of a record in the order of its file, as words
    rules: tuple[LinkView, ...]  # the rules that the form knows, each with its explanation
    existing: tuple[RecordView, ...]  # the records there are
    new_file: str  # where a new file is written on GitHub, but for the year; "" where not known
    others: tuple[LinkView, ...]  # the other ways to add a review
    privacy: tuple[LinkView, ...]  # what is kept of what is typed


@dataclass(frozen=True, slots=True)
class ReviewChangeView:
    """The short form for what became of a review."""

    records: tuple[RecordView, ...]  # the reviews, the latest first
    when: FieldView  # the dates of the visit
    reports: FieldView  # the reports that were published
    vocabularies: Vocabularies  # what texts suggest
    rules: tuple[LinkView, ...]  # the rules that the form knows, each with its explanation
    edit: str  # where files are edited on GitHub, but for their path; "" where not known
    others: tuple[LinkView, ...]  # the other ways to change a record


_TEXT = (
    "What you type is shown as you type it. Under headings of ordinary text, each line is a "
    "paragraph; one that begins with a hyphen and a space is a bullet."
)

# In which step a field is asked; a section has its id. What no step names is asked at the end of
# the second.
_STEPS = (
    ("Who and when", "", ("authorities", "when", "when_basis", "status", "mode", "contributors")),
    ("What it looked at", _TEXT, ("themes", "stages", "opening", "focus", "topics", "why", "how")),
    ("The report", "Leave this out where there is none yet.", ("reports", "sources")),
    (
        "What was found",
        _TEXT,
        ("strengths", "areas", "learning", "plans", "next-steps", "sections", "notes"),
    ),
)
_THE_REST = 1
# A new record has no former addresses; its history is one line, which the form writes. A PDF has
# to be in reports/ before a record names it (content/contribute/adding.md).
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Review: frozenset(("formerly", "schema", "history")),
    Report: frozenset(("file", "formerly", "allow", "cleaned", "original", "address", "fetched")),
}
_NEEDED_TOO: Mapping[type, frozenset[str]] = {Report: frozenset(("listed",))}  # without a file
_TYPED = frozenset(("authorities",))  # too many for boxes to tick
_DATE = PartialDate()
_PROBE = "?" * 400
"""A value that is none of any field type, to learn the rule that such a value breaks."""

_RULES = (
    "bad-date",
    "bad-name",
    "contributor-is-host",
    "date-in-future",
    "dates-out-of-order",
    "hidden-sign",
    "mark-not-read",
    "missing-field",
    "outside-year",
    "quotation-without-page",
    "update-misplaced",
)
"""The rules that concern more than the type of one field."""

_WHEN = (
    OptionView("days", "On a day, or on several days"),
    OptionView("between", "On some days between two dates"),
    OptionView("months", "In a month, or over several months"),
    OptionView("unknown", "Only the programme year is known"),
)


def _rule_of(type: FieldType, context: Context) -> str:
    """The rule that a value breaks which the type does not take, or ""."""
    reading = ReadContext("", context.library.vocabulary.choices)
    type.read(Scalar(_PROBE, 1, 1), reading)
    return reading.problems[0].code if reading.problems else ""


def _schema(type: FieldType) -> str:
    shape = type.json_schema()
    if isinstance(type, Number):  # the bounds are in the first form, of a bare number
        shape = shape["anyOf"][0]
    return json.dumps(shape, sort_keys=True)


def _suggested(type: FieldType) -> Iterator[OptionView]:
    """The fixed values of a type that takes others too."""
    for form in type.json_schema().get("anyOf", ()):
        yield from (OptionView(value, value) for value in form.get("enum", ()))


def _terms(context: Context, vocabulary: str) -> tuple[OptionView, ...]:
    """The terms of a vocabulary."""
    library = context.library
    if vocabulary == "documents":
        return tuple(OptionView(one.id, one.title) for one in library.documents)
    if vocabulary == "authorities":
        every = library.vocabulary.authorities
        return tuple(OptionView(one.label, one.label, one.lang) for one in every)
    labels = library.vocabulary.choices[vocabulary].labels
    return tuple(OptionView(label, label) for label in labels)


def _suggestions(context: Context, vocabulary: str) -> tuple[OptionView, ...]:
    """The same for texts, with every other name that a term has."""
    found = _terms(context, vocabulary)
    if vocabulary not in _TYPED:
        return found
    authorities = context.library.vocabulary.authorities
    others = (OptionView(name, one.label, one.lang) for one in authorities for name in one.aliases)
    return (*found, *others)


def _view(context: Context, model: type, name: str, spec: FieldInfo) -> FieldView:
    """A field of a model."""
    label = spec.label or name.replace("_", " ").capitalize()
    needed = spec.required or name in _NEEDED_TOO.get(model, ())
    plain = FieldView(name, label, spec.help, needed=needed)
    return _typed(context, plain, spec.type, spec.example)


def _typed(context: Context, view: FieldView, type: FieldType, example: str = "") -> FieldView:
    """The same with what its type says of it."""
    change = dataclasses.replace
    match type:
        case VisitDates():
            ends = (
                _typed(context, FieldView("first", "First day or month", needed=True), _DATE),
                _typed(context, FieldView("last", "Last day or month, if another"), _DATE),
            )
            return change(view, kind="dates", options=_WHEN, fields=ends, one="date")
        case Day() | PartialDate():
            month = "." if isinstance(type, Day) else "; a month as in 8/2022."
            rule, schema = _rule_of(type, context), _schema(type)
            write = f"A day as in 29/8/2022 or 29 August 2022{month}"
            return change(view, kind="date", rule=rule, schema=schema, write=write)
        case Choice():
            options = tuple(OptionView(word, word) for word in type.words)
            return change(view, kind="choice", options=options)
        case Bool():
            return change(view, kind="yes")
        case Term():
            rule, write = _rule_of(type, context), f"{wording.capitalised(type.describe())}."
            return change(view, kind="term", terms=type.vocabulary, rule=rule, write=write)
        case List(item=Record() | Term()):
            return _list(context, view, type.item)
        case List(item=item):
            inner = _typed(context, view, item)
            write = f"One to a line. For example: {example.strip().removeprefix('- ')}."
            return change(inner, kind="lines", write=write)
        case _:
            write = f"{wording.capitalised(type.describe())}. For example: {example}."
            return change(
                view,
                schema=_schema(type),
                rule=_rule_of(type, context),
                write=write,
                options=tuple(_suggested(type)),
            )


def _list(context: Context, view: FieldView, item: FieldType) -> FieldView:
    """A list of records or of terms: boxes to tick, or items one after another."""
    if isinstance(item, Record):
        fields = tuple(_fields(context, item.model))
        one = view.label.removesuffix("s").lower()
    else:
        assert isinstance(item, Term)
        if item.vocabulary not in _TYPED:
            options = _terms(context, item.vocabulary)
            return dataclasses.replace(view, kind="choices", options=options)
        noun = context.library.vocabulary.choices[item.vocabulary].noun
        one = noun.removeprefix("an ").removeprefix("a ")
        bare = FieldView("", one.capitalize(), needed=view.needed)
        fields = (_typed(context, bare, item),)
    return dataclasses.replace(view, kind="list", fields=fields, one=one)


def _own(context: Context, view: FieldView) -> FieldView:
    """A field in the programme's own words."""
    fit, inner = context.library.programme.fit, tuple(_own(context, one) for one in view.fields)
    label, help, write, one = map(fit, (view.label, view.help, view.write, view.one))
    return dataclasses.replace(view, label=label, help=help, write=write, one=one, fields=inner)


def _fields(context: Context, model: type) -> Iterator[FieldView]:
    for name, (_, spec) in fields_of(model).items():
        if name not in _LEFT_OUT[model]:
            yield _own(context, _view(context, model, name, spec))


# ---------- the text of a record

_PAGES = {"type": "string", "pattern": "^[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?$"}
_POINT = (
    FieldView(
        "text", "Points", "Each line is a point of its own.", "prose", needed=True, marks=True
    ),
    FieldView(
        "page",
        "Page of the report",
        schema=json.dumps(_PAGES),
        rule="mark-not-read",
        write="As in 4 or 4-6.",
    ),
    FieldView("quoted", "These are the report’s exact words", kind="yes"),
    FieldView(
        "themes",
        "Its own themes, if other than the review’s",
        kind="words",
        terms="themes",
        rule="unknown-theme",
        write="As our list has them, with commas between.",
    ),
)


def _section(kind: SectionKind, heading: str) -> FieldView:
    if not kind.has_findings:
        return FieldView(kind.id, heading, kind="prose", heading=heading)
    return FieldView(kind.id, heading, kind="list", fields=_POINT, one="point", heading=heading)


def _text(context: Context) -> Iterator[FieldView]:
    """What the text of a record is made of."""
    yield FieldView("opening", "What the review was about, in a few sentences", kind="prose")
    labels = {one.id: one.label for one in reversed(context.library.vocabulary.headings)}
    for kind in SECTION_KINDS:
        if kind in labels:
            yield _section(kind, labels[kind])
    own = (
        FieldView("heading", "Heading", needed=True, marks=True),
        FieldView("text", "Text", kind="prose", needed=True, marks=True),
    )
    yield FieldView(
        "sections",
        "Other sections",
        "Parts of the report under headings of its own.",
        "list",
        fields=own,
        one="section",
    )


def _steps(context: Context) -> Iterator[StepView]:
    every = {one.name: one for one in (*_fields(context, Review), *_text(context))}
    named = {name for _, _, names in _STEPS for name in names}
    rest = tuple(view for name, view in every.items() if name not in named)
    for number, (title, note, names) in enumerate(_STEPS):
        asked = tuple(every[name] for name in names if name in every)
        yield StepView(f"{number + 1}. {title}", note, asked, rest if number == _THE_REST else ())


def _every_field(fields: tuple[FieldView, ...]) -> Iterator[FieldView]:
    for one in fields:
        yield one
        yield from _every_field(one.fields)


def _vocabularies(context: Context, fields: tuple[FieldView, ...]) -> Vocabularies:
    names = sorted({one.terms for one in fields} - {""})
    return tuple((name, _suggestions(context, name)) for name in names)


def _rules(context: Context, fields: tuple[FieldView, ...]) -> Iterator[LinkView]:
    fit = context.library.programme.fit
    for code in sorted({*_RULES, *(one.rule for one in fields if one.rule)}):
        yield LinkView(fit(rules()[code].summary), f"{urls.MESSAGES}#{code}")


def _records(context: Context) -> Iterator[RecordView]:
    library = context.library
    for one in library.reviews:
        name = f"{wording.title(library, one)}, {wording.when_words(library, one)}"
        yield RecordView(
            link=LinkView(name, urls.review_address(one)),
            id=one.id,
            path=one.place.path,
            year=one.year,
            name=one.slug,
            hosts="|".join(library.authority[host].label for host in one.authorities),
            first=one.when.first.isoformat() if one.when.first else "",
            last=one.when.last.isoformat() if one.when.last else "",
            status=str(one.status),
            when=one.when.words,
            has_reports=bool(one.reports),
            has_history=bool(one.history),
        )


def review_form_page(context: Context) -> OutputPage:
    """The form for a new review."""
    library = context.library
    steps = tuple(_steps(context))
    every = tuple(_every_field(tuple(one for step in steps for one in (*step.fields, *step.more))))
    view = ReviewFormView(
        years=tuple(reversed(library.vocabulary.years)),
        name_schema=_schema(Slug()),
        steps=steps,
        vocabularies=_vocabularies(context, every),
        order=" ".join(in_order(Review, fields_of(Review))),
        rules=tuple(_rules(context, every)),
        existing=tuple(_records(context)),
        new_file=new_file_address(context),
        others=written_pages(context, urls.CONTRIBUTE, urls.ADDING),
        privacy=written_pages(context, urls.PRIVACY),
    )
    return made_page(
        urls.ADD,
        view,
        f"A form that writes the record of a review of {library.programme.name}.",
        crumbs=written_pages(context, urls.CONTRIBUTE),
        scripts=("pages/review-form.js",),
    )


def review_change_page(context: Context) -> OutputPage:
    """The short form for a planned review that took place, or a report that was published."""
    fields = {one.name: one for one in _fields(context, Review)}
    when = dataclasses.replace(
        fields["when"], needed=False, help="The days of the visit, where they are known."
    )
    asked = (when, fields["reports"])
    every = tuple(_every_field(asked))
    view = ReviewChangeView(
        records=tuple(reversed(tuple(_records(context)))),
        when=when,
        reports=fields["reports"],
        vocabularies=_vocabularies(context, every),
        rules=tuple(_rules(context, every)),
        edit=file_address(context, ""),
        others=written_pages(context, urls.CONTRIBUTE, urls.CORRECTING),
    )
    return made_page(
        urls.CHANGE,
        view,
        "The lines to write where a planned review took place or its report was published.",
        crumbs=written_pages(context, urls.CONTRIBUTE),
        scripts=("pages/review-change.js",),
    )
