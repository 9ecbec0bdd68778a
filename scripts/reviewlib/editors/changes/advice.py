"""What would make a record better. It speaks of the record, never of the report or the host.

Unlike a warning of `check`, advice is given once, when a record is proposed: to whoever wrote it
and whoever decides on it. A published record is never nagged about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewlib.editors.changes.records import ChangedRecord
from reviewlib.markdown import plain
from reviewlib.models import Finding, Review

_LONG = 60  # words; a point that is longer is rarely one point
_SHOWN = 60
_MARK = re.compile(r"^[ \t]*# please check|^[ \t]*- Please check:", re.MULTILINE)
# A word has a limit of length, and blank space ends with its line, or a long text takes time that
# grows with the square of its length.
_SCHOOL = re.compile(
    r"(?:[A-Z][\w’'.-]{1,60} ){1,4}"
    r"(?:(?:Primary|High|Secondary|Special|Grammar|Infant|Junior|Nursery) "
    r"(?:School|Class)|Academy|Primary|Nursery|Early Learning(?: and Childcare)? Centre)\b"
    r"|\b(?:Bun-sgoil|Àrd-sgoil|Sgoil) [A-ZÀ-Ý]\w+"
)
_FEW = re.compile(
    r"(?<![\w-])(?:one|two|three|four|[1-4])"
    r"(?: (?:out )?of (?:the |our |its |their )?(?:(?:\w+|\d+) )?| (?:\w+ )?)"
    r"(?:pupils?|child|children|learners?|young (?:people|person)|students?|teachers?|parents?"
    r"|famil(?:y|ies)|carers?|members? of staff)\b",
    re.IGNORECASE,
)
# What begins a sentence or belongs to no school's name.
_NO_SCHOOL = re.compile(r"^(?:The|A|An|Each|Every|Our|In|At|Of|Their|All|And|Some) ")
_TOLD = {"strengths", "areas", "learning"}
_PLANNED = {"plans", "next-steps"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that would make a record better.

    Args:
        line: where, in the record's file.
        message: what, and how, in a sentence or two.
    """

    line: int
    message: str


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + '…'}”"


def _of_finding(finding: Finding) -> Iterator[Advice]:
    words = len(finding.text.split())
    if words > _LONG:
        yield Advice(
            finding.line,
            f"This point has {words} words: {_quoted(finding.text)} Two or three short ones are "
            "easier to find and to read.",
        )


def _private(line: int, text: str) -> Iterator[Advice]:
    for match in _SCHOOL.finditer(text):
        name = _NO_SCHOOL.sub("", match[0])
        if " " in name:
            yield Advice(
                line,
                f"{_quoted(name)} seems to name a school. In a small school people can be "
                "recognised. Is the name in the published report, and needed here?",
            )
    for match in _FEW.finditer(text):
        yield Advice(
            line,
            f"{_quoted(match[0])} describes very few people, who may be recognised. Could it be "
            "said without the number?",
        )


def _of_review(review: Review) -> Iterator[Advice]:
    kinds = {finding.kind for finding in review.findings}
    if kinds & _TOLD and not kinds & _PLANNED:
        yield Advice(
            review.place.line,
            "The record has findings, and no planned improvements or next steps. If the report "
            "gives some, they can be added under a heading of that name.",
        )
    for finding in review.findings:
        yield from _of_finding(finding)
        yield from _private(finding.line, finding.text)
        for update in finding.updates:
            yield from _private(update.line, update.text)
    for section in review.sections:
        for block in section.blocks:
            if block.prose is not None:
                yield from _private(block.prose.line, plain([block.prose]))


def _marks(root: Path, entry: ChangedRecord) -> Iterator[Advice]:
    try:
        text = (root / entry.path).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for match in _MARK.finditer(text):
        line = text.count("\n", 0, match.start() + len(match[0])) + 1
        yield Advice(
            line,
            "Here the draft was not sure. Compare it with the report, then delete the words "
            "“please check”, and the line if nothing else stands on it.",
        )


def advice(root: Path, entry: ChangedRecord) -> Iterator[Advice]:
    """What would make a record better, in the order of its lines."""
    found = list(_marks(root, entry)) if entry.path.endswith(".md") else []
    if isinstance(entry.record, Review):
        found += _of_review(entry.record)
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.line, one.message))
