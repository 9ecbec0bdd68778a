"""By what reviews can be chosen: theme, authority, region, year, status, mode, what can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.library import urls
from reviewlib.library.model import Library
from reviewlib.models import Review, SectionKind
from reviewlib.schema import slugify


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One of the values that reviews can be chosen by."""

    id: str  # as it stands in addresses
    label: str  # as readers see it
    lang: str = ""  # the language of the label as an IETF tag where it is not English, else ""
    page: str = ""  # the page that gathers its reviews, with a feed and a calendar; or ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the ways in which reviews can be chosen."""

    id: str  # as it stands in addresses
    label: str  # as readers see it
    note: str  # what a choice means, where its name does not say so; else ""
    values: tuple[FacetValue, ...]  # those that a review has, in the order of lists


# What stands on other sites is listed as such: nobody is to look for it here.
_READ = (
    FacetValue("report", "A report, in this library"),
    FacetValue("text", "A report’s text as a web page"),
    FacetValue("elsewhere", "A report, on another site"),
    FacetValue("findings", "Findings or plans"),
    FacetValue("questions", "Focus questions"),
)
_STATUS = (
    FacetValue("took-place", "Recorded as held"),
    FacetValue("planned", "Listed, not confirmed"),
    FacetValue("called-off", "Called off"),
)
_FOUND = ("strengths", "areas", "learning", "plans", "next-steps")


def facets(library: Library) -> tuple[Facet, ...]:
    """Every way to choose reviews, with the values that any review has."""
    used: dict[str, set[str]] = {}
    for review in library.reviews:
        for name, values in facets_of(library, review).items():
            used.setdefault(name, set()).update(values)
    return tuple(
        Facet(name, label, note, tuple(value for value in values if value.id in used[name]))
        for name, label, note, values in _all(library)
        if used.get(name)
    )


def facets_of(library: Library, review: Review) -> dict[str, tuple[str, ...]]:
    """The values of one review, by the facet's id; a facet it has none of is left out."""
    wider = (one for theme in review.themes for one in library.with_wider(theme))
    regions = (library.authority[name].region for name in review.authorities)
    found = {
        "theme": tuple(dict.fromkeys(wider)),
        "authority": tuple(dict.fromkeys((*review.authorities, *review.contributors))),
        "region": tuple(dict.fromkeys(name for name in regions if name)),
        "year": (review.year,),
        "status": (slugify(review.status),),
        "mode": (slugify(review.mode),) if review.mode else (),
        "read": tuple(_read(library, review)),
    }
    return {name: values for name, values in found.items() if values}


def _read(library: Library, review: Review) -> Iterator[str]:
    if any(report.file for report in review.reports):
        yield "report"
    if library.texts(review):
        yield "text"
    if any(report.listed and not report.file for report in review.reports):
        yield "elsewhere"
    if any(finding.kind in _FOUND for finding in review.findings):
        yield "findings"
    if review.of_kind(SectionKind.FOCUS):
        yield "questions"


def _all(library: Library) -> Iterator[tuple[str, str, str, Iterable[FacetValue]]]:
    words = library.vocabulary
    themes = [FacetValue(one.id, one.label, page=urls.theme_address(one)) for one in words.themes]
    yield "theme", "Theme", "A wider theme has those under it.", themes
    authorities = [
        FacetValue(one.id, one.label, one.lang, urls.authority_address(one))
        for one in words.authorities_by_label
    ]
    yield "authority", library.programme.fit("Authority"), "It hosted, or took part.", authorities
    regions = [FacetValue(one.id, one.short or one.label) for one in words.regions]
    yield "region", "Region", "Where the host is.", regions
    years = [
        FacetValue(one.id, one.label, page=urls.year_address(one)) for one in reversed(words.years)
    ]
    yield "year", "Programme year", "", years
    yield "status", "Held or not", "", _STATUS
    modes = sorted({review.mode for review in library.reviews if review.mode})
    held = [FacetValue(slugify(one), one.capitalize()) for one in modes]
    yield "mode", "How it was held", "", held
    yield "read", "Report available", "", _READ
