"""The list of authorities, and the page of one."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from reviewlib.library import Library
from reviewlib.pages import Context, Site, authorities_page, authority_pages
from reviewlib.pages.actions import actions_of, actions_page
from reviewlib.pages.coverage import has_findings
from reviewlib.text import normalize_label
from tests.pages.conftest import TODAY, view_of, views_of

views = functools.partial(views_of, authority_pages)
listed = functools.partial(view_of, authorities_page)


def learned(view: Any) -> dict[str, list[str]]:
    return {fact.term: [link.label for link in fact.values] for fact in view.learned}


def test_every_authority_is_listed_once_by_name_within_its_region(library: Library) -> None:
    labels = [[link.label for link in region.items] for region in listed(library).regions]
    assert all(names == sorted(names, key=normalize_label) for names in labels)
    together = [name for names in labels for name in names]
    assert sorted(together) == sorted(one.label for one in library.vocabulary.authorities)


def test_the_list_says_how_many_hosted(real: Library) -> None:
    number = len(real.vocabulary.authorities)
    held = {host for one in real.reviews if one.status == "took place" for host in one.authorities}
    planned = {host for one in real.reviews if one.status == "planned" for host in one.authorities}
    assert listed(real).statement.startswith(
        f"{len(held)} of {number} authorities hosted a review that is recorded as held; "
        f"{len(planned - held)} more were listed to host one, which is not confirmed."
    )


def test_where_some_have_not_hosted_the_list_says_how_many_did(made_up: Library) -> None:
    first = made_up.reviews[0]
    one = dataclasses.replace(made_up, every_review=(first,))
    number = len(made_up.vocabulary.authorities)
    expected = f"{len(first.authorities)} of {number} authorities hosted a review"
    assert listed(one).statement.startswith(expected)


def test_after_each_name_stand_the_years_and_what_was_only_planned(made_up: Library) -> None:
    notes = {link.label: link.note for region in listed(made_up).regions for link in region.items}
    assert notes["Strathbeg"] == "2021–22, 2022–23"
    assert notes["Inverallan"] == "2021–22, 2023–24 (not confirmed)"


def test_what_an_authority_hosted_and_took_part_in_is_told_both_ways(library: Library) -> None:
    found = views(library)
    for review in library.reviews:
        address = f"reviews/{review.id}/"
        for host in review.authorities:
            listed = {card.address for group in found[host].listed for card in group.items}
            hosted = {card.address for card in found[host].hosted}
            if (link := found[host].review) is not None:  # shown whole instead
                (hosted if review.is_held else listed).add(link.address)
            assert (address in hosted, address in listed) == (review.is_held, not review.is_held)
        for other in review.contributors:
            assert address in {card.address for card in found[other].took_part}


def test_learning_is_told_both_ways_and_only_where_a_record_has_it(made_up: Library) -> None:
    found = views(made_up)
    assert learned(found["strathbeg"])["Learned from"] == ["Inverallan", "City of Kinlarig"]
    assert "Strathbeg" in learned(found["inverallan"])["Shared its learning with"]
    able = {name for name, of in made_up.took_part.items() if of}
    able |= {host for one in made_up.reviews if one.contributors for host in one.authorities}
    assert {name for name, one in found.items() if one.learned} <= able


def test_of_an_authority_without_a_review_only_the_record_is_spoken_of(made_up: Library) -> None:
    empty = dataclasses.replace(made_up, every_review=())
    for one in views(empty).values():
        assert one.statement == (
            "This library has no record of a review hosted here, up to 8 March 2024."
        )
        assert one.hosted == one.took_part == one.learned == ()


def test_a_gaelic_name_comes_with_where_it_is_published(made_up: Library) -> None:
    (fact,) = (fact for fact in views(made_up)["glenmore"].facts if fact.term == "Gaelic name")
    (link,) = fact.values
    assert (link.label, link.lang) == ("An Gleann Mòr", "gd")
    assert link.address == "https://example.org/names/glenmore"


def test_what_is_planned_is_on_one_page_and_on_the_page_of_its_host(library: Library) -> None:
    context = Context(library, Site("", TODAY))
    page = view_of(actions_page, library)
    names = [one.heading for one in page.hosts]
    assert names == sorted(names, key=normalize_label)
    shown = {found.address for one in page.hosts for strand in one.items for found in strand}
    assert shown == {
        f"reviews/{review.id}/#{finding.anchor}"
        for review in library.reviews
        for finding in review.findings
        if finding.kind in {"plans", "next-steps"}
    }
    for authority in library.vocabulary.authorities:
        own = {one.address for strand in actions_of(context, authority) for one in strand}
        assert own <= shown


def test_actions_are_grouped_by_the_themes_they_name_else_by_those_of_their_review(
    made_up: Library,
) -> None:
    page = view_of(actions_page, made_up)
    found = {one.heading: sum(map(len, one.items)) for one in page.themes}
    assert found == {
        "Wellbeing": 4, "Inclusion": 6, "Attendance": 1, "Quality Assurance": 4,
        "Learning through play": 1,
    }  # fmt: skip
    assert all(one.note.startswith(str(found[one.heading])) for one in page.themes)


def test_an_authority_with_one_review_of_which_little_is_known_shows_it_whole(
    library: Library,
) -> None:
    for name, shown in views(library).items():
        hosted = library.hosted.get(name, ())
        alone = len(hosted) == 1 and not has_findings(hosted[0])
        assert (shown.whole is not None) == alone
        assert bool(shown.hosted or shown.listed) == (bool(hosted) and not alone)
