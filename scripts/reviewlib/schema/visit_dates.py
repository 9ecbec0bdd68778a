"""When a review was: days, runs of days, months, some days within, or unknown."""

# The forms, as editors write them (docs/records.md):
#   2022-08-29                            one day
#   2022-08-29 to 2022-08-30              every day from the first to the last
#   between 2021-11-24 and 2021-12-07     some days within
#   2023-02                               some time in a month
#   2023-02 to 2023-03                    some time in those months
#   a list of days and runs of days
#   unknown                               the programme year alone is known

from __future__ import annotations

import datetime
import enum
import re
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability
from reviewlib.frontmatter import Scalar, Sequence, Value
from reviewlib.schema.base import (
    DAY,
    MONTH,
    JsonSchema,
    ReadContext,
    any_of,
    expect_text,
    matching,
    read_typed,
)
from reviewlib.schema.dates import (
    MONTHS,
    DateValue,
    applicability_of,
    has_form,
    rewrite_uk,
    to_date,
    why_not,
)
from reviewlib.text import quoted

_BETWEEN = re.compile(r"between (?P<first>.+?) and (?P<last>.+)", re.IGNORECASE)
_TO = re.compile(r"(?P<first>.+?) to (?P<last>.+)", re.IGNORECASE)
_DAYS = f"{DAY}(?: to {DAY})?"
_ANY = f"{_DAYS}|between {DAY} and {DAY}|{MONTH}(?: to {MONTH})?|unknown"
_FORMS = (
    "2022-08-29",
    "2022-08-29 to 2022-08-30",
    "between 2021-11-24 and 2021-12-07",
    "2023-02",
    "2023-02 to 2023-03",
    "unknown",
)


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
        if a.year != b.year:
            return f"{a.words} to {b.words}"
        start = f"{a.day} {MONTHS[a.month - 1]}" if a.day else MONTHS[a.month - 1]
        return f"{start} to {b.words}"

    @property
    def iso(self) -> str:
        """The two dates as an ISO 8601 interval, or the one."""
        return self.first.iso if self.first == self.last else f"{self.first.iso}/{self.last.iso}"


@dataclass(frozen=True, slots=True)
class VisitDatesValue:
    """When a review was, or is planned."""

    precision: Precision  # how precisely it is known
    ranges: tuple[DateRange, ...] = ()  # one or more runs, in order; none where it is unknown

    @property
    def first(self) -> datetime.date | None:
        """The earliest day it can have begun, or None."""
        return self.ranges[0].first.first if self.ranges else None

    @property
    def last(self) -> datetime.date | None:
        """The latest day it can have ended, or None."""
        return self.ranges[-1].last.last if self.ranges else None

    @property
    def words(self) -> str:
        """Formatted, such as "1 November and 8 to 9 November 2022"; "" where unknown."""
        if self.precision is Precision.BETWEEN:
            run = self.ranges[0]
            same_year = run.first.year == run.last.year
            first = (
                run.first.words.removesuffix(f" {run.first.year}") if same_year else run.first.words
            )
            return f"some days between {first} and {run.last.words}"
        if _one_month(self.ranges):
            return _days_of_one_month(self.ranges)
        words = [run.words for run in self.ranges]
        return (
            " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
        )

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
    whole = rewrite_uk(text)
    if whole:
        return whole
    for pattern, form in ((_BETWEEN, "between {} and {}"), (_TO, "{} to {}")):
        match = pattern.fullmatch(text)
        if match:
            first, last = match.groups()
            year = last[-4:]  # of the first date too, where it gives none
            dates = [
                rewrite_uk(first) or rewrite_uk(f"{first} {year}") or first,
                rewrite_uk(last) or last,
            ]
            ends = [to_date(date) for date in dates]
            alike = ends[0] and ends[1] and ends[0].precision == ends[1].precision != "year"
            return form.format(*dates) if alike and ends[0] <= ends[1] else None  # type: ignore[operator]
    return None


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
    return f"{', '.join(parts[:-1])} and {parts[-1]} {month}"


class VisitDates:
    """The field `when` of a review."""

    def read(self, value: Value, context: ReadContext) -> VisitDatesValue | None:
        """When it was, or None and a problem with the line to write."""
        if isinstance(value, Sequence):
            return self._list(value, context)
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        text = " ".join(scalar.text.split())
        if text.casefold() == "unknown":
            return VisitDatesValue(Precision.UNKNOWN)
        between = _BETWEEN.fullmatch(text)
        if not between:
            run = self._one(text, scalar, context)
            if run is None:
                return None
            return VisitDatesValue(Precision.DAYS if run.first.day else Precision.MONTHS, (run,))
        run = self._run(between["first"], between["last"], scalar, context)
        if run and not run.first.day:
            message = f"{quoted(text)} names months; between takes days."
            better = f"{run.first.iso} to {run.last.iso}"
            fix = context.write(scalar, better, applicability=Applicability.UNSAFE)
            context.report("bad-date", message, at=scalar, fix=fix)
            return None
        return VisitDatesValue(Precision.BETWEEN, (run,)) if run else None

    def _list(self, value: Sequence, context: ReadContext) -> VisitDatesValue | None:
        runs: list[DateRange] = []
        complete = True
        for item in value.items:
            run = read_typed(self._item, item, context.item(item))
            if run is None:
                complete = False
            elif runs and run.first <= runs[-1].last:
                complete = False
                message = f"{quoted(run.words)} does not come after {quoted(runs[-1].words)}."
                hint = "Put the earliest first, no day twice."
                context.report("dates-out-of-order", message, at=item, hint=hint)
            else:
                runs.append(run)
        return VisitDatesValue(Precision.DAYS, tuple(runs)) if runs and complete else None

    def _item(self, item: Value, context: ReadContext) -> DateRange | None:
        scalar = expect_text(item, context)
        if scalar is None:
            return None
        run = self._one(" ".join(scalar.text.split()), scalar, context)
        if run is None or run.first.day:
            return run
        message = f"{quoted(scalar.text)} gives no day; a list takes days."
        context.report("bad-date", message, at=item, hint=_one_of(context, _FORMS[:2]))
        return None

    def _one(self, text: str, scalar: Scalar, context: ReadContext) -> DateRange | None:
        to = _TO.fullmatch(text)
        if to:
            return self._run(to["first"], to["last"], scalar, context)
        return self._run(text, text, scalar, context)

    def _run(self, first: str, last: str, scalar: Scalar, context: ReadContext) -> DateRange | None:
        dates = []
        for word in dict.fromkeys((first, last)):
            date = to_date(word)
            if date is None or not date.month:
                self._refuse(word, date, scalar, context)
                return None
            dates.append(date)
        a, b = dates[0], dates[-1]
        if a.precision != b.precision:
            hint = "Give both as days (2022-08-29) or both as months (2022-08)."
            context.report(
                "bad-date", f"{quoted(scalar.text)} mixes a day and a month.", at=scalar, hint=hint
            )
            return None
        if b < a:
            form = "between {} and {}" if _BETWEEN.fullmatch(scalar.text) else "{} to {}"
            message = f"{quoted(scalar.text)} ends before it begins."
            better = form.format(b.iso, a.iso)
            fix = context.write(scalar, better, applicability=Applicability.UNSAFE)
            context.report("dates-out-of-order", message, at=scalar, fix=fix)
            return None
        return DateRange(a, b)

    def _refuse(
        self, word: str, date: DateValue | None, scalar: Scalar, context: ReadContext
    ) -> None:
        """Say what is wrong with one date and, where it can be known, the line to write."""
        if date is not None and word == scalar.text:
            message = f"{quoted(word)} is a year alone; the folder says the year."
            unknown = context.write(scalar, "unknown", applicability=Applicability.UNSAFE)
            context.report("bad-date", message, at=scalar, fix=None if context.in_list else unknown)
            return
        text = " ".join(scalar.text.split())
        better = None if context.in_list and _BETWEEN.fullmatch(text) else _rewritten(text)
        fix = (
            context.write(scalar, better, applicability=applicability_of(text)) if better else None
        )
        if better or (date is None and has_form(word)):
            hint = ""
        else:
            hint = _one_of(context, _FORMS[:2] if context.in_list else _FORMS)
        why = why_not(word) if date is None else "gives no month."
        context.report("bad-date", f"{quoted(word)} {why}", at=scalar, hint=hint, fix=fix)

    def describe(self) -> str:
        """What to write."""
        return "days, months or unknown, in one of the forms below"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return any_of(matching(_ANY), {"type": "array", "items": matching(_DAYS), "minItems": 1})


def _one_of(context: ReadContext, forms: tuple[str, ...]) -> str:
    return "\n".join(
        ["Write one of these forms:", *(f"  {context.prefix}{form}" for form in forms)]
    )
