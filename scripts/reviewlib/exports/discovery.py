"""Metadata for search engines: site map, robots.txt, SKOS thesaurus, elements of the head.

The site map follows https://www.sitemaps.org/protocol.html, robots.txt RFC 9309, the thesaurus SKOS
as RDF/XML (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from reviewlib.exports.citations import Citation, citations
from reviewlib.exports.collections import collection_names, collections, tag
from reviewlib.exports.json_files import WHOLE
from reviewlib.exports.tables import TABLES, WORKBOOK, WORKBOOK_TYPE
from reviewlib.library import Library, urls
from reviewlib.library.page_registry import PAGES
from reviewlib.models import Report, Review
from reviewlib.presentation.facts import Source
from reviewlib.presentation.wording import changed_on, councils, title

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _latest(library: Library, reviews: tuple[Review, ...]) -> datetime.date | None:
    """The last change in their histories, or None."""
    return max((changed_on(library, one) for one in reviews if one.history), default=None)


def _changes(library: Library) -> Iterator[tuple[str, datetime.date | None]]:
    for collection in collections(library):
        yield collection.address, _latest(library, collection.every_review)
    for review in library.every_review:
        yield urls.review_address(review), _latest(library, (review,))
    everything = _latest(library, library.every_review)
    yield from ((kind.address, everything) for kind in PAGES if kind.follows_reviews)


def sitemap(library: Library, url: str) -> bytes:
    """Every page that stands for itself, with the day of its records' last change, where recorded.

    Args:
        url: the site's URL, ending in "/"; a site map has whole addresses only.
    """
    changes = dict(_changes(library))
    pages = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for address in sorted(library.findable):
        page = ElementTree.SubElement(pages, "url")
        ElementTree.SubElement(page, "loc").text = url + address
        changed = changes.get(address)
        if changed:
            ElementTree.SubElement(page, "lastmod").text = changed.isoformat()
    data: bytes = ElementTree.tostring(pages, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def robots(url: str) -> bytes:
    """Everything may be read by everyone; where the site map is, where that is known."""
    lines = ["User-agent: *", "Allow: /"]
    if url:
        lines += ["", f"Sitemap: {url}{SITEMAP}"]
    return "\n".join([*lines, ""]).encode()


THESAURUS = "themes.rdf"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_NAMESPACES = {"xmlns:rdf": _RDF, "xmlns:rdfs": _RDFS, "xmlns:skos": _SKOS, "xmlns:dct": _DCT}


def _literal(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name, {"xml:lang": "en-GB"}).text = text


def _refer(parent: ElementTree.Element, name: str, to: str) -> None:
    ElementTree.SubElement(parent, name, {"rdf:resource": to})


def thesaurus(library: Library, url: str = "") -> bytes:
    """The themes with their names, aliases, scope and order."""
    scheme = tag(library, urls.THEMES)

    def concept(name: str) -> str:
        return tag(library, f"{urls.THEMES}{name}")

    rdf = ElementTree.Element("rdf:RDF", _NAMESPACES)
    top = ElementTree.SubElement(rdf, "skos:ConceptScheme", {"rdf:about": scheme})
    _literal(top, "dct:title", f"Themes of {library.programme.name} reviews")
    _literal(top, "dct:publisher", library.programme.publisher)
    if library.programme.licence_link:
        _refer(top, "dct:license", library.programme.licence_link)
    for theme in library.vocabulary.themes:
        one = ElementTree.SubElement(rdf, "skos:Concept", {"rdf:about": concept(theme.id)})
        _refer(one, "skos:inScheme", scheme)
        ElementTree.SubElement(one, "skos:notation").text = theme.id
        _literal(one, "skos:prefLabel", theme.label)
        for alias in theme.aliases:
            _literal(one, "skos:altLabel", alias)
        if theme.scope:
            _literal(one, "skos:scopeNote", theme.scope)
        for parent in theme.parents:
            _refer(one, "skos:broader", concept(parent))
        for narrower in library.narrower.get(theme.id, ()):
            _refer(one, "skos:narrower", concept(narrower.id))
        if not theme.parents:
            _refer(one, "skos:topConceptOf", scheme)
            _refer(top, "skos:hasTopConcept", concept(theme.id))
        if url:
            _refer(one, "rdfs:seeAlso", url + urls.theme_address(theme))
    ElementTree.indent(rdf)
    data: bytes = ElementTree.tostring(rdf, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


# ---------- metadata in the head of a page: meta elements, links, JSON-LD

# `citation_…` describe the council's report (Google Scholar's inclusion guidelines: a technical
# report); DC and the rest describe the page, which is ours. No schema.org Event: few dates are
# that certain.

_JSON_LD = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Meta:
    """A name with its value."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A link that programs follow."""

    rel: str  # what it is to the page, by its registered name
    address: str  # relative to the site's root, or a whole web address
    type: str = ""  # its media type, or ""
    title: str = ""  # its name for people who choose, or ""


@dataclass(frozen=True, slots=True)
class Head:
    """All that a page says of itself."""

    metas: tuple[Meta, ...]  # names with values
    links: tuple[HeadLink, ...]  # links
    data: dict[str, Any] | None  # a JSON-LD document, or None


def head(source: Source, address: str, name: str, crumbs: tuple[tuple[str, str], ...] = ()) -> Head:
    """What one page says of itself; what needs the site's URL is left out where that is unknown.

    Args:
        crumbs: label and address of each page on the way to it, the front page left out.
    """
    if address == urls.NOT_FOUND:
        return Head((), (), None)
    review = source.library.review_at.get(address)
    graph = list(_graph(source, address, name, review, crumbs))
    return Head(
        metas=tuple(_metas(source, address, name, review)) if review else (),
        links=tuple(_links(source, address, review)),
        data={"@context": _JSON_LD, "@graph": graph} if graph else None,
    )


def _links(source: Source, address: str, review: Review | None) -> Iterator[HeadLink]:
    programme = source.library.programme
    if programme.licence_link:
        yield HeadLink("license", programme.licence_link)
    if source.url and review:
        yield HeadLink("cite-as", source.url + address)
    if review:
        for name, kind, label in (
            (urls.RECORD_FILE, "application/json", "This record as data"),
            (urls.CITE_BIB, "application/x-bibtex", "Citations in BibTeX"),
            (urls.CITE_RIS, "application/x-research-info-systems", "Citations in RIS"),
        ):
            yield HeadLink("alternate", address + name, kind, label)
    page = urls.REVIEWS if address == urls.HOME else address
    names = {} if review else collection_names(source.library)
    if page in names:
        of, feed, calendar = names[page] or "all reviews", urls.FEED_FILE, urls.CALENDAR_FILE
        yield HeadLink("alternate", page + feed, "application/atom+xml", f"New and corrected: {of}")
        yield HeadLink("alternate", page + calendar, "text/calendar", f"Calendar: {of}")


def _metas(source: Source, address: str, name: str, review: Review) -> Iterator[Meta]:
    library, programme = source.library, source.library.programme
    report, citation = _primary(source, review)
    if report and citation:
        yield from _cited(source, address, review, report, citation)
    yield Meta("DC.title", name)
    yield Meta("DC.creator", programme.title)
    yield Meta("DC.publisher", programme.publisher)
    yield Meta("DC.date", changed_on(library, review).isoformat())
    yield Meta("DC.type", "Text")
    yield Meta("DC.format", "text/html")
    yield Meta("DC.language", "en-GB")
    for theme in review.themes:
        yield Meta("DC.subject", library.theme[theme].label)
    for authority in review.authorities:
        yield Meta("DC.coverage", library.authority[authority].label)
    if review.when.edtf:
        yield Meta("DC.coverage", review.when.edtf)
    if programme.licence:
        yield Meta("DC.rights", programme.licence)
    if source.url:
        yield Meta("DC.identifier", source.url + address)


def _primary(source: Source, review: Review) -> tuple[Report | None, Citation | None]:
    """The one report that a page can stand for: the first that is here, else the first."""
    # The record's own citation comes after those of the reports.
    pairs = list(zip(review.reports, citations(source.library, review, source.url), strict=False))
    here = [pair for pair in pairs if pair[0].file]
    return next(iter(here or pairs), (None, None))


def _cited(
    source: Source, address: str, review: Review, report: Report, citation: Citation
) -> Iterator[Meta]:
    yield Meta("citation_title", citation.title)
    for author in citation.authors:
        yield Meta("citation_author", author)
    yield Meta("citation_technical_report_institution", " and ".join(citation.authors))
    if citation.date:
        yield Meta("citation_publication_date", citation.date.iso.replace("-", "/"))
    yield Meta("citation_language", citation.language[:2])
    if source.url:
        yield Meta("citation_abstract_html_url", source.url + address)
        if report.file:
            pdf = source.url + urls.report_address(review, report.file)
            yield Meta("citation_pdf_url", pdf)


def _graph(
    source: Source,
    address: str,
    name: str,
    review: Review | None,
    crumbs: tuple[tuple[str, str], ...],
) -> Iterator[dict[str, Any]]:
    if review:
        yield from (_report(source, address, review, report) for report in review.reports)
    if address == urls.DATA:
        yield _dataset(source)
    if source.url and crumbs:
        way = (("Home", urls.HOME), *crumbs, (name, address))
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": label, "item": source.url + to}
                for place, (label, to) in enumerate(way, start=1)
            ],
        }


def _report(source: Source, address: str, review: Review, report: Report) -> dict[str, Any]:
    library = source.library
    found: dict[str, Any] = {
        "@type": "Report",
        "name": report.title,
        "author": [
            {"@type": "GovernmentOrganization", "name": host}
            for host in councils(library, review, report)
        ],
        "inLanguage": report.lang,
        "about": [library.theme[theme].label for theme in review.themes],
        "isPartOf": {"@type": "Collection", "name": library.programme.title},
        "description": f"Report of a review: {title(library, review)}.",
    }
    if report.published:
        found["datePublished"] = report.published.iso
    if report.listed:
        found["url"] = report.listed
    if report.rights and report.rights.licence:
        found["license"] = report.rights.licence
    if report.pages:
        found["pagination"] = str(report.pages)
    if source.url:
        found["mainEntityOfPage"] = source.url + address
        if report.file:
            content = source.url + urls.report_address(review, report.file)
            media = {"contentUrl": content, "encodingFormat": "application/pdf"}
            found["encoding"] = {"@type": "MediaObject", **media}
    return found


def _dataset(source: Source) -> dict[str, Any]:
    programme = source.library.programme
    files = [(f"{table.name}.csv", "text/csv") for table in TABLES]
    files += [(WORKBOOK, WORKBOOK_TYPE), (WHOLE, "application/json")]
    found: dict[str, Any] = {
        "@type": "Dataset",
        "name": programme.title,
        "description": programme.summary,
        "creator": {"@type": "Organization", "name": programme.publisher},
        "isAccessibleForFree": True,
        "identifier": programme.namespace,
    }
    if programme.licence_link:
        found["license"] = programme.licence_link
    if source.url:
        found["url"] = source.url + urls.DATA
        found["distribution"] = [
            {
                "@type": "DataDownload",
                "contentUrl": f"{source.url}{urls.DATA}{name}",
                "encodingFormat": kind,
            }
            for name, kind in files
        ]
    return found
