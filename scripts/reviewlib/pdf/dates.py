"""Dates in running text, in the form that records take."""

from __future__ import annotations

import re

from reviewlib.schema import MONTHS, rewrite_uk

_MONTH = "|".join(MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_JOIN = r"\s*(?:to|and|until|[-–—])\s*"
_FORMS = (
    rf"{_DAY}(?:\s+(?:{_MONTH}))?(?:\s+\d{{4}})?{_JOIN}{_DAY}\s+(?:{_MONTH})\s+\d{{4}}",
    rf"{_DAY}\s+(?:{_MONTH})\s+\d{{4}}",
    rf"(?:{_MONTH})(?:\s+\d{{4}})?{_JOIN}(?:{_MONTH})\s+\d{{4}}",
    rf"(?:{_MONTH})\s+\d{{4}}",
)


def find_dates(text: str) -> list[str]:
    """The dates a text names: runs of days first, then days, then months; each once.

    >>> find_dates("We met between 24 November and 7 December 2021; the report is of May 2022.")
    ['between 2021-11-24 and 2021-12-07', '2022-05']
    >>> find_dates("a visit on 29th - 30th August 2022")
    ['2022-08-29 to 2022-08-30']
    """
    found: list[str] = []
    for form in _FORMS:
        kept = []
        end = 0
        for match in re.finditer(rf"\b{form}\b", text):
            plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", match[0])
            between = text[: match.start()].rstrip().endswith("between")
            written = rewrite_uk(re.sub(r"\s+and\s+", " to ", plain) if between else plain)
            if written is None:
                continue
            if " to " in written and between:
                written = f"between {written.replace(' to ', ' and ')}"
            found.append(written)
            kept.append(text[end : match.start()])
            end = match.end()
        text = " … ".join([*kept, text[end:]])
    return list(dict.fromkeys(found))
