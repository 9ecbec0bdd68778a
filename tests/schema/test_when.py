"""The field `when`: its six forms, how they are said, and what is said of anything else."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies as st

from reviewlib.schema import (
    DateRange,
    DateValue,
    Precision,
    VisitDates,
    VisitDatesValue,
    rewrite_uk,
)
from tests.schema.reading import refused, taken


@pytest.mark.parametrize(
    ("written", "precision", "words", "edtf"),
    [
        (" 2022-08-29", "days", "29 August 2022", "2022-08-29"),
        (" 2022-08-29 to 2022-08-30", "days", "29 to 30 August 2022", "2022-08-29/2022-08-30"),
        (
            " 2022-08-29 TO 2022-09-02",
            "days",
            "29 August to 2 September 2022",
            "2022-08-29/2022-09-02",
        ),
        (
            " 2022-12-29 to 2023-01-02",
            "days",
            "29 December 2022 to 2 January 2023",
            "2022-12-29/2023-01-02",
        ),
        (
            " between 2021-11-24 and 2021-12-07",
            "between",
            "some days between 24 November and 7 December 2021",
            "2021-11-24/2021-12-07",
        ),
        (" 2023-02", "months", "February 2023", "2023-02"),
        (" 2023-02 to 2023-03", "months", "February to March 2023", "2023-02/2023-03"),
        (" 2022-12 to 2023-01", "months", "December 2022 to January 2023", "2022-12/2023-01"),
        (" Unknown", "unknown", "", ""),
        (
            "\n  - 2022-11-01\n  - 2022-11-08 to 2022-11-09",
            "days",
            "1, 8 and 9 November 2022",
            "{2022-11-01,2022-11-08..2022-11-09}",
        ),
        (
            "\n  - 2022-11-01 to 2022-11-03\n  - 2022-11-08",
            "days",
            "1 to 3 and 8 November 2022",
            "{2022-11-01..2022-11-03,2022-11-08}",
        ),
        (
            "\n  - 2022-11-01\n  - 2022-12-08",
            "days",
            "1 November 2022 and 8 December 2022",
            "{2022-11-01,2022-12-08}",
        ),
    ],
)
def test_it_takes(written, precision, words, edtf):
    found = taken(VisitDates(), written)
    assert (found.precision, found.words, found.edtf) == (precision, words, edtf)


def test_its_first_and_last_days_are_the_widest_it_can_mean():
    found = taken(VisitDates(), " 2024-02")
    assert (found.first, found.last) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    unknown = taken(VisitDates(), " unknown")
    assert (unknown.first, unknown.last) == (None, None)


DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)).map(DateValue.of)
MONTHS = st.builds(lambda day: DateValue(day.year, day.month), DAYS)


@st.composite
def values(draw) -> VisitDatesValue:
    kind = draw(st.sampled_from(["day", "run", "between", "month", "months", "list"]))
    if kind == "list":
        ends = draw(st.lists(DAYS, min_size=4, max_size=8, unique=True).map(sorted))
        runs = [DateRange(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
        return VisitDatesValue(Precision.DAYS, tuple(runs))
    one = DAYS if kind in {"day", "run", "between"} else MONTHS
    first, last = sorted([draw(one), draw(one)])
    if kind in {"day", "month"}:
        last = first
    precision = {"between": "between", "month": "months", "months": "months"}.get(kind, "days")
    return VisitDatesValue(Precision(precision), (DateRange(first, last),))


def _written(value: VisitDatesValue) -> str:
    rows = [run.iso.replace("/", " to ") for run in value.ranges]
    if len(rows) > 1:
        return "".join(f"\n  - {row}" for row in rows)
    if value.precision is Precision.BETWEEN:
        return f" between {value.ranges[0].first.iso} and {value.ranges[0].last.iso}"
    return f" {rows[0]}"


@given(values())
def test_what_is_written_reads_back_as_the_same_value(value):
    assert taken(VisitDates(), _written(value)) == value


@given(values())
def test_its_edtf_says_the_same_dates(value):
    inner = value.edtf.strip("{}").replace("..", "/")
    runs = [part.split("/") for part in inner.split(",")]
    assert [(run[0], run[-1]) for run in runs] == [
        (run.first.iso, run.last.iso) for run in value.ranges
    ]


@given(values().filter(lambda value: len(value.ranges) == 1))
def test_its_words_can_be_typed_in_and_give_the_line_to_write(value):
    run = value.ranges[0]
    words = value.words.removeprefix("some days ")
    if value.precision is Precision.BETWEEN:
        if run.first != run.last:
            assert _written(value) in refused(VisitDates(), f" {words}")
        return
    assert rewrite_uk(words) == run.iso.replace("/", " to ")
