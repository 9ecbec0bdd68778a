"""Dates as precise as they are known, and when a review was: days, months, or unknown."""

from __future__ import annotations

import calendar
import datetime
import enum
import functools
import re
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability
from reviewlib.frontmatter import Scalar, Sequence, Value
from reviewlib.schema.base import (
    DAY,
    MONTH,
    OneValue,
    ReadContext,
    Refusal,
    any_of,
    matching,
    whole_number,
)
from reviewlib.text import join_and, plain_signs, quoted

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
_EITHER_WAY = re.compile(
    r"\b(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{4}|\d{2})\b|\b\d{2}-\d{1,2}-\d{2}\b"
)
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
_WORDED = re.compile(r"(?:(?P<day>[0-9]{1,2}) )?(?P<month>[A-Za-z]{3,9}) (?P<year>[0-9]{4})")
_AMERICAN = re.compile(r"(?P<month>[A-Za-z]{3,9}) (?P<day>[0-9]{1,2}) (?P<year>[0-9]{4})")
_ONE_DATE = (_SLASHED, _LOOSE, _NUMBERED_MONTH, _WORDED, _AMERICAN)
_JOIN = re.compile(r" (to|until|and) | ?[-/] ?", re.IGNORECASE)  # two dates
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


def _month_number(word: str) -> int:
    """The month of a number, or of its name, cut to three letters or more; 0 for no month."""
    if word.isdecimal():
        return int(word)
    names = (name.casefold() for name in MONTHS)
    return next((n for n, name in enumerate(names, 1) if name.startswith(word.casefold())), 0)


def _read_one(text: str) -> DateValue | None:
    """One date in any form in use; of 5/9/2022 the day comes first."""
    timed = _WITH_TIME.fullmatch(text)
    text = _COMPACT.sub(r"\1-\2-\3", timed["date"]) if timed else text
    plain = _WEEKDAY.sub(" ", text)
    plain = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", plain, flags=re.IGNORECASE)
    plain = " ".join(re.sub(r"\bof\b|[.,]", " ", plain, flags=re.IGNORECASE).split())
    for form in _ONE_DATE:
        match = form.fullmatch(text) or form.fullmatch(plain)
        if match:
            year, day = match["year"], match.groupdict().get("day")
            year = year if len(year) == 4 else f"20{year}"
            iso = f"{year}-{_month_number(match['month']):02}"
            return to_date(f"{iso}-{int(day):02}" if day else iso)
    return None


def _read_two(first: str, last: str) -> tuple[DateValue, DateValue] | None:
    """Two dates in order, alike, of which the first may leave its month and year to the last."""
    end = _read_one(last)
    for given in ("", last[-4:], " ".join(last.split()[-2:])):
        start = _read_one(f"{first} {given}".strip()) if end else None
        if start and end:
            return (start, end) if start.precision == end.precision and start < end else None
    return None


def rewrite_uk(text: str) -> str | None:
    """The form to write for a date in a UK or loose form, or None where there is none.

    >>> rewrite_uk("29/08/2022"), rewrite_uk("29-30 August 2022"), rewrite_uk("Feb 2023")
    ('2022-08-29', '2022-08-29 to 2022-08-30', '2023-02')
    """
    if len(text) > 80:
        return None
    text = " ".join(plain_signs(text).replace("&", " and ").split())
    one = _read_one(text)
    if one:
        return one.iso
    for join in _JOIN.finditer(text):
        two = _read_two(text[: join.start()], text[join.end() :])
        if two:
            apart = two[1].first - two[0].last > datetime.timedelta(days=1)
            better = f"{two[0].iso} to {two[1].iso}"
            left_out = join[0].casefold() == " and " and apart
            return None if left_out or better == text else better
    return None


def date_like(text: str) -> bool:
    """Whether a text looks as though a date was meant, in any form."""
    return bool(_LOOSE.fullmatch(text) or _SLASHED.fullmatch(text) or rewrite_uk(text))


def _why_not(text: str) -> str:
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


def _applicability_of(text: str) -> Applicability:
    """Whether a date has one meaning: 5/9/2022 has two, and 22-10-29 may begin with its year."""
    return Applicability.UNSAFE if _EITHER_WAY.search(text) else Applicability.SAFE


def _refuse_date(scalar: Scalar, phrase: str, context: ReadContext, *, needs_day: bool) -> Refusal:
    text, better = scalar.text, to_date(rewrite_uk(scalar.text) or "")
    fix, hint = None, f"{phrase.replace('a date', 'Write it', 1)}."
    if better and (better.day or not needs_day):
        hint = ""
        fix = context.write(scalar, better.iso, applicability=_applicability_of(text))
    no_day = to_date(text) and "gives no day; this field takes a whole date."
    return Refusal("bad-date", f"{quoted(text)} {no_day or _why_not(text)}", hint, fix)


class Day(OneValue[datetime.date]):
    """A whole date."""

    phrase = "a date as in 2022-08-29"
    schema = matching(DAY)

    def _value(self, text: str) -> datetime.date | None:
        found = to_date(text)
        return found.first if found and found.day else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        return _refuse_date(scalar, self.phrase, context, needs_day=True)


class PartialDate(OneValue[DateValue]):
    """A date of which the day, or day and month, may be unknown."""

    phrase = "a date as in 2022-08-29, 2022-08 or 2022"
    schema = any_of(matching(f"{DAY}|{MONTH}"), whole_number(1900, 2199))

    def _value(self, text: str) -> DateValue | None:
        return to_date(text)

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        return _refuse_date(scalar, self.phrase, context, needs_day=False)


# ---------- when a review was

_BETWEEN = re.compile(r"between (?P<first>.+?) and (?P<last>.+)", re.IGNORECASE)
_TO = re.compile(r"(?P<first>.+?) to (?P<last>.+)", re.IGNORECASE)
_DAYS = f"{DAY}(?: to {DAY})?"
_ANY = f"{_DAYS}|between {DAY} and {DAY}|{MONTH}(?: to {MONTH})?|unknown"
WHEN_FORMS = {
    "2022-08-29": "one day",
    "2022-08-29 to 2022-08-30": "every day from the first to the last",
    "between 2021-11-24 and 2021-12-07": "some days within that time; which ones is not known",
    "2023-02": "some time in that month",
    "2023-02 to 2023-03": "some time in those months",
    "unknown": "the programme year alone is known",
}
"""The forms of `when`, each with what it stands for; besides, a list of the first two."""

_FORMS = tuple(WHEN_FORMS)


class Precision(enum.StrEnum):
    """How precisely it is known when a review was."""

    DAYS = "days"
    BETWEEN = "between"
    MONTHS = "months"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """From one date to another, both included; of the same precision."""

    first: DateValue
    last: DateValue

    @property
    def words(self) -> str:
        """Formatted, with nothing repeated: 29 to 30 August 2022."""
        if self.first == self.last:
            return self.first.words
        a, b = self.first, self.last
        if a.day and (a.year, a.month) == (b.year, b.month):
            return f"{a.day} to {b.words}"
        return f"{a.words.removesuffix(f' {b.year}')} to {b.words}"

    @property
    def iso(self) -> str:
        """The two dates as an ISO 8601 interval, or the one."""
        return self.first.iso if self.first == self.last else f"{self.first.iso}/{self.last.iso}"


@dataclass(frozen=True)
class VisitDatesValue:
    """When a review was, or is planned; every page that lists the review asks for its words."""

    precision: Precision  # how precisely it is known
    ranges: tuple[DateRange, ...] = ()  # one or more runs, in order; none where it is unknown

    @functools.cached_property
    def first(self) -> datetime.date | None:
        """The earliest day it can have begun, or None."""
        return self.ranges[0].first.first if self.ranges else None

    @functools.cached_property
    def last(self) -> datetime.date | None:
        """The latest day it can have ended, or None."""
        return self.ranges[-1].last.last if self.ranges else None

    @functools.cached_property
    def words(self) -> str:
        """Formatted, such as "1 November and 8 to 9 November 2022"; "" where unknown."""
        if self.precision is Precision.BETWEEN:
            run = self.ranges[0]
            first = run.first.words.removesuffix(f" {run.last.year}")
            return f"some days between {first} and {run.last.words}"
        if _one_month(self.ranges):
            return _days_of_one_month(self.ranges)
        return join_and(run.words for run in self.ranges)

    @property
    def edtf(self) -> str:
        """As the Extended Date/Time Format writes it (ISO 8601-2); "" where unknown.

        Days that are all meant are a set, `{…}` (level 2). Days of which only some are meant,
        and months, are intervals (level 0): `precision` says which of the two.
        """
        if self.precision is Precision.DAYS and len(self.ranges) > 1:
            return "{" + ",".join(run.iso.replace("/", "..") for run in self.ranges) + "}"
        return self.ranges[0].iso if self.ranges else ""


def _rewritten(text: str) -> str | None:
    """The whole value in the form this field takes, or None where that cannot be known."""
    between = _BETWEEN.fullmatch(text)
    two = _read_two(*between.groups()) if between else None
    if two is None:
        return rewrite_uk(text)
    form = "between {} and {}" if two[0].day else "{} to {}"  # of months, "between" says no more
    return form.format(two[0].iso, two[1].iso)


def _one_month(runs: tuple[DateRange, ...]) -> bool:
    ends = {(date.year, date.month) for run in runs for date in (run.first, run.last)}
    return len(runs) > 1 and len(ends) == 1 and all(run.first.day for run in runs)


def _days_of_one_month(runs: tuple[DateRange, ...]) -> str:
    """Such as "1, 8 and 9 November 2022": a run of two days is said as two days."""
    parts: list[str] = []
    for run in runs:
        a, b = run.first.day, run.last.day
        if b == a + 1:
            parts += [str(a), str(b)]
        else:
            parts.append(str(a) if a == b else f"{a} to {b}")
    month = f"{MONTHS[runs[0].first.month - 1]} {runs[0].first.year}"
    return f"{join_and(parts)} {month}"


def _ends(text: str, context: ReadContext) -> tuple[str, ...]:
    """The two ends of a range, or the one date; an item of a list cannot be "between"."""
    text = " ".join(text.split())
    match = None if context.in_list else _BETWEEN.fullmatch(text)
    match = match or _TO.fullmatch(text)
    return match.groups() if match else (text,)


def _range_of(ends: tuple[str, ...]) -> DateRange | None:
    """Days or months from one end to the other; None where they make no range."""
    first, last = to_date(ends[0]), to_date(ends[-1])
    if not first or not last or not first.month or first.precision != last.precision:
        return None
    return DateRange(first, last) if first <= last else None


def _refuse_range(ends: tuple[str, ...], scalar: Scalar, context: ReadContext) -> Refusal:
    """What is wrong with ends that make no range."""
    dates: list[DateValue] = []
    for word in ends:
        date = to_date(word)
        if date is None or not date.month:
            return _refuse_end(word, date, scalar, context)
        dates.append(date)
    first, last = dates
    if first.precision != last.precision:
        hint = "Give both as days (2022-08-29) or both as months (2022-08)."
        return Refusal("bad-date", f"{quoted(scalar.text)} mixes a day and a month.", hint)
    form = "between {} and {}" if _BETWEEN.fullmatch(scalar.text) else "{} to {}"
    better = form.format(last.iso, first.iso)
    fix = context.write(scalar, better, applicability=Applicability.UNSAFE)
    message = f"{quoted(scalar.text)} ends before it begins."
    return Refusal("dates-out-of-order", message, fix=fix)


def _refuse_end(word: str, date: DateValue | None, scalar: Scalar, context: ReadContext) -> Refusal:
    """What is wrong with one date and, where it can be known, the line to write."""
    if date is not None and word == scalar.text:
        message = f"{quoted(word)} is a year alone; the folder says the year."
        unknown = context.write(scalar, "unknown", applicability=Applicability.UNSAFE)
        return Refusal("bad-date", message, fix=None if context.in_list else unknown)
    text, hint, fix = " ".join(scalar.text.split()), "", None
    better = None if context.in_list and _BETWEEN.fullmatch(text) else _rewritten(text)
    if better:
        fix = context.write(scalar, better, applicability=_applicability_of(text))
    elif date is not None or not _ISO.fullmatch(word):  # of 2022-02-30 the message says all
        hint = _one_of(context, _FORMS[:2] if context.in_list else _FORMS)
    why = _why_not(word) if date is None else "gives no month."
    return Refusal("bad-date", f"{quoted(word)} {why}", hint, fix)


class _ListedDays(OneValue[DateRange]):
    """An item of a list of days: one day, or from one to another."""

    def _find(self, text: str, context: ReadContext) -> DateRange | None:
        found = _range_of(_ends(text, context))
        return found if found and found.first.day else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        ends = _ends(scalar.text, context)
        if _range_of(ends) is None:
            return _refuse_range(ends, scalar, context)
        message = f"{quoted(scalar.text)} gives no day; a list takes days."
        return Refusal("bad-date", message, _one_of(context, _FORMS[:2]))


class VisitDates(OneValue[VisitDatesValue]):
    """The field `when` of a review."""

    phrase = "days, months or unknown, in one of the forms below"
    schema = any_of(matching(_ANY), {"type": "array", "items": matching(_DAYS), "minItems": 1})

    def read(self, value: Value, context: ReadContext) -> VisitDatesValue | None:
        """When it was, or None and a problem with the line to write."""
        if not isinstance(value, Sequence):
            return super().read(value, context)
        ranges: list[DateRange] = []
        complete = True
        for item in value.items:
            found = _ListedDays().read(item, context.item(item))
            if found is None:
                complete = False
            elif ranges and found.first <= ranges[-1].last:
                complete = False
                message = f"{quoted(found.words)} does not come after {quoted(ranges[-1].words)}."
                hint = "Put the earliest first, no day twice."
                context.report("dates-out-of-order", message, at=item, hint=hint)
            else:
                ranges.append(found)
        return VisitDatesValue(Precision.DAYS, tuple(ranges)) if ranges and complete else None

    def _find(self, text: str, context: ReadContext) -> VisitDatesValue | None:
        text = " ".join(text.split())
        if text.casefold() == "unknown":
            return VisitDatesValue(Precision.UNKNOWN)
        found = _range_of(_ends(text, context))
        between = _BETWEEN.fullmatch(text)
        if found is None or (between and not found.first.day):
            return None
        dates = Precision.DAYS if found.first.day else Precision.MONTHS
        return VisitDatesValue(Precision.BETWEEN if between else dates, (found,))

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        ends = _ends(scalar.text, context)
        found = _range_of(ends)
        if found is None:
            return _refuse_range(ends, scalar, context)
        message = f"{quoted(scalar.text)} names months; between takes days."
        better = f"{found.first.iso} to {found.last.iso}"
        fix = context.write(scalar, better, applicability=Applicability.UNSAFE)
        return Refusal("bad-date", message, fix=fix)


def _one_of(context: ReadContext, forms: tuple[str, ...]) -> str:
    return "\n".join(
        ["Write one of these forms:", *(f"  {context.prefix}{form}" for form in forms)]
    )
