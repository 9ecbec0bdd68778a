"""Checks across records: sources, addresses, links in texts, what may be out of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Set

from reviewlib.diagnostics import Applicability, Diagnostic, Edit
from reviewlib.library import urls
from reviewlib.library.anchors import anchored_records, anchors_on
from reviewlib.library.date_checks import added_too_early
from reviewlib.library.model import Library
from reviewlib.library.page_registry import PAGE, PAGES
from reviewlib.models import (
    UNNAMED,
    Document,
    HeldFile,
    Node,
    Page,
    Practicum,
    Review,
    SectionKind,
    Status,
    links_in,
)
from reviewlib.schema import Place, slugify
from reviewlib.text import quoted, suggest

_Record = Review | Document | Page | Practicum

_LATE_BY = 365  # days that a visit may be held after the day it was planned for

# What every page has, and what the page of every review has, beside the words of its record.
_EVERYWHERE = frozenset({"main"})
_ON_A_REVIEW = frozenset({"main", "page-history"})


def _texts(library: Library) -> Iterator[tuple[str, str, Iterable[Node]]]:
    """The file of each text, the page that it alone makes, or "", and its links."""
    withdrawn = (one for one in library.every_review if one.is_withdrawn)
    others: Iterable[_Record] = (*withdrawn, *library.practicums)
    records = (*anchored_records(library), *(("", one) for one in others))
    for address, record in records:
        nodes = (node for section in record.sections for node in section.nodes)
        yield record.place.path, address, links_in(nodes)
    for intro in library.intros:
        yield intro.place.path, "", links_in(intro.nodes)


def _places(address: str, record: Review | Document | Page) -> Set[str]:
    """The anchors of a page that is made of one text."""
    of_page = _ON_A_REVIEW if address.startswith(urls.REVIEWS) else _EVERYWHERE
    return anchors_on(record) | of_page


def is_file(library: Library, target: str) -> bool:
    """Whether a file is made, or published, at an address.

    Of what is made for taking away only the kind is looked at; the build finds the rest.
    """
    folder, slash, name = target.rpartition("/")
    page = folder + slash
    if name in urls.MADE_FILES or (page == urls.DATA and "." in name):
        return page in library.addresses
    return target in library.report_addresses


def _place(node: Node, known: Set[str], path: str) -> Iterator[Diagnostic]:
    """Whether the place on a page is there, to which a link leads."""
    anchor = node.href.partition("#")[2]
    if not anchor or anchor in known:
        return
    near = suggest(anchor, known)
    also = f' Did you mean "#{near}"?' if near else ""
    message = f"{quoted(node.href)} leads to no place on that page.{also}"
    hint = "" if near else "Copy the address of the heading from your browser."
    fix = _guess(node, f"#{anchor}", f"#{near}") if near else None
    yield Diagnostic(path, node.line, 0, "", "link-to-nothing", message, hint, fix)


def _unsure_place(node: Node, path: str) -> Iterator[Diagnostic]:
    """Whether a link leads to a place on a page that many records make, which may go any day."""
    page, _, anchor = node.href.partition("#")
    if anchor and anchor not in _EVERYWHERE:
        message = f"{quoted(node.href)} leads to a place on a page that is made from other records."
        hint = f"That place may go when they change. Link to {page} instead."
        fix = _guess(node, node.href, page)
        yield Diagnostic(path, node.line, 0, "", "link-to-nothing", message, hint, fix=fix)


def _guess(node: Node, old: str, new: str) -> Edit:
    return Edit(node.line, node.line, new, old, Applicability.GUESS)


def _link(node: Node, target: str, path: str, library: Library) -> Iterator[Diagnostic]:
    """Whether the page or file is there, to which a link leads."""
    known = library.addresses
    if target in known or is_file(library, target):
        return
    if target in library.redirects:
        now = f"/{library.redirects[target]}"
        yield _former(node.href, node.href.replace(f"/{target}", now, 1), node.line, path)
        return
    better = target + "/" if target + "/" in known else suggest(target, known)
    also = f' Did you mean "/{better}"?' if better else ""
    message = f"{quoted(node.href)} leads to no page of this site.{also}"
    fix = _guess(node, f"/{target}", f"/{better}") if better else None
    yield Diagnostic(path, node.line, 0, "", "link-to-nothing", message, fix=fix)


def _former(old: str, new: str, line: int, path: str) -> Diagnostic:
    message = f"{quoted(old)} is a former address of a page."
    hint = f"Link to {new} instead.\n`reviewlib check --fix` does this wherever it is used."
    fix = Edit(line, line, new, old)
    return Diagnostic(path, line, 0, "", "link-to-former-address", message, hint, fix)


def dead_links(library: Library) -> Iterator[Diagnostic]:
    """Every link of a text that leads nowhere on this site.

    Args:
        library: a library of which every record could be read.
    """
    made_of = {
        address: record
        for address, record in anchored_records(library)
        if address not in PAGE or PAGE[address].records is None
    }
    for path, page, links in _texts(library):
        for node in links:
            if node.href.startswith("#"):  # on what is put on another page, to nothing
                own = _places(page, made_of[page]) if page in made_of else frozenset()
                yield from _place(node, own, path)
            elif node.href.startswith("/"):
                target = node.href[1:].partition("#")[0].partition("?")[0]
                yield from _link(node, target, path, library)
                if target in made_of:
                    yield from _place(node, _places(target, made_of[target]), path)
                elif target in library.addresses:
                    yield from _unsure_place(node, path)


# ---------- what may be out of date


def stale(library: Library, today: datetime.date) -> tuple[Diagnostic, ...]:
    """A warning where the last assessment of accessibility is more than twelve months old."""
    last = library.assessment
    if last is None or not last.is_old(today):
        return ()
    message = (
        f"the last assessment of accessibility is of {last.date.isoformat()}, more than twelve "
        "months ago."
    )
    hint = "Have the site assessed again, and add the assessment to the list."
    return (last.place.problem("date", "assessment-old", message, hint),)


# ---------- records and files against each other


def _report(
    review: Review | Document, report: HeldFile, library: Library, refused: Set[str]
) -> Iterator[Diagnostic]:
    """One report: where it is, and whether we may publish it."""
    is_review = isinstance(review, Review)
    place, field = report.place, "reports: file" if is_review else "file"
    given = dict(place.fields)
    # One that cannot be read was said already; a document has a page without either.
    if is_review and "file" not in given and "listed" not in given:
        message = f"{quoted(report.title)} gives neither a file here nor the page that lists it."
        hint = "Add the address of the page that offers it:\n  listed: https://…"
        yield place.problem("reports", "report-nowhere", message, hint)
    if not report.file:
        return
    if report.file not in library.files and report.file not in refused:
        near = suggest(report.file, library.files)
        also = f' Did you mean "{near}"?' if near else ""
        message = f"there is no file {quoted(report.file)} in reports/.{also}"
        hint = "Put the PDF into reports/ under this name, or delete the line."
        line = place.line_of("file")
        fix = Edit(line, line, near, report.file, Applicability.GUESS) if near else None
        yield place.problem(field, "file-absent", message, hint, fix)
    if report.rights is None or not report.rights.may_serve:
        message = f"we may not publish {quoted(report.file)}: its rights do not allow it."
        hint = (
            "If its publisher has licensed it or agreed, write one of:\n  rights: OGL 3.0\n"
            '  rights: "permission: who gave it, when they gave it"\n'
            "Otherwise delete the line with the file, and the file."
        )
        yield place.problem(field, "file-without-rights", message, hint)


def _reports(library: Library, sound: bool, refused: Set[str]) -> Iterator[Diagnostic]:
    named: dict[str, Place] = {}
    for review in library.with_files:
        for report in review.reports:
            yield from _report(review, report, library, refused)
            if not report.file:
                continue
            first = named.setdefault(report.file, report.place)
            if first is not report.place:
                where = f"{first.path} too, on line {first.line_of('file')}"
                message = f"{quoted(report.file)} is named by {where}."
                hint = "One file belongs to one review. Link to the other review's page instead."
                yield report.place.problem("reports: file", "file-named-twice", message, hint)
    for name in sorted(set(library.files) - set(named)) if sound else ():
        message = "no record names this file, so it would not be published."
        hint = f"In the record it belongs to, under its report, write:\n    file: {name}"
        yield Diagnostic(f"reports/{name}", 1, 0, "", "file-unnamed", message, hint)


def _outside_year(review: Review, library: Library) -> Iterator[Diagnostic]:
    year = library.year.get(review.year)
    first, last = review.when.first, review.when.last
    if year is None or first is None or last is None:
        return
    if any(section.blocks for section in review.sections_of(SectionKind.NOTES)):
        return
    if first < year.first.first or last > year.last.last:
        message = f"{review.when.words} is outside the year {year.label}, which is {year.span}."
        hint = (
            "If it is right all the same, say why under a heading:\n  ## Notes on this record\n"
            "If not, correct the date or move the file to another year's folder."
        )
        yield review.place.problem("when", "outside-year", message, hint)


def _unnamed(review: Review) -> Iterator[Diagnostic]:
    """A name that a form or a draft had until somebody would give it one."""
    if review.slug in UNNAMED:
        message = f"the file still has the name it was begun with, {quoted(review.slug + '.md')}."
        hint = "Rename it after the host, as in glenmore.md."
        yield Diagnostic(review.place.path, 1, 0, "", "name-not-given", message, hint)
    for report in review.reports:
        if report.file and report.file.startswith(UNNAMED):
            message = f"the PDF still has the name it was begun with, {quoted(report.file)}."
            hint = (
                "Give it another in reports/ and here, as in glenmore-2022-summary.pdf. In the "
                "browser, delete it\nand upload it anew under that name."
            )
            yield report.place.problem("reports: file", "name-not-given", message, hint)


def _withdrawn(review: Review) -> Iterator[Diagnostic]:
    """What a withdrawn record leaves in the repository, though nothing shows it."""
    files = [report.file for report in review.reports if report.file]
    what = ["its text"] if any(section.blocks for section in review.sections) else []
    what += map(quoted, files)
    if not review.is_withdrawn or not what:
        return
    message = (
        f"the record is withdrawn, and {' and '.join(what)} can still be read in the repository."
    )
    hint = (
        "Delete it: the text below the header, the lines file: and rights:, the PDF in reports/.\n"
        "Earlier versions keep it, for all to see; docs/takedown.md, step 3, takes it out of those."
    )
    yield review.place.problem("history", "withdrawn-still-here", message, hint)


def _beside_plan(review: Review, library: Library) -> Iterator[Diagnostic]:
    """A visit that was held, and the plan of the same one."""
    if not review.is_held or review.is_withdrawn:
        return
    for plan in library.hosted.get(review.authorities[0], ()):
        if plan.status != Status.PLANNED or set(plan.authorities) != set(review.authorities):
            continue
        held, planned = review.when.first, plan.when.first
        near = held and planned and 0 <= (held - planned).days <= _LATE_BY
        if near or plan.year == review.year:
            when = f" for {plan.when.words}" if plan.when.words else ""
            message = f"this visit may be the one that {plan.place.path} plans{when}."
            hint = (
                "If it is, write into that record what is known now, with status: took place, and "
                "delete this file.\nThe address of the plan stays that of the review."
            )
            yield review.place.problem("status", "held-beside-plan", message, hint)


def _review(review: Review, library: Library) -> Iterator[Diagnostic]:
    place = review.place
    yield from _unnamed(review)
    yield from _outside_year(review, library)
    yield from added_too_early(review, library)
    yield from _withdrawn(review)
    yield from _beside_plan(review, library)
    if not review.sources and "sources" not in dict(place.fields) and not review.is_withdrawn:
        message = "the record does not say where its facts come from."
        hint = f"Name the documents:\n  sources:\n    - {next(iter(library.document), 'its-name')}"
        if not library.document:
            hint = f"Write a file for each document into content/documents/ first.\n{hint}"
        yield place.problem("sources", "no-sources", message, hint)
    for name in review.contributors:
        if name in review.authorities and name in library.authority:
            label = quoted(library.authority[name].label)
            message = f"{label} is the host; it does not take part as another."
            hint = "Delete it here."
            yield place.problem("contributors", "contributor-is-host", message, hint)
    dates = [change.date for change in review.history]
    if dates != sorted(dates):
        message, hint = "the history is not in date order.", "Put the earliest first."
        yield place.problem("history", "dates-out-of-order", message, hint)


def _same_page(pages: tuple[Page, ...], library: Library) -> Iterator[Diagnostic]:
    """A page written by hand where there is one already."""
    seen: dict[str, str] = {}
    hint = "Give the file another name or folder."
    for page in sorted(pages, key=lambda page: page.place.path):
        other = seen.setdefault(page.address, page.place.path)
        if page.address in library.record_addresses:
            message = f"the library itself makes the page /{page.address}."
        elif other != page.place.path:
            message = f"this would be the page /{page.address}, which {other} is already."
        else:
            continue
        yield Diagnostic(page.place.path, 1, 0, "", "address-twice", message, hint)


def _fed_pages(library: Library) -> Iterator[Diagnostic]:
    """Records that are shown on a page written by hand, which is not there."""
    written = {page.address for page in library.pages}
    for kind in PAGES:
        address, records = kind.address, library.shown_on(kind)
        if records and address not in written:
            path = f"content/{address.rstrip('/')}.md"
            path = path if "/" in address.rstrip("/") else f"content/{address}index.md"
            message = f"these records are shown on the page /{address}, which is not written yet."
            hint = f"Write {path}, with a title and a sentence or two."
            yield Diagnostic(records[0].place.path, 1, 0, "", "page-wanted", message, hint)


def _former_addresses(library: Library) -> Iterator[Diagnostic]:
    """A former address that is in use, or that two records claim."""
    seen = {f"{urls.REVIEWS}{year.id}/": "the list of years" for year in library.vocabulary.years}
    for record, address, _ in library.former_addresses():
        if address in library.addresses:
            message = f"/{address} is the address of a page that there is now."
        elif address in seen:
            message = f"/{address} is claimed by {seen[address]} too."
        else:
            seen[address] = record.place.path
            continue
        hint = "Delete it in one of the two."
        yield record.place.problem("formerly", "address-twice", message, hint)


def _same_as(library: Library) -> Iterator[Diagnostic]:
    """Findings that are to say the same as something that is no other review's finding."""
    marked = [(one, found) for one in library.reviews for found in one.findings if found.same_as]
    for review, finding in marked:
        named = library.current_url(finding.same_as)
        if named != finding.same_as:
            yield _former(finding.same_as, named, finding.line, review.place.path)
        if library.finding_at.get(named, (review, finding))[0] is not review:
            continue
        others = {place for place, (own, _) in library.finding_at.items() if own is not review}
        is_own = named in library.finding_at
        near = None if is_own else suggest(named, others)
        what = "is a finding of this same review" if is_own else "is no review's finding"
        message = f"{quoted(named)} {what}." + (f' Did you mean "{near}"?' if near else "")
        hint = "" if near else "Copy the address of another review's finding, from /reviews/ on."
        fix = _guess(finding.nodes[-1], named, near) if near else None
        place = review.place.path, finding.line, 0, ""
        yield Diagnostic(*place, "same-as-nothing", message, hint, fix)


def _without_text(library: Library) -> Iterator[Diagnostic]:
    """Records that are a header and nothing else, and have no report to read either."""
    held = (
        review
        for review in library.reviews
        if review.status == Status.TOOK_PLACE and not any(one.file for one in review.reports)
    )
    records: tuple[_Record, ...] = (
        *held, *(one for one in library.documents if not one.file), *library.pages,
        *library.practicums,
    )  # fmt: skip
    for record in records:
        if not any(section.heading or section.blocks for section in record.sections):
            message = "there is nothing below the header."
            hint = "Write the text of the record there, or delete the file."
            yield record.place.problem("", "no-text", message, hint)


def _anchors_alike(library: Library) -> Iterator[Diagnostic]:
    """Two parts of a page that is fed by a list, which would have one anchor."""
    written = {page.address: page for page in library.pages}
    for kind in (kind for kind in PAGES if kind.heading):
        page = written.get(kind.address)
        sections = page.sections if page else ()
        seen = {section.anchor: section.heading for section in sections if section.heading}
        for record in library.shown_on(kind):
            words = getattr(record, kind.heading)
            anchor = slugify(words)
            other = seen.setdefault(anchor, words)
            if not anchor or other != words:
                message = f"{quoted(words)} has the same address on its page as {quoted(other)}."
                message = message if anchor else f"{quoted(words)} has no letters for an address."
                hint = "Change the words of one of the two." if anchor else "Change its words."
                place = record.place  # the name of a file has no line of its own
                line = dict(place.fields).get(kind.heading, 1)
                yield Diagnostic(place.path, line, 0, "", "anchor-twice", message, hint)


def check(
    library: Library, *, complete: bool, sound: bool, refused: Set[str]
) -> Iterator[Diagnostic]:
    """Every disagreement between records, files and addresses.

    Args:
        complete: whether every record could be read. If not, a link to no page may be to one of
            the others, and is not called a mistake.
        sound: whether no record has an error. If one has, a file that no record names may be
            named on a line that cannot be read.
        refused: the names of files in reports/ of which it was said that they cannot stay.
    """
    yield from _reports(library, sound, refused)
    for review in library.every_review:
        yield from _review(review, library)
    if complete:
        yield from dead_links(library)
        yield from _same_as(library)
    yield from _same_page(library.pages, library)
    yield from _former_addresses(library)
    yield from _anchors_alike(library)
    if sound:
        yield from _without_text(library)
    if complete:
        yield from _fed_pages(library)
