"""Dates in running text, in the form that records take."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from reviewlib.schema import MONTHS, to_date

# The months in Gaelic, with and without the article, lenited or not.
_GAELIC_MONTHS = (
    "(?:am )?fh?aoilleach",
    "(?:an )?gh?earran",
    "(?:am )?mh?àrt",
    "(?:an )?giblean",
    "(?:an |a')?(?:ch?èitein|cèitean|mh?àigh)",
    "(?:(?:an )?t-)?ògmh[iì]os",
    "(?:(?:an )?t-)?iuchar",
    "(?:an )?lùnastal",
    "(?:(?:an )?t-)?sultain",
    "(?:an )?dàmha(?:i)?r",
    "(?:(?:an )?t-)?samhain",
    "(?:an )?d[ùu][bd]h?lachd",
)
_ENGLISH = "|".join((*(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "Sept"))
_MONTH = (
    rf"(?P<month>(?:{_ENGLISH})(?=[\s.,/–-]|$)\.?|(?:d(?:h?e)?n )?(?:{'|'.join(_GAELIC_MONTHS)}))"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?,?\s+(?:the\s+)?)?"
_DAY = rf"{_WEEKDAY}(?P<day>[0-3]?\d)(?:st|nd|rd|th|mh)?(?:\s+of)?"
_PIECE = re.compile(
    rf"(?<![\w.])(?:{_DAY}(?:\s+{_MONTH})?|{_MONTH.replace('<month>', '<alone>')})"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d))?(?!\w)", re.I)  # fmt: skip
_JOIN = re.compile(r"\s*(?P<join>,?\s*(?:and|agus|&)|to|until|gu|-|–|—|,|/)\s*(?:on\s+)?", re.I)
_BETWEEN = re.compile(r"(?:between|eadar)\s*$", re.I)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_RUN = {"to", "until", "gu", "-", "–", "—"}


def _month(word: str) -> int:
    word = re.sub(r"^d(?:h?e)?n ", "", word.strip(". "), flags=re.I)
    for number, name in enumerate(MONTHS, start=1):
        if name[:3].casefold() == word[:3].casefold() and word.isascii():
            return number
    return next(
        (
            number
            for number, one in enumerate(_GAELIC_MONTHS, start=1)
            if re.fullmatch(one, word, re.I)
        ),
        0,
    )


class _Chain:
    """Dates that follow one another: a month or year said once counts for those before it."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, int, int]] = []  # day, month, year; 0 where not said
        self.joins: list[str] = []

    def dates(self) -> list[tuple[int, int, int]]:
        """The pieces, each with its month and year; none where a piece has none."""
        month = year = 0
        found = []
        for own_day, own_month, own_year in reversed(self.pieces):
            year = own_year or year
            month = own_month or month
            found.append((own_day, month, year))
        # "November 2022 to March": the year goes on.
        return found[::-1] if all(one[1] and one[2] for one in found) else []


def _written(one: tuple[int, int, int]) -> str:
    day, month, year = one
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _is_next(one: str, other: str) -> bool:
    """Whether a day or month is the one after another."""
    first, last = to_date(one), to_date(other)
    return bool(first and last and last.first - first.last == datetime.timedelta(1))


def _forms(chain: _Chain, *, between: bool) -> Iterator[str]:
    """The dates of a chain as a record has them; several days that are not a run as "a, b"."""
    dates = [_written(one) for one in chain.dates()]
    if not dates or any(to_date(one) is None for one in dates):
        return
    if between and len(dates) == 2 and dates[0] < dates[1]:
        days = len(dates[0]) > 7
        yield f"between {dates[0]} and {dates[1]}" if days else f"{dates[0]} to {dates[1]}"
        return
    runs: list[list[str]] = [[dates[0]]]
    for join, date in zip(chain.joins, dates[1:], strict=True):
        last = runs[-1]
        alike = len(date) == len(last[0])
        if alike and last[-1] < date and (join in _RUN or _is_next(last[-1], date)):
            runs[-1] = [last[0], date]
        else:
            runs.append([date])
    words = [" to ".join(dict.fromkeys(run)) for run in runs]
    if all(len(run[0]) > 7 for run in runs) and words == sorted(words):
        yield ", ".join(words)
    else:
        yield from words


def _chains(text: str) -> Iterator[tuple[_Chain, bool]]:
    """Each chain of dates, and whether "between" stands before it."""
    at = 0
    while match := _PIECE.search(text, at):
        chain, start = _Chain(), match.start()
        while match:
            month = match["month"] or match["alone"]
            year = int(match["year"] or 0)
            chain.pieces.append((int(match["day"] or 0), _month(month) if month else 0, year))
            at = match.end()
            join = _JOIN.match(text, at)
            match = _PIECE.match(text, join.end()) if join else None
            if match and join:
                chain.joins.append(join["join"].strip(" ,").casefold() or ",")
        yield chain, bool(_BETWEEN.search(text[:start]))


def _in_words(match: re.Match[str]) -> str:
    """A day such as 6/3/2023, read as in the United Kingdom, with its month in words."""
    day, month, year = map(int, match.groups())
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else match[0]


def find_dates(text: str) -> list[str]:
    """The dates a text names: those with days first, then months; each once.

    Several days that belong together are one entry, with a comma between them.

    >>> find_dates("We met between 24 November and 7 December 2021; the report is of May 2022.")
    ['between 2021-11-24 and 2021-12-07', '2022-05']
    >>> find_dates("a visit on 6 and 8 March 2023"), find_dates("1, 8 & 9 November 2022")
    (['2023-03-06, 2023-03-08'], ['2022-11-01, 2022-11-08 to 2022-11-09'])
    >>> find_dates("Monday 6 February to Wednesday 8 February 2023"), find_dates("6-8 Feb 2023")
    (['2023-02-06 to 2023-02-08'], ['2023-02-06 to 2023-02-08'])
    >>> find_dates("06/02/2023 to 08/02/2023"), find_dates("November/December 2022")
    (['2023-02-06 to 2023-02-08'], ['2022-11 to 2022-12'])
    >>> find_dates("eadar 6 agus 8 den Mhàrt 2023")
    ['between 2023-03-06 and 2023-03-08']
    """
    text = _SLASHED.sub(_in_words, text)
    found = [form for chain, between in _chains(text) for form in _forms(chain, between=between)]
    return list(dict.fromkeys(sorted(found, key=lambda one: len(one) < 10)))


def month_of(date: str) -> str:
    """The month of the first day of a date, such as "2022-11"; "" where it has none."""
    match = re.search(r"\d{4}-\d{2}", date)
    return match[0] if match else ""
