"""What only the whole library can tell."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from msgspec import structs

from reviewlib.diagnostics import Diagnostic
from reviewlib.exports import all_exports
from reviewlib.library import load
from reviewlib.library.checks import is_file
from reviewlib.library.quote_checks import check_quotes, wanted_pages
from reviewlib.pdf import Block, PageText, PdfResult
from tests import store
from tests.library.trees import base, review, write

PAGE = "---\ntitle: A page\n{}---\n\n{}\n"


def problems(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in load(root).problems]


def only(root: Path) -> Diagnostic:
    (problem,) = load(root).problems
    return problem


@pytest.mark.parametrize(
    "path",
    ["index.md", "reviews.md", "themes.md", "authorities/index.md", "authorities/glenmore.md",
     "years/2022-23.md", "years/index.md"],
)  # fmt: skip
def test_no_page_by_hand_stands_where_the_library_makes_one(path: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, f"content/{path}", PAGE.format("", "Text."))
    assert problems(root) == [(f"content/{path}", "address-twice")]


def test_two_files_are_not_one_page(tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", "Text."))
    write(root, "content/more/index.md", PAGE.format("", "Text."))
    assert problems(root) == [("content/more/index.md", "address-twice")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/vocabulary/themes.yml", "- id: inclusion\n  label: Inclusion\n"
         "- id: quality-assurance\n  label: Quality Assurance\n  formerly: inclusion\n"),
        ("content/vocabulary/authorities.yml", "- id: glenmore\n  label: Glenmore\n  council: C\n"
         "- id: strathbeg\n  label: Strathbeg\n  council: D\n  formerly: glenmore\n"),
        ("content/documents/other.md", "---\ntitle: A\nkind: paper\npublisher: B\n"
         "formerly: progress-report-2023\n---\n\nText.\n"),
        ("content/more.md", PAGE.format("formerly: reviews/2022-23/glenmore/\n", "Text.")),
        ("content/more.md", PAGE.format("formerly: reviews/2022-23/\n", "Text.")),
        ("content/more.md", PAGE.format("formerly: more/\n", "Text.")),
    ],
)  # fmt: skip
def test_a_former_address_is_nobody_s_now(path: str, text: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, path, text)
    assert problems(root) == [(path, "address-twice")]


def test_a_link_to_a_former_address_is_told_the_new_one(tmp_path: Path) -> None:
    root = base(tmp_path)
    review(root, "2022-23/strathbeg", "formerly: reviews/2022-23/old/\n")
    write(root, "content/more.md", PAGE.format("", "[a](/reviews/2022-23/old/)"))
    hint = "Link to /reviews/2022-23/strathbeg/ instead."
    assert (only(root).is_error, only(root).hint.split("\n")[0]) == (False, hint)


# Links, and what is said of each: "" where it leads somewhere. The build would find that a place
# on a page of many records is missing, so the check refuses what it cannot know.
NO_PAGE, NO_PLACE = "leads to no page of this site.", "leads to no place on that page."
UNSURE = "leads to a place on a page that is made from other records."
LINKS = {
    "/": "",
    "/reviews/": "",
    "/reviews/2022-23/glenmore/?a=b#page-history": "",
    "/more/#some-words": "",
    "#some-words": "",
    "/data/reviews.csv": "",
    "/reviews/2022-23/glenmore/record.json": "",
    "/themes/inclusion/feed.xml": "",
    "/authorities/glenmoor/": f'{NO_PAGE} Did you mean "/authorities/glenmore/"?',
    "/authorities/glenmore": f'{NO_PAGE} Did you mean "/authorities/glenmore/"?',
    "/Authorities/Glenmore/": f'{NO_PAGE} Did you mean "/authorities/glenmore/"?',
    "/reviews/2022-23/glenmor/#a": f'{NO_PAGE} Did you mean "/reviews/2022-23/glenmore/"?',
    "/themes/inclusion/#strengths": UNSURE,
    "/reviews/2022-23/glenmore/#page-related": NO_PLACE,
    "/#nowhere": UNSURE,
    "/more/#some-word": f'{NO_PLACE} Did you mean "#some-words"?',
    "#some-word": f'{NO_PLACE} Did you mean "#some-words"?',
    "/data/reviews": NO_PAGE,
    "/feed.csv": NO_PAGE,
    "/nowhere/feed.xml": NO_PAGE,
    "/reviews/reviews.csv/": NO_PAGE,
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_somewhere_or_is_told_with_what_was_meant(link: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", f"[a]({link})\n\n## Some words\n\nHere."))
    said = [(problem.code, problem.message) for problem in load(root).problems]
    start = f'"{link}" {LINKS[link]}'
    assert [(code, message[: len(start)]) for code, message in said] == (
        [("link-to-nothing", start)] if LINKS[link] else []
    )


def test_every_file_that_is_made_for_taking_away_may_be_linked_to() -> None:
    library = load(Path(__file__).parent.parent / "data" / "library").checked()
    files = {export.address for export in all_exports(library)} - {"robots.txt"}
    assert len(files) > 100
    assert [file for file in sorted(files) if not is_file(library, file)] == []


def test_links_are_checked_in_every_part_of_a_text(tmp_path: Path) -> None:
    root = base(tmp_path)
    body = "\n".join(
        ("[a](/x1/)", "", "## Next steps", "", "- [b](/x2/)", "    - [c](/x3/)",
         "    - 2023: [d](/x4/)", "", "| [e](/x5/) |", "|---|", "| [f](/x6/) |", "")
    )  # fmt: skip
    review(root, "2022-23/strathbeg", body=body)
    told = [problem.message.split('"')[1] for problem in load(root).problems]
    assert told == [f"/x{number}/" for number in range(1, 7)]


def test_a_date_outside_the_year_is_silenced_by_a_note(tmp_path: Path) -> None:
    root = base(tmp_path)
    path = root / "content" / "reviews" / "2022-23" / "glenmore.md"
    text = path.read_text("utf-8").replace("2022-08-29 to 2022-08-30", "2023-09-05")
    path.write_text(text, "utf-8")
    assert problems(root) == []
    path.write_text(text[: text.index("## Notes")], "utf-8")
    assert (only(root).code, only(root).field, only(root).is_error) == (
        "outside-year",
        "when",
        False,
    )


@pytest.mark.parametrize("when", ["unknown", "2022-08", "2023-06", "2022-08 to 2023-06"])
def test_a_date_inside_the_year_needs_no_note(when: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    review(root, "2022-23/strathbeg")
    path = root / "content" / "reviews" / "2022-23" / "strathbeg.md"
    path.write_text(path.read_text("utf-8").replace("2022-10-03", when), "utf-8")
    assert problems(root) == []


@pytest.mark.parametrize("folder", ["documents", "themes"])
def test_records_stand_straight_in_their_folder(folder: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, f"content/{folder}/more/a.md", "---\ntitle: A\n---\n")
    assert problems(root) == [(f"content/{folder}/more/a.md", "misplaced-file")]


def test_nothing_is_taken_for_a_mistake_that_an_unreadable_record_may_explain(
    tmp_path: Path,
) -> None:
    root = base(tmp_path)
    review(root, "2022-23/strathbeg", "reports:\n  - file: strathbeg.pdf\n")
    write(root, "content/more.md", PAGE.format("", "[a](/reviews/2022-23/strathbeg/)"))
    (root / "reports").mkdir()
    (root / "reports" / "strathbeg.pdf").write_bytes(b"%PDF-1.7\n")
    assert not {"link-to-nothing", "file-unnamed"} & {code for _, code in problems(root)}


def test_a_picture_is_part_of_the_library_unless_windows_could_not_hold_it(tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/about/map.png", "")
    assert problems(root) == []
    write(root, "content/about/aux.png", "")
    assert problems(root) == [("content/about/aux.png", "bad-file-name")]


# ------------------------------------------------------------------ quotations


def test_a_page_is_looked_for_under_the_number_that_is_printed_on_it() -> None:
    (review,) = store.library("base").reviews
    finding = structs.replace(review.findings[1], page=3, last_page=4)
    assert wanted_pages(finding) == {"3", "4"}
    assert wanted_pages(structs.replace(finding, printed="IV")) == {"iv"}


@pytest.mark.parametrize("order", [("near.pdf", "far.pdf"), ("far.pdf", "near.pdf")])
def test_of_two_reports_without_a_quotation_the_one_with_words_like_it_is_named(
    order: tuple[str, str],
) -> None:
    made_up = store.library("made up")
    name, anchor = next(key for key, one in made_up.quotes.items() if one.found)
    review = next(one for one in made_up.reviews if one.id == name)
    words = next(one.text for one in review.findings if one.anchor == anchor)
    texts = {"near.pdf": f"{words[:-9]} otherwise", "far.pdf": "Nothing of the kind."}
    reports = tuple(dataclasses.replace(review.reports[0], file=file) for file in order)
    pages = {file: PageText(4, "4", (Block("paragraph", texts[file]),)) for file in order}
    pdfs = {file: PdfResult(pages=(page,)) for file, page in pages.items()}
    found = check_quotes((dataclasses.replace(review, reports=reports),), {}, pdfs)
    assert not found[name, anchor].found
    assert found[name, anchor].file == "near.pdf"
