"""The one list of what is told of a review, each fact with its form in every place that tells it.

A page's facts, a record sheet's, the columns of `reviews.csv`, the JSON of a record, what search
knows it by and what a calendar says of it are read from `FACTS`. A plain field of `Review` needs
one row, `plain("name", "Label")`: its type tells all the forms.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reviewlib.library import Library, urls
from reviewlib.models import DateBasis, ReportState, Review, Status
from reviewlib.presentation.wording import (
    NO_DATE,
    SOME_OF_THESE_DAYS,
    LinkView,
    as_planned,
    authorities_of,
    capitalised,
    council_link,
    focus,
    hosts,
    same_label,
    themes_of,
    title,
    when_short,
    when_words,
    year_link,
)
from reviewlib.schema import (
    Bool,
    Choice,
    DateValue,
    Day,
    FieldInfo,
    Number,
    Precision,
    RightsValue,
    SizeValue,
    fields_of,
)

_TYPES = ((Bool, "boolean"), (Number, "integer"), (Day, "date"))


@dataclass(frozen=True, slots=True)
class Source:
    """What values are made from, beside the row itself."""

    library: Library  # the library
    url: str  # where the site is published, ending in "/", or ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str  # its heading; it never changes
    help: str  # what it holds, a sentence
    # gives it, of a source and a row; None for an empty cell
    value: Callable[[Source, Any], object]
    type: str = "string"  # as Frictionless Table Schema calls it
    of: str = ""  # the field of the model it comes from, as "Review.mode", or ""
    enum: tuple[str, ...] = ()  # all values it can have, where these are few
    refers: tuple[str, str] = ("", "")  # the table and column whose values it holds, or ("", "")


@dataclass(frozen=True, slots=True)
class FactRow:
    """A line of a table of facts."""

    term: str  # what it is about
    values: tuple[LinkView, ...]  # links or words; a value without an address is words
    note: str = ""  # how it is known, or what to make of it; "" for nothing


def said(words: str | None) -> tuple[LinkView, ...]:
    """Words as the value of a line; () where there are none."""
    return (LinkView(words),) if words else ()


def filled(*rows: FactRow) -> tuple[FactRow, ...]:
    """The lines that have a value."""
    return tuple(row for row in rows if row.values)


Row = Callable[[Library, Review], FactRow | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is told of a review, with its forms; None or () where one does not have it."""

    name: str  # the field it is, or is worked out from; its name in JSON
    # the line in the table of facts on its page; None where a review has it not
    page: Row | None = None
    sheet: Row | None = None  # the same on the record sheet
    columns: tuple[Column, ...] = ()  # its columns in `reviews.csv`
    # its value in JSON; columns without it give their own
    json: Callable[[Library, Review], object] | None = None
    # words that tell what the review is about
    search: Callable[[Library, Review], tuple[str, ...]] | None = None
    # a sentence in the description of an event, or ""
    calendar: Callable[[Library, Review], str] | None = None


# ----------------------------------------------------------------------- values and columns


def raw(value: object) -> object:
    """A value of a record as tables and JSON hold it: dates as precise as given, texts as written.

    >>> raw(DateValue(2023, 8)), raw(SizeValue("1.4 MB", 1400)), raw(None)
    ('2023-08', '1.4 MB', None)
    """
    if isinstance(value, DateValue):
        return value.iso
    if isinstance(value, SizeValue | RightsValue):
        return value.text
    return str(value) if isinstance(value, StrEnum) else value


def as_json(value: object) -> object:
    """A value of a table as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _spec(model: type, field: str) -> FieldInfo:
    for attribute, spec in fields_of(model).values():
        if attribute == field:
            return spec
    raise LookupError(f"{model.__name__} has no field {field!r}; declare it in reviewlib.models.")


def column_of(
    model: type,
    field: str,
    value: Callable[[Source, Any], object] | None = None,
    *,
    name: str = "",
    more: str = "",
    **other: Any,
) -> Column:
    """A column that holds a field of a record, explained as the field is.

    Args:
        value: as in Column; the field's own where it is not given.
        more: what is to be said beside the field's own help.
    """
    spec = _spec(model, field)
    type = next((name for kind, name in _TYPES if isinstance(spec.type, kind)), "string")
    return Column(
        name=name or field,
        help=f"{spec.help} {more}".strip(),
        value=value or (lambda _, record: raw(getattr(record, field))),
        of=f"{model.__name__}.{field}",
        **{"type": type, **other},
    )


def columns_of(model: type, *fields: str) -> tuple[Column, ...]:
    """A column for each of some fields."""
    return tuple(column_of(model, field) for field in fields)


# ----------------------------------------------------------------------- forms of a fact


def plain(name: str, label: str, *, on_sheet: str = "", in_calendar: str = "") -> Fact:
    """A field whose value is said as it stands, in every place.

    Args:
        on_sheet: the same on the record sheet, where it is another there.
        in_calendar: a sentence with {} for the value, or "" for none.
    """
    spec = _spec(Review, name)
    if not label:
        raise ValueError(f"The fact {name!r} has no label; say what readers see before its value.")

    def words(review: Review) -> str:
        value = getattr(review, name)
        if isinstance(value, bool):
            return "yes" if value else ""
        if isinstance(value, datetime.date):
            return DateValue.of(value).words
        return value.words if isinstance(value, DateValue) else str(raw(value) or "")

    def row(label: str) -> Row:
        def make(_: Library, review: Review) -> FactRow | None:
            values = said(capitalised(words(review)))
            return FactRow(label, values) if values else None

        return make

    return Fact(
        name,
        page=row(label),
        sheet=row(on_sheet or label),
        columns=(column_of(Review, name, enum=_enum(spec)),),
        search=lambda _, review: (words(review),),
        calendar=lambda _, review: (
            in_calendar.format(words(review)) if in_calendar and words(review) else ""
        ),
    )


def _enum(spec: FieldInfo) -> tuple[str, ...]:
    return spec.type.words if isinstance(spec.type, Choice) else ()


def _labels(links: tuple[LinkView, ...]) -> tuple[str, ...]:
    return tuple(link.label for link in links)


def _terms(
    name: str,
    links: Callable[[Library, Review], tuple[LinkView, ...]],
    *,
    ids: str = "",
    **forms: Any,
) -> Fact:
    """A field that lists terms: tables have their labels and ids, JSON both together."""

    def pairs(library: Library, review: Review) -> list[dict[str, str]]:
        named = zip(getattr(review, name), links(library, review), strict=True)
        return [{"id": id, "label": link.label} for id, link in named]

    columns = [column_of(Review, name, lambda s, r: _labels(links(s.library, r)))]
    if ids:
        columns.append(Column(ids, "The same by id.", lambda _, r: getattr(r, name)))
    return Fact(name, columns=(*columns, *forms.pop("columns", ())), json=pairs, **forms)


def _listing(one: str, many: str, links: Callable[[Library, Review], tuple[LinkView, ...]]) -> Row:
    """A line with links, if there are any, under a term for one or for several."""

    def make(library: Library, review: Review) -> FactRow | None:
        found = links(library, review)
        return FactRow(many if len(found) > 1 else one, found) if found else None

    return make


# ----------------------------------------------------------------------- the facts


def _host_councils(library: Library, review: Review) -> tuple[LinkView, ...]:
    return tuple(council_link(library.authority[name]) for name in review.authorities)


def _codes(source: Source, review: Review) -> tuple[str, ...]:
    return tuple(source.library.authority[name].gss or "" for name in review.authorities)


def _others(library: Library, review: Review) -> tuple[LinkView, ...]:
    return authorities_of(library, review.contributors)


def _probable(library: Library, review: Review) -> tuple[LinkView, ...]:
    return authorities_of(library, review.probably)


def _stages(library: Library, review: Review) -> tuple[LinkView, ...]:
    labels = {stage.id: stage.label for stage in library.vocabulary.stages}
    return tuple(LinkView(labels[name]) for name in review.stages)


def _date(_: Library, review: Review) -> FactRow | None:
    """The date of a visit that took place; of any other, its status tells."""
    if review.status != Status.TOOK_PLACE or not review.when.ranges:
        return None
    note = SOME_OF_THESE_DAYS if review.when.precision is Precision.BETWEEN else ""
    words = capitalised(review.when.words) + as_planned(review)
    return FactRow("When", (LinkView(words),), note)


_PLANNED = {
    Status.PLANNED: "Listed for, not confirmed",
    Status.CALLED_OFF: "Called off; was planned for",
}


def _date_on_sheet(library: Library, review: Review) -> FactRow:
    term = _PLANNED.get(review.status, "When")
    return FactRow(term, (LinkView(when_words(library, review)),))


def _basis(review: Review) -> str:
    """Whether a date is that of the visit, or of a plan; "" where there is none."""
    if not review.when.ranges:
        return ""
    return str(review.when_basis if review.is_held else DateBasis.PLANNED)


def _date_as_json(review: Review) -> dict[str, Any]:
    when = review.when
    return {
        "words": when.words,
        "precision": str(when.precision),
        "basis": _basis(review) or None,
        "edtf": when.edtf,
        "first": when.first.isoformat() if when.first else None,
        "last": when.last.isoformat() if when.last else None,
        "runs": [{"first": run.first.iso, "last": run.last.iso} for run in when.ranges],
    }


_DATE_COLUMNS = (
    column_of(Review, "when", lambda _, r: r.when.words, more="In words."),
    Column("when_precision",
           "How precisely the date is known: every day (days), some days within (between), some "
           "time in the months (months), or not at all (unknown).",
           lambda _, r: str(r.when.precision), enum=tuple(Precision)),
    column_of(Review, "when_basis", lambda _, r: _basis(r) or None, enum=tuple(DateBasis),
              more="A review that is not recorded as held has a planned date."),
    Column("when_edtf", "The date in the Extended Date/Time Format. A programme year is never "
           "written in it.", lambda _, r: r.when.edtf),
    Column("when_first", "The earliest day it can have begun.", lambda _, r: r.when.first, "date"),
    Column("when_last", "The latest day it can have ended.", lambda _, r: r.when.last, "date"),
)  # fmt: skip


def _year(library: Library, review: Review) -> FactRow:
    note = "" if review.when.ranges else NO_DATE
    return FactRow("Programme year", (year_link(library.year[review.year]),), note)


def _themes(library: Library, review: Review) -> FactRow | None:
    """The themes, and whether they are the programme's or ours."""
    themes, printed = themes_of(library, review), review.theme_printed
    if not themes:
        as_printed = (LinkView(printed),) if printed else ()
        return FactRow("Theme", as_printed, "As the programme printed it.") if printed else None
    note = "Assigned by the library from what the review looked at."
    if printed:
        note = f"The programme printed “{printed}”."
        if same_label(printed, themes):
            note = "As the programme printed it."
    return FactRow("Themes" if len(themes) > 1 else "Theme", themes, note)


def _themes_sentence(library: Library, review: Review) -> str:
    labels = _labels(themes_of(library, review))
    return f"{'Themes' if len(labels) > 1 else 'Theme'}: {', '.join(labels)}." if labels else ""


def theme_basis(review: Review) -> str:
    """Who says what a review's themes are: "printed", "assigned", or "" where there are none."""
    if review.theme_printed:
        return "printed"
    return "assigned" if review.themes else ""


THEME_BASIS = ("printed", "assigned")


def _others_of_hosts(library: Library, review: Review, *, held: bool) -> tuple[LinkView, ...]:
    """The other reviews of the same hosts, held or only listed: one is not taken for another."""
    of_hosts = (one for name in review.authorities for one in library.hosted[name])
    others = {one.id: one for one in of_hosts if one.id != review.id and one.is_held == held}
    links = []
    for other in sorted(others.values(), key=lambda one: one.sort_key):
        host = library.authority[other.authorities[0]]
        joint = len(other.authorities) > 1
        label, lang = ("Joint review", "") if joint else (host.label, host.lang)
        when = when_short(library, other)
        links.append(LinkView(label, urls.review_address(other), lang, when))
    return tuple(links)


_hosted_too = functools.partial(_others_of_hosts, held=True)
_listed_too = functools.partial(_others_of_hosts, held=False)

FACTS = (
    _terms("authorities", hosts, ids="authority_ids",
           columns=(Column("gss_codes", "The codes of the hosts' areas.", _codes),),
           page=_listing("Host", "Hosts", hosts), sheet=_listing("Host", "Hosts", _host_councils)),
    Fact("when", page=_date, sheet=_date_on_sheet, columns=_DATE_COLUMNS,
         json=lambda _, review: _date_as_json(review),
         search=lambda _, review: (review.when.words,)),
    Fact("programme_year", page=_year, sheet=_year,
         search=lambda library, review: (library.year[review.year].label,)),
    Fact("status", columns=(column_of(
        Review, "status", enum=tuple(Status),
        more="A planned review was listed; no source that was read says that it was held."),)),
    _terms("themes", themes_of, ids="theme_ids", page=_themes,
           sheet=_listing("Theme", "Themes", themes_of), calendar=_themes_sentence),
    Fact("theme_basis", columns=(Column(
        "theme_basis", "Whether the programme printed a theme, or the library assigned it.",
        lambda _, r: theme_basis(r) or None, enum=THEME_BASIS),)),
    Fact("focus", columns=(Column(
        "focus", "What it looked at, after a word on whose words these are.",
        lambda _, r: focus(r).line or None),)),
    # On the page it stands as a note beside the themes.
    dataclasses.replace(plain("theme_printed", "Theme as printed"), page=None),
    _terms("stages", _stages, page=_listing("Stages", "Stages", _stages),
           sheet=_listing("Stages", "Stages", _stages),
           search=lambda library, review: _labels(_stages(library, review))),
    plain("mode", "How it was held", on_sheet="Held", in_calendar="Held {}."),
    _terms("contributors", _others, ids="contributor_ids",
           page=_listing("Also took part", "Also took part", _others),
           sheet=_listing("Took part", "Took part", _others),
           search=lambda library, review: _labels(_others(library, review))),
    _terms("probably", _probable, ids="probable_ids",
           page=_listing("Probably took part", "Probably took part", _probable),
           sheet=_listing("Probably took part", "Probably took part", _probable),
           search=lambda library, review: _labels(_probable(library, review))),
    # The page and the sheet have them at their end; search knows them as names.
    Fact("terms", columns=(column_of(Review, "terms"),)),
    Fact("hosted_too", page=_listing("Also hosted", "Also hosted", _hosted_too)),
    Fact("listed_too", page=_listing("Also listed to host", "Also listed to host", _listed_too)),
    # The opening sentence of a page and of a sheet says it.
    Fact("pilot", columns=(column_of(Review, "pilot"),),
         search=lambda _, review: ("pilot review" if review.pilot else "review",)),
    Fact("report_state", columns=(Column(
        "report_state", "Where its report is.", lambda _, r: str(r.report_state),
        enum=tuple(ReportState), of="Review.reports"),)),
)  # fmt: skip
"""What is told of a review, in the order of pages, sheets, tables and JSON."""


def page_rows(library: Library, review: Review) -> Iterator[FactRow]:
    """The table of facts on a review's page."""
    found = (fact.page(library, review) for fact in FACTS if fact.page)
    return (row for row in found if row)


def sheet_rows(library: Library, review: Review) -> Iterator[FactRow]:
    """The facts of a record sheet."""
    found = (fact.sheet(library, review) for fact in FACTS if fact.sheet)
    return (row for row in found if row)


def json_values(source: Source, review: Review) -> Iterator[tuple[str, object]]:
    """Each fact's name and value in JSON."""
    for fact in FACTS:
        if fact.json:
            yield fact.name, fact.json(source.library, review)
        else:
            for column in fact.columns:
                yield column.name, as_json(column.value(source, review))


def search_words(library: Library, review: Review) -> Iterator[str]:
    """What search knows a review by, beside its names, themes and text."""
    for fact in FACTS:
        if fact.search:
            yield from fact.search(library, review)


def calendar_sentences(library: Library, review: Review) -> list[str]:
    """What the description of an event says of a review."""
    found = (fact.calendar(library, review) for fact in FACTS if fact.calendar)
    return [sentence for sentence in found if sentence]


def page_of(source: Source, address: str) -> str:
    """Where something is on the web; relative to the site's root where its address is unknown."""
    return source.url + address


REVIEW_COLUMNS = (
    Column("id", "Its permanent name: programme year and host.", lambda _, r: r.id),
    Column("year", "The programme year under which it was listed.", lambda _, r: r.year,
           refers=("years", "id")),
    Column("name", "Its title, or its hosts.", lambda s, r: title(s.library, r), of="Review.title"),
    *(column for fact in FACTS for column in fact.columns),
)  # fmt: skip
