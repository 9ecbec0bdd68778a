"""Where the links in texts lead: to a page, a file, or a place on a page, that will be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from reviewlib.diagnostics import Applicability, Diagnostic, Edit, Severity
from reviewlib.library import urls
from reviewlib.library.model import Library
from reviewlib.library.page_registry import PAGE
from reviewlib.models import Document, Node, Page, Practicum, Review, Section
from reviewlib.text import quoted, suggest

_Record = Review | Document | Page | Practicum

# What pages have beside the words of their records: the site, once it is built, is looked through
# for each of these.
_OF_THE_PAGE = frozenset({"main", "top", "takeaway", "page-files", "page-history", "page-related",
                          "page-report", "page-sources"})  # fmt: skip


def _in_sections(sections: tuple[Section, ...]) -> Iterator[Node]:
    for section in sections:
        for block in section.blocks:
            nodes = [block.prose] if block.prose else []
            for finding in block.findings:
                nodes += [*finding.nodes, *finding.details]
                nodes += [node for update in finding.updates for node in update.nodes]
            for top in nodes:
                if top.kind != "text":  # most are, and hold nothing
                    yield from (node for node in top.walk() if node.kind == "link")


def _address(record: _Record) -> str:
    """The page of a record whose places we know all of; else ""."""
    if isinstance(record, Review):
        return "" if record.is_withdrawn else urls.review_address(record)
    if isinstance(record, Document):
        return urls.document_address(record)
    return record.address if isinstance(record, Page) and not _is_fed(record.address) else ""


def _is_fed(address: str) -> bool:
    return address in PAGE and PAGE[address].records is not None


def _texts(library: Library) -> Iterator[tuple[str, str, tuple[Node, ...]]]:
    """The file of each text, the page it is on where that is one of `_places`, and its links."""
    records: tuple[_Record, ...] = (
        *library.every_review,
        *library.documents,
        *library.pages,
        *library.practicums,
    )
    for record in records:
        yield record.place.path, _address(record), tuple(_in_sections(record.sections))
    for intro in library.intros:
        links = (node for top in intro.nodes for node in top.walk() if node.kind == "link")
        yield intro.place.path, "", tuple(links)


def _places(library: Library) -> Mapping[str, Set[str]]:
    """The anchors of each page that is made of one text."""
    records: tuple[_Record, ...] = (*library.every_review, *library.documents, *library.pages)
    return {
        address: {section.anchor for section in record.sections if section.heading}
        | {finding.anchor for section in record.sections for finding in section.findings}
        for record in records
        if (address := _address(record))
    }


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
    if not anchor or anchor in known or anchor in _OF_THE_PAGE:
        return
    near = suggest(anchor, known)
    also = f' Did you mean "#{near}"?' if near else ""
    message = f"{quoted(node.href)} leads to no place on that page.{also}"
    hint = "Copy the address of the heading from your browser."
    fix = _guess(node, f"#{anchor}", f"#{near}") if near else None
    yield Diagnostic(
        path, node.line, 0, "", "link-to-nothing", message, "" if near else hint, fix=fix
    )


def _guess(node: Node, old: str, new: str) -> Edit:
    return Edit(node.line, node.line, new, old, Applicability.GUESS)


def _link(node: Node, path: str, library: Library) -> Iterator[Diagnostic]:
    """Whether the page or file is there, to which a link leads."""
    known = library.addresses
    target = node.href[1:].partition("#")[0].partition("?")[0]
    if target in known or is_file(library, target):
        return
    if target in library.redirects:
        message = f"{quoted(node.href)} is a former address of a page."
        now = f"Link to /{library.redirects[target]} instead."
        hint = f"{now}\n`reviewlib check --fix` does this wherever it stands."
        to = Edit(node.line, node.line, f"/{library.redirects[target]}", f"/{target}")
        yield Diagnostic(
            path, node.line, 0, "", "link-to-former-address", message, hint, Severity.WARNING, to
        )
        return
    better = target + "/" if target + "/" in known else suggest(target, known)
    also = f' Did you mean "/{better}"?' if better else ""
    message = f"{quoted(node.href)} leads to no page of this site.{also}"
    fix = _guess(node, f"/{target}", f"/{better}") if better else None
    yield Diagnostic(path, node.line, 0, "", "link-to-nothing", message, fix=fix)


def dead_links(library: Library) -> Iterator[Diagnostic]:
    """Every link of a text that leads nowhere on this site.

    Args:
        library: a library of which every record could be read.
    """
    places = _places(library)
    for path, page, links in _texts(library):
        for node in links:
            if node.href.startswith("#"):
                own = places.get(page, frozenset())  # of what is put on another page: none
                yield from _place(node, own, path)
            elif node.href.startswith("/"):
                yield from _link(node, path, library)
                target = node.href[1:].partition("#")[0].partition("?")[0]
                if target in places:
                    yield from _place(node, places[target], path)
