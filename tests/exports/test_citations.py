from __future__ import annotations

import dataclasses
import re

import bibtexparser
import pytest
import rispy

from reviewlib.exports import as_bibtex, as_ris, as_text, citations
from reviewlib.exports.citations import Citation
from reviewlib.library import Library
from reviewlib.schema import DateValue
from tests.exports.conftest import URL, Files

PLAIN = Citation(
    key="2022-23-glenmore-report",
    is_report=True,
    authors=("Glenmore Council",),
    title="Glenmore Summary",
    kind="Summary",
    date=DateValue(2022, 11),
    where="https://example.org/a_b/",
    note="Peer Improvement review, August 2022",
    language="en-GB",
)
NASTY = (
    "50 % of {all} & #1 $_^~ \\ costs",
    "unbalanced } and { and \\",
    "a \"quotation\" and ``two'' -- and --- more ?` !`",
    "Geàrr-chunntas Dhùn Sgàil 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "ER  - ",
    "@article{x, title = {y}}",
    "x" * 10_000,
)


# LaTeX's own names for signs (LaTeX2e for authors, table of symbols).
TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}
SIGN = re.compile(r"\\text[a-z]+\{\}|\\[&%$#_]|\{\}|[{}]")


def typeset(text: str) -> str:
    """What LaTeX would print."""
    return SIGN.sub(lambda found: TEX.get(found[0], ""), text)


def bibtex(data: bytes) -> list[dict[str, str]]:
    read = bibtexparser.parse_string(data.decode())
    assert read.failed_blocks == []
    return [
        {"entry": one.entry_type, "key": one.key}
        | {
            name: field.value if name == "url" else typeset(field.value)
            for name, field in one.fields_dict.items()
        }
        for one in read.entries
    ]


def made(library: Library, name: str) -> list[Citation]:
    (review,) = (one for one in library.reviews if one.id == name)
    return list(citations(library, review, URL))


def test_every_citation_of_the_library_is_read_by_others(library: Library, files: Files) -> None:
    for review in library.reviews:
        own = list(citations(library, review, URL))
        bib = bibtex(files[f"reviews/{review.id}/cite.bib"])
        ris = rispy.loads(files[f"reviews/{review.id}/cite.ris"].decode())
        assert len({one["key"] for one in bib}) == len(own) == len(review.reports) + 1
        assert [one["title"] for one in bib] == [one.title for one in own]
        assert [one["title"] for one in ris] == [one.title for one in own]
        assert [one["authors"] for one in ris] == [list(one.authors) for one in own]
        assert [one["entry"] for one in bib[:-1]] == ["techreport"] * len(review.reports)
        assert bib[-1]["entry"] == "misc"


@pytest.mark.parametrize("text", NASTY)
def test_a_title_comes_back_as_it_went_in(text: str) -> None:
    citation = dataclasses.replace(PLAIN, title=text, note=text)
    (bib,) = bibtex(as_bibtex([citation]))
    (ris,) = rispy.loads(as_ris([citation]).decode())
    whole = " ".join(text.split())
    assert bib["title"] == bib["note"] == whole
    assert ris["title"] == whole
    assert ris["notes"] == [whole]


def test_a_report_is_its_councils_and_the_record_is_the_librarys(made_up: Library) -> None:
    *reports, record = made(made_up, "2022-23/three-islands")
    assert [one.authors for one in reports] == [
        ("Machair Islands Council",),
        ("Skerra Isles Council",),
        ("Comhairle Dhùn Sgàil",),
    ]
    assert record.authors == (made_up.programme.title,)
    assert record.where == f"{URL}reviews/2022-23/three-islands/"
    assert all(record.where != one.where for one in reports)


def test_a_report_of_several_hosts_has_them_all_as_authors(made_up: Library) -> None:
    (review,) = (one for one in made_up.reviews if one.id == "2022-23/three-islands")
    together = dataclasses.replace(review.reports[0], by=None)
    (report, _) = citations(made_up, dataclasses.replace(review, reports=(together,)), URL)
    (bib,) = bibtex(as_bibtex([report]))
    (ris,) = rispy.loads(as_ris([report]).decode())
    assert len(report.authors) == 3
    assert ris["authors"] == list(report.authors)
    assert re.split(" and ", bib["author"]) == list(report.authors)
    assert bib["institution"] == (
        "Machair Islands Council, Skerra Isles Council and Comhairle Dhùn Sgàil"
    )


def test_the_date_of_the_visit_is_not_given_out_as_the_reports(made_up: Library) -> None:
    undated = dataclasses.replace(PLAIN, date=None)
    assert bibtex(as_bibtex([undated]))[0]["year"] == "no date"
    assert "year" not in rispy.loads(as_ris([undated]).decode())[0]
    assert "(no date)" in as_text(undated)
    report, _ = made(made_up, "2022-23/glenmore")
    assert report.date is None


def test_a_report_that_is_here_is_cited_where_it_is(made_up: Library) -> None:
    first, *_ = made(made_up, "2023-24/dun-sgail")
    assert first.where == f"{URL}reviews/2023-24/dun-sgail/dun-sgail-2023-gaidhlig.pdf"
    assert first.language == "gd"


def test_a_citation_as_a_sentence_has_all_that_is_needed() -> None:
    assert as_text(PLAIN) == (
        "Glenmore Council (2022) Glenmore Summary. Peer Improvement review, August 2022. "
        "https://example.org/a_b/"
    )
