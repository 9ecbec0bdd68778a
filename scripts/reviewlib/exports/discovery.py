"""What search engines and other catalogues are told: sitemap.xml, robots.txt, and a thesaurus.

The site map is that of https://www.sitemaps.org/protocol.html, robots.txt that of RFC 9309, the
themes are SKOS as RDF/XML (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from xml.etree import ElementTree

from reviewlib.exports.collections import collections, tag
from reviewlib.library import Library, urls
from reviewlib.library.page_registry import PAGES
from reviewlib.models import Review
from reviewlib.presentation.wording import changed_on

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _latest(library: Library, reviews: tuple[Review, ...]) -> datetime.date | None:
    """The last change that their histories tell of; None where they tell nothing."""
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
        library: the library.
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
    """The themes with their names, aliases, scope and order.

    Args:
        library: the library.
        url: the site's URL, ending in "/", or "".
    """
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
