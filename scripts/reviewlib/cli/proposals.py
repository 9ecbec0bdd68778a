"""The commands for what is proposed: import, changes, links."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.cli.options import Commands, add_today, url
from reviewlib.diagnostics import ConfigError, harmless_in_log

if TYPE_CHECKING:
    from reviewlib.editors.changes import Proposal
    from reviewlib.editors.import_pdf import Outcome

_TO_CHECK = (
    "Now, on the same branch:",
    "- Read each record against its report, and finish it. What the draft was not sure of has a "
    "line “# please check” above it; delete that line when it is right.",
    "- Say by what right the file may be published, under its report: `rights: OGL 3.0`, or "
    "`rights: \"permission: who gave it, when\"`. Only files that the council has already "
    "published belong here.",
    "- The words of the report are in quotation marks. Say them shorter in your own words, or "
    "leave them and they are checked against the page.",
    "- The check of a pull request runs again with your next change.",
)  # fmt: skip


def _import(options: argparse.Namespace) -> int:
    """Take in a PDF, or those that wait, and say what became of it."""
    from reviewlib.build_date import today
    from reviewlib.editors.import_pdf import import_inbox, import_pdf

    day = today(options.today).isoformat()
    if options.inbox:
        return _tell(import_inbox(options.root, day))
    if options.file is None:
        raise ConfigError("Name the PDF to take in: reviewlib import FILE.pdf")
    taken = import_pdf(options.root, options.file, day, clean=options.clean)
    print("\n".join((f"{taken.report}: here.", *taken.said)))
    return 0


def _outcome(one: Outcome) -> Iterator[str]:
    if one.report:
        yield f"{one.name}: now reports/{one.report}."
    elif one.done:
        yield f"{one.name}: taken away from there."
    else:
        yield f"{one.name}: could not be taken in, and waits where it is."
    yield from (f"    {row}" for row in one.said)


def _tell(outcomes: tuple[Outcome, ...]) -> int:
    """What became of each file; 1 where one still waits."""
    for one in outcomes:
        print(harmless_in_log("\n".join(_outcome(one))))
    if any(one.report for one in outcomes):
        print("\n".join(("", *_TO_CHECK)))
    elif not outcomes:
        print("Nothing waits in reports/incoming/.")
    return 0 if all(one.done for one in outcomes) else 1


def _changes(options: argparse.Namespace) -> int:
    """What a change does, in words and as a site."""
    from reviewlib.editors.change_report import summary
    from reviewlib.editors.changes import base_revision, changed_elsewhere, propose, refuse_tracked
    from reviewlib.editors.import_pdf import inbox_files

    refuse_tracked(options.root)
    given = options.base_folder
    with (
        contextlib.nullcontext(given)
        if given
        else base_revision(options.root, options.base) as base
    ):
        proposal = _with_lost(options.root, propose(options.root, base))
        names = tuple(
            file.relative_to(options.root).as_posix() for file in inbox_files(options.root)
        )
        look = _site(options, proposal) if options.site else ""
    if options.base:
        elsewhere = changed_elsewhere(options.root, options.base)
        proposal = dataclasses.replace(proposal, elsewhere=elsewhere)
    text = summary(proposal, names, look, options.site_url or "")
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as opened:
            opened.write(text)
    else:
        sys.stdout.write(harmless_in_log(text))
    return 0 if proposal.is_sound and not names else 1


def _with_lost(root: Path, proposal: Proposal) -> Proposal:
    """The same, with each published address at which nothing would answer any more."""
    from reviewlib.site.build import published

    if not proposal.is_sound:
        return proposal
    _, lost = published(root)
    return dataclasses.replace(proposal, problems=(*proposal.problems, *lost))


def _site(options: argparse.Namespace, proposal: Proposal) -> str:
    """Build the site as it is proposed, and say which of its pages change."""
    from reviewlib.build_date import today
    from reviewlib.editors.change_report import changed_pages, pages_in_words
    from reviewlib.pages import Site
    from reviewlib.site.atomic import MARK
    from reviewlib.site.build import build, theme_of

    if (options.site / MARK).is_file():  # of an earlier version, which is not proposed any more
        shutil.rmtree(options.site)
    if not proposal.is_sound:
        return "The site as it would be is built once the problems are mended."
    site = Site(url=options.site_url or "", today=today(options.today))
    pages = changed_pages(proposal, site, theme_of(options.root))
    if not pages:
        return "No page changes, so there is nothing to look at."
    build(
        options.root,
        options.site,
        for_files=True,
        plain=True,
        today=site.today,
        site_url=options.site_url,
    )
    return pages_in_words(pages, options.site.name)


def _links(options: argparse.Namespace) -> int:
    """The addresses outside the library; on request, whether anything is there."""
    from reviewlib.cache import cache_of
    from reviewlib.editors.external_links import as_markdown, check_links, external_links
    from reviewlib.library import load

    library = load(options.root, cache=cache_of(options.root)).checked()
    links = external_links(library)
    if not options.external:
        for link in links:
            for path, line in link.places:
                print(f"{link.address}\t{path}:{line}")
        return 0
    answers = check_links(links, pause=options.pause)
    for answer in answers:
        if answer.state != "there":
            print(f"{answer.state}\t{answer.link.address}\t{answer.why}")
    print(f"{len(links):,} addresses, each asked once.", file=sys.stderr)
    if options.out:
        options.out.write_text(as_markdown(answers), encoding="utf-8", newline="\n")
    return 0


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    take = commands.add_parser("import", help="take in a PDF, and begin its record")
    take.add_argument("file", type=Path, metavar="FILE.pdf", nargs="?")
    take.add_argument("--clean", action="store_true", help="take out what acts, and who wrote it")
    take.add_argument("--inbox", action="store_true", help="take in what is in reports/incoming/")
    add_today(take, "the day on which it is added")
    take.set_defaults(run=_import)
    changes = commands.add_parser("changes", help="say in words what a change does")
    base = changes.add_mutually_exclusive_group(required=True)
    base.add_argument("--base", metavar="REVISION", help="what it was, in git: such as main")
    base.add_argument("--base-folder", type=Path, metavar="DIR", help="what it was, as a folder")
    changes.add_argument("--summary", type=Path, metavar="FILE", help="add the words to a file")
    changes.add_argument("--site", type=Path, metavar="DIR", help="build the site as it would be")
    changes.add_argument("--site-url", type=url, help="where the site is published")
    add_today(changes)
    changes.set_defaults(run=_changes)
    links = commands.add_parser("links", help="every address outside the library")
    links.add_argument("--external", action="store_true", help="ask whether anything is there")
    links.add_argument("--out", type=Path, metavar="FILE.md", help="write what leads nowhere")
    links.add_argument("--pause", type=float, default=2.0, help="seconds between two questions (2)")
    links.set_defaults(run=_links)
