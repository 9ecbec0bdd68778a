"""What stands in the content files is what the built site shows, counted on either side.

The files are read by PyYAML alone and the site as a visitor gets it, as HTML: neither the loader
nor a template has a say in what is counted. So an editor's next record changes nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewlib.cli import main
from tests import store

CONTENT = store.ROOT / "content"


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def _headers(folder: str) -> dict[str, dict[str, Any]]:
    """The header of each record below a folder of content/, by its path without its ending."""
    return {
        path.relative_to(CONTENT / folder).with_suffix("").as_posix(): _yaml(
            path.read_text("utf-8").split("---\n")[1]
        )
        for path in sorted((CONTENT / folder).rglob("*.md"))
    }


def _list(path: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = _yaml((CONTENT / f"{path}.yml").read_text("utf-8"))
    return found


RECORDS = _headers("reviews")
REVIEWS = {  # those that are not withdrawn
    name: one
    for name, one in RECORDS.items()
    if all(change["change"] != "withdrawn" for change in one["history"])
}
REPORTS = [report for one in REVIEWS.values() for report in one.get("reports", [])]
# "A / B" shares the lead; words in brackets or after "from" are not of the name.
LEADS = Counter(
    name.strip()
    for one in REVIEWS.values()
    for lead in one.get("leads", [])
    for name in lead.split("/")
    if len(name.split()) == 2
)


class _Reader(HTMLParser):
    """Words and links of a page, each with the elements and classes it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str, str]] = []
        self.words: list[tuple[tuple[tuple[str, str, str], ...], str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag not in {"meta", "link", "br", "hr", "img", "input"}:
            self.stack.append((tag, found.get("class") or "", found.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((tuple(self.stack), " ".join(data.split())))

    def within(self, name: str) -> list[str]:
        """The text of each run of words inside an element of this tag, class or id."""
        return [
            text
            for stack, text in self.words
            if any(name in (t, i, *c.split()) for t, c, i in stack)
        ]


@pytest.fixture(scope="module")
def site() -> Path:
    return store.site("real")


def _page(site: Path, address: str) -> _Reader:
    reader = _Reader()
    reader.feed((site / address / "index.html").read_text(encoding="utf-8"))
    return reader


def _review_pages(site: Path) -> Iterator[tuple[str, _Reader]]:
    for name in REVIEWS:
        yield name, _page(site, f"reviews/{name}")


def test_every_review_of_each_year_has_its_page_and_no_other_is_there(site: Path) -> None:
    pages = (site / "reviews").glob("20*/*/index.html")
    assert {page.parent.relative_to(site / "reviews").as_posix() for page in pages} == set(RECORDS)


def test_the_front_page_counts_the_same_reviews_and_reports(site: Path) -> None:
    words = " ".join(_page(site, ".").within("main"))
    reported = sum("reports" in one for one in REVIEWS.values())
    held = sum(one["status"] == "took place" for one in REVIEWS.values())
    planned = sum(one["status"] == "planned" for one in REVIEWS.values())
    assert f"{held} reviews recorded as held, " in words
    assert f"{planned} more were listed for " in words
    assert f"{reported} have a published report" in words


def test_the_list_of_reviews_links_to_each_once_as_a_card_and_once_in_the_table(site: Path) -> None:
    links = _page(site, "reviews").links
    cards = [link for link in links if re.search(r"20\d\d-\d\d/[a-z-]+/$", link)]
    assert sorted(re.findall(r"20\d\d-\d\d/[a-z-]+(?=/$)", "\n".join(cards), re.M)) == sorted(
        [*REVIEWS, *REVIEWS]
    )


def test_every_report_stands_on_the_page_of_its_review_and_no_other(site: Path) -> None:
    titles = Counter(report["title"] for report in REPORTS)
    found: Counter[str] = Counter()
    for name, page in _review_pages(site):
        own = {report["title"] for report in REVIEWS[name].get("reports", [])}
        shown = {text.partition(" (")[0] for text in page.within("download")} & set(titles)
        assert shown == own, name
        found.update(shown)
    assert found == titles


def test_the_themes_stand_as_printed_in_the_tables_of_the_years(site: Path) -> None:
    for year in sorted({name.partition("/")[0] for name in REVIEWS}):
        words = [text for stack, text in _page(site, f"years/{year}").words if _in_cell(stack)]
        printed = [
            one["theme_printed"]
            for name, one in REVIEWS.items()
            if name.startswith(year) and "theme_printed" in one
        ]
        assert not Counter(printed) - Counter(words), year


def _in_cell(stack: tuple[tuple[str, str, str], ...]) -> bool:
    # A printed theme that is ours as well is a link; what stands in smaller type is ours.
    tags = [tag for tag, _, _ in stack]
    return "td" in tags and tags[tags.index("td") :] in (["td"], ["td", "a"])


def test_the_leads_stand_as_often_in_the_tables_of_the_years_as_in_the_records(site: Path) -> None:
    years = {name.partition("/")[0] for name in REVIEWS}
    cells = " ".join(text for year in years for text in _page(site, f"years/{year}").within("td"))
    assert LEADS
    assert {name: len(re.findall(rf"\b{name}\b", cells)) for name in LEADS} == LEADS


def test_names_of_leads_stand_nowhere_else(site: Path) -> None:
    for page in site.rglob("*.html"):
        if not page.relative_to(site).as_posix().startswith(("years/", "calendar/")):
            text = page.read_text(encoding="utf-8")
            assert not [name for name in LEADS if name in text], page


def test_every_document_has_a_page(site: Path) -> None:
    pages = {page.parent.name for page in (site / "about" / "documents").glob("*/index.html")}
    assert pages >= set(_headers("documents"))


def test_every_statement_stands_with_its_role(site: Path) -> None:
    shown = Counter(_page(site, "about/what-people-said").within("statements"))
    assert not Counter(one["role"] for one in _list("programme/statements")) - shown


def test_every_area_of_development_says_what_was_asked_done_and_next(site: Path) -> None:
    terms = Counter(_page(site, "about/progress").within("dt"))
    areas = _list("programme/progress")
    for term in ("asked", "done", "next"):
        assert terms[term.capitalize()] == sum(term in one for one in areas)


def test_every_step_stands_on_the_hosting_page(site: Path) -> None:
    shown = _page(site, "hosting").within("steps")
    for number, step in enumerate(_list("programme/steps"), start=1):
        assert f"{number} {step['name']}" in shown


def test_all_authorities_are_listed_once(site: Path) -> None:
    links = _page(site, "authorities").links
    own = {link for link in links if re.fullmatch(r"(?:\.\./)?authorities/[a-z-]+/", link)}
    ids = [one["id"] for one in _list("vocabulary/authorities")]
    assert sorted(link.rstrip("/").rpartition("/")[2] for link in own) == sorted(ids)
    assert all((site / "authorities" / one / "index.html").is_file() for one in ids)


def test_every_report_that_is_wanted_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(store.ROOT), "show", "reports"]) == 0
    shown = capsys.readouterr().out.splitlines()
    names = [line.split("\t")[1] for line in shown if line.startswith("wanted")]
    missing = [one for one in REPORTS if "file" not in one and one.get("kind") != "link"]
    assert len(names) == len(set(names)) == len(missing)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*\.pdf", name) for name in names)
