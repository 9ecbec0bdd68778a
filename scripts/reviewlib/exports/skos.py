"""The themes as a thesaurus that other catalogues can read.

takes: the library, the site's address
gives: SKOS as RDF/XML (https://www.w3.org/TR/skos-reference/)
knows nothing of: reviews
"""

from __future__ import annotations

from xml.etree import ElementTree

from reviewlib.exports.words import tag
from reviewlib.library import Library, addresses as at

__all__ = ["THESAURUS", "thesaurus"]

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
        url: where the site stands, ending in "/", or "".
    """
    scheme = tag(library, at.THEMES)

    def concept(name: str) -> str:
        return tag(library, f"{at.THEMES}{name}")

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
            _refer(one, "rdfs:seeAlso", url + at.theme_address(theme))
    ElementTree.indent(rdf)
    data: bytes = ElementTree.tostring(rdf, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
