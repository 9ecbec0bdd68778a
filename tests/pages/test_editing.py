"""The links that lead from a page to the file it is made from."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from reviewlib.cli import main
from reviewlib.diagnostics import ConfigError
from reviewlib.library import load
from reviewlib.pages import Context, OutputPage, Site, all_pages, edit_links, repository_address
from reviewlib.pages.editing import NEW_NAME, new_review_form
from tests import store
from tests.diagnostics.placing import base

ROOT = Path(__file__).resolve().parent.parent.parent
BASE = ROOT / "tests" / "data" / "base"
TODAY = datetime.date(2026, 11, 22)
REPOSITORY = "https://github.com/example/reports"


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(store.library("real"), Site("", TODAY, REPOSITORY))


@pytest.fixture(scope="module")
def pages(context: Context) -> list[OutputPage]:
    return list(all_pages(context.library, context.site))


def links(context: Context, pages: list[OutputPage], address: str) -> dict[str, str]:
    (page,) = (page for page in pages if page.address == address)
    return {link.label: link.address for link in edit_links(context, page)}


def test_without_a_repository_no_page_leads_anywhere(pages: list[OutputPage]) -> None:
    nowhere = Context(store.library("real"), Site("", TODAY))
    assert [page.address for page in pages if edit_links(nowhere, page)] == []


def test_every_page_made_from_one_file_leads_to_that_file(
    context: Context, pages: list[OutputPage]
) -> None:
    before = f"{REPOSITORY}/edit/main/"
    led = set()
    for page in pages:
        edits = [link for link in edit_links(context, page) if "/edit/" in link.address]
        files = [link.address.removeprefix(before) for link in edits]
        if page.source.endswith(".md") and not page.canonical:
            assert files == [page.source]
        assert len(files) < 2
        for file in files:
            assert (ROOT / file).is_file()
            led.add(file.split("/")[1])
    assert {"reviews", "about", "contribute", "documents", "themes"} <= led


def test_the_text_of_a_report_is_not_edited_here() -> None:
    root = ROOT / "tests" / "data" / "library"
    made_up = Context(load(root).checked(), Site("", TODAY, REPOSITORY))
    texts = [page for page in all_pages(made_up.library, made_up.site) if page.canonical]
    assert texts
    assert [page.address for page in texts if edit_links(made_up, page)] == []


def test_a_review_can_be_edited_under_its_own_name(
    context: Context, pages: list[OutputPage]
) -> None:
    assert links(context, pages, "reviews/2021-22/fife/") == {
        "Edit this review on GitHub": f"{REPOSITORY}/edit/main/content/reviews/2021-22/fife.md"
    }


def test_a_planned_review_leads_to_the_short_forms_and_no_other_does() -> None:
    made_up = Context(store.library("made up"), Site("", TODAY, REPOSITORY))
    every = list(all_pages(made_up.library, made_up.site))
    for review in made_up.library.reviews:
        labels = links(made_up, every, f"reviews/{review.id}/")
        assert ("This planned review took place" in labels) == (review.status == "planned")
        assert ("Its report was published" in labels) == (not review.reports)


@pytest.mark.parametrize("year", ["2021-22", "2022-23", "2023-24"])
def test_a_years_page_adds_to_that_year_with_the_form_filled_in(
    year: str, context: Context, pages: list[OutputPage]
) -> None:
    form, address = links(context, pages, f"years/{year}/").values()
    assert form == f"contribute/add/?year={year}"
    parts = urlsplit(address)
    assert parts.path == f"/example/reports/new/main/content/reviews/{year}"
    assert parse_qs(parts.query) == {
        "filename": [NEW_NAME],
        "value": [new_review_form(context.library)],
    }


def test_the_lists_offer_every_year_the_latest_first(
    context: Context, pages: list[OutputPage]
) -> None:
    for address in ("reviews/", "contribute/", "contribute/adding/"):
        labels = [one for one in links(context, pages, address) if one.startswith("Add")]
        years = [re.findall(r"\d{4}", label)[0] for label in labels]
        assert years == ["2023", "2022", "2021"]


def test_no_address_is_longer_than_servers_take(context: Context, pages: list[OutputPage]) -> None:
    every = [link.address for page in pages for link in edit_links(context, page)]
    assert max(map(len, every)) < 8_000
    ours = ("contribute/add/", "contribute/change/")
    assert all(address.startswith((REPOSITORY + "/", *ours)) for address in every)


@pytest.mark.parametrize("written", [REPOSITORY, f"{REPOSITORY}/", f"{REPOSITORY}.git"])
def test_a_repository_may_be_written_as_github_shows_it(written: str) -> None:
    assert repository_address(written) == REPOSITORY


@pytest.mark.parametrize(
    "written",
    [
        "example/reports",
        "http://github.com/example/reports",
        "https://github.com/example",
        "https://github.com/example/reports/tree/main",
        "javascript:alert(1)",
        'https://github.com/a/b"><script>',
        "git@github.com:example/reports.git",
    ],
)
def test_what_is_no_repository_is_refused_in_words(written: str) -> None:
    with pytest.raises(ConfigError, match=r"is not an address such as https://github\.com/"):
        repository_address(written)


# ----------------------------------------------------------------------- through the commands


@pytest.mark.slow
@pytest.mark.parametrize("command", [["build"], ["build", "--plain"]])
def test_the_option_puts_the_links_on_the_pages(command: list[str], tmp_path: Path) -> None:
    out = tmp_path / "site"
    given = ["--root", str(BASE), *command, "--out", str(out), "--repository", REPOSITORY]
    assert main(given) == 0
    page = (out / "reviews" / "2022-23" / "glenmore" / "index.html").read_text("utf-8")
    path = "edit/main/content/reviews/2022-23/glenmore.md"
    assert f'<a href="{REPOSITORY}/{path}">Edit this review on GitHub</a>' in page
    year = (out / "years" / "2022-23" / "index.html").read_text("utf-8")
    assert f'<a href="{REPOSITORY}/new/main/content/reviews/2022-23?filename=' in year


@pytest.mark.slow
def test_the_setting_of_the_plugin_does_the_same(tmp_path: Path) -> None:
    library = base(tmp_path / "library")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    settings = settings.replace("  - reviewlib\n", f"  - reviewlib: {{repository: {REPOSITORY}}}\n")
    (library / "mkdocs.yml").write_text(settings, "utf-8")
    out = tmp_path / "site"
    assert main(["--root", str(library), "build", "--out", str(out)]) == 0
    page = (out / "reviews" / "2022-23" / "glenmore" / "index.html").read_text("utf-8")
    assert f"{REPOSITORY}/edit/main/content/reviews/2022-23/glenmore.md" in page


@pytest.mark.parametrize("command", [["build"], ["build", "--plain"], ["serve"]])
def test_a_wrong_repository_stops_before_anything_is_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    given = ["--root", str(BASE), *command, "--repository", "example/reports"]
    given += [] if command == ["serve"] else ["--out", str(out)]
    assert main(given) == 2
    assert 'The repository "example/reports" is not an address' in capsys.readouterr().err
    assert not out.exists()
