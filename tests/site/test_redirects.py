from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.library import load
from reviewlib.site.build import build
from reviewlib.site.files import with_aliases
from reviewlib.site.render import OutputFile
from tests import store
from tests.site.project import project, tree

REVIEW = "content/reviews/2021-22/strathbeg.md"
PAGE = "reviews/2021-22/strathbeg/"
PDF = "strathbeg-2021-full.pdf"

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path)


def staged(root: Path) -> dict[str, bytes]:
    build(root, root / "site", plain=True)
    return tree(root / "site")


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text, file
    file.write_text(text.replace(before, after), "utf-8")


def test_a_renamed_review_takes_its_files_and_the_pages_below_along(root: Path) -> None:
    before = staged(root)
    record = root / REVIEW
    record.rename(record.with_name("strathbeg-city.md"))
    change(record.with_name("strathbeg-city.md"), "\nstatus:", f"\nformerly:\n  - {PAGE}\nstatus:")
    after = staged(root)
    beside = [name for name in before if name.startswith(PAGE)]
    assert {f"{PAGE}{PDF}", f"{PAGE}record.json", f"{PAGE}text/index.html"} <= set(beside)
    assert set(beside) <= set(after)
    assert after[f"{PAGE}{PDF}"] == before[f"{PAGE}{PDF}"]
    assert after[f"{PAGE}record.json"] == after["reviews/2021-22/strathbeg-city/record.json"]
    below = after[f"{PAGE}text/index.html"].decode()
    assert 'url=../../../../reviews/2021-22/strathbeg-city/text/"' in below


def test_findings_marked_as_the_same_stay_together_when_a_review_is_renamed(root: Path) -> None:
    record = root / REVIEW
    record.rename(record.with_name("strathbeg-city.md"))
    change(record.with_name("strathbeg-city.md"), "\nstatus:", f"\nformerly:\n  - {PAGE}\nstatus:")
    found = load(root)
    told = {one.code for one in found.problems} - {"assessment-old"}
    assert told == {"link-to-former-address"}
    alike = found.checked().alike
    moved = [place for place in alike if place.startswith("/reviews/2021-22/strathbeg-city/#")]
    assert len(moved) == 2
    assert all(len(alike[place]) > 1 for place in moved)


def test_a_renamed_theme_goes_on_feeding_its_readers(root: Path) -> None:
    after = staged(root)  # its themes.yml says that Inclusion was once called otherwise
    for name in ("feed.xml", "calendar.ics", "reviews.csv"):
        assert after[f"themes/including-everyone/{name}"] == after[f"themes/inclusion/{name}"]


def test_a_renamed_pdf_is_found_under_both_names(root: Path) -> None:
    before = staged(root)
    (root / "reports" / PDF).rename(root / "reports" / "strathbeg.pdf")
    change(root / REVIEW, f"    file: {PDF}\n", "    file: strathbeg.pdf\n")
    change(root / REVIEW, "    formerly:\n", f"    formerly:\n      - {PDF}\n")
    after = staged(root)
    assert after[f"{PAGE}{PDF}"] == after[f"{PAGE}strathbeg.pdf"] == before[f"{PAGE}{PDF}"]


def test_a_former_file_of_a_review_is_never_a_page(root: Path) -> None:
    change(root / REVIEW, "\nstatus:", f"\nformerly:\n  - {PAGE}taken-away.pdf\nstatus:")
    assert f"{PAGE}taken-away.pdf" not in staged(root)


def test_a_former_address_that_has_a_file_again_keeps_it() -> None:
    library = store.library("made up")
    renamed = ((old, new) for old, new in library.redirects.items() if new.startswith("themes/"))
    old, new = next(renamed)
    files = [OutputFile(f"{folder}a.csv", folder.encode(), "a.md") for folder in (new, old)]
    nothing_else = with_aliases(files, library, lambda _: OutputFile("", b"", ""))
    assert list(nothing_else) == files
    assert [one.address for one in with_aliases(files[:1], library, lambda _: files[0])] == [
        f"{new}a.csv",
        f"{old}a.csv",
    ]
