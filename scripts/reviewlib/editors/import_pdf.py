"""PDFs brought in: matched with the reports that wait, copied, their records completed."""

# In three steps, so that an editor sees what would be done before anything is: `plan` reads and
# writes nothing, `carry_out` does one PDF after the other, each whole. Stopped in between, the
# same command finds what is done already and goes on.

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reviewlib.cache import cache_of, kept_original, sha256_of
from reviewlib.diagnostics import ConfigError, Diagnostic, errors
from reviewlib.editors.clean_pdf import cleaned, why_unreadable
from reviewlib.editors.files import put_new, put_over
from reviewlib.editors.matching import (
    PLACED,
    Candidate,
    Match,
    State,
    Target,
    is_waiting,
    match,
    settle,
)
from reviewlib.editors.record_edits import RecordEdits, edited, field_rows, item_rows, when_text
from reviewlib.editors.report_draft import ReadReport, readable_library, write_draft
from reviewlib.editors.scaffold import read_option
from reviewlib.editors.sources import CLEAN, INCOMING, LARGEST, OGL, Source, emptied
from reviewlib.frontmatter import as_value
from reviewlib.library import Library
from reviewlib.library.pdf_checks import check_pdf, check_quotation
from reviewlib.library.urls import wanted_file
from reviewlib.models import DateBasis, Document, HeldFile, Report, ReportKind, Review, Status
from reviewlib.pdf import FIRST_BYTES, PdfResult, not_a_pdf, read_reports
from reviewlib.schema import Rights, RightsValue, SizeValue, VisitDates
from reviewlib.text import normalize_label

_CLEANED = {"pdf-active", "pdf-redaction", "pdf-earlier-version"}
_CHECK = "# please check"
_WAITS = (
    "Its record says that it is linked only, so that it may not be published. If its publisher has "
    "licensed it or agreed, write so under `rights:` in {path} first{or_ogl}; else delete the file "
    "from this branch, and the branch too: what was uploaded stays in its history."
)


@dataclass(frozen=True, slots=True)
class Options:
    """How to bring PDFs in."""

    today: str  # the day (ISO 8601)
    rights: str = ""  # by what right all of them may be published, or "" for what their records say
    clean: bool = False  # whether cleaned copies are wanted
    new: bool = False  # whether a record may be begun though one of its host waits for a report
    to: str = ""  # the record that all of them belong to, relative to the library, or ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is to become of one PDF."""

    source: Source  # the file
    match: Match  # where it belongs
    # what was read from it; nothing where it was not opened
    result: PdfResult = field(default_factory=PdfResult)
    report: Report | Document | None = None  # its entry as it will be: its file, and its rights
    serves: bool = False  # whether the library will publish the file
    wrong: tuple[str, ...] = ()  # what is wrong with it, a sentence each

    @property
    def is_done(self) -> bool:
        """Whether it will have its place."""
        return self.match.state in PLACED

    @property
    def record(self) -> str:
        """The record it goes to, or seems to belong to; "" where there is none."""
        return self.match.target.path if self.match.target else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, of which nothing is done yet."""

    rows: tuple[Row, ...]  # each file
    library: Library  # what the records were when it was made

    @property
    def todo(self) -> tuple[Row, ...]:
        """Those that will have their place."""
        return tuple(row for row in self.rows if row.is_done)


def rights_of(text: str) -> RightsValue:
    """What `--rights` says.

    Raises:
        ConfigError: it is none of the forms that a record takes, or permits nothing.
    """
    found: RightsValue | None
    found, wrong = read_option(Rights(), "rights", text, {})
    if found is None:
        raise ConfigError("\n".join(wrong))
    return found


# ---------- the plan


def _unopened(source: Source) -> str:
    """Why a file is not even read, or ""."""
    if source.problem:
        return source.problem
    if source.path.stat().st_size > LARGEST:
        return "It is larger than any report."
    with source.path.open("rb") as opened:
        wrong = not_a_pdf(opened.read(FIRST_BYTES))
    return " ".join((f"{wrong[0][0].upper()}{wrong[0][1:]}", wrong[1])) if wrong else ""


def _refused(source: Source, why: str, result: PdfResult | None = None) -> Row:
    return Row(source, Match(State.REFUSED, reason=why), result or PdfResult())


def _read_all(root: Path, sources: Sequence[Source]) -> Iterator[tuple[Source, PdfResult | str]]:
    problems = [_unopened(source) for source in sources]
    names = {
        str(index): source.path
        for index, (source, problem) in enumerate(zip(sources, problems, strict=True))
        if not problem
    }
    results = read_reports(names, cache_of(root)) if names else {}
    for index, source in enumerate(sources):
        yield source, problems[index] or results[str(index)]


def _forced(candidate: Candidate, library: Library, to: str) -> Match:
    """The match that an editor gives with `--to`."""
    folder = "" if to.startswith("documents/") else "reviews/"
    path = to if to.startswith("content/") else f"content/{folder}{to.removesuffix('.md')}.md"
    found = [record for record in library.serving if record.place.path == path]
    if not found:
        raise ConfigError(f"There is no record {path}.")
    (review,) = found
    reviews = () if isinstance(review, Document) else (review,)
    documents = (review,) if isinstance(review, Document) else ()
    own = match(candidate, dataclasses.replace(library, every_review=reviews, documents=documents))
    if own.state in (State.KNOWN, State.REPLACES) or (own.state is State.SURE and own.target):
        return own
    waiting = [report for report in review.reports if is_waiting(report)]
    report = waiting[0] if len(waiting) == 1 else None
    return Match(State.SURE, Target(review, report), ("as you say",), when=own.when)


def _may_serve(source: Source, options: Options, report: HeldFile | None) -> RightsValue | None:
    """By what right a file may be published: what is given, else what the record says."""
    given = source.rights or options.rights
    if given:
        return rights_of(given)
    return report.rights if report else None


def _entry(row: Row, library: Library, options: Options) -> Report | Document:
    """The entry of a report as it will be; without a file where it may not be published."""
    target, found = row.match.target, row.match
    assert target is not None
    rights = _may_serve(row.source, options, target.report)
    old = target.report or _new_report(row, target, library)
    file = None
    if rights is not None and rights.may_serve:
        name = wanted_file(_dated(target.record, found.when), old)
        file = old.file if found.state is State.REPLACES and old.file else name
    return dataclasses.replace(old, file=file, rights=rights or rights_of("linked only"))


def _dated(record: Review | Document, when: str) -> Review | Document:
    """The record with the days that its report gives."""
    if isinstance(record, Document) or not when:
        return record
    value, _ = read_option(VisitDates(), "when", when, {})
    return dataclasses.replace(record, when=value or record.when)


def _new_report(row: Row, target: Target, library: Library) -> Report:
    candidate = Candidate(row.source.label, row.result)
    heads = [text.strip() for text in candidate.front if text.strip()]
    says = normalize_label(" ".join((row.source.label, *heads)))
    kind = ReportKind.SUMMARY if "summary" in says else ReportKind.REPORT
    labels = " and ".join(library.authority[host].label for host in target.record.authorities)
    printed = row.source.label if row.source.address else candidate.title
    return Report(title=printed or f"{labels} {kind.capitalize()}", kind=kind)


def _examined(row: Row, library: Library, options: Options) -> Row:
    """The row with its entry, and what is wrong with the file; refused where that forbids it."""
    target = row.match.target
    assert target is not None
    entry = _entry(row, library, options)
    row = dataclasses.replace(row, report=entry, serves=bool(entry.file))
    if row.source.is_waiting and not row.serves and not row.source.address:
        is_new = row.match.state is State.NEW
        or_ogl = f", or upload it to {INCOMING}/{OGL}/" if is_new else ""
        why = _WAITS.format(path=row.record, or_ogl=or_ogl)
        found = dataclasses.replace(row.match, state=State.UNSURE, reason=why)
        return dataclasses.replace(row, match=found)
    shown = dataclasses.replace(entry, file=entry.file or "report.pdf")
    problems = [
        one
        for one in check_pdf(target.record, shown, row.result, library)
        if one.code != "pdf-pages-differ"
    ]
    if not row.serves:  # nobody gets it from us
        problems = [one for one in problems if one.code in ("pdf-host-not-named", "pdf-scanned")]
    clean = row.source.clean or options.clean
    hard = [one for one in errors(problems) if not (clean and one.code in _CLEANED)]
    wrong = tuple(_in_words(one, shown) for one in problems if one not in hard)
    if hard:
        why = " ".join(_in_words(one, shown) for one in hard)
        if all(one.code in _CLEANED for one in hard):
            why = f"{why} {_how_to_clean(row.source)}"
        return _refused(row.source, why, row.result)
    return dataclasses.replace(row, wrong=wrong)


def _how_to_clean(source: Source) -> str:
    if source.is_waiting:
        return (
            f"Ask for a file without that, or upload it to {INCOMING}/{CLEAN}/ instead: then a "
            "copy is made that only shows pages."
        )
    return "With --clean, a copy is made that only shows pages."


def _in_words(problem: Diagnostic, report: HeldFile) -> str:
    """A message about a file that has no name of ours yet."""
    words = problem.message.replace(f'"{report.file}"', "it")
    return f"{words[:1].upper()}{words[1:]}"


def plan(root: Path, sources: Sequence[Source], options: Options) -> Plan:
    """Find out what each PDF is and where it belongs; nothing is written.

    Raises:
        ConfigError: the library cannot be read, or a setting cannot be used.
    """
    if options.rights:
        rights_of(options.rights)
    library = readable_library(root)
    rows: list[Row] = []
    for source, read in _read_all(root, sources):
        if isinstance(read, str):
            rows.append(_refused(source, read))
        elif why := why_unreadable(read):
            rows.append(_refused(source, f"It cannot be read: {why}.", read))
        else:
            candidate = Candidate(source.label, read, source.address)
            found = (
                _forced(candidate, library, options.to)
                if options.to
                else match(candidate, library, new=options.new)
            )
            rows.append(Row(source, found, read))
    rows = _without_twins(rows)
    settled = settle([row.match for row in rows])
    rows = [dataclasses.replace(row, match=one) for row, one in zip(rows, settled, strict=True)]
    rows = [_examined(row, library, options) if row.is_done else row for row in rows]
    return Plan(tuple(rows), library)


def _without_twins(rows: Iterable[Row]) -> list[Row]:
    """Of files that are the same, the first alone has a place to find."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        sha256 = row.result.sha256 if row.is_done else ""
        if sha256 in seen:
            row = dataclasses.replace(row, match=Match(State.KNOWN, row.match.target))
        seen.update({sha256} - {""})
        kept.append(row)
    return kept


# ---------- doing it


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one PDF."""

    row: Row  # what was planned
    report: str = ""  # the name of its file in reports/, or ""
    record: str = ""  # the record that was completed or begun, or ""
    begun: bool = False  # whether the record is a new one
    edits: tuple[str, ...] = ()  # what was written into the record, a line each
    said: tuple[str, ...] = ()  # what the editor should know, a sentence each


def _free(root: Path, wanted: str, source: Path) -> Path:
    """The name a PDF gets in reports/: another one where that is taken by another file."""
    number, path = 1, root / "reports" / wanted
    while path.exists() and sha256_of(path) != sha256_of(source):
        number += 1
        path = path.with_name(f"{wanted.removesuffix('.pdf')}-{number}.pdf")
    return path


def _values(row: Row, name: str, size: int, cut: tuple[str, ...], today: str) -> dict[str, str]:
    """The fields of the report's entry, as an editor would write them."""
    report, result, match = row.report, row.result, row.match
    assert report is not None
    values: dict[str, str] = {}
    if match.target is None or match.target.report is None:
        values |= {"title": report.title, "kind": report.kind}
        if result.facts and result.facts.language.startswith("gd"):
            values["language"] = "Gaelic"
        if row.source.listed:
            values["listed"] = row.source.listed
    if name:
        values["file"] = name
    if row.source.address:
        values |= {"address": row.source.address, "fetched": row.source.fetched}
    values["size"] = SizeValue.of(size).text
    if result.facts:
        values["pages"] = str(result.facts.pages)
    values["original"] = result.sha256
    if cut:
        values["cleaned"] = today
    assert report.rights is not None
    values["rights"] = report.rights.text
    return values


def _record_edits(row: Row, values: dict[str, str], today: str) -> RecordEdits:
    """What a record says anew: the report, that the visit took place, and its days."""
    target, when = row.match.target, row.match.when
    assert target is not None
    review = target.record
    if isinstance(review, Document):
        changed = {"updated": today} if row.match.state is State.REPLACES else {}
        return RecordEdits({**values, **changed}, None, {})
    fields: dict[str, str | None] = {}
    history: list[dict[str, str]] = []
    written = when_text(review.when)
    if when and when != written:
        fields["when"] = when
        history.append({"date": today, "change": "date changed", "was": written})
        if review.when_basis is DateBasis.PLANNED:
            fields["when_basis"] = None
    if review.status is Status.PLANNED:
        fields["status"] = Status.TOOK_PLACE
        if "when" not in fields and review.when.ranges:
            fields["when_basis"] = DateBasis.PLANNED
        if not row.serves:
            why = "The report of the visit has been published."
            history.append({"date": today, "change": "corrected", "was": "planned", "why": why})
    if row.serves and row.match.state is not State.REPLACES:
        history.append({"date": today, "change": "report published"})
    if row.match.state is State.REPLACES:
        values["version"] = f"as of {_month(today)}"
        why = "Its publisher has replaced the report."
        history.append({"date": today, "change": "corrected", "why": why})
    entry = target.report.place if target.report else None
    return RecordEdits(fields, entry, values, tuple(history))


def _month(today: str) -> str:
    return f"{datetime.date.fromisoformat(today):%-d %B %Y}"


def _begun(row: Row, values: dict[str, str], library: Library, today: str) -> bytes:
    """A new record: what is known of it, and a mark on each line that an editor must confirm."""
    assert row.match.target is not None
    hosts = row.match.target.record.authorities
    rows = ["---", "authorities:"]
    rows += [f"  - {as_value(library.authority[host].label)}" for host in hosts]
    rows += [_CHECK, *field_rows("when", row.match.when or "unknown")]
    rows += [_CHECK, "status: took place", "reports:", *item_rows(values), "history:"]
    for change in ("added", "report published") if row.serves else ("added",):
        rows += item_rows({"date": today, "change": change})
    return "\n".join([*rows, "---", ""]).encode()


def _differences(before: bytes, after: bytes) -> tuple[str, ...]:
    old = before.decode("utf-8").splitlines()
    return tuple(row for row in after.decode("utf-8").splitlines() if row not in old)


def _put(root: Path, row: Row, options: Options) -> tuple[str, int, tuple[str, ...]]:
    """The PDF in its place; its name in reports/, its size, and what was left out of the copy."""
    assert row.report is not None
    if not row.serves:
        kept = kept_original(root, row.result.sha256)
        put_over(root, kept, row.source.path.read_bytes())
        return "", row.result.size, ()
    with contextlib.ExitStack() as stack:
        path = row.source.path
        cut: tuple[str, ...] = ()
        if row.source.clean or options.clean:
            path, cut = stack.enter_context(cleaned(path))
            put_over(root, kept_original(root, row.result.sha256), row.source.path.read_bytes())
        wanted = row.report.file or ""
        if row.match.state is State.REPLACES and row.match.target and row.match.target.report:
            place = root / "reports" / wanted
        else:
            place = _free(root, wanted, path)
        put_over(root, place, path.read_bytes())
        return place.name, path.stat().st_size, cut


def _unmatched(row: Row, name: str, library: Library) -> Iterator[str]:
    """The quotations that are right in the edition the library held, and not in this one."""
    if row.match.state is not State.REPLACES:
        return
    newer = dataclasses.replace(library, pdfs={**library.pdfs, name: row.result})
    for review in library.reviews:
        for finding in review.findings:
            before = tuple(check_quotation(review, finding, library))
            for one in () if before else check_quotation(review, finding, newer):
                yield f"{one.path}, line {one.line}: {one.message}"
                yield from (f"    {hint}" for hint in one.hint.splitlines())


def _carry_out(root: Path, row: Row, library: Library, options: Options) -> Done:
    name, size, cut = _put(root, row, options)
    values = _values(row, name, size, cut, options.today)
    said = list(row.wrong)
    if cut:
        said.append(f"Left out of the copy: {', '.join(cut)}.")
    if row.match.state is State.NEW:
        path, before = root / row.record, b""
        after = _begun(row, values, library, options.today)
        put_new(root, path, after)
        said.append("Confirm what is marked “# please check”, and name the sources.")
    else:
        assert row.match.target is not None
        path = root / row.record
        before = path.read_bytes()
        place = row.match.target.record.place
        after = edited(before, place, _record_edits(row, values, options.today))
        put_over(root, path, after)
        said += _unmatched(row, name, library)
    if row.source.is_waiting:
        row.source.path.unlink()
    begun = row.match.state is State.NEW
    return Done(row, name, row.record, begun, _differences(before, after), tuple(said))


def _fresh(root: Path, row: Row, stale: bool) -> Row:
    """The row with the lines of its record as they are after another report was written into it."""
    target = row.match.target
    if not stale or target is None:
        return row
    library = readable_library(root)
    (review,) = (one for one in library.serving if one.place.path == target.path)
    old = target.report
    same = (one for one in review.reports if old and one.title == old.title)
    report = next((one for one in same if old and one.kind == old.kind), None)
    match = dataclasses.replace(row.match, target=Target(review, report))
    return dataclasses.replace(row, match=match)


def carry_out(
    root: Path,
    plan: Plan,
    options: Options,
    tell: Callable[[Done], object] = lambda _: None,
) -> tuple[Done, ...]:
    """Do what is planned, one PDF after the other, and draft what their reports say.

    Args:
        tell: called with each PDF when it has its place.

    Raises:
        ConfigError: a file cannot be written.
    """
    done: list[Done] = []
    touched: set[str] = set()
    try:
        for row in plan.rows:
            if row.match.state is State.KNOWN and row.source.is_waiting:
                row.source.path.unlink(missing_ok=True)
            if not row.is_done:
                continue
            fresh = _fresh(root, row, row.record in touched)
            try:
                one = _carry_out(root, fresh, plan.library, options)
            except ConfigError as error:
                words = str(error).replace(str(row.source.path), row.source.name)
                one = Done(_refused(row.source, words, row.result))
            touched.add(one.record)
            done.append(one)
            tell(one)
    finally:  # also where it is stopped: the next run has nothing to do for these
        emptied(root)
        _draft(root, done)
    return tuple(done)


def _draft(root: Path, done: Sequence[Done]) -> None:
    """Write what the reports say beside each record that was completed or begun."""
    read: dict[str, list[ReadReport]] = {}
    for one in done:
        if one.record and one.row.result.pages_with_text:
            name = one.report or one.row.source.name
            report = ReadReport(name, one.row.result, one.row.serves)
            read.setdefault(one.record, []).append(report)
    if not read:
        return
    library = readable_library(root)
    for review in library.reviews:
        if reports := read.get(review.place.path):
            write_draft(root, review, library.vocabulary, reports)
