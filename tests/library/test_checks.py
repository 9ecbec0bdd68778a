"""What only the whole library can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlib.diagnostics import Diagnostic
from reviewlib.exports import all_exports
from reviewlib.library import load
from reviewlib.library.checks import is_file
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


@pytest.mark.parametrize(
    ("link", "better"),
    [
        ("/authorities/glenmoor/", "/authorities/glenmore/"),
        ("/authorities/glenmore", "/authorities/glenmore/"),
        ("/Authorities/Glenmore/", "/authorities/glenmore/"),
        ("/reviews/2022-23/glenmor/#strength-a", "/reviews/2022-23/glenmore/"),
    ],
)
def test_a_link_to_no_page_is_told_with_the_page_that_was_meant(
    link: str, better: str, tmp_path: Path
) -> None:
    root = base(tmp_path)
    review(root, "2022-23/strathbeg", body=f"## Next steps\n\n- a\n    - 2023: b [c]({link})\n")
    assert only(root).code == "link-to-nothing"
    assert f'Did you mean "{better}"?' in only(root).message


def test_a_link_to_a_former_address_is_told_the_new_one(tmp_path: Path) -> None:
    root = base(tmp_path)
    review(root, "2022-23/strathbeg", "formerly: reviews/2022-23/old/\n")
    write(root, "content/more.md", PAGE.format("", "[a](/reviews/2022-23/old/)"))
    hint = "Link to /reviews/2022-23/strathbeg/ instead."
    assert (only(root).is_error, only(root).hint.split("\n")[0]) == (False, hint)


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "/reviews/",
        "/reviews/2022-23/glenmore/?a=b#page-history",
        "/more/#some-words",
        "#some-words",
        "/data/reviews.csv",
        "/reviews/2022-23/glenmore/record.json",
        "/themes/inclusion/feed.xml",
    ],
)
def test_a_link_that_leads_somewhere_is_right(link: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", f"[a]({link})\n\n## Some words\n\nHere."))
    assert problems(root) == []


@pytest.mark.parametrize(
    "link", ["/themes/inclusion/#strengths", "/reviews/2022-23/glenmore/#page-related", "/#nowhere"]
)
def test_a_link_to_a_place_that_may_not_be_there_is_told(link: str, tmp_path: Path) -> None:
    """The build would find that the place is missing, so the check refuses what it cannot know."""
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", f"[a]({link})"))
    assert only(root).code == "link-to-nothing"


@pytest.mark.parametrize("link", ["/more/#some-word", "#some-word"])
def test_a_link_to_no_place_on_a_page_is_told_with_the_place_that_was_meant(
    link: str, tmp_path: Path
) -> None:
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", f"[a]({link})\n\n## Some words\n\nHere."))
    assert only(root).code == "link-to-nothing"
    assert f'"{link}" leads to no place on that page.' in only(root).message
    assert 'Did you mean "#some-words"?' in only(root).message


@pytest.mark.parametrize(
    "link", ["/data/reviews", "/feed.csv", "/nowhere/feed.xml", "/reviews/reviews.csv/"]
)
def test_a_link_to_a_file_that_is_not_made_leads_to_nothing(link: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    write(root, "content/more.md", PAGE.format("", f"[a]({link})"))
    assert only(root).code == "link-to-nothing"


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
