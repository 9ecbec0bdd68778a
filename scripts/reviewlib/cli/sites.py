"""The commands that make sites: build, serve, urls, diff."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from reviewlib.diagnostics import as_text, count
from reviewlib.jobs import use_jobs
from reviewlib.site import output
from reviewlib.site.build import build as build_site, published
from reviewlib.site.unchanged import Summary
from reviewlib.site.url_manifest import changes, read_hashes

_LARGE = 800_000_000  # bytes


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """One line that changes on a terminal; a line for each step in a log."""
    # Back to the start of the line, and empty to its end (ECMA-48, EL).
    empty = "\r\x1b[K" if sys.stderr.isatty() else ""

    def tell(step: str) -> None:
        print(f"{empty}{step} …" if empty else f"{step}.\n", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(end=empty, file=sys.stderr, flush=True)


def _print_summary(summary: Summary) -> int:
    if summary.warnings:
        sys.stderr.write(as_text(summary.warnings))
    size = _megabytes(summary.size)
    made = f"{summary.pages:,} pages, {summary.files:,} files, {size}"
    also = f", {count(len(summary.warnings), 'warning')}" if summary.warnings else ""
    print(f"{summary.out}: {made}, {summary.seconds:.1f} seconds{also}.")
    if summary.note:
        print(summary.note, file=sys.stderr)
    if summary.unchanged:
        print("Nothing has changed since it was built, so it was left as it was.")
    if summary.size >= _LARGE:
        most = ", ".join(f"{name} ({_megabytes(size)})" for name, size in summary.largest)
        print(
            f"warning: the site has {size}; GitHub Pages takes at most 1 GB. What takes "
            f"the most room: {most}. A report can be listed with a link, without its file.",
            file=sys.stderr,
        )
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def build(options: argparse.Namespace) -> int:
    """Check, then make the site instead of the old one."""
    if options.jobs:
        use_jobs(options.jobs)
    with _progress() as tell:
        summary = build_site(
            options.root,
            options.out,
            plain=options.plain or options.for_files,
            for_files=options.for_files,
            today=options.today,
            site_url=options.site_url,
            repository=options.repository,
            tell=tell,
        )
    return _print_summary(summary)


def urls(options: argparse.Namespace) -> int:
    """Print which addresses are new or lost; on request add the new ones to the list."""
    now, problems = published(options.root)
    if problems:
        sys.stderr.write(as_text(problems))
    found = (output.update_manifest if options.update else output.new)(options.root, now)
    for address in found:
        print(f"new\t{address}")
    done = f"added to {output.MANIFEST}" if options.update else "not listed yet"
    print(
        f"{len(now):,} addresses, {len(found):,} {done}, {len(problems):,} lost.", file=sys.stderr
    )
    return 1 if problems else 0


def diff(options: argparse.Namespace) -> int:
    """Print what two lists of addresses differ in."""
    found = changes(read_hashes(options.old), read_hashes(options.new))
    for change in found:
        print(f"{change.kind}\t{change.address}" + (f"\t{change.now}" if change.now else ""))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Show the site here, and again after every change."""
    from reviewlib.site.serve import serve as serve_site  # which imports MkDocs

    if options.jobs:
        use_jobs(options.jobs)
    output.recover(Path(options.root).absolute() / "site")
    serve_site(options.root, port=options.port, today=options.today, repository=options.repository)
    return 0
