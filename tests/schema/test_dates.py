"""Dates as precise as they are known, and the forms in which they are likely to be typed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies as st

from reviewlib.schema import DateValue, date_like, rewrite_uk, to_date

DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
VALUES = st.builds(
    lambda day, parts: DateValue(*(day.year, day.month, day.day)[:parts]), DATES, st.integers(1, 3)
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("29/08/2022", "2022-08-29"),
        ("29.8.2022", "2022-08-29"),
        ("29-08-2022", "2022-08-29"),
        ("29/8/22", "2022-08-29"),
        ("2022/8/29", "2022-08-29"),
        ("2022-8", "2022-08"),
        ("29 August 2022", "2022-08-29"),
        ("29th Aug 2022", "2022-08-29"),
        ("29th of August, 2022", "2022-08-29"),
        ("Monday 29 August 2022", "2022-08-29"),
        ("Mon. 29 Aug. 2022", "2022-08-29"),
        ("August 29, 2022", "2022-08-29"),
        ("1 Sept 2022", "2022-09-01"),
        ("Feb 2023", "2023-02"),
        ("February, 2023", "2023-02"),
        ("29-30 August 2022", "2022-08-29 to 2022-08-30"),
        ("29th – 30th August 2022", "2022-08-29 to 2022-08-30"),
        ("29 and 30 August 2022", "2022-08-29 to 2022-08-30"),
        ("29 & 30 August 2022", "2022-08-29 to 2022-08-30"),
        ("29 August to 2 September 2022", "2022-08-29 to 2022-09-02"),
        ("29 December 2022 - 2 January 2023", "2022-12-29 to 2023-01-02"),
        ("February to March 2023", "2023-02 to 2023-03"),
        ("Dec 2022 - Jan 2023", "2022-12 to 2023-01"),
        ("08/2022", "2022-08"),
        ("2022-08-29 - 2022-08-30", "2022-08-29 to 2022-08-30"),
        ("2022-08-29/2022-08-30", "2022-08-29 to 2022-08-30"),
        ("2022-08 – 2022-09", "2022-08 to 2022-09"),
        ("29/08/2022 to 30/08/2022", "2022-08-29 to 2022-08-30"),
        ("29-08-2022 - 30-08-2022", "2022-08-29 to 2022-08-30"),
        ("29 August until 2/9/2022", "2022-08-29 to 2022-09-02"),
        ("August 29 to August 30, 2022", "2022-08-29 to 2022-08-30"),
        ("November/December 2022", "2022-11 to 2022-12"),
        ("2022-08-29T10:00 to 2022-08-30T15:00", "2022-08-29 to 2022-08-30"),
        ("2022-08-29/2022-09", None),
        ("13/2022", None),
        ("29 and 31 August 2022", None),
        ("February and March 2023", "2023-02 to 2023-03"),
        ("February and April 2023", None),
        ("2022-08-29 and 2022-08-30", "2022-08-29 to 2022-08-30"),
        ("2022-08-29 and 2022-08-31", None),
        ("2023-02 and 2023-04", None),
        ("30-29 August 2022", None),
        ("29 to 29 August 2022", None),
        ("30 February 2022", None),
        ("31/06/2022", None),
        ("12/31/2022", None),
        ("March to February 2023", None),
        ("2022-08-29 to 2022-08-30", None),
        ("Mayor 2022", None),
        ("Spring 2022", None),
        ("", None),
        ("29" * 100_000, None),
    ],
)
def test_a_form_in_use_is_rewritten_or_left(text, written):
    assert rewrite_uk(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30",
        "2022-13",
        "2022-00",
        "2022-08-00",
        "1899",
        "2200",
        "22",
        "2022-8-1",
        "",
        "٢٠٢٢",
        "2022-08-29\n",
    ],
)
def test_what_is_no_date_is_none(text):
    assert to_date(text) is None


@pytest.mark.parametrize("text", ["2022-13-40", "31/31/2022", "Feb 2023", "2023-02"])
def test_something_meant_as_a_date_looks_like_one(text):
    assert date_like(text)


@pytest.mark.parametrize("text", ["2022", "Note", "3.1", "S4-S6", "Year 2 of 3"])
def test_other_text_does_not(text):
    assert not date_like(text)


@given(VALUES)
def test_a_date_reads_back_from_its_iso_form(value):
    assert to_date(value.iso) == value


@given(VALUES)
def test_a_date_in_words_is_rewritten_to_itself(value):
    assert (rewrite_uk(value.words) or value.words) == value.iso


@given(VALUES, VALUES)
def test_dates_stand_in_the_order_of_their_iso_forms_and_first_days(one, other):
    if one < other:
        assert one.iso < other.iso
        assert one.first <= other.first


@given(VALUES)
def test_a_date_spans_what_its_precision_leaves_open(value):
    assert value.first <= value.last
    days = (value.last - value.first).days + 1
    assert days in {"day": {1}, "month": {28, 29, 30, 31}, "year": {365, 366}}[value.precision]


@given(st.text(max_size=60) | st.text("0123456789 -/.to&ndAugstMarch,", max_size=40))
def test_whatever_is_rewritten_is_a_date(text):
    written = rewrite_uk(text)
    assert written is None or all(map(to_date, written.split(" to ")))
