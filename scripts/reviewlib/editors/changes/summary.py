"""A proposal in words, as Markdown: for the editor who made it and whoever decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewlib.diagnostics import Diagnostic, errors, warnings
from reviewlib.editors.changes.compare import Change, Difference, Proposal
from reviewlib.editors.changes.records import ChangedLine
from reviewlib.editors.changes.words import block, code, safe
from reviewlib.library import urls
from reviewlib.presentation.wording import count

# GitHub takes 1 MiB of summary from one step, and shows nothing of a longer one.
_MOST_BYTES = 900_000
_CONTEXT = 6  # words
_KINDS = {
    "added": "added",
    "changed": "changed",
    "removed": "taken out",
    "mended": "could not be read before, and can now",
}
_TOO_LONG = "\n*There is more, which has no room here. Each file is in the list of changes.*\n"


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
        yield "**Nothing stands in the way of publishing it.** Somebody has to read it and agree."
        return
    files = len({problem.path for problem in wrong})
    number = f"{count(len(wrong), 'problem')} in {count(files, 'file')}"
    yield f"**{number}. Nothing is published until they are mended.**"
    yield ""
    yield (
        "Change the file on the same branch, with the pencil above it; the check then runs again. "
        "All problems are told at once."
    )
    yield ""
    yield "## What is wrong"
    yield ""
    for problem in wrong:
        yield from _problem(problem, url)


def _alike(was: list[str], now: list[str]) -> int:
    """How many words two texts begin with alike, but for a few that show where one is."""
    same = 0
    while same < min(len(was), len(now)) and was[same] == now[same]:
        same += 1
    return max(0, same - _CONTEXT)


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
        return f"- {what}taken out “{safe(one.was)}”"
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
    yield ""
    yield f"### {kind} {_KINDS[change.kind]}: {safe(entry.name)}"
    yield ""
    page = f"; its page is {code('/' + entry.address)}" if entry.address else ""
    yield f"{code(entry.path)}{page if change.kind != 'removed' else ''}"
    yield ""
    if change.kind in {"added", "mended"}:
        for name, words in entry.fields:
            yield f"- {safe(name)}: {safe(words)}"
        yield from _lines(entry.lines)
    for difference in change.differences:
        yield _difference(difference)


def _changes(proposal: Proposal) -> Iterator[str]:
    yield ""
    yield "## What it changes"
    for change in proposal.changes:
        yield from _change(change)
    if proposal.files:
        yield ""
        yield "### Reports"
        yield ""
        for file in proposal.files:
            yield f"- {code(file.path)}: {_KINDS[file.kind]}"
    if proposal.unreadable:
        yield ""
        yield "### Changed, and not to be read yet"
        yield ""
        yield from (f"- {code(path)}" for path in proposal.unreadable)
    if not (proposal.changes or proposal.files or proposal.unreadable):
        yield ""
        yield "No record and no report."
    if proposal.elsewhere:
        yield ""
        yield (
            f"**It also changes {count(proposal.elsewhere, 'file')} outside `content/` and "
            "`reports/`**, of which these words tell nothing: see the list of changed files."
        )


def _better(proposal: Proposal, url: str) -> Iterator[str]:
    """Warnings of what was changed, and advice on it; the rest is somebody else's."""
    doubtful = warnings(proposal.problems)
    own = [problem for problem in doubtful if problem.path in proposal.paths]
    advised = [(change.entry.path, one) for change in proposal.changes for one in change.advice]
    if own or advised:
        yield ""
        yield "## What would be better"
        yield ""
        yield "None of this stops anything. You know the report; you decide."
        yield ""
        for problem in own:
            yield from _problem(problem, url)
        for path, one in advised:
            yield f"- {_place(path, one.line)}: {safe(one.message)}"
    others = len(doubtful) - len(own)
    if others:
        yield ""
        warned = count(others, "warning")
        yield f"{warned} on files that are not changed here; `reviewlib check` tells them."


def _waiting(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        yield ""
        yield "## Still waiting in reports/incoming/"
        yield ""
        yield from (f"- {code(name)}" for name in names)
        yield ""
        yield (
            "A file that waits is not published, and has to be gone from there before this is "
            "merged. The summary of the run “Take in a PDF” says what stands in its way."
        )


def summary(
    proposal: Proposal, waiting: tuple[str, ...] = (), pages: str = "", url: str = ""
) -> str:
    """A proposal in words.

    Args:
        proposal: what changes.
        waiting: files that wait in reports/incoming/, by name.
        pages: Markdown on the pages that change, or why there are none; "" for silence.
        url: where the site with the page that explains each message is published, or "".

    Returns:
        Markdown of at most what GitHub shows of one step, with personal data masked.
    """
    rows: list[str] = ["# What this proposal does", ""]
    size = 0
    parts = (
        _verdict(proposal, url),
        _waiting(waiting),
        ("", *pages.split("\n")) if pages else (),
        _better(proposal, url),
        _changes(proposal),
    )
    for part in parts:
        for row in part:
            size += len(row.encode()) + 1
            if size > _MOST_BYTES:
                return "\n".join(rows) + "\n" + _TOO_LONG
            rows.append(row)
    return "\n".join(rows) + "\n"
