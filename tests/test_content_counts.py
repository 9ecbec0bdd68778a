"""What the sources count is what the built site shows.

The figures below were counted in the programme's published documents, by hand. The site is read
as a visitor gets it, as HTML: neither the loader nor a template has a say in what is counted.
"""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

YEARS = {"2021-22": 10, "2022-23": 10, "2023-24": 13}
LISTED_REPORTS = {
    "Aberdeen City report", "North Ayrshire Summary", "North Lanarkshire report",
    "Three Island report", "Falkirk report", "Edinburgh report", "Moray report", "Dundee report",
    "Highland Summary", "South Lanarkshire Report", "East Ayrshire Report",
    "Clackmannanshire Report", "Shetlands Report", "Western Isles Report", "Glasgow Report",
    "Scottish Borders Summary", "Perth and Kinross Summary", "Inverclyde Summary",
    "Aberdeenshire Report", "East Renfrewshire Report", "Fife Summary", "South Ayrshire Summary",
    "Midlothian Report",
}  # fmt: skip
PRINTED_THEMES = {
    "Inclusion": 4, "Inclusion/ HWB": 1, "Senior Phase curriculum": 4, "Quality Assurance": 1,
    "Broad General Education": 1, "Empowerment": 1, "Play pedagogy": 1,
    "Early Learning & Childcare": 1,
}  # fmt: skip
LEADS = {
    "Michael Woods": 5, "Colin Grant": 4, "Carrie Lindsay": 4, "Dave Gregory": 3,
    "Jackie Halawi": 3, "Pamela DiNardo": 3, "Carol Copstick": 2, "Peter McNaughton": 1,
    "Jacqui Nimmo": 1, "Alan Britton": 1,
}  # fmt: skip
DOCUMENTS_OF_THE_PAGE = {
    "progress-report-2023", "interim-report-2022", "guidance-2022", "programme-calendar",
    "schedule-in-person", "checklist", "intro-presentation", "schedule-online", "feedback-sheet",
}  # fmt: skip
OTHER_SOURCES = {
    "programme-page-2024", "update-slides-2021", "practicum-2018", "perth-and-kinross-report-2022",
}  # fmt: skip


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
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("counted") / "site"
    command = [
        sys.executable,
        "-m",
        "reviewlib",
        "--root",
        str(root),
        "build",
        "--plain",
        "--out",
        str(out),
    ]
    today = datetime.date(2026, 11, 22).isoformat()
    subprocess.run([*command, "--today", today], check=True, capture_output=True, text=True)
    return out


def _page(site: Path, address: str) -> _Reader:
    reader = _Reader()
    reader.feed((site / address / "index.html").read_text(encoding="utf-8"))
    return reader


def _review_pages(site: Path) -> Iterator[tuple[str, _Reader]]:
    for year in YEARS:
        for page in sorted((site / "reviews" / year).glob("*/index.html")):
            address = page.parent.relative_to(site).as_posix()
            yield address, _page(site, address)


def test_every_review_of_each_year_has_its_page(site: Path) -> None:
    found = Counter(address.split("/")[1] for address, _ in _review_pages(site))
    assert found == YEARS


def test_the_front_page_counts_the_same_reviews_and_reports(site: Path) -> None:
    words = " ".join(_page(site, ".").within("main"))
    assert "33 reviews, June 2021 to October 2024" in words
    assert "23 have a published report" in words
    assert "8 March 2024" in words


def test_the_list_of_reviews_links_to_each_once(site: Path) -> None:
    links = _page(site, "reviews").links
    cards = [link for link in links if re.search(r"20\d\d-\d\d/[a-z-]+/$", link)]
    assert len(cards) == 33
    assert len(set(cards)) == 33


def test_every_listed_report_stands_on_a_review_page_and_no_other(site: Path) -> None:
    found = Counter()
    for _, page in _review_pages(site):
        for text in page.within("download"):
            name = text.partition(" (")[0]
            found[name] += name in LISTED_REPORTS
    assert {name for name, count in found.items() if count} == LISTED_REPORTS
    assert sum(found.values()) == 23


def test_no_report_is_made_to_stand_in_for_a_real_one(site: Path, root: Path) -> None:
    assert not list((root / "reports").rglob("*.pdf"))


def test_the_themes_stand_as_printed_in_the_tables_of_the_years(site: Path) -> None:
    cells: Counter[str] = Counter()
    for year in ("2022-23", "2023-24"):  # the two tables that the programme printed
        words = _page(site, f"years/{year}").words
        for stack, text in words:
            tags = [tag for tag, _, _ in stack]
            # A printed theme that is ours as well is a link; what stands in smaller type is ours.
            if "td" in tags and tags[tags.index("td") :] in (["td"], ["td", "a"]):
                cells[text] += 1
    assert {label: cells[label] for label in PRINTED_THEMES} == PRINTED_THEMES


def test_the_leads_stand_as_printed_in_the_tables_of_the_years(site: Path) -> None:
    cells = " ".join(text for year in YEARS for text in _page(site, f"years/{year}").within("td"))
    assert {name: len(re.findall(rf"\b{name}\b", cells)) for name in LEADS} == LEADS


def test_names_of_leads_stand_nowhere_else(site: Path) -> None:
    allowed = {f"years/{year}/index.html" for year in YEARS} | {"calendar/index.html"}
    for page in site.rglob("*.html"):
        if page.relative_to(site).as_posix() not in allowed:
            text = page.read_text(encoding="utf-8")
            assert not [name for name in LEADS if name in text], page


def test_every_document_has_a_page(site: Path) -> None:
    pages = {page.parent.name for page in (site / "about" / "documents").glob("*/index.html")}
    assert pages >= DOCUMENTS_OF_THE_PAGE | OTHER_SOURCES


def test_all_thirteen_statements_stand_with_the_roles_as_counted(site: Path) -> None:
    roles = [text for text in _page(site, "about/what-people-said").within("statements") if text]
    counted = Counter(roles)
    assert counted["Head of Service"] == 5
    assert counted["Director of Education"] == 3
    assert counted["Director of Education and Lifelong Learning"] == 1
    assert counted["Chief Education Officer"] == 1
    assert counted["Education Scotland team member"] == 3


def test_five_areas_of_development_each_say_what_was_asked_done_and_next(site: Path) -> None:
    terms = Counter(_page(site, "about/progress").within("dt"))
    assert (terms["Asked"], terms["Done"], terms["Next"]) == (5, 5, 5)


def test_nine_steps_stand_on_the_hosting_page(site: Path) -> None:
    steps = [text for text in _page(site, "hosting").within("step") if text == "Who acts:"]
    assert len(steps) == 9


def test_all_32_authorities_are_listed_once(site: Path) -> None:
    links = _page(site, "authorities").links
    own = {link for link in links if re.fullmatch(r"(?:\.\./)?authorities/[a-z-]+/", link)}
    assert len(own) == 32
    assert len(list((site / "authorities").glob("*/index.html"))) == 32


def test_the_practicum_says_how_many_whole_teams_its_share_is(site: Path) -> None:
    words = " ".join(_page(site, "about/related").within("main"))
    assert "66% of 6 teams: 4 needed" in words


def test_the_reports_that_are_wanted_are_named(root: Path) -> None:
    command = [sys.executable, "-m", "reviewlib", "--root", str(root), "show", "reports"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    names = [line.split("\t")[1] for line in shown if line.startswith("wanted")]
    assert len(names) == len(set(names)) == 23
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*\.pdf", name) for name in names)
