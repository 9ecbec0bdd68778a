"""Documents, and pages written by hand."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from reviewlib.library import Library
from reviewlib.pages import Context, Site, all_pages, document_pages, documents_page
from reviewlib.pages.content_page import content_page
from tests.pages.conftest import TODAY, view_of, views_of

documents = functools.partial(views_of, document_pages)


def facts(view: Any) -> dict[str, str]:
    return {fact.term: ", ".join(link.label for link in fact.values) for fact in view.facts}


def test_every_document_is_listed_once(library: Library) -> None:
    kinds = view_of(documents_page, library).kinds
    addresses = [link.address for kind in kinds for link in kind.items]
    assert sorted(addresses) == sorted(f"about/documents/{one.id}/" for one in library.documents)


def test_what_is_not_of_the_programme_stands_apart_and_says_so(library: Library) -> None:
    last = view_of(documents_page, library).kinds[-1]
    apart = {link.address for link in last.items}
    assert last.heading == "Related documents"
    assert apart == {f"about/documents/{one.id}/" for one in library.documents if one.related}
    found = documents(library)
    for one in library.documents:
        note = found[one.id].facts[0].note
        assert bool(note) == one.related, one.id


def test_an_edition_names_the_one_it_replaces_and_the_one_that_replaced_it(
    made_up: Library,
) -> None:
    found = documents(made_up)
    assert "Replaced by" in facts(found["guidance-2021"])
    assert "Replaces" in facts(found["guidance-2022"])


def test_every_document_says_whether_it_was_read(library: Library) -> None:
    found = documents(library)
    for one in library.documents:
        unread = "" if one.link else "We have seen its listing only."
        words = "We have read this document." if one.read else unread
        assert facts(found[one.id]).get("What we read", "") == words, one.id


def test_a_document_names_the_reviews_it_is_a_source_of(library: Library) -> None:
    found = documents(library)
    for review in library.reviews:
        for source in review.sources:
            assert f"reviews/{review.id}/" in {card.address for card in found[source].reviews}


def test_two_documents_of_one_title_are_told_apart_by_edition_or_date(made_up: Library) -> None:
    same = tuple(dataclasses.replace(one, title="Guidance") for one in made_up.documents)
    library = dataclasses.replace(made_up, documents=same)
    context = Context(library, Site("", TODAY))
    titles = [page.make(context).title for page in document_pages(library)]
    dated = [one for one in same if one.edition or one.date]
    assert len({title for title in titles if title != "Guidance"}) == len(dated)


def test_a_page_without_a_summary_is_described_by_how_it_begins(made_up: Library) -> None:
    context = Context(made_up, Site("", TODAY))
    for page in made_up.pages:
        bare = content_page(context, dataclasses.replace(page, summary=None))
        assert 20 <= len(bare.description) <= 300, page.address


def test_the_pages_of_one_folder_lead_to_each_other_and_to_the_one_that_leads_them(
    library: Library,
) -> None:
    context = Context(library, Site("", TODAY))
    about = [page for page in library.pages if page.address.startswith("about/")]
    assert len(about) > 1
    for page in about:
        beside = [link.address for link in content_page(context, page).view.beside]
        assert page.address not in beside
        assert {one.address for one in about} - {page.address} <= set(beside)
        assert "about/documents/" in beside
        assert beside[0] == "about/" or page.address == "about/"


def test_the_aims_of_a_practicum_are_shown_as_shares_of_its_teams_in_whole_teams(
    made_up: Library,
) -> None:
    (page,) = (one for one in all_pages(made_up, Site("", TODAY)) if one.template == "practicums")
    shown = {
        one.title: [(share, result) for _, share, _, result in one.aims]
        for one in page.view.practicums
    }
    assert shown["Small Steps"] == [
        ("66% of 6 teams: 4 needed", "4 of 6"), ("100% of 6 teams: 6 needed", "4 of 6")
    ]  # fmt: skip
