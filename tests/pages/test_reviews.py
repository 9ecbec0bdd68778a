"""The page of a review: the words, their order, and what stands beside them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from reviewlib.library import Library
from reviewlib.pages import OutputPage, Site, all_pages
from reviewlib.pages.reviews import ReviewView
from reviewlib.site.files import render_site
from tests.pages.conftest import TODAY
from tests.pages.reading import Element, read


class Pages:
    """The pages of a library as HTML, by address, read when asked for."""

    def __init__(self, library: Library, theme: Path) -> None:
        site = Site("", TODAY)
        self.out: dict[str, OutputPage] = {page.address: page for page in all_pages(library, site)}
        self.html = {
            artefact.address: artefact.data for artefact in render_site(library, site, theme)
        }

    def main(self, address: str) -> Element:
        data = self.html[f"{address}index.html"]
        assert isinstance(data, bytes)
        return read(data.decode()).one("main")


@pytest.fixture(scope="module")
def real_pages(real: Library, root: Path) -> Pages:
    return Pages(real, root / "theme")


@pytest.fixture(scope="module")
def made_up_pages(made_up: Library, root: Path) -> Pages:
    return Pages(made_up, root / "theme")


@pytest.fixture(scope="module")
def main(made_up_pages: Pages) -> Element:
    """The fullest record."""
    return made_up_pages.main("reviews/2021-22/strathbeg/")


def findings(main: Element, kind: str) -> list[Element]:
    return [one for part in main.of_class(f"section-{kind}") for one in part.of_class("finding")]


def facts(main: Element) -> dict[str, str]:
    table = main.of_class("facts")[0]
    return {row.one("dt").text: row.one("dd").text for row in table.all("div")}


PREFIXES = {
    "Strengths": ("strengths", "strength-"),
    "Learning from other authorities": ("learning", "learning-"),
    "Planned improvements": ("plans", "plan-"),
    "Next steps": ("next-steps", "next-step-"),
}


@pytest.mark.parametrize("heading", PREFIXES)
def test_a_page_has_every_point_of_its_record_in_order_with_an_address(
    real_pages: Pages, root: Path, heading: str
) -> None:
    """The points are read from the record's file without the package."""
    kind, prefix = PREFIXES[heading]
    for file in sorted((root / "content" / "reviews").rglob("*.md")):
        text = file.read_text("utf-8")
        if "change: withdrawn" in text:
            continue
        body = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        rows = (row[2:] for row in body.split("\n") if row[:2] == "- ")
        expected = [re.sub(r" \((?:theme|p\. |[a-z-]+-\d{4}, ).*", "", row) for row in rows]
        address = f"reviews/{file.parent.name}/{file.stem}/"
        found = findings(real_pages.main(address), kind)
        for one, words in zip(found, expected, strict=True):
            assert one.text.startswith(words)
        assert all(one.attributes["id"].startswith(prefix) for one in found)
        assert len({one.attributes["id"] for one in found}) == len(expected)


def test_sections_stand_in_the_authors_order(main: Element) -> None:
    headings = [one.text for one in main.all("h2")]
    assert headings == [
        "The reports", "On this page", "Why this focus", "How the review was run",
        "Focus questions", "Strengths", "Areas for further focus",
        "Learning from other authorities", "Planned improvements", "Next steps",
        "A word of thanks", "How we know this", "Sources", "About this record", "Related reviews",
        "Cite the reports, or this record",
    ]  # fmt: skip


def test_the_first_lines_tell_which_review_it_is(main: Element) -> None:
    assert main.one("h1").text == "Strathbeg"
    assert main.of_class("lede")[0].text == (
        "Neighbourly Improvement review on Inclusion and Wellbeing, November to December 2021."
    )


def test_a_pilot_is_called_one(made_up_pages: Pages) -> None:
    lede = made_up_pages.main("reviews/2021-22/inverallan/").of_class("lede")[0].text
    assert " pilot review on " in lede


def test_a_joint_review_names_every_host_and_says_that_it_is_joint(made_up_pages: Pages) -> None:
    main = made_up_pages.main("reviews/2022-23/three-islands/")
    assert "joint review" in main.of_class("lede")[0].text
    assert facts(main)["Hosts"] == "Machair Islands, Skerra Isles and Dùn Sgàil"


def test_a_review_of_a_host_that_hosted_again_names_the_other(
    made_up: Library, made_up_pages: Pages, main: Element
) -> None:
    again = facts(main)
    assert again["Also hosted"] == "Strathbeg (5 September 2023)"
    islands = facts(made_up_pages.main("reviews/2022-23/three-islands/"))
    assert islands["Also hosted"] == "Dùn Sgàil (24 to 26 October 2023)"
    for review in made_up.reviews:
        of_hosts = [one for host in review.authorities for one in made_up.hosted[host]]
        held = [one.is_held for one in of_hosts if one.id != review.id]
        shown = facts(made_up_pages.main(f"reviews/{review.id}/"))
        assert ("Also hosted" in shown) == any(held)
        assert ("Also listed to host" in shown) == (not all(held))


def test_a_review_of_unknown_date_says_so_once_and_leads_on(made_up: Library, root: Path) -> None:
    first = tuple(one for one in made_up.every_review if one.year == "2021-22")
    year = dataclasses.replace(made_up, every_review=first)
    main = Pages(year, root / "theme").main("reviews/2021-22/kinlarig/")
    assert "When" not in facts(main)
    assert facts(main)["Programme year"].startswith("2021–22")
    (related,) = main.of_class("related")
    assert len(related.of_class("card")) == len(first) - 1
    assert "The other reviews listed under 2021–22." in related.text


def test_a_theme_the_programme_printed_is_told_from_one_the_library_assigned(
    made_up_pages: Pages,
) -> None:
    ours = facts(made_up_pages.main("reviews/2022-23/port-edran/"))["Theme"]
    other = facts(made_up_pages.main("reviews/2022-23/three-islands/"))["Theme"]
    assert "Assigned by the library" in ours
    assert "The programme printed “Senior Phase curriculum”" in other


def test_a_quotation_is_told_from_a_summary(main: Element) -> None:
    strengths = findings(main, "strengths")
    quoted = [one for one in strengths if one.of_class("quoted")]
    assert [one.of_class("wording")[0].text for one in quoted] == ["Quoted, checked, p. 4"]
    assert quoted[0].of_class("finding-words")[0].text.startswith('"Children told us')
    wordings = [[word.text for word in one.of_class("wording")] for one in strengths]
    assert wordings == [["p. 3"], ["Quoted, checked, p. 4"], ["p. 4"], []]
    assert "our summary, in our words, unless they are in quotation marks" in main.text


def test_a_quotation_that_was_checked_leads_to_the_page_it_was_found_on(
    main: Element,
) -> None:
    (quoted,) = [one for one in findings(main, "strengths") if one.of_class("quoted")]
    (link,) = quoted.of_class("wording")[0].all("a")
    assert link.attributes["href"].endswith(("#page-4", "#page=4"))


def test_what_stands_under_a_finding_stays_with_it(main: Element) -> None:
    strengths = findings(main, "strengths")
    (with_details,) = [one for one in strengths if one.of_class("finding-details")]
    assert "in nine of ten schools every week" in with_details.text
    assert "A second paragraph under the same point" in with_details.text


def test_updates_stand_beside_their_action_with_date_and_source(main: Element) -> None:
    plans = findings(main, "plans")
    first, second, third = ([update.text for update in one.of_class("update")] for one in plans)
    assert first == [
        "June 2022: the form is agreed (Education Plan 2022-23)",
        "15 November 2022: in use in all schools of one cluster",
    ]
    assert second == ["2023: held once in each cluster, twice in two"]
    assert third == []


def test_where_no_update_is_recorded_nothing_is_said_but_once(main: Element) -> None:
    assert main.text.count("Councils report progress on these in their own improvement plans") == 1
    assert "none" not in " ".join(one.text for one in findings(main, "plans")).casefold().split()


def test_a_report_held_here_is_a_file_beside_the_page_and_one_elsewhere_says_so(
    main: Element,
) -> None:
    held, listed = main.of_class("download")
    link = held.all("a")[0]
    assert link.attributes["href"].endswith("reviews/2021-22/strathbeg/strathbeg-2021-full.pdf")
    assert "PDF, 7 KB, 8 pages" in link.text
    assert "hold no copy" not in held.text
    assert listed.all("a")[0].text.startswith("Find “")
    assert listed.all("a")[0].text.endswith("on example.org")
    assert "We hold no copy." in listed.text


def test_a_kind_that_the_title_names_is_not_said_again(main: Element) -> None:
    (_, listed) = main.of_class("download")
    words = "Find “Strathbeg Summary” (published April 2022, PDF, 114 KB) on example.org"
    assert listed.all("a")[0].text == words


def test_a_gaelic_report_and_a_gaelic_council_are_marked(made_up_pages: Pages) -> None:
    main = made_up_pages.main("reviews/2022-23/three-islands/")
    by = [text for text, lang in main.pieces() if lang == "gd"]
    assert "Comhairle Dhùn Sgàil" in by
    assert "Dùn Sgàil" in by


def test_a_correction_shows_what_stood_there_and_why(main: Element) -> None:
    history = main.of_class("history")[0].text
    assert "22 November 2026: Corrected. It said: five half days. The report counts six" in history


def test_a_withdrawn_record_leaves_a_notice_and_nothing_of_its_text(made_up_pages: Pages) -> None:
    main = made_up_pages.main("reviews/2023-24/skerra-isles/")
    assert main.one("h1").text == "Skerra Isles"
    assert "was withdrawn on 22 November 2026" in main.text
    assert "The page listed it by mistake" in main.text
    assert main.all("dl", "section") == []


def test_a_withdrawal_for_privacy_needs_no_reason(made_up: Library, root: Path) -> None:
    reviews = tuple(
        dataclasses.replace(
            one,
            history=tuple(dataclasses.replace(change, why=None) for change in one.history),
        )
        for one in made_up.every_review
    )
    library = dataclasses.replace(made_up, every_review=reviews)
    main = Pages(library, root / "theme").main("reviews/2023-24/skerra-isles/")
    said = [one for one in main.all("p") if "problem" not in one.attributes.get("class", "")]
    assert len(said) == 2
    assert "None" not in main.text


def test_every_review_says_how_to_correct_it(real_pages: Pages, made_up_pages: Pages) -> None:
    for pages, begins in ((real_pages, "../../../contribute/"), (made_up_pages, "mailto:")):
        for address, page in pages.out.items():
            if isinstance(page.view, ReviewView):
                (problem,) = pages.main(address).of_class("problem")
                assert [
                    one for one in problem.all("a") if one.attributes["href"].startswith(begins)
                ], address


def test_a_mail_about_a_record_names_it(main: Element) -> None:
    (problem,) = main.of_class("problem")
    href = problem.all("a")[0].attributes["href"]
    assert href.startswith("mailto:library@example.org?subject=Strathbeg")
    assert "/reviews/2021-22/strathbeg/" in href
    assert "something%20is%20wrong" in href
