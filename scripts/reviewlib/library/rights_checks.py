"""How much of a report without a licence stands in its record, word for word."""

# Fair dealing for quotation (CDPA 1988, s. 30(1ZA)) gives no number: the extent must be "no more
# than is required". These limits are about a sentence for each page, a few per cent of a report.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.model import Library
from reviewlib.models import Node, Report, Review
from reviewlib.pdf import PdfResult
from reviewlib.pdf.words import normalize_text
from reviewlib.text import quoted

WORDS_A_PAGE = 15
"""Words of each page that may be quoted; of a report whose pages are not known, `LEAST` in all."""
LEAST, MOST = 60, 400
"""Of a report of few pages, and of one of many."""
SHARE, LEAST_OF_TEXT = 0.05, 30
"""Of a report whose text is on this computer: of all its words, and of a very short text."""

_RUN = 8  # words in a row that are no coincidence
_INLINE = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_LEAST_INLINE = 4  # words; shorter ones are names and terms


def _licensed(report: Report) -> bool:
    return report.rights is not None and report.rights.may_serve


def unlicensed(review: Review) -> tuple[Report, ...]:
    """The reports of a review that we may not republish."""
    return tuple(report for report in review.reports if not _licensed(report))


def _plain(node: Node) -> str:
    """All the words below a node, blocks apart."""
    return " ".join(one.text for one in node.walk() if one.text)


class _Taken:
    """What one record takes from reports without a licence.

    Args:
        review: the record.
        library: what it belongs to.
        texts: the texts of these reports that are known.
    """

    def __init__(self, review: Review, library: Library, texts: Sequence[PdfResult]) -> None:
        self.review = review
        self.library = library
        self.words = [word for text in texts for page in text.pages for word in _words(page.text)]

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(zip(*(self.words[at:] for at in range(_RUN)), strict=False))

    def _copied(self, text: str) -> int:
        """How many words of a text stand in the report, in runs."""
        if not self.words:
            return 0
        words = _words(text)
        found: set[int] = set()
        for at in range(len(words) - _RUN + 1):
            if tuple(words[at : at + _RUN]) in self._runs:
                found.update(range(at, at + _RUN))
        return len(found)

    def _of(self, text: str, *, wholly: bool = False) -> int:
        copied = self._copied(text)
        if wholly:
            return max(len(text.split()), copied)
        counts = [len((a or b).split()) for a, b in _INLINE.findall(text)]
        return max(sum(one for one in counts if one >= _LEAST_INLINE), copied)

    def lines(self) -> Iterator[tuple[int, int]]:
        """Each line of the record that takes words, with how many."""
        for section in self.review.sections:
            for block in section.blocks:
                if block.prose is not None:
                    wholly = block.prose.kind == "quote"
                    yield block.prose.line, self._of(_plain(block.prose), wholly=wholly)
            for finding in section.findings:
                quote = self.library.quotes.get((self.review.id, finding.anchor))
                if not (finding.document or (quote and quote.found)):
                    yield finding.line, self._of(finding.text, wholly=finding.quoted)
                for node in finding.details:
                    yield node.line, self._of(_plain(node), wholly=node.kind == "quote")
                for update in finding.updates:
                    yield update.line, self._of(update.text)

    @property
    def limit(self) -> int:
        """How many words may be taken."""
        pages = [report.pages or 0 for report in unlicensed(self.review)]
        limit = min(MOST, sum(max(LEAST, WORDS_A_PAGE * one) for one in pages))
        share = max(LEAST_OF_TEXT, round(SHARE * len(self.words)))
        return min(limit, share) if self.words else limit


def _words(text: str) -> list[str]:
    return [word for word in map(normalize_text, text.split()) if word]


def quoted_too_much(library: Library, texts: Mapping[str, PdfResult]) -> Iterator[Diagnostic]:
    """Records that hold more of a report without a licence than may be quoted.

    Args:
        library: the library.
        texts: what was read from reports that are not published, by their checksum.
    """
    for review in library.every_review:
        reports = unlicensed(review)
        if not reports:
            continue
        known = [texts[sha] for one in reports if (sha := one.original or "") in texts]
        taken = _Taken(review, library, known)
        lines = [(line, count) for line, count in taken.lines() if count]
        total, limit = sum(count for _, count in lines), taken.limit
        if total <= limit:
            continue
        over = next(
            line for at, (line, _) in enumerate(lines) if sum(n for _, n in lines[: at + 1]) > limit
        )
        titles = " and ".join(quoted(report.title) for report in reports)
        share = f", {total / len(taken.words):.0%} of it" if taken.words else ""
        message = (
            f"this record repeats {total} words of {titles} exactly{share}. No licence "
            f"lets us publish them; at most {limit} may be quoted."
        )
        longest = sorted(lines, key=lambda one: -one[1])[:5]
        where = ", ".join(f"{line} ({count} words)" for line, count in longest)
        hint = (
            f"Say these lines in your own words, the longest first: {where}.\n"
            "If its publisher has licensed the report or agreed, write under it:\n"
            "    rights: OGL 3.0"
        )
        yield Diagnostic(review.place.path, over, 0, "", "quoted-too-much", message, hint)
