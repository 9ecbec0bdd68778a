"""The commands for what is proposed: changes, links."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import sys

from reviewlib.build_date import today
from reviewlib.cache import cache_of
from reviewlib.diagnostics import harmless_in_log
from reviewlib.editors.change_report import changed_pages, pages_in_words, summary
from reviewlib.editors.changes import (
    Proposal,
    base_revision,
    changed_elsewhere,
    propose,
    refuse_tracked,
)
from reviewlib.editors.external_links import as_markdown, check_links, external_links
from reviewlib.editors.sources import inbox_files
from reviewlib.library import load
from reviewlib.pages import Site
from reviewlib.site.atomic import MARK
from reviewlib.site.build import build, published, theme_of


def changes(options: argparse.Namespace) -> int:
    """What a change does, in words and as a site."""
    refuse_tracked(options.root)
    given = options.base_folder
    was = contextlib.nullcontext(given) if given else base_revision(options.root, options.base)
    with was as base:
        proposal = propose(options.root, base)
        if proposal.is_sound:  # also each published address at which nothing would answer any more
            problems = (*proposal.problems, *published(options.root)[1])
            proposal = dataclasses.replace(proposal, problems=problems)
        look = _site(options, proposal) if options.site else ""
    if options.base:
        elsewhere = changed_elsewhere(options.root, options.base)
        proposal = dataclasses.replace(proposal, elsewhere=elsewhere)
    names = tuple(file.relative_to(options.root).as_posix() for file in inbox_files(options.root))
    text = summary(proposal, names, look, options.site_url or "")
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as opened:
            opened.write(text)
    else:
        sys.stdout.write(harmless_in_log(text))
    return 0 if proposal.is_sound and not names else 1


def _site(options: argparse.Namespace, proposal: Proposal) -> str:
    """Build the site as it is proposed, and say which of its pages change."""
    if (options.site / MARK).is_file():  # of an earlier version, which is not proposed any more
        shutil.rmtree(options.site)
    if not proposal.is_sound:
        return "The site as it would be is built once the problems are mended."
    site = Site(url=options.site_url or "", today=today(options.today))
    pages = changed_pages(proposal, site, theme_of(options.root))
    if not pages:
        return "No page changes, so there is nothing to look at."
    build(
        options.root, options.site, for_files=True, plain=True, today=site.today,
        site_url=options.site_url,
    )  # fmt: skip
    return pages_in_words(pages, options.site.name)


def links(options: argparse.Namespace) -> int:
    """The addresses outside the library; on request, whether anything is there."""
    library = load(options.root, cache=cache_of(options.root)).checked()
    links = external_links(library)
    if not options.external:
        for link in links:
            for path, line in link.places:
                print(f"{link.address}\t{path}:{line}")
        return 0
    answers = check_links(options.root, links, options.pause)
    for answer in answers:
        if answer.state != "there":
            print(f"{answer.state}\t{answer.link.address}\t{answer.why}")
    print(f"{len(links):,} addresses, each asked once.", file=sys.stderr)
    if options.out:
        options.out.write_text(as_markdown(answers), encoding="utf-8", newline="\n")
    return 0
