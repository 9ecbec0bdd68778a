"""The commands that make sites: build, serve, urls, diff."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from reviewlib.cli.options import Commands, add_jobs, add_output, add_repository, add_today
from reviewlib.jobs import use_jobs


def _site_command(name: str) -> Callable[[argparse.Namespace], int]:
    """A command of site/commands.py, which brings much with it that `check` can do without."""

    def run(options: argparse.Namespace) -> int:
        from reviewlib.site import commands

        if getattr(options, "jobs", None):
            use_jobs(options.jobs)
        code: int = getattr(commands, name)(options)
        return code

    return run


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    build = commands.add_parser("build", help="check, then make the site instead of the old one")
    add_output(build, "site")
    build.add_argument("--plain", action="store_true", help="without MkDocs or Material")
    build.add_argument(
        "--for-files", action="store_true", help="plain, with links that work without a server too"
    )
    build.set_defaults(run=_site_command("build"))
    serve = commands.add_parser("serve", help="show the site here, and again after every change")
    serve.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
    add_today(serve)
    add_jobs(serve)
    add_repository(serve)
    serve.set_defaults(run=_site_command("serve"))
    _add_url_commands(commands)


def _add_url_commands(commands: Commands[argparse.ArgumentParser]) -> None:
    urls = commands.add_parser("urls", help="which addresses are new, or would be lost")
    urls.add_argument("--update", action="store_true", help="add the new ones to the list")
    urls.set_defaults(run=_site_command("urls"))
    diff = commands.add_parser("diff", help="what two sites, or lists of addresses, differ in")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    diff.set_defaults(run=_site_command("diff"))
