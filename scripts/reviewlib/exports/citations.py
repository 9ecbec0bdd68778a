"""How to cite a review's reports and the library's record of it: as a sentence, BibTeX and RIS."""

# A report is its council's work; the record is the library's. Neither is cited as the other.
# Where the date of a report is not known it stays out: the visit's date is not the report's.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewlib.exports.collections import permanent_name
from reviewlib.library import Library, urls
from reviewlib.models import Report, Review
from reviewlib.presentation.wording import (
    capitalised,
    changed_on,
    councils,
    join_and,
    title,
    when_words,
)
from reviewlib.schema import MONTHS, DateValue


@dataclass(frozen=True, slots=True)
class Citation:
    """One work to cite."""

    key: str  # a short name, the only one in its file
    is_report: bool  # whether it is a report of a council; else it is the library's record
    authors: tuple[str, ...]  # who wrote it: bodies, never people
    title: str  # its title
    kind: str  # what kind of work it is
    date: DateValue | None  # when it was published, or None where that is not known
    where: str  # its web address, or ""
    note: str  # what else to say
    language: str  # as an IETF tag (BCP 47)


def _report(library: Library, review: Review, report: Report, number: int, url: str) -> Citation:
    visit = f"{library.programme.name} review, {when_words(library, review)}"
    notes = [visit, report.version or ""]
    where = report.listed or ""
    if report.file and url:
        where = url + urls.report_address(review, report.file)
    elif report.listed:
        notes.append("listed on the page given")
    return Citation(
        key=f"{permanent_name(review).replace('/', '-')}-report{number if number > 1 else ''}",
        is_report=True,
        authors=councils(library, review, report),
        title=report.title,
        kind=report.kind.capitalize(),
        date=report.published,
        where=where,
        note="; ".join(filter(None, notes)),
        language=report.lang,
    )


def _record(library: Library, review: Review, url: str) -> Citation:
    return Citation(
        key=f"{permanent_name(review).replace('/', '-')}-record",
        is_report=False,
        authors=(library.programme.title,),
        title=f"{title(library, review)}, {when_words(library, review)}: record of a review",
        kind="Record",
        date=DateValue.of(changed_on(library, review)),
        where=url + urls.review_address(review) if url else "",
        note=library.programme.fit("written by the library, not by the council"),
        language="en-GB",
    )


def citations(library: Library, review: Review, url: str = "") -> Iterator[Citation]:
    """Each report of a review, then the record of it."""
    for number, report in enumerate(review.reports, start=1):
        yield _report(library, review, report, number, url)
    yield _record(library, review, url)


def as_text(citation: Citation) -> str:
    """A citation as a sentence."""
    date = str(citation.date.year) if citation.date else "no date"
    words = f"{join_and(citation.authors)} ({date}) {citation.title}. {capitalised(citation.note)}."
    return f"{words} {citation.where}".strip()


# By LaTeX's own names: a brace with a backslash is still a brace to BibTeX, which counts them.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C"}


# Signs that TeX would make one of: "--" a dash, "``" a quotation mark, "?`" a Spanish one.
_JOINED = re.compile(r"(?<=[-`'<>,])(?=[-`'<>,])|(?<=[?!])(?=`)")


def _tex(text: str) -> str:
    apart = _JOINED.sub("\0", " ".join(text.split()))
    return "".join("{}" if sign == "\0" else _TEX.get(sign, sign) for sign in apart)


def _braced(names: Iterable[str]) -> str:
    """Names that are not of people, so that no program turns them about."""
    return " and ".join(f"{{{_tex(name)}}}" for name in names)


def _bibtex(citation: Citation) -> str:
    fields = {
        "author": _braced(citation.authors),
        "title": f"{{{_tex(citation.title)}}}",
        "institution" if citation.is_report else "publisher": _braced(citation.authors)
        if len(citation.authors) == 1
        else _tex(join_and(citation.authors)),
        "type": _tex(citation.kind),
    }
    if citation.date:
        fields["year"] = str(citation.date.year)
        if citation.date.month:
            fields["month"] = MONTHS[citation.date.month - 1]
    else:
        fields["year"] = "no date"
    fields["note"] = _tex(citation.note)
    fields["language"] = citation.language
    if citation.where:
        fields["url"] = "".join(_IN_ADDRESS.get(sign, sign) for sign in citation.where)
    entry = "techreport" if citation.is_report else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{entry}{{{citation.key},\n{lines}}}\n"


def as_bibtex(found: Iterable[Citation]) -> bytes:
    """Citations as BibTeX, in UTF-8."""
    return "\n".join(map(_bibtex, found)).encode()


def _ris_line(name: str, value: str) -> str:
    return f"{name}  - {' '.join(value.split())}\r\n"


def _ris(citation: Citation) -> str:
    date = citation.date
    lines = [("TY", "RPRT" if citation.is_report else "ELEC"), ("ID", citation.key)]
    lines += [("AU", author) for author in citation.authors]
    lines.append(("TI", citation.title))
    if date:
        month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
        lines += [("PY", str(date.year)), ("DA", f"{date.year}/{month}/{day}/")]
    lines.append(("PB", join_and(citation.authors)))
    lines += [("M3", citation.kind), ("N1", citation.note), ("LA", citation.language)]
    if citation.where:
        lines.append(("UR", citation.where))
    return "".join(_ris_line(name, value) for name, value in lines) + "ER  - \r\n"


def as_ris(found: Iterable[Citation]) -> bytes:
    """Citations as RIS, in UTF-8; the signs a line cannot hold become spaces."""
    return "\r\n".join(map(_ris, found)).encode()
