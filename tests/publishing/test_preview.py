"""preview.html as somebody opens it: from disk, without a server, a network or a script."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from reviewlib.host.clock import today
from reviewlib.pages import Site
from reviewlib.proposal import preview, propose
from reviewlib.proposal.inline import Inliner, style

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
RECORD = "content/reviews/2022-23/glenmore.md"
SITE = Site(url="https://reviews.example.org/", today=today("2026-11-22"))


def inlined(html: str, **given: object) -> str:
    keys = {"themes/inclusion/": "p1", "reviews/": "p2"}
    known = frozenset({"about/"})
    url = str(given.get("url", ""))
    return str(Inliner("themes/inclusion/", keys, THEME, url, known).inline(Markup(html)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="../../reviews/">R</a>', '<a href="#p2">R</a>'),
        ('<a href="../../reviews/#y">R</a>', '<a href="#p2-y">R</a>'),
        ('<a href="#x">X</a>', '<a href="#p1-x">X</a>'),
        ('<a href="../../about/">A</a>', "<a>A</a>"),
        ('<a href="../../reviews/feed.xml">F</a>', "<a>F</a>"),
        ('<a href="https://example.org/?a=1&amp;b=2">E</a>',) * 2,
        ('<a href="mailto:a@example.org">M</a>',) * 2,
        ('<h2 id="x">X</h2>', '<h2 id="p1-x" data-id="x">X</h2>'),
        ('<p aria-labelledby="a b"></p>', '<p aria-labelledby="p1-a p1-b"></p>'),
        ('<button popovertarget="m"></button>', '<button popovertarget="p1-m"></button>'),
        ("<p>a &amp; b &lt;c&gt; &#39;</p>",) * 2,
        ('<script src="x.js"></script><p>x</p>', "<p>x</p>"),
        ("<script>if (a < b) {}</script>x", "x"),
        ('<form action="/search/"><input name="q"></form>', '<form><input name="q"></form>'),
        ('<img src="/nowhere.png" alt="N">', '<img src="data:," alt="N">'),
        ('<img src="../../../../etc/passwd" alt="">', '<img src="data:," alt="">'),
        ('<svg><path d="M0 0"/></svg>', '<svg><path d="M0 0"></path></svg>'),
        ("<br><hr>", "<br><hr>"),
        ('<input disabled value="&quot;x&quot;">', '<input disabled value="&#34;x&#34;">'),
    ],
)
def test_what_names_something_names_it_in_the_file(html: str, expected: str) -> None:
    assert inlined(html) == expected


def test_a_page_that_is_published_already_is_linked_where_it_is() -> None:
    html = inlined('<a href="../../about/">A</a>', url="https://reviews.example.org/")
    assert html == '<a href="https://reviews.example.org/about/">A</a>'


def test_the_style_sheet_is_whole_and_asks_for_nothing() -> None:
    css = style(THEME)
    assert all(
        address.startswith(("data:", "#")) for address in re.findall(r'url\("?([^")]+)', css)
    )
    assert "@media print {" in css


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A preview of a changed and a new review."""
    folder = tmp_path_factory.mktemp("preview")
    for name in ("base", "head"):
        for part in ("content", "reports"):
            shutil.copytree(ROOT / "tests" / "data" / "library" / part, folder / name / part)
    record = folder / "head" / RECORD
    text = record.read_text("utf-8")
    record.write_text(text.replace("2022-08-29", "2022-08-28"), encoding="utf-8")
    new = folder / "head" / "content" / "reviews" / "2023-24" / "strathbeg.md"
    new.write_text(
        "---\nauthorities:\n  - Strathbeg\nwhen: 2023-11-06\nstatus: took place\n"
        "sources:\n  - progress-report-2023\n---\n\n## Strengths\n\n- A new point\n",
        encoding="utf-8",
    )
    html, _ = preview(propose(folder / "head", folder / "base"), SITE, THEME)
    (folder / "preview.html").write_text(html, encoding="utf-8")
    return folder / "preview.html"


def shown(page: Page) -> list[str]:
    script = "[...document.querySelectorAll('.preview-page')].filter(e => e.offsetHeight)"
    found: list[str] = page.evaluate(f"{script}.map(e => e.querySelector('h1').innerText)")
    return found


def test_one_page_is_shown_at_a_time_and_links_lead_from_one_to_another(
    page: Page, opened: Path
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(opened.as_uri())
    (first,) = shown(page)
    page.get_by_text("Pages in this file").click()
    page.locator(".preview-bar").get_by_role(
        "link", name="Strathbeg, 6 November 2023", exact=False
    ).click()
    assert shown(page) == ["Strathbeg"]
    assert first != "Strathbeg"
    assert page.get_by_text("A new point").is_visible()
    page.locator(".preview-page:target").get_by_role("link", name="2023–24").first.click()
    assert shown(page) == ["Programme year 2023–24"]
    page.go_back()
    assert shown(page) == ["Strathbeg"]
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert said == []  # no refusal by its own policy


def test_it_looks_as_the_site_will(page: Page, opened: Path, tmp_path: Path) -> None:
    from reviewlib.build import stage

    head = opened.parent / "head"
    for name in ("theme", "mkdocs.yml"):
        if not (head / name).exists():
            (head / name).symlink_to(ROOT / name)
    stage(head, tmp_path / "site", today=SITE.today, site_url=SITE.url, for_files=True)
    look = """(main) => [...main.querySelectorAll('h1, h2, h3, p, li, a, dt, dd')].map(e => {
        const s = getComputedStyle(e), b = e.getBoundingClientRect();
        return [e.tagName, s.fontFamily, s.fontSize, s.color, Math.round(b.width)].join(' ');
    })"""
    page.goto((tmp_path / "site/reviews/2023-24/strathbeg/index.html").as_uri())
    page.evaluate("document.fonts.ready")
    real = page.locator("#main").evaluate(look)
    page.goto(opened.as_uri())
    page.get_by_text("Pages in this file").click()
    page.locator(".preview-bar").get_by_role(
        "link", name="Strathbeg, 6 November 2023", exact=False
    ).click()
    page.evaluate("document.fonts.ready")
    here = page.locator(".preview-page:target main").evaluate(look)
    # A link that leads nowhere has no link's colour.
    assert [row.rpartition(" rgb")[0] for row in here] == [
        row.rpartition(" rgb")[0] for row in real
    ]


def test_no_id_is_there_twice_and_nothing_is_run(page: Page, opened: Path) -> None:
    page.goto(opened.as_uri())
    twice = page.evaluate(
        """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at); }"""
    )
    assert twice == []
    html = opened.read_text("utf-8")
    assert "<script" not in html
    assert " style=" not in html
    assert len(re.findall("<style>", html)) == 1
    lost = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')]
        .filter(a => !document.getElementById(a.getAttribute('href').slice(1)))
        .map(a => a.outerHTML)"""
    )
    assert lost == []
