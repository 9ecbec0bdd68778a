"""What a report says of its own visit: dates, who took part, how it was held, which stages."""

# Nothing of this is sure: each is offered to an editor with the page and the words it was read in.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewlib.editors.outline import SENTENCE, HostNames, Outline
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import Authority, Mode, Year
from reviewlib.pdf.dates import find_dates, month_of
from reviewlib.text import normalize_label

_VISIT = re.compile(
    r"\b(?:visit\w*|held|took place|take place|fieldwork|on ?site|review (?:week|days?|activit\w+)"
    r"|carried out|conducted|met|chaidh|thachair|between|sessions?)\b", re.I)  # fmt: skip
_NO_VISIT = re.compile(
    r"\b(?:act|law|since|published|publication|inspect\w*|census|census|legislation|strategy|plan"
    r"|follow-?up|will|regulations|policy|guidance|deadline|by)\b", re.I)  # fmt: skip
_TEAM = re.compile(
    r"\b(?:team|colleagues|contribut\w+|partner\w*|participat\w+|took part|taking part|joined"
    r"|support\w* (?:from|by)|reviewers?|visiting|representatives?|officers from|members from"
    r"|(?:came|drawn|were) from|together with|alongside|còmhla)\b", re.I)  # fmt: skip
_MODES = {
    Mode.ONLINE: re.compile(
        r"\b(?:online|on-line|virtual(?:ly)?|remote(?:ly)?|microsoft teams|by video|air-loidhne)\b",
        re.I,
    ),
    Mode.IN_PERSON: re.compile(
        r"\b(?:in[- ]person|face[- ]to[- ]face|on[- ]site|gu pearsanta)\b", re.I
    ),
    Mode.BLENDED: re.compile(r"\b(?:blended|hybrid|both online and in person)\b", re.I),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clue:
    """Something to confirm."""

    field: str  # the field of the record
    values: tuple[str, ...]  # its values, as a record has them
    page: str  # the number printed on the page
    words: str  # the sentence it was read in


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    page: str
    number: int
    heading: str


def _sentences(found: Outline) -> Iterator[_Sentence]:
    for part in found.parts:
        heading = part.heading.text if part.heading else ""
        for one in ([part.heading] if part.heading else []) + part.passages:
            for text in SENTENCE.split(one.whole or one.text):
                yield _Sentence(text, one.page, one.number, heading)


def _within(date: str, years: Sequence[Year]) -> bool:
    month = month_of(date)
    return any(year.first.iso[:7] <= month <= year.last.iso[:7] for year in years)


def _dates(sentences: Sequence[_Sentence], years: Sequence[Year]) -> Clue | None:
    """The dates that are most probably those of the visit."""

    def score(found: tuple[_Sentence, str]) -> tuple[int, ...]:
        one, date = found
        told = bool(_VISIT.search(one.text)) - bool(_NO_VISIT.search(one.text))
        return (_within(date, years), told, len(date) > 7, -one.number)

    dated = ((one, date) for one in sentences for date in find_dates(one.text))
    best = max(dated, key=score, default=None)  # of several alike the first
    if best is None:
        return None
    one, date = best
    return Clue("when", tuple(date.split(", ")), one.page, one.text)


def _others(
    sentences: Sequence[_Sentence], authorities: Sequence[Authority], hosts: Sequence[str]
) -> Clue | None:
    """The authorities that are named where it is said who came."""
    names, labels = HostNames(authorities), {one.id: one.label for one in authorities}
    found: dict[str, _Sentence] = {}
    for one in sentences:
        if _TEAM.search(one.text) or _TEAM.search(one.heading):
            for host in names.named_in(one.text):
                if host not in hosts:
                    found.setdefault(labels[host], one)
    if not found:
        return None
    first = next(iter(found.values()))
    return Clue("contributors", tuple(found), first.page, first.text)


def _mode(sentences: Sequence[_Sentence]) -> Clue | None:
    """How the visit was held: a blend where it says both."""
    said = {
        mode: one
        for mode, words in _MODES.items()
        for one in reversed(sentences)
        if words.search(one.text) and (_VISIT.search(one.text) or _TEAM.search(one.text))
    }
    if not said:
        return None
    mode = next(iter(said)) if len(said) == 1 else Mode.BLENDED
    one = next(iter(said.values()))
    return Clue("mode", (str(mode),), one.page, one.text)


def _stages(found: Outline, vocabulary: Vocabulary) -> Clue | None:
    """The stages named in the title, the focus and how the review was run."""
    named: dict[str, tuple[str, str]] = {}
    for part in found.parts:
        if part.kind not in ("focus", "topics", "how", "why"):
            continue
        for one in part.passages:
            plain = normalize_label(one.text)
            for stage in vocabulary.stages:
                for name in map(normalize_label, (stage.label, *stage.aliases)):
                    if re.search(rf"\b{re.escape(name)}\b", plain):
                        named.setdefault(stage.label, (one.page, one.text))
    if not named:
        return None
    return Clue("stages", tuple(named), *next(iter(named.values())))


def find_clues(
    found: Outline, vocabulary: Vocabulary, hosts: Sequence[str] = ()
) -> tuple[Clue, ...]:
    """What to confirm in the header of a record.

    Args:
        hosts: the ids of the authorities that hosted.
    """
    sentences = tuple(_sentences(found))
    clues = (
        _dates(sentences, vocabulary.years),
        _others(sentences, vocabulary.authorities, hosts),
        _mode(sentences),
        _stages(found, vocabulary),
    )
    return tuple(filter(None, clues))
