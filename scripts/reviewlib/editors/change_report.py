"""A proposal as GitHub Flavored Markdown: what changes, what is wrong, which pages to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, takewhile
from pathlib import Path

from markupsafe import Markup

from reviewlib.diagnostics import Diagnostic, errors, warnings
from reviewlib.editors.changes import Change, ChangedLine, Difference, Proposal
from reviewlib.library import Library, urls
from reviewlib.models import Document, Review
from reviewlib.pages import OutputPage, Site, all_pages
from reviewlib.pdf.pii import in_text
from reviewlib.presentation.wording import count, join_and
from reviewlib.site.render import PageTemplate, file_of

_MOST = 2000
# What means something anywhere in GitHub Flavored Markdown, and what only means something at
# the beginning of a line.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&])")
_FIRST = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#>]))")
# GitHub makes links of these after Markdown is read, so that no backslash helps; of a scheme
# within a word too, as in `1https://`. A word joiner (U+2060) is seen by no reader.
_LINKED = re.compile(r"(?i)(?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.)|[@#](?=\w)|GH(?=-\d)")
_JOINER = "\u2060"
_HIDDEN = re.compile(
    "[\ud800-\udfff\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def _flat(text: str) -> str:
    """On one line, not too long, without signs that nobody sees."""
    text = _HIDDEN.sub("", " ".join(text.split()))
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _fence(text: str, least: int) -> str:
    """More back-ticks than a text has in a row."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def _masked(text: str) -> str:
    """Addresses and numbers of persons shown in part only."""
    for leak in in_text(text, 0):
        text = text.replace(leak.value, leak.masked)
    return text


def safe(text: str) -> str:
    r"""A text as it is meant, in Markdown: nothing in it is mark-up, a link or a call.

    >>> safe("<b>See</b> [this](x) and jo@example.org")
    '\\<b\\>See\\</b\\> \\[this\\](x) and j…@…'
    """
    text = _SIGNS.sub(r"\\\1", _masked(_flat(text)))
    text = _FIRST.sub(r"\1\\", text)
    return _LINKED.sub(rf"\g<0>{_JOINER}", text)


def code(text: str) -> str:
    """A text in a code span, such as a file's name; nothing in it ends the span.

    >>> code("a`b"), code("content/a.md")
    ('`` a`b ``', '`content/a.md`')
    """
    text = _masked(_flat(text)) or " "
    fence = _fence(text, 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def block(text: str) -> tuple[str, ...]:
    """Lines to be copied as they are: a fenced block, personal data in them masked."""
    # What is at the left matters, and what nobody sees does not.
    rows = [_masked(_HIDDEN.sub("", row)[:_MOST]) for row in text.split("\n")]
    fence = _fence(text, 3)
    return (f"{fence}text", *rows, fence)


# ---------- the summary

# GitHub takes 1 MiB of summary from one step, and shows nothing of a longer one.
_MOST_BYTES = 900_000
_CONTEXT = 6  # words
_KINDS = {
    "added": "added",
    "changed": "changed",
    "removed": "taken out",
    "mended": "could not be read before, and can now",
}
_TOO_LONG = "\n*There is more, which has no room here. Each file is in the list of changes.*"


def _place(path: str, line: int) -> str:
    return f"{code(path)}, line {line}" if line > 1 else code(path)


def _problem(problem: Diagnostic, url: str) -> Iterator[str]:
    field = f"{code(problem.field)}: " if problem.field else ""
    where = _place(problem.path, problem.line)
    name = code(problem.code)
    # A page of ours explains each code at its own name.
    explained = f"[{name}]({url}{urls.MESSAGES}#{problem.code})" if url else name
    yield f"- {where}: {field}{safe(problem.message)} ({explained})"
    if problem.hint:  # what to write instead, ready to be copied
        yield from (f"  {row}" for row in block(problem.hint))


def _verdict(proposal: Proposal, url: str) -> Iterator[str]:
    wrong = errors(proposal.problems)
    if proposal.is_sound:
        yield "**Nothing prevents it from being published.** Somebody has to read it and agree."
        return
    files = len({problem.path for problem in wrong})
    number = f"{count(len(wrong), 'problem')} in {count(files, 'file')}"
    yield from (
        f"**{number}. Nothing is published until they are mended.**",
        "",
        "Change the file on the same branch, with the pencil above it; the check then runs again. "
        "All problems are told at once.",
        "",
        "## What is wrong",
        "",
    )
    for problem in wrong:
        yield from _problem(problem, url)


def _alike(was: list[str], now: list[str]) -> int:
    """How many words two texts begin with alike, but for a few that show where one is."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False))
    return max(0, len([*alike]) - _CONTEXT)


def _shortened(was: str, now: str) -> tuple[str, str]:
    """Two texts without the long beginning and the long end that they share.

    >>> _shortened("1 2 3 4 5 6 7 8 9 10 eleven 12", "1 2 3 4 5 6 7 8 9 10 11 12")
    ('… 5 6 7 8 9 10 eleven 12', '… 5 6 7 8 9 10 11 12')
    """
    old, new = was.split(), now.split()
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])

    def part(words: list[str]) -> str:
        kept = words[first : len(words) - last]
        return " ".join([*["…"][: bool(first)], *kept, *["…"][: bool(last)]])

    return part(old), part(new)


def _difference(one: Difference) -> str:
    what = f"{safe(one.what)}: " if one.what else ""
    if not one.was:
        return f"- {what}added “{safe(one.now)}”"
    if not one.now:
        return f"- {what}removed “{safe(one.was)}”"
    was, now = _shortened(one.was, one.now)
    return f"- {what}was “{safe(was)}”, now “{safe(now)}”"


def _lines(lines: Iterable[ChangedLine]) -> Iterator[str]:
    """A record's text, as a quotation with its own form."""
    before = ""
    for line in lines:
        if line.kind in {"heading", "prose"} or before in {"heading", "prose", ""}:
            yield ">"
        words = safe(line.text)
        yield {
            "heading": f"> **{words}**",
            "prose": f"> {words}",
            "bullet": f"> - {words}",
            "under": f">     - {words}",
        }[line.kind]
        before = line.kind


def _change(change: Change) -> Iterator[str]:
    entry = change.entry
    kind = f"{entry.kind[0].upper()}{entry.kind[1:]}"
    has_page = entry.address and change.kind != "removed"
    page = f"; its page is {code('/' + entry.address)}" if has_page else ""
    yield from ("", f"### {kind} {_KINDS[change.kind]}: {safe(entry.name)}", "")
    yield from (f"{code(entry.path)}{page}", "")
    if change.kind in {"added", "mended"}:
        yield from (f"- {safe(name)}: {safe(words)}" for name, words in entry.fields)
        yield from _lines(entry.lines)
    yield from map(_difference, change.differences)


def _changes(proposal: Proposal) -> Iterator[str]:
    yield from ("", "## What it changes")
    for change in proposal.changes:
        yield from _change(change)
    if proposal.files:
        yield from ("", "### Reports", "")
        for path, kind in proposal.files.items():
            yield f"- {code(path)}: {_KINDS[kind]}"
            if kind == "changed":
                yield from _newer_edition(proposal, path.rpartition("/")[2])
    if proposal.unreadable:
        yield from ("", "### Changed, and not to be read yet", "")
        yield from (f"- {code(path)}" for path in proposal.unreadable)
    if not (proposal.changes or proposal.files or proposal.unreadable):
        yield from ("", "No record and no report.")
    if proposal.elsewhere:
        yield from (
            "",
            f"**It also changes {count(proposal.elsewhere, 'file')} outside `content/` and "
            "`reports/`**, of which these words tell nothing: see the list of changed files.",
        )


def _newer_edition(proposal: Proposal, name: str) -> Iterator[str]:
    """What the record of a PDF that was replaced should say, and does not."""
    was, now = (
        loaded.library.holder.get(name) if loaded.library else None
        for loaded in (proposal.before, proposal.after)
    )
    if was is None or now is None:
        return
    versions = [
        [(one.edition, one.updated) if isinstance(one, Document) else one.version for one in files]
        for files in (was.reports, now.reports)
    ]
    if versions[0] == versions[1]:
        field = "version:" if isinstance(now, Review) else "edition: or updated:"
        yield f"    - Which edition is it? Write {code(field)} in {code(now.place.path)}."
    if isinstance(was, Review) and isinstance(now, Review) and was.history == now.history:
        yield f"    - Tell readers in {code('history:')}, with {code('change: corrected')}."


def _withdrawn(proposal: Proposal) -> Iterator[str]:
    """What stays, though it is taken off the site, and where else it is spoken of."""
    removed = [path for path, kind in proposal.files.items() if kind == "removed"]
    if not (proposal.withdrawn or removed):
        return
    names = [*(review.place.path for review in proposal.withdrawn), *removed]
    yield from ("", "## What is withdrawn stays in the history", "")
    yield (
        f"{join_and(map(code, names))} will be off the site. Every earlier version stays in this "
        "repository, for all to read. Where it must go from there too: docs/takedown.md, step 3."
    )
    if proposal.speaking:
        yield from ("", "Pages that still speak of it:", "")
        yield from (f"- {safe(one)}" for one in proposal.speaking[:_MOST_PAGES])


def _better(proposal: Proposal, url: str) -> Iterator[str]:
    """Warnings of what was changed, and advice on it; the rest is somebody else's."""
    doubtful = warnings(proposal.problems)
    own = [problem for problem in doubtful if problem.path in proposal.paths]
    advised = [(change.entry.path, one) for change in proposal.changes for one in change.advice]
    if own or advised:
        yield from ("", "## What would be better", "")
        yield from ("None of this stops anything. You know the report; you decide.", "")
        for problem in own:
            yield from _problem(problem, url)
        for path, one in advised:
            yield f"- {_place(path, one.line)}: {safe(one.message)}"
    others = len(doubtful) - len(own)
    if others:
        warned = count(others, "warning")
        yield ""
        yield f"{warned} on files that are not changed here; `reviewlib check` tells them."


def _waiting(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        yield from ("", "## Still waiting in reports/incoming/", "")
        yield from (f"- {code(name)}" for name in names)
        yield from (
            "",
            "A file that waits is not published, and has to be gone from there before this is "
            "merged. The summary of the run “Take in a PDF” says why it cannot be published.",
        )


def summary(
    proposal: Proposal, waiting: tuple[str, ...] = (), pages: str = "", url: str = ""
) -> str:
    """A proposal as text.

    Args:
        pages: Markdown on the pages that change, or why there are none; "" for silence.
        url: where the site with the page that explains each message is published, or "".

    Returns:
        Markdown of at most what GitHub shows of one step, with personal data masked.
    """
    rows: list[str] = ["# What this proposal does", ""]
    size = 0
    parts = chain(
        _verdict(proposal, url),
        _waiting(waiting),
        ("", *pages.split("\n")) if pages else (),
        _withdrawn(proposal),
        _better(proposal, url),
        _changes(proposal),
    )
    for row in parts:
        size += len(row.encode()) + 1
        if size > _MOST_BYTES:
            rows.append(_TOO_LONG)
            break
        rows.append(row)
    return "\n".join(rows) + "\n"


# ---------- the changed pages

_MOST_PAGES = 80


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that a proposal adds or changes."""

    file: str  # its file in the site, such as "reviews/2022-23/fife/index.html"
    title: str  # what it is called, without the site's name
    is_new: bool  # whether it is not there yet
    is_own: bool  # whether a file was changed that it is made of; else it changes along with one


def _articles(library: Library, site: Site, theme: Path) -> Iterator[tuple[OutputPage, Markup]]:
    """Every page that has a place of its own, with its article."""
    template = PageTemplate(library, site, theme)
    for page in all_pages(library, site):
        if page.address != urls.NOT_FOUND:
            yield page, template.block("main", page)


def changed_pages(proposal: Proposal, site: Site, theme: Path) -> tuple[ChangedPage, ...]:
    """Every page whose article is not what it was; those made of a changed file come first.

    Where the library could not be read before, only the latter are known.

    Raises:
        ContentError: the proposal has errors.
        BuildError: the theme is not whole.
    """
    was, library = proposal.before, proposal.after.checked()
    before: dict[str, Markup] = {}
    is_known = was.library is not None and not errors(was.problems)
    if was.library is not None and is_known:
        before = {page.address: main for page, main in _articles(was.library, site, theme)}
    found = []
    for page, main in _articles(library, site, theme):
        is_own = page.source in proposal.paths and page.source.endswith(".md")
        is_new = is_known and page.address not in before
        if before.get(page.address) != main if is_known else is_own:
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
