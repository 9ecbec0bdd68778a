"""Whatever a record may say comes back from every format, or is refused with a reason."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
import rispy
from hypothesis import HealthCheck, example, given, settings, strategies as st

from reviewlib.exports.tables import unescape_formula
from reviewlib.frontmatter import as_value
from reviewlib.library import Library, load
from reviewlib.models import Review
from tests.exports.conftest import Files, taken
from tests.exports.reading import events
from tests.exports.test_citations import bibtex

ATOM = "{http://www.w3.org/2005/Atom}"
RECORD = """\
---
authorities:
  - Glenmore
when: 2022-10-04
status: took place
title: {text}
reports:
  - title: {text}
    listed: https://example.org/reports/
    rights: linked only
sources:
  - progress-report-2023
history:
  - date: 2026-11-01
    change: added
  - date: 2026-11-02
    change: corrected
    was: {text}
    why: {text}
---

## Strengths

- {body}
"""
NASTY = (
    "comma, semicolon; \"quotation\" 'marks' \\ backslash",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(A1) +1 -1",
    "END:VCALENDAR",
    "BEGIN:VEVENT\\nEND:VEVENT",
    "]]> <![CDATA[ <b>&amp;</b> &lt;",
    "<script>alert(1)</script>",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Dùn Sgàil e\u0301 ﷽",
    "{unbalanced } % $ # _ ~ ^",
    "ER  - ",
    "NO",
    "x" * 290,
)
# Mostly what people type, so that most of it is taken; and all else there is.
TEXT = st.one_of(
    st.text(st.characters(max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"]), min_size=1),
    st.text(st.sampled_from("""ab Éß=+-@'"\\,;:#&%${}[]<>*_`~^|!?()0.😀"""), min_size=1),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)


def with_all(examples: tuple[str, ...]) -> Callable[[Any], Any]:
    """Each of them tried every time, whatever else is."""

    def decorate(test: Any) -> Any:
        for one in examples:
            test = example(one)(test)
        return test

    return decorate


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(root / "tests" / "data" / "base" / "content", folder / "content")
    return folder


def compare(library: Library, review: Review, files: Files) -> None:
    """Every text of the record, as it was read, is in every format as it is."""
    assert review.title is not None
    (report,), (_, corrected) = review.reports, review.history
    findings = [finding.text for finding in review.findings]

    table = csv.DictReader(io.StringIO(files["data/reviews.csv"].decode("utf-8-sig"), newline=""))
    assert [unescape_formula(row["name"]) for row in table] == [review.title]
    table = csv.DictReader(io.StringIO(files["data/findings.csv"].decode("utf-8-sig"), newline=""))
    assert [unescape_formula(row["text"]) for row in table] == findings

    whole = json.loads(files["data/library.json"])["reviews"][0]
    assert (whole["name"], whole["reports"][0]["title"]) == (review.title, report.title)
    assert (whole["history"][1]["was"], whole["history"][1]["why"]) == (
        corrected.was,
        corrected.why,
    )

    calendar = icalendar.Calendar.from_ical(files["reviews/calendar.ics"])
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == f"{review.title}: {library.programme.name} review"
    assert events(files["reviews/calendar.ics"])[0]["SUMMARY"] == str(event["summary"])

    # feedparser mends what it takes for mistakes of others, so the words are read without it.
    assert not feedparser.parse(files["reviews/feed.xml"]).bozo
    feed = ElementTree.fromstring(files["reviews/feed.xml"])
    words = [entry.findtext(f"{ATOM}content") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert corrected.why is not None
    assert any(text.endswith(corrected.why) for text in words)
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert all(review.title in title for title in titles)

    (bib, _) = bibtex(files["reviews/2022-23/glenmore/cite.bib"])
    (ris, _) = rispy.loads(files["reviews/2022-23/glenmore/cite.ris"].decode())
    assert bib["title"] == ris["title"] == " ".join(report.title.split())


@pytest.mark.slow
@with_all(NASTY)
@given(TEXT)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_an_editor_writes_comes_back_or_is_refused_with_a_reason(
    folder: Path, text: str
) -> None:
    record = RECORD.format(text=as_value(text), body=text)
    path = folder / "content" / "reviews" / "2022-23" / "glenmore.md"
    path.write_text(record, encoding="utf-8", newline="")
    loaded = load(folder)
    refused = [problem for problem in loaded.problems if problem.is_error]
    if refused:
        assert all(problem.message and problem.code for problem in refused)
        return
    library = loaded.checked()
    compare(library, library.reviews[0], taken(library))


def test_a_very_long_text_comes_back(made_up: Library) -> None:
    long = ("word " * 2_000).strip()
    review = next(one for one in made_up.reviews if one.when.ranges)
    library = dataclasses.replace(made_up, every_review=(dataclasses.replace(review, title=long),))
    found = events(taken(library)["reviews/calendar.ics"])
    assert all(event["SUMMARY"].startswith(long) for event in found)
    assert len(found) >= 1
