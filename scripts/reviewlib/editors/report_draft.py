"""A draft beside a record: the points of its reports, to be taken over by an editor."""

# `<record>.draft.md` is ignored by git, by the site and by `check`. What is not for the record is
# in HTML comments, which a record may not have: a draft that was pasted unread does not pass.

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from reviewlib.cache import cache_of, working_folder
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.files import put_over
from reviewlib.editors.outline import FINDINGS, Outline, Part, Passage, outline
from reviewlib.editors.record_edits import when_text
from reviewlib.editors.report_facts import find_clues
from reviewlib.frontmatter import as_value
from reviewlib.library import Library, load
from reviewlib.library.vocabulary import Vocabulary
from reviewlib.models import Finding, Review
from reviewlib.pdf import Limits, PdfResult, Pool, read_reports
from reviewlib.pdf.words import normalize_text
from reviewlib.text import join_or, quoted, suggest

SUFFIX = ".draft.md"
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_FIRST_WORDS = 6
_ALIKE = 0.6  # of the words of the shorter of two points, for them to be the same point
_PLAIN = {ord("“"): '"', ord("”"): '"'}


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report of the record, read."""

    name: str  # of its file
    result: PdfResult  # what was read
    may_quote: bool  # whether its licence or a permission lets us publish its words
    path: Path | None = None  # where the file is
    scanned: bool = False  # whether its words were read from pictures


# ---------- scanned pages, read by `ocrmypdf` where that program is installed

_PROGRAM = "ocrmypdf"
_SECONDS_A_PAGE = 30


def _read_scan(file: Path, pages: int) -> PdfResult:
    """Read a PDF of pictures.

    Raises:
        ConfigError: the program is not installed, or cannot read it.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise ConfigError(
            f"{file.name} holds pictures of pages, without text. Ask for the file that was printed "
            f"and scanned; or install {_PROGRAM}, and its words are read from the pictures."
        )
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        made = Path(folder) / "read.pdf"
        command = [program, "--quiet", "--skip-text", "--output-type", "pdf", str(file), str(made)]
        try:
            subprocess.run(
                command, check=True, capture_output=True, timeout=60 + _SECONDS_A_PAGE * pages
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ConfigError(f"{_PROGRAM} could not read {file.name}.") from error
        result = read_reports({"scan": made}, None, 1)["scan"]
    if not result.pages_with_text:
        raise ConfigError(f"{_PROGRAM} found no words in {file.name}.")
    return result


# ---------- the draft in Markdown


def draft_path(root: Path, review: Review) -> Path:
    """Where the draft of a record is."""
    return (root / review.place.path).with_suffix(SUFFIX)


def escaped(text: str) -> str:
    """Words that mean themselves in Markdown, whatever signs are in them."""
    text = _SIGNS.sub(r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+=])(?=\s|$|-)", r"\\\1", text))


def _comment(text: str) -> str:
    """An HTML comment; two hyphens would end it."""
    return f"<!-- {re.sub('-(?=-)', '- ', text)} -->"


def _words(text: str) -> set[str]:
    return {word for word in map(normalize_text, text.split()) if len(word) > 3}


def _same(point: str, finding: Finding) -> bool:
    """Whether a finding of the record is a point of the report, in its words or shorter."""
    one, other = normalize_text(point).rstrip("."), normalize_text(finding.text).strip('".')
    if one == other or (len(other) > 20 and other in one):
        return True
    words, theirs = _words(point), _words(finding.text)
    return len(words & theirs) >= max(3, _ALIKE * min(len(words), len(theirs)))


@dataclass(slots=True)
class _Writer:
    """Writes one report's part of a draft."""

    review: Review
    report: ReadReport
    outline: Outline
    vocabulary: Vocabulary

    def known(self, part: Part, point: Passage) -> Finding | None:
        """The finding of the record that is this point."""
        alike = (one for one in self.review.of_kind(part.kind) if _same(point.text, one))
        return next(alike, None)

    def rows(self) -> Iterator[str]:
        result = self.report.result
        yield _comment(
            f"From {self.report.name}, {len(result.pages)} pages. "
            + (
                "Its words may be published: check each quotation, or say it in your own words."
                if self.report.may_quote
                else "It is linked only: say each point in your own words, beside the PDF. "
                "None of its sentences may be published."
            )
        )
        if self.report.scanned:
            yield _comment("Its words were read from pictures by a program: compare each of them.")
        yield from self.header()
        yield from self.pages_to_add()
        yield from self.known_sections()
        yield from self.others()

    def header(self) -> Iterator[str]:
        """Lines for the record's header that it has not, or has otherwise."""
        labels = {one.id: one.label for one in self.vocabulary.authorities}
        labels |= {one.id: one.label for one in self.vocabulary.stages}
        review = self.review
        known = {
            "when": set(when_text(review.when).split(", ")),
            "contributors": {labels[one] for one in review.contributors},
            "mode": {str(review.mode)},
            "stages": {labels[one] for one in review.stages},
        }
        clues = [
            clue
            for clue in find_clues(self.outline, self.vocabulary, review.authorities)
            if set(clue.values) != known[clue.field]
        ]
        if clues:
            yield from ("", "## For the header, to confirm", "")
        for clue in clues:
            if clue.field == "mode" or (clue.field == "when" and len(clue.values) == 1):
                yield f"{clue.field}: {clue.values[0]}"
            else:
                yield f"{clue.field}:"
                yield from (f"  - {as_value(one)}" for one in clue.values)
            yield _comment(f"p. {clue.page}: {self.shown(Passage('', clue.words, '', 0))}")

    def pages_to_add(self) -> Iterator[str]:
        """The lines of the record that lack a page, with it."""
        lacking = [
            (found, point.page)
            for part, point in self.outline.points()
            if (found := self.known(part, point)) and not found.page and not found.document
        ]
        if lacking:
            yield from ("", "## Pages to add to the record", "")
            for finding, page in {one.line: (one, page) for one, page in lacking}.values():
                yield f"- {finding.text} (p. {page}) {_comment(f'line {finding.line}')}"

    def label(self, kind: str) -> str:
        return next(one.label for one in self.vocabulary.headings if one.id == kind)

    def known_sections(self) -> Iterator[str]:
        """The sections that were recognised, those of one kind together."""
        groups: dict[tuple[str, str], list[Part]] = {}
        for part in self.outline.parts:
            if part.kind:
                groups.setdefault((part.area, part.kind), []).append(part)
        area = ""
        for (above, kind), parts in groups.items():
            if above != area:
                yield from ("", f"## {escaped(above)}")
                area = above
            yield from ("", f"{'###' if above else '##'} {self.label(kind)}", "")
            for part in parts:
                yield from self.part(part)

    def part(self, part: Part) -> Iterator[str]:
        """A recognised section: its points as lines of the record, the rest as quotations."""
        label = self.label(part.kind)
        if part.heading and part.heading.text.rstrip(".: ") != label:
            yield _comment(f"In the report, p. {part.heading.page}: {part.heading.text}")
        points = [one for one in part.passages if one.kind == "point"]
        for number, one in enumerate(part.passages):
            if one.kind == "point" and part.kind in FINDINGS:
                yield self.point(part, one, f"point {points.index(one) + 1} of {len(points)}")
            elif one.kind == "detail" and number:
                yield f"    - {self.said(one)}"
            else:
                yield from self.loose(one)

    def point(self, part: Part, one: Passage, place: str) -> str:
        known = self.known(part, one)
        if known:
            return _comment(f"line {known.line} of the record (p. {one.page}): {self.shown(one)}")
        sure = "" if one.sign else " " + _comment("without a bullet in the report")
        if one.whole and self.report.may_quote:
            sure = " " + _comment(one.whole)
        if self.report.may_quote:
            return f"- {self.said(one)} (p. {one.page}){sure}"
        return f"- {_comment(f'{place}: {self.shown(one)}')} (p. {one.page}){sure}"

    def shown(self, one: Passage) -> str:
        """The words of a passage, or as many of them as find it in the PDF."""
        words = one.text.split()
        if self.report.may_quote or len(words) <= _FIRST_WORDS // 2:
            return one.text
        return " ".join(words[:_FIRST_WORDS]) + " …"

    def said(self, one: Passage) -> str:
        if not self.report.may_quote:
            return _comment(self.shown(one))
        return f"“{escaped(one.text.translate(_PLAIN))}”"

    def loose(self, one: Passage) -> Iterator[str]:
        """A passage that is no point."""
        if one.kind == "heading":
            yield _comment(f"Heading, p. {one.page}: {self.shown(one)}")
        elif one.kind == "paragraph":
            yield from ("", f"> {escaped(self.shown(one))} {_comment(f'p. {one.page}')}", "")
        else:
            yield f"- {self.said(one)} {_comment(f'p. {one.page}')}"

    def others(self) -> Iterator[str]:
        """What is in no section that was recognised, in the order of the report."""
        parts = [part for part in self.outline.parts if not part.kind]
        notes = [
            *(f"Page {number} has no text to read." for number in self.outline.silent),
            *(f"At the edge of pages: {edge}" for edge in self.outline.edges),
            *(f"Contents, p. {one.page}: {self.shown(one)}" for one in self.outline.contents),
        ]
        if not parts and not notes:
            return
        yield from ("", "## Not understood", "")
        for part in parts:
            if part.heading:
                yield from ("", f"### {escaped(part.heading.text)}", "")
            for one in part.passages:
                yield from self.loose(one)
        yield ""
        yield from map(_comment, notes)


def draft_text(review: Review, vocabulary: Vocabulary, reports: Sequence[ReadReport]) -> str:
    """The draft of a record."""
    name = review.place.path
    rows = [
        _comment(
            f"Draft for {name}. Not published; git ignores it. Copy what is right, with its "
            f"page. `reviewlib draft {name}` makes it again."
        )
    ]
    for report in reports:
        found = outline(report.result.pages, vocabulary)
        rows += ["", *_Writer(review, report, found, vocabulary).rows()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(rows))
    return text.rstrip() + "\n"


def write_draft(
    root: Path, review: Review, vocabulary: Vocabulary, reports: Sequence[ReadReport]
) -> Path:
    """Write the draft of a record beside it, over an earlier one.

    Raises:
        ConfigError: it cannot be written.
    """
    path = draft_path(root, review)
    put_over(root, path, draft_text(review, vocabulary, reports).encode("utf-8"))
    return path


def readable_library(root: Path) -> Library:
    """The library, whatever is wrong with its records.

    Raises:
        ConfigError: it cannot be read at all.
    """
    library = load(root, cache=cache_of(root)).library
    if library is None:
        raise ConfigError(f"The library in {root} cannot be read; `reviewlib check` says why.")
    return library


def _review(library: Library, name: str) -> Review:
    """The review whose record is called so: by its path, or by its year and name."""
    wanted = name.replace("\\", "/").rpartition("reviews/")[2].removesuffix(".md")
    alike = [one for one in library.every_review if wanted in (one.id, one.slug)]
    if len(alike) == 1:
        return alike[0]
    names = [name for one in library.every_review for name in (one.id, one.slug)]
    ids = [one.id for one in alike] or list(filter(None, [suggest(wanted, names)]))
    ask = f" Did you mean {join_or(ids)}?" if ids else ""
    raise ConfigError(f"There is no record {quoted(name)} in content/reviews/.{ask}")


def _with_words(report: ReadReport) -> ReadReport:
    """The report; one that is scanned with its words read from pictures."""
    if report.path is None or not report.result.is_scanned:
        return report
    found = _read_scan(report.path, len(report.result.pages))
    return dataclasses.replace(report, result=found, scanned=True)


def _read(library: Library, review: Review, files: Sequence[Path]) -> tuple[ReadReport, ...]:
    """The reports of a record: those it names and holds, or the files that were given."""
    licensed = {
        report.file: bool(report.rights and report.rights.may_serve)
        for report in review.reports
        if report.file in library.pdfs
    }
    results: Mapping[str, PdfResult] = {name or "": library.pdfs[name or ""] for name in licensed}
    paths = dict(library.files)
    if files:
        for file in files:
            if not file.is_file():
                raise ConfigError(f"There is no file {file}.")
        paths = {file.name: file for file in files}
        results = read_reports(paths, library.cache)
        rights = [bool(one.rights and one.rights.may_serve) for one in review.reports]
        licensed = {file.name: bool(rights) and all(rights) for file in files}
    reports = tuple(
        ReadReport(name, one, licensed[name], paths[name]) for name, one in results.items()
    )
    reports = tuple(map(_with_words, reports))
    for report in reports:
        if not report.result.pages_with_text:
            raise ConfigError(f"{report.name} has no text that can be read.")
    if not reports:
        raise ConfigError(
            f"{review.place.path} names no PDF in reports/. Name the file:\n"
            f"  reviewlib draft {review.place.path} FILE.pdf"
        )
    return reports


def find_reports(
    root: Path, record: str, files: Sequence[Path] = ()
) -> tuple[Library, Review, tuple[ReadReport, ...]]:
    """A record and its reports, read.

    Args:
        record: the path of the record, or its year and name.
        files: the PDFs, where the record names none that are in reports/.

    Raises:
        ConfigError: there is no such record, or no report of it that can be read.
    """
    library = readable_library(root)
    review = _review(library, record)
    return library, review, _read(library, review, files)


# ---------- the draft as a page beside pictures of the report, for a browser

_STYLE = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 1rem auto; max-width: 90rem; padding: 0 1rem }
article { display: grid; gap: 1.5rem; border-top: 1px solid; padding: 1rem 0 }
img { max-width: 100%; height: auto; border: 1px solid #767676; background: #fff }
li.point { font-weight: 600 }
@media (min-width: 60rem) { article { grid-template-columns: 1fr 1fr } }
"""


def _passages_by_page(
    found: Outline, vocabulary: Vocabulary
) -> dict[int, list[tuple[str, Passage]]]:
    """What is on each page, and the section it was taken for."""
    labels: dict[str, str] = {one.id: one.label for one in vocabulary.headings}
    pages: dict[int, list[tuple[str, Passage]]] = {}
    for part in found.parts:
        for one in [*filter(None, [part.heading]), *part.passages]:
            pages.setdefault(one.number, []).append((labels.get(part.kind, ""), one))
    return pages


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def _beside_picture(
    main: Element, number: int, picture: str, found: Sequence[tuple[str, Passage]]
) -> None:
    article = _add(main, "article", id=f"page-{number}")
    side = _add(article, "div")
    _add(side, "h2", f"Page {number}")
    if picture:
        source = f"data:image/png;base64,{picture}"
        _add(side, "img", src=source, alt=f"Page {number} of the report")
    words, items, last = _add(article, "div"), None, None
    for label, one in found:
        if label != last or items is None:
            _add(words, "h3", label or "Not understood")
            items, last = _add(words, "ul"), label
        named = {"class": "point"} if one.kind == "point" and label else {}
        _add(items, "li", f"{one.text} (p. {one.page})", **named)


def _draft_page(
    title: str,
    reports: Mapping[str, tuple[Outline, Sequence[str]]],
    vocabulary: Vocabulary,
) -> bytes:
    """The page.

    Args:
        reports: each report by its name: what was read in it, and its pages as PNG in Base64.
    """
    root = Element("html", lang="en-GB")
    head, main = _add(root, "head"), _add(_add(root, "body"), "main")
    SubElement(head, "meta", charset="utf-8")
    _add(head, "title", f"Draft: {title}")
    _add(head, "style", _STYLE)
    _add(main, "h1", f"Draft: {title}")
    _add(main, "p", "For editors, beside the report. What is in bold was read as a point.")
    for name, (found, pictures) in reports.items():
        _add(main, "h2", name)
        passages = _passages_by_page(found, vocabulary)
        for number in range(1, max([len(pictures), *passages]) + 1):
            picture = pictures[number - 1] if number <= len(pictures) else ""
            _beside_picture(main, number, picture, passages.get(number, ()))
    written: bytes = tostring(root, encoding="utf-8", method="html")
    return b"<!doctype html>" + written


def write_page(
    root: Path, review: Review, vocabulary: Vocabulary, reports: Sequence[ReadReport]
) -> Path:
    """Write the draft of a record as a page beside pictures of its reports.

    Returns:
        The file, in the library's working folder, which git ignores.

    Raises:
        ConfigError: it cannot be written.
    """
    shown = {}
    with Pool(1, Limits(seconds=60)) as pool:
        for one in reports:
            drawn = pool.pictures(one.path) if one.path else []
            shown[one.name] = (outline(one.result.pages, vocabulary), drawn)
    path = working_folder(root) / "drafts" / f"{review.id.replace('/', '-')}.html"
    put_over(root, path, _draft_page(review.id, shown, vocabulary))
    return path
