"""Which engine searches a library."""

from __future__ import annotations

from reviewlib.diagnostics import Diagnostic, Severity
from reviewlib.library import Library
from reviewlib.search.pagefind import binary

# Of the reports' texts: some 1,200 pages. Up to there the index for lunr.js is not much larger than
# what a first search by Pagefind moves, and every later search is free (docs/search.md).
_MOST_LETTERS = 3_000_000
_INSTALL = (
    "To install it: python -m pip install pagefind_bin (docs/search.md). "
    "To be content with lunr, write: search_engine: lunr"
)


def _wanted(library: Library) -> str:
    chosen = library.programme.search_engine
    if chosen != "auto":
        return chosen
    files = {
        report.file or "" for review in library.reviews for report in library.texts(review).values()
    }
    letters = sum(len(page.text) for file in files for page in library.pdfs[file].pages)
    return "pagefind" if letters > _MOST_LETTERS else "lunr"


def engine_of(library: Library) -> str:
    """Which engine searches a library: "lunr" or "pagefind"."""
    return "pagefind" if _wanted(library) == "pagefind" and binary() else "lunr"


def advice(library: Library) -> tuple[Diagnostic, ...]:
    """That the engine which is chosen, or would do better, is not installed."""
    if _wanted(library) == engine_of(library):
        return ()
    place = library.programme.place
    message = "the reports are too many for lunr to search fast on a phone; Pagefind would."
    if library.programme.search_engine == "pagefind":
        message = "Pagefind is chosen, and is not installed here; lunr searches in its place."
    return (
        Diagnostic(
            place.path,
            place.line,
            0,
            "search_engine",
            "search-engine-missing",
            message,
            _INSTALL,
            Severity.WARNING,
        ),
    )
