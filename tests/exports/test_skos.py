from __future__ import annotations

import rdflib
from rdflib.namespace import SKOS

from reviewlib.exports import thesaurus
from reviewlib.library import Library


def read(data: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format="xml")


def test_every_theme_is_a_concept_with_its_names_and_its_place(library: Library) -> None:
    graph = read(thesaurus(library, "https://example.org/ci/"))
    for theme in library.vocabulary.themes:
        (concept,) = graph.subjects(SKOS.notation, rdflib.Literal(theme.id))
        assert str(graph.value(concept, SKOS.prefLabel)) == theme.label
        assert {str(one) for one in graph.objects(concept, SKOS.altLabel)} == set(theme.aliases)
        wider = {
            str(graph.value(one, SKOS.notation)) for one in graph.objects(concept, SKOS.broader)
        }
        assert wider == set(theme.parents)
        for one in graph.objects(concept, SKOS.broader):
            assert (one, SKOS.narrower, concept) in graph


def test_a_concept_is_the_same_wherever_the_site_stands(library: Library) -> None:
    there, nowhere = (
        {str(one) for one in read(thesaurus(library, url)).subjects(SKOS.notation)}
        for url in ("https://example.org/", "")
    )
    assert there == nowhere
