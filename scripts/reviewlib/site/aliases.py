"""What answers at addresses that were published before and are no longer anything's own."""

# A page can send its reader on. A PDF or a feed cannot: whoever asks for it gets the same bytes
# as at its present address. Feed readers and calendars go on without noticing.

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from reviewlib.library import Library, urls
from reviewlib.pages import Redirect
from reviewlib.site.render import OutputFile

_INDEX = "index.html"


def _folders(library: Library) -> dict[str, list[str]]:
    """The present folder of each renamed record, with those it had."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    years = {urls.year_address(year) for year in library.vocabulary.years}
    for old, new in library.redirects.items():
        # The addresses of years below reviews/ are a courtesy: nothing ever stood beside them.
        if new in library.record_addresses and new not in years:
            found[new].append(old)
    return found


def _files(library: Library) -> dict[str, list[str]]:
    """The address of each report that was renamed, with those it had."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for review in library.reviews:
        for report in review.reports:
            if report.file:
                now = urls.report_address(review, report.file)
                found[now].extend(urls.report_address(review, old) for old in report.formerly)
    return found


def _folders_of(address: str) -> Iterator[str]:
    """Every folder an address stands in: "a/", "a/b/" of "a/b/c.pdf"."""
    parts = address.split("/")[:-1]
    return ("/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1))


def with_aliases(
    artefacts: Iterable[OutputFile], library: Library, redirect: Callable[[Redirect], OutputFile]
) -> Iterator[OutputFile]:
    """The artefacts, and after them what answers at former addresses.

    Args:
        artefacts: all that the site has of its own; the pages that send readers on are there.
        library: whose records say where they were before.
        redirect: makes such a page.
    """
    folders, files = _folders(library), _files(library)
    taken: set[str] = set()
    former: list[OutputFile] = []
    for artefact in artefacts:
        yield artefact
        taken.add(artefact.address)
        renamed = [
            dataclasses.replace(artefact, address=old) for old in files.get(artefact.address, ())
        ]
        former += renamed
        for one in (artefact, *renamed):
            former += _beside(one, folders, redirect)
    for one in former:
        if one.address not in taken:
            taken.add(one.address)
            yield one


def _beside(
    artefact: OutputFile, folders: dict[str, list[str]], redirect: Callable[[Redirect], OutputFile]
) -> Iterator[OutputFile]:
    for folder in _folders_of(artefact.address):
        rest = artefact.address.removeprefix(folder)
        if rest == _INDEX:
            continue
        for old in folders.get(folder, ()):
            if rest.endswith(f"/{_INDEX}"):
                below = rest.removesuffix(_INDEX)
                yield redirect(Redirect(old + below, folder + below))
            else:
                yield dataclasses.replace(artefact, address=old + rest)
