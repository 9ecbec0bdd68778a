"""The mistakes that no lines of a file can show, made in the small clean library.

takes: a library's folder
gives: WRONG_AND_RIGHT, by code what makes the mistake and what mends it
knows nothing of: what the check says of it
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from reviewlib.library.anchors import LEDGER
from tests.diagnostics.placing import REVIEW, change, of_glenmore, report
from tests.pdf.bad import CASES
from tests.pdf.hidden import hidden_words
from tests.pdf.make import pdf, with_strange_letters

Make = Callable[[Path], object]

OTHER = "content/reviews/2022-23/strathbeg.md"
_OPENING = "Glenmore looked at"
_DEEP = "title:\n" + "".join(f"{'  ' * n}a{n}:\n" for n in range(1, 10)) + "  " * 10 + "z: here\n"


def _nothing(root: Path) -> None:
    """The small clean library is right as it is."""


def _bytes(raw: bytes, path: str = REVIEW) -> Make:
    return lambda root: (root / path).write_bytes(raw)


def _line(old: str, new: str, path: str = REVIEW) -> Make:
    return lambda root: change(root, old, new, path)


def _without(path: str) -> Make:
    return lambda root: (root / path).unlink()


def _old_letters(root: Path) -> None:
    change(root, _OPENING, "Glenmore – looked at")
    file = root / REVIEW
    file.write_bytes(file.read_text("utf-8").encode("cp1252"))


def _link(root: Path) -> None:
    (root / OTHER).symlink_to(root / REVIEW)


def _other(root: Path) -> None:
    shutil.copy(root / REVIEW, root / OTHER)
    change(root, "- Glenmore", "- Strathbeg", OTHER)
    change(root, "contributors:\n  - Strathbeg\n", "", OTHER)


def _case(name: str) -> bytes:
    return next(one for one in CASES if one.name == name).make()


def _hidden(name: str) -> bytes:
    return hidden_words()[name]


def _pdf(raw: Callable[[], bytes]) -> Make:
    return lambda root: report(root, raw())


def _pages(*lines: str) -> Make:
    return _pdf(lambda: pdf([["Glenmore Council"], list(lines)]))


def _whole(root: Path) -> None:
    report(root, of_glenmore())


def _unnamed(root: Path) -> None:
    (root / "reports" / "glenmore-2022.pdf").write_bytes(of_glenmore())


def _named_by_two(root: Path) -> None:
    report(root, pdf([["Glenmore Council and Strathbeg Council"]]))
    _other(root)


def _same_twice(root: Path) -> None:
    report(root, of_glenmore())
    (root / "reports" / "glenmore-full.pdf").write_bytes(of_glenmore())
    again = "  - title: Glenmore Report\n    file: glenmore-full.pdf\n    rights: OGL 3.0\n---\n\nG"
    change(root, "---\n\nG", again)


def _not_a_pdf(root: Path) -> None:
    report(root, b"PK\x03\x04 words")


def _sizes(warn: str, refuse: str) -> Make:
    def make(root: Path) -> None:
        report(root, of_glenmore())
        limits = f"pdf_warn_size: {warn}\npdf_refuse_size: {refuse}\nnamespace:"
        change(root, "namespace:", limits, "content/programme.yml")

    return make


def _quoted(words: str) -> Make:
    def make(root: Path) -> None:
        report(root, of_glenmore())
        change(root, "- Families are asked before decisions are made", f'- "{words}" (p. 1)')

    return make


def _planned_too(root: Path) -> None:
    shutil.copy(root / REVIEW, root / OTHER)
    change(root, "status: took place", "status: planned", OTHER)


def _tiles(row: int) -> Make:
    def make(root: Path) -> None:
        path = "content/vocabulary/authorities.yml"
        change(root, "  council: Glenmore", "  column: 1\n  row: 1\n  council: Glenmore", path)
        place = f"  column: 1\n  row: {row}\n  council: Strathbeg"
        change(root, "  council: Strathbeg", place, path)

    return make


_HEADING = "- id: learning\n  label: Learning from other authorities\n"

_CHAIR = "- Learners chair the school improvement group (p. 3)"
_LEAD = "- Pupils lead the school improvement group (p. 3)"
_PUBLISHED = "strength-learners-chair-the-school-improvement-group"


def _reworded(end: str) -> Make:
    def make(root: Path) -> None:
        row = f"/reviews/2022-23/glenmore/#{_PUBLISHED} 0123456789ab\n"
        (root / LEDGER).write_text(row, "utf-8")
        change(root, _CHAIR, f"{_LEAD}{end}")

    return make


WRONG_AND_RIGHT: Mapping[str, tuple[Make, Make]] = {
    "missing-file": (_without("content/programme.yml"), _nothing),
    "page-wanted": (_without("content/about/glossary.md"), _nothing),
    "empty-file": (_bytes(b""), _nothing),
    "not-a-file": (_link, _other),
    "not-text": (_bytes(b"PK\x03\x04 words"), _nothing),
    "not-utf-8": (_old_letters, _line(_OPENING, "Glenmore – looked at")),
    "too-large": (_line(_OPENING, "Words. " * 800_000 + _OPENING), _nothing),
    "hidden-sign": (_line(_OPENING, "Glenmore \u202elooked at"), _nothing),
    "line-too-long": (
        _line("status:", f"title: Glenmore{' ' * 30_000}x\nstatus:"),
        _line("status:", "title: Glenmore again\nstatus:"),
    ),
    "header-too-long": (_line("status:", "# a remark\n" * 600 + "status:"), _nothing),
    "too-deep": (_line("status:", _DEEP + "status:"), _line("status:", "title: One\nstatus:")),
    "text-too-long": (
        _line("status:", f"title: {'Glenmore ' * 40}\nstatus:"),
        _line("status:", "title: Glenmore again\nstatus:"),
    ),
    "file-unnamed": (_unnamed, _whole),
    "file-named-twice": (_named_by_two, _whole),
    "not-a-pdf": (_not_a_pdf, _whole),
    "pdf-unreadable": (_pdf(lambda: _case("half of it")), _whole),
    "pdf-locked": (_pdf(lambda: _case("locked with a password")), _whole),
    "pdf-no-pages": (_pdf(lambda: _case("no pages")), _whole),
    "pdf-active": (_pdf(lambda: _case("JavaScript when it opens")), _whole),
    "pdf-mended": (_pdf(lambda: of_glenmore().replace(b"\n", b"\r\n")), _whole),
    "pdf-redaction": (_pdf(lambda: _hidden("marked for redaction")), _whole),
    "pdf-earlier-version": (_pdf(lambda: _hidden("only in an earlier version")), _whole),
    "pdf-hidden-words": (_pdf(lambda: _hidden("under a black box")), _whole),
    "pdf-private": (_pages("Write to m.person@example.net."), _whole),
    "pdf-scanned": (_pdf(lambda: _case("only pictures of text")), _whole),
    "pdf-words-run-together": (_pages("Glenmore", *["wordsThatRunTogether " * 2] * 3), _whole),
    "pdf-letters-unreadable": (
        _pdf(lambda: with_strange_letters("Glenmore: staff offer five")),
        _whole,
    ),
    "pdf-large": (_sizes("0.1 KB", "9 MB"), _sizes("8 MB", "9 MB")),
    "pdf-too-large": (_sizes("0.1 KB", "0.2 KB"), _sizes("8 MB", "9 MB")),
    "pdf-host-not-named": (_pdf(lambda: pdf([["Strathbeg Council"]])), _whole),
    "pdf-twice": (_same_twice, _whole),
    "quotation-not-found": (
        _quoted("Learners lead the group"),
        _quoted("Learners chair the group"),
    ),
    "held-beside-plan": (_planned_too, _nothing),
    "tile-taken": (_tiles(1), _tiles(2)),
    "anchor-lost": (_reworded(""), _reworded(f" {{#{_PUBLISHED}}}")),
    "heading-lacking": (_line(_HEADING, "", "content/vocabulary/headings.yml"), _nothing),
}
