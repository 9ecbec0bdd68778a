"""Dates as reports print them, in the form that records take."""

from __future__ import annotations

import pytest

from reviewlib.pdf.dates import find_dates


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("6th, 7th and 8th of March 2023", "2023-03-06 to 2023-03-08"),
        ("Tuesday 8 and Wednesday 9 November, 2022", "2022-11-08 to 2022-11-09"),
        ("28 February – 2 March 2023", "2023-02-28 to 2023-03-02"),
        ("30 November and 1 December 2022", "2022-11-30 to 2022-12-01"),
        ("between October 2022 and January 2023", "2022-10 to 2023-01"),
        ("6 agus 7 den t-Samhain 2022", "2022-11-06 to 2022-11-07"),
        ("den 6mh den Mhàrt 2023", "2023-03-06"),
        ("an Dàmhair 2022", "2022-10"),
    ],
)
def test_a_date_is_read_with_all_its_days(words: str, found: str) -> None:
    assert find_dates(f"The visit was on {words}.") == [found]


@pytest.mark.parametrize(
    "words", ["the Act of 2018", "2 to 4 may choose", "3 to 5 in 2022", "31 June 2023", "pages 3-5"]
)
def test_other_numbers_are_no_dates(words: str) -> None:
    assert find_dates(f"Read {words}.") == []
