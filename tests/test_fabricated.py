"""The made-up library: complete enough to show everything, and plainly made up.

takes: tests/data/library
gives: proof that it uses every field, every form and every kind
knows nothing of: pages
"""

from __future__ import annotations

import dataclasses
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.library import Library
from reviewlib.models import (
    FILE_KINDS,
    SECTION_KINDS,
    Authority,
    Heading,
    Practicum,
    Programme,
    Report,
    Review,
)
from reviewlib.schema import Bool, Choice, List, Precision, Record, fields_of
from reviewlib.text import normalize_label
from tests import store

DATA = Path(__file__).parent / "data"
ROOT = DATA / "library"
# For other libraries: their languages, and what a host is called where it is no authority.
OTHERS = {"Irish", "Scots", "Welsh", "English and Welsh", "member", "members"}
PHRASE = b"a jar of sea glass"


def with_groups(model: type) -> Iterator[type]:
    """A model, and those of the groups of fields within it."""
    yield model
    for _, spec in fields_of(model).values():
        inner = spec.type.item if isinstance(spec.type, List) else spec.type
        if isinstance(inner, Record):
            yield from with_groups(inner.model)


MODELS = [model for kind in FILE_KINDS for model in with_groups(kind.model)]


@pytest.fixture(scope="module")
def library() -> Library:
    return store.library("made up")


def records(value: Any) -> Iterator[Any]:
    """Every record in the library, and every record within one."""
    if isinstance(value, tuple):
        for one in value:
            yield from records(one)
    elif isinstance(value, Mapping):
        yield from records(tuple(value.values()))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        if type(value) in MODELS:
            yield value
        for field in dataclasses.fields(value):
            yield from records(getattr(value, field.name))


def every(library: Library, model: type) -> list[Any]:
    return [record for record in records(library) if type(record) is model]


def nodes(library: Library) -> Iterator[Any]:
    for record in (*library.every_review, *library.documents, *library.pages):
        for section in record.sections:
            for block in section.blocks:
                if block.prose:
                    yield from block.prose.walk()
                for finding in block.findings:
                    for top in (*finding.nodes, *finding.details):
                        yield from top.walk()


def test_it_has_no_problem_and_no_warning() -> None:
    assert store.loaded("made up").problems == ()


def test_the_real_library_has_no_problem_and_no_warning() -> None:
    assert as_text(store.loaded("real").problems) == "No problems.\n"


def test_the_base_of_the_broken_cases_has_no_problem() -> None:
    assert store.loaded("base").problems == ()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_gives_every_field(model: type, library: Library) -> None:
    given = {name for record in every(library, model) for name, _ in record.place.fields}
    assert given == set(fields_of(model)) - OTHERS


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_gives_every_word_of_every_choice(model: type, library: Library) -> None:
    for attribute, spec in fields_of(model).values():
        values = {getattr(record, attribute) for record in every(library, model)}
        if model is Programme:  # there is only one, and it can choose only once
            continue
        if isinstance(spec.type, Choice):
            assert set(spec.type.words) - OTHERS <= values, attribute
        if isinstance(spec.type, Bool):
            assert values == {True, False}, attribute


def test_its_reviews_have_lists_of_none_of_one_and_of_several(library: Library) -> None:
    for attribute, spec in fields_of(Review).values():
        if isinstance(spec.type, List):
            lengths = {len(getattr(review, attribute)) for review in library.every_review}
            assert max(lengths) > 1, attribute
            assert (0 in lengths) != spec.required or attribute in {"history", "sources"}, attribute


def test_it_dates_visits_in_every_form(library: Library) -> None:
    whens = [review.when for review in library.every_review]
    assert {when.precision for when in whens} == set(Precision)
    days = [when for when in whens if when.precision is Precision.DAYS]
    assert any(len(when.ranges) > 1 for when in days), "a list of days"
    assert any(when.first == when.last for when in days), "one day"
    assert any(len(when.ranges) == 1 and when.first != when.last for when in days), "a run of days"
    months = [when.ranges[0] for when in whens if when.precision is Precision.MONTHS]
    assert {run.first == run.last for run in months} == {True, False}, "one month, and two"


def test_it_publishes_under_every_kind_of_rights(library: Library) -> None:
    rights = [report.rights for report in every(library, Report) if report.rights]
    words = {right.text.partition(":")[0] for right in rights}
    assert words == {"linked only", "OGL 3.0", "permission"}


def test_it_has_every_section_with_what_stands_in_one(library: Library) -> None:
    sections = [one for review in library.every_review for one in review.sections]
    assert {section.kind for section in sections} == {kind.id for kind in SECTION_KINDS} | {""}
    assert {section.level for section in sections} >= {0, 2, 3}
    assert any(section.area for section in sections)
    assert any(section.findings and any(b.prose for b in section.blocks) for section in sections)
    findings = [one for review in library.every_review for one in review.findings]
    assert {kind.id for kind in SECTION_KINDS if kind.has_findings} == {
        one.kind for one in findings
    }
    for attribute in ("page", "themes", "quoted", "area", "details", "updates"):
        assert {bool(getattr(one, attribute)) for one in findings} == {True, False}, attribute
    updates = [update for one in findings for update in one.updates]
    assert {bool(update.source) for update in updates} == {True, False}
    assert {update.date.precision for update in updates} == {"day", "month", "year"}


def test_its_texts_use_all_the_markup_there_is(library: Library) -> None:
    blocks = {"paragraph", "list", "item", "quote", "code_block", "rule", "table", "row", "cell"}
    inline = {"text", "emphasis", "strong", "code", "link", "line_break", "soft_break"}
    found = list(nodes(library))
    assert blocks | inline <= {node.kind for node in found}
    assert {node.ordered for node in found if node.kind == "list"} == {True, False}
    schemes = {node.href.partition(":")[0] for node in found if node.kind == "link"}
    assert {"https", "mailto"} <= schemes
    assert any(scheme.startswith("/") for scheme in schemes), "a link to a page of the site"


def test_it_has_the_awkward_records(library: Library) -> None:
    reviews = library.every_review
    hosts = [host for review in reviews for host in review.authorities]
    assert any(len(review.authorities) > 1 for review in reviews), "a joint review"
    assert any(hosts.count(host) > 1 for host in hosts), "a host that hosted again"
    assert any(review.is_withdrawn for review in reviews)
    assert any(review.status == "planned" and review.year == "2023-24" for review in reviews)
    assert {review.report_state for review in reviews} == {
        "here",
        "listed elsewhere",
        "none recorded",
    }
    changes = [change for review in reviews for change in review.history]
    assert any(change.was and change.why for change in changes if change.change == "date changed")
    assert any("<" in (review.title or "") for review in reviews), "a title that must be escaped"
    used = {theme for review in reviews for theme in review.themes}
    assert used < {theme.id for theme in library.vocabulary.themes}, "a theme without a review"
    assert any(document.replaces for document in library.documents)
    assert {one.language for one in library.vocabulary.authorities} == {"English", "Gaelic"}


def test_its_practicums_have_results_and_have_none(library: Library) -> None:
    done, planned = sorted(every(library, Practicum), key=lambda one: len(one.teams), reverse=True)
    share, score = done.aims
    assert (share.needed(done.teams_count), done.met(share)) == (4, 4), "66 % of 6 teams"
    assert (score.needed(done.teams_count), done.met(score)) == (6, 4)
    assert [planned.met(aim) for aim in planned.aims] == [None]


def test_its_headings_name_every_section_once(library: Library) -> None:
    headings = [one.id for one in every(library, Heading)]
    assert headings == [kind.id for kind in SECTION_KINDS]


def test_its_reports_are_written_with_the_same_bytes_again() -> None:
    made = runpy.run_path(str(DATA / "make_reports.py"))
    names = {report.name for report in made["REPORTS"]}
    assert names == {file.name for file in (ROOT / "reports").glob("*.pdf")}
    for report in made["REPORTS"]:
        assert made["pdf"](report) == (ROOT / "reports" / report.name).read_bytes()


def test_one_phrase_stands_on_page_7_of_one_report_and_nowhere_else() -> None:
    made = runpy.run_path(str(DATA / "make_reports.py"))
    pages = [
        (report.name, number, " ".join(page).encode())
        for report in made["REPORTS"]
        for number, page in enumerate(report.pages, start=1)
    ]
    assert [(name, number) for name, number, text in pages if PHRASE in text] == [
        ("strathbeg-2021-full.pdf", 7)
    ]
    texts = [file.read_bytes() for file in (ROOT / "content").rglob("*") if file.is_file()]
    assert not any(PHRASE in text for text in texts)


def test_it_says_that_it_is_made_up(library: Library) -> None:
    assert "made-up" in library.programme.title
    assert "do not exist" in library.programme.summary
    assert "made up" in " ".join((ROOT / "README.md").read_text("utf-8").split()[:40]).lower() or (
        "invented" in (ROOT / "README.md").read_text("utf-8")
    )
    assert library.programme.official is False


def names_of(authorities: tuple[Authority, ...]) -> set[str]:
    return {
        normalize_label(name)
        for one in authorities
        for name in (one.label, one.council, *one.aliases)
    }


def test_none_of_its_authorities_is_a_real_one(library: Library) -> None:
    real = store.library("real")
    assert not names_of(real.vocabulary.authorities) & names_of(library.vocabulary.authorities)
