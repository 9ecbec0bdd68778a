"""Dates as precise as they are known: a day, a month or a year."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability
from reviewlib.frontmatter import Scalar, Value
from reviewlib.schema.base import (
    DAY,
    MONTH,
    OneValue,
    ReadContext,
    any_of,
    matching,
    whole_number,
)
from reviewlib.text import plain_signs, quoted

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The names of the months; not `calendar`'s, which follow the machine's language."""

_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_EITHER_WAY = re.compile(r"\b(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{4}|\d{2})\b")
_SLASHED = re.compile(
    r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})"
)
_LOOSE = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?")
# A date with a time of day, as other programs write it (ISO 8601-1, RFC 3339, spreadsheets), or
# without hyphens.
_WITH_TIME = re.compile(
    r"(?P<date>[0-9]{4}[-/.]?[0-9]{2}[-/.]?[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})"
    r"(?:[T ,]+[0-9]{1,2}[:.]?[0-9]{2}(?:[:.]?[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?(?:Z|UTC|GMT|BST|[AaPp]\.?[Mm]\.?|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERED_MONTH = re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_ISO_RUN = re.compile(r"([0-9]{4}-[0-9-]{2,5}) ?(?:/|-|–|—|until|and) ?([0-9]{4}-[0-9-]{2,5})")
_WORDED = re.compile(
    r"(?:(?P<first>[0-9]{1,2})(?: (?P<first_month>[A-Za-z]{3,9}))?(?: (?P<first_year>[0-9]{4}))?"
    r" (?P<join>to|and) )?"
    r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>[A-Za-z]{3,9}) (?P<year>[0-9]{4})"
)
_MONTHS_WORDED = re.compile(
    r"(?P<first>[A-Za-z]{3,9})(?: (?P<first_year>[0-9]{4}))? (?:to|and) "
    r"(?P<last>[A-Za-z]{3,9}) (?P<year>[0-9]{4})"
)
_AMERICAN = re.compile(r"(?P<month>[A-Za-z]{3,9}) (?P<day>[0-9]{1,2}) (?P<year>[0-9]{4})")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class DateValue:
    """A date of the Gregorian calendar, as precise as it is known."""

    year: int  # the year, such as 2022
    month: int = 0  # 1 to 12, or 0 where it is not known
    day: int = 0  # 1 to 31, or 0 where it is not known

    @property
    def precision(self) -> str:
        """The part that is known last: "day", "month" or "year"."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """As ISO 8601-1 writes it: 2022-08-29, 2022-08 or 2022 (EDTF level 0)."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def words(self) -> str:
        """Formatted: 29 August 2022, August 2022 or 2022."""
        named = f"{MONTHS[self.month - 1]} {self.year}" if self.month else str(self.year)
        return f"{self.day} {named}" if self.day else named

    @property
    def first(self) -> datetime.date:
        """The earliest day it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The latest day it can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @classmethod
    def of(cls, day: datetime.date) -> DateValue:
        """A whole date from one of Python's."""
        return cls(day.year, day.month, day.day)


def to_date(text: str) -> DateValue | None:
    """Read 2022-08-29, 2022-08 or 2022; None for anything else, a 30 February too.

    >>> to_date("2022-08").words
    'August 2022'
    >>> to_date("2022-02-30") is None
    True
    """
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if not 1900 <= year <= 2199 or (match["month"] and not 1 <= month <= 12):
        return None
    if match["day"] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return DateValue(year, month, day)


def _month_number(word: str) -> int | None:
    """The month a word stands for, written out or cut to three letters or more."""
    folded = word.casefold()
    if folded == "sept":
        return 9
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(folded)), None)


def _written(year: str, month: str | int, day: str | None = None) -> str | None:
    """A date as we write it; None where there is no such day."""
    text = f"{year if len(year) == 4 else '20' + year}-{int(month):02}"
    text = f"{text}-{int(day):02}" if day else text
    return text if to_date(text) else None


def _run_written(match: re.Match[str]) -> str | None:
    """Two days, "29 August to 2 September 2022" or "29 to 30 August 2022", as we write them."""
    month, first_month = _month_number(match["month"]), _month_number(match["first_month"] or "jan")
    if month is None or first_month is None or not match["day"]:
        return None
    last = _written(match["year"], month, match["day"])
    first = _written(
        match["first_year"] or match["year"],
        first_month if match["first_month"] else month,
        match["first"],
    )
    if not first or not last or first >= last:
        return None
    days = [datetime.date.fromisoformat(day) for day in (first, last)]
    if match["join"] == "and" and (days[1] - days[0]).days > 1:
        return None  # two days with others between them
    return f"{first} to {last}"


def _months_written(match: re.Match[str]) -> str | None:
    first, last = _month_number(match["first"]), _month_number(match["last"])
    if first is None or last is None:
        return None
    begins = _written(match["first_year"] or match["year"], first)
    ends = _written(match["year"], last)
    return f"{begins} to {ends}" if begins and ends and begins < ends else None


def _simplified(text: str) -> str:
    """A date in words with one form of everything that has several."""
    text = _WEEKDAY.sub(" ", text)
    text = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*[-–—]\s*", " to ", text.replace("&", " and "))
    return " ".join(re.sub(r"\bof\b|[.,]", " ", text, flags=re.IGNORECASE).split())


def rewrite_uk(text: str) -> str | None:
    """The form to write for a date in a UK or loose form, or None where there is none.

    >>> rewrite_uk("29/08/2022"), rewrite_uk("29-30 August 2022"), rewrite_uk("Feb 2023")
    ('2022-08-29', '2022-08-29 to 2022-08-30', '2023-02')
    """
    if len(text) > 80:
        return None
    text = " ".join(plain_signs(text).split())
    timed = _WITH_TIME.fullmatch(text)
    text = _COMPACT.sub(r"\1-\2-\3", timed["date"]) if timed else text
    match = _SLASHED.fullmatch(text) or _LOOSE.fullmatch(text)
    if match:
        return _written(match["year"], match["month"], match["day"])
    numbered, run = _NUMBERED_MONTH.fullmatch(text), _ISO_RUN.fullmatch(text)
    if numbered:
        return _written(numbered["year"], numbered["month"])
    if run:
        first, last = map(to_date, run.groups())
        alike = first and last and first.precision == last.precision and first < last
        return f"{run[1]} to {run[2]}" if alike else None
    text = _simplified(text)
    months = _MONTHS_WORDED.fullmatch(text)
    if months:
        return _months_written(months)
    match = _WORDED.fullmatch(text)
    if match and match["first"]:
        return _run_written(match)
    match = match or _AMERICAN.fullmatch(text)
    month = _month_number(match["month"]) if match else None
    return _written(match["year"], month, match["day"]) if match and month else None


def date_like(text: str) -> bool:
    """Whether a text looks as though a date was meant, in any form."""
    return bool(_LOOSE.fullmatch(text) or _SLASHED.fullmatch(text) or rewrite_uk(text))


def has_form(text: str) -> bool:
    """Whether a text has the form of a date, be there such a day or not."""
    return _ISO.fullmatch(text) is not None


def why_not(text: str) -> str:
    """What is wrong with something that was meant as a date, as the end of a sentence."""
    match = _LOOSE.fullmatch(text)
    if not match:
        return "is not a date in the form this field takes."
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 1)
    if not 1 <= month <= 12:
        return "is not a date: months go from 01 to 12."
    if not 1900 <= year <= 2199:
        return "is not a date: years go from 1900 to 2199."
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"is not a day: {MONTHS[month - 1]} {year} has {days} days."
    return "is not a date in the form this field takes."


def applicability_of(text: str) -> Applicability:
    """Whether a date in another form has one meaning: 5/9/2022 is read otherwise in America."""
    return Applicability.UNSAFE if _EITHER_WAY.search(text) else Applicability.SAFE


def _refuse(text: str, better: str | None, form: str, value: Value, context: ReadContext) -> None:
    fix = context.write(value, better, applicability=applicability_of(text)) if better else None
    hint = "" if fix else f"Write it as in {form}."
    context.report("bad-date", f"{quoted(text)} {why_not(text)}", at=value, hint=hint, fix=fix)


class Day(OneValue[datetime.date]):
    """A whole date."""

    phrase = "a date as in 2022-08-29"
    schema = matching(DAY)

    def _parse(self, scalar: Scalar, context: ReadContext) -> datetime.date | None:
        found = to_date(scalar.text)
        if found and found.day:
            return found.first
        form = "2022-08-29"
        if found:
            message = f"{quoted(scalar.text)} gives no day; this field takes a whole date."
            context.report("bad-date", message, at=scalar, hint=f"Write it as in {form}.")
            return None
        better = to_date(rewrite_uk(scalar.text) or "")
        _refuse(scalar.text, better.iso if better and better.day else None, form, scalar, context)
        return None


class PartialDate(OneValue[DateValue]):
    """A date of which the day, or day and month, may be unknown."""

    phrase = "a date as in 2022-08-29, 2022-08 or 2022"
    schema = any_of(matching(f"{DAY}|{MONTH}"), whole_number(1900, 2199))

    def _parse(self, scalar: Scalar, context: ReadContext) -> DateValue | None:
        found = to_date(scalar.text)
        if found is None:
            better = to_date(rewrite_uk(scalar.text) or "")
            form = "2022-08-29, 2022-08 or 2022"
            _refuse(scalar.text, better.iso if better else None, form, scalar, context)
        return found
