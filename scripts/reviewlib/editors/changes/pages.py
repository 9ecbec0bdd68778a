"""Which pages a proposal changes, for whoever looks at the site as it would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reviewlib.diagnostics import errors
from reviewlib.editors.changes.compare import Proposal
from reviewlib.editors.changes.words import code, safe
from reviewlib.library import Library, urls
from reviewlib.pages import OutputPage, Site, all_pages
from reviewlib.presentation.wording import count
from reviewlib.site.render import PageTemplate, file_of

_MOST_PAGES = 80


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that a proposal adds or changes.

    Args:
        file: its file in the site, such as "reviews/2022-23/fife/index.html".
        title: what it is called, without the site's name.
        is_new: whether it is not there yet.
        is_own: whether a file was changed that it is made of; else it changes along with one.
    """

    file: str
    title: str
    is_new: bool
    is_own: bool


def _articles(library: Library, site: Site, theme: Path) -> Iterator[tuple[OutputPage, Markup]]:
    """Every page that has a place of its own, with its article."""
    template = PageTemplate(library, site, theme)
    for page in all_pages(library, site):
        if page.address != urls.NOT_FOUND:
            yield page, template.block("main", page)


def _before(proposal: Proposal, site: Site, theme: Path) -> dict[str, Markup] | None:
    """Every article as it was, by address; None where that cannot be known."""
    loaded = proposal.before
    if loaded.library is None or errors(loaded.problems):
        return None
    return {page.address: main for page, main in _articles(loaded.library, site, theme)}


def changed_pages(proposal: Proposal, site: Site, theme: Path) -> tuple[ChangedPage, ...]:
    """Every page whose article is not what it was; those made of a changed file come first.

    Where the library could not be read before, only the latter are known.

    Args:
        proposal: a proposal that is sound.
        site: where the site is published, and the day the pages are made for.
        theme: the folder of templates.

    Raises:
        ContentError: the proposal has errors.
        BuildError: the theme is not whole.
    """
    before, library = _before(proposal, site, theme), proposal.after.checked()
    found = []
    for page, main in _articles(library, site, theme):
        is_own = page.source in proposal.paths and page.source.endswith(".md")
        is_new = before is not None and page.address not in before
        if is_own if before is None else before.get(page.address) != main:
            title = page.title or library.programme.title
            found.append(ChangedPage(file_of(page.address), title, is_new, is_own))
    return tuple(sorted(found, key=lambda one: not one.is_own))


def _rows(pages: Iterable[ChangedPage]) -> Iterator[str]:
    for one in pages:
        new = " (new)" if one.is_new else ""
        yield f"- {safe(one.title)}{new}: {code(one.file)}"


def pages_in_words(pages: tuple[ChangedPage, ...], folder: str) -> str:
    """Where to look, as Markdown: the pages that change, with the file of each in a folder."""
    own = [one for one in pages if one.is_own][:_MOST_PAGES]
    along = [one for one in pages if not one.is_own][: _MOST_PAGES - len(own)]
    rows = [
        f"## How it will look: {count(len(pages), 'page')}",
        "",
        f"The folder {code(folder)} has the site as it would be. In a pull request it is at the "
        "foot of this page, under Artifacts: download it, unpack it, and open one of these files "
        "in a browser. Search and the choice of reviews work on the published site only.",
        "",
        *_rows(own),
    ]
    if along:
        rows += ["", "Changed along with it:", "", *_rows(along)]
    more = len(pages) - len(own) - len(along)
    if more:
        rows += ["", f"{count(more, 'page')} more that change are not listed here."]
    return "\n".join(rows)
