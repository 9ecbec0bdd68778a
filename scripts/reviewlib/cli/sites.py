"""The commands that make sites: build, serve, urls, diff."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.cli.options import Commands, add_jobs, add_output, add_repository, add_today
from reviewlib.diagnostics import as_text
from reviewlib.jobs import use_jobs

if TYPE_CHECKING:
    from reviewlib.site.unchanged import Summary

# `check` runs without the modules of site: each command imports what it needs.


_LARGE = 800_000_000  # bytes


class _Progress:
    """One line that changes on a terminal; a line for each step in a log."""

    def __init__(self) -> None:
        self.is_terminal = sys.stderr.isatty()
        self.is_open = False

    def __call__(self, step: str) -> None:
        if self.is_terminal:
            # Back to the start of the line, and empty to its end (ECMA-48, EL).
            sys.stderr.write(f"\r\x1b[K{step} …")
            self.is_open = True
        else:
            sys.stderr.write(f"{step}.\n")
        sys.stderr.flush()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _print_summary(summary: Summary) -> int:
    if summary.warnings:
        sys.stderr.write(as_text(summary.warnings))
    size = _megabytes(summary.size)
    made = (
        f"{summary.pages:,} pages, {summary.files:,} files, {size}, {summary.seconds:.1f} seconds"
    )
    warned = len(summary.warnings)
    also = f", {warned} warning{'s' if warned > 1 else ''}" if warned else ""
    print(f"{summary.out}: {made}{also}.")
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


def _build(options: argparse.Namespace) -> int:
    from reviewlib.site.build import build

    _use_jobs(options)
    with _Progress() as tell:
        summary = build(
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


def _urls(options: argparse.Namespace) -> int:
    """Print which addresses are new or lost; on request add the new ones to the list."""
    from reviewlib.site import output
    from reviewlib.site.build import published

    now, problems = published(options.root)
    if problems:
        sys.stderr.write(as_text(problems))
    found = (output.update_manifest if options.update else output.new)(options.root, now)
    for address in found:
        print(f"new\t{address}")
    done = f"added to {output.LEDGER}" if options.update else "not listed yet"
    print(
        f"{len(now):,} addresses, {len(found):,} {done}, {len(problems):,} lost.", file=sys.stderr
    )
    return 1 if problems else 0


def _diff(options: argparse.Namespace) -> int:
    from reviewlib.site.url_manifest import changes, read_ledger

    found = changes(read_ledger(options.old), read_ledger(options.new))
    for change in found:
        print(f"{change.kind}\t{change.address}" + (f"\t{change.now}" if change.now else ""))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from reviewlib.site import output
    from reviewlib.site.serve import serve

    _use_jobs(options)
    output.recover(Path(options.root).absolute() / "site")
    serve(
        options.root,
        port=options.port,
        today=options.today,
        repository=options.repository,
    )
    return 0


def _use_jobs(options: argparse.Namespace) -> None:
    if options.jobs:
        use_jobs(options.jobs)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    build = commands.add_parser("build", help="check, then make the site instead of the old one")
    add_output(build, "site")
    build.add_argument("--plain", action="store_true", help="without MkDocs or Material")
    build.add_argument(
        "--for-files", action="store_true", help="plain, with links that work without a server too"
    )
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="show the site here, and again after every change")
    serve.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
    add_today(serve)
    add_jobs(serve)
    add_repository(serve)
    serve.set_defaults(run=_serve)
    _add_url_commands(commands)


def _add_url_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    urls = commands.add_parser("urls", help="which addresses are new, or would be lost")
    urls.add_argument("--update", action="store_true", help="add the new ones to the list")
    urls.set_defaults(run=_urls)
    diff = commands.add_parser("diff", help="what two sites, or lists of addresses, differ in")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    diff.set_defaults(run=_diff)
