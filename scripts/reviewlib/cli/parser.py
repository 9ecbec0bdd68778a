"""The commands and their options; former names of them, until the next release."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from reviewlib.models import FILE_KINDS, Programme
from reviewlib.models.documentation import FOLDER, schema_name
from reviewlib.schema import FieldInfo, List, Record, fields_of

_NOT_IN_AN_ADDRESS = {
    "?": "a question mark",
    "#": "a “#”",
    "@": "a user's name before “@”",
    "\\": "a backslash",
    " ": "a blank",
    "\t": "a tab",
    "\n": "a second line",
}

# What argparse keeps its commands in has no public name.
_Commands = argparse._SubParsersAction


# ---------- values of options


def _day(text: str) -> datetime.date:
    """A day such as 2024-03-08 (ISO 8601)."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day such as 2024-03-08') from None


def _url(text: str) -> str:
    """The address of a site, with "/" at its end."""
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f'"{text}" does not begin with https://')
    for sign, name in _NOT_IN_AN_ADDRESS.items():
        if sign in text:
            raise argparse.ArgumentTypeError(
                f'"{text}" has {name}; write the address of the site\'s first page alone, '
                "such as https://example.org/reviews/"
            )
    try:
        server, _ = (found := urlsplit(text)).hostname, found.port
    except ValueError:
        server = None
    if not server:
        raise argparse.ArgumentTypeError(f'"{text}" names no server that there can be')
    return text.rstrip("/") + "/"


def _jobs(text: str) -> int:
    """How many processes."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of processes such as 2')
    return int(text)


# ---------- commands


def _command(
    commands: _Commands[argparse.ArgumentParser], run: str, help: str, name: str = ""
) -> argparse.ArgumentParser:
    """Add a command; its module is imported when it is run, so that each starts quickly.

    Args:
        run: the function, as "MODULE:NAME" in this package.
        name: what the command is called, if it is not called as its function.
    """
    parser = commands.add_parser(name or run.partition(":")[2].rstrip("_"), help=help)
    parser.set_defaults(run=f"reviewlib.cli.{run}")
    return parser


def _add_today(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--today", type=_day, help=f"{what} (today)")


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    _add_today(parser, "the day the pages are made for")
    words = "how many processes to use (one a core); the site is the same whatever it is"
    parser.add_argument("--jobs", type=_jobs, help=words)


def _add_repository(parser: argparse.ArgumentParser) -> None:
    words = "where its files are edited, as in https://github.com/OWNER/NAME (pages link there)"
    parser.add_argument("--repository", help=words)


def _add_reading(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _command(commands, "records:check", "read every record and say what is wrong, in words")
    check.add_argument("--format", choices=["github", "json", "text"], default="text")
    check.add_argument("--fix", action="store_true", help="apply what can be fixed safely; show it")
    check.add_argument("--diff", action="store_true", help="show what --fix would change, only")
    show = commands.add_parser("show", help="show what the library holds")
    things = show.add_subparsers(dest="thing", required=True, metavar="WHAT")
    _command(things, "records:reports", "each report, with the name its file should have")
    docs = commands.add_parser("docs", description="Prints docs/records.md.")
    docs.set_defaults(run="reviewlib.cli.records:docs")
    docs.add_argument("--write", action="store_true", help="write it to docs/ instead")


def _add_authoring(commands: _Commands[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="write the form of a new record, to be filled in")
    kinds = new.add_subparsers(dest="kind_of_record", required=True, metavar="KIND")
    for kind, name, words in (
        ("review", "NAME", "a review, under its programme year"),
        ("document", "NAME", "a document of the programme"),
        ("theme", "THEME", "the introduction of a theme"),
    ):
        one = _command(kinds, "authoring:new", words, kind)
        if kind == "review":
            words = "the programme year, such as 2022-23"
            one.add_argument("year", metavar="YEAR", help=words)
        words = "the theme" if kind == "theme" else "the name of its file, without .md"
        one.add_argument("name", metavar=name, help=words)
        _add_today(one, "the day on which it is added")
    words = "write the points of a record's reports beside it"
    draft = _command(commands, "authoring:draft", words)
    draft.add_argument("record", metavar="RECORD", help="the record, such as 2022-23/glenmore")
    words = "the reports, where the record names none in reports/"
    draft.add_argument("files", metavar="FILE.pdf", type=Path, nargs="*", help=words)
    draft.add_argument("--show", action="store_true", help="print the draft")
    draft.add_argument("--html", action="store_true", help="show it beside pictures of the pages")
    schema = _command(commands, "authoring:schema", "JSON Schemas of what editors write")
    names = sorted(map(schema_name, FILE_KINDS))
    schema.add_argument("kind_of_file", nargs="?", choices=names, default="review")
    schema.add_argument("--write", action="store_true", help=f"write all of them to {FOLDER}/")


def programme_fields() -> dict[str, FieldInfo]:
    """What may be said of a programme while its library is begun: what is one value each."""
    return {
        name: spec
        for name, (_, spec) in fields_of(Programme).items()
        if not isinstance(spec.type, List | Record)
    }


def _add_init(commands: _Commands[argparse.ArgumentParser]) -> None:
    init = _command(commands, "authoring:init", "begin another library, in a folder of its own")
    init.add_argument("folder", type=Path, metavar="DIR", help="where to; empty, or not there yet")
    _add_today(init, "the day it is begun")
    for name, spec in programme_fields().items():
        option = f"--{name.replace('_', '-')}"
        init.add_argument(option, dest=f"p_{name}", metavar="…", help=spec.help.replace("%", "%%"))


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rights", help='by what right all may be published, as in "OGL 3.0"')
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, only")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    words = "begin a record though one of its host waits"
    parser.add_argument("--new", action="store_true", help=words)
    parser.add_argument("--clean", action="store_true", help="take out what acts, and who wrote it")
    _add_today(parser, "the day on which it is added")


def _add_intake(commands: _Commands[argparse.ArgumentParser]) -> None:
    take = _command(commands, "intake:import_", "bring in PDFs, and complete their records")
    take.add_argument("paths", type=Path, metavar="PATH", nargs="*", help="a PDF, a folder, a ZIP")
    take.add_argument("--to", metavar="RECORD", help="the record it belongs to: 2022-23/glenmore")
    take.add_argument("--inbox", action="store_true", help="import what is in reports/incoming/")
    _add_import_options(take)
    words = "compare a publisher's page of PDFs with the records; with --fetch, bring them in"
    gather = _command(commands, "intake:collect", words)
    words = "its address, or the page saved (where records' reports are `listed:`)"
    gather.add_argument("pages", metavar="PAGE", nargs="*", help=words)
    gather.add_argument("--fetch", action="store_true", help="download what is not here; import it")
    gather.add_argument("--pause", type=float, default=2.0, help="seconds between requests (2)")
    words = "may be in a private network: to try it on one's own machine, as in 127.0.0.1:8000"
    gather.add_argument("--allow-private", metavar="HOST:PORT", action="append", default=[],
                        help=words)  # fmt: skip
    _add_import_options(gather)
    gather.set_defaults(to="")


def _add_proposals(commands: _Commands[argparse.ArgumentParser]) -> None:
    changes = _command(commands, "proposals:changes", "say in words what a change does")
    base = changes.add_mutually_exclusive_group(required=True)
    base.add_argument("--base", metavar="REVISION", help="what it was, in git: such as main")
    base.add_argument("--base-folder", type=Path, metavar="DIR", help="what it was, as a folder")
    changes.add_argument("--summary", type=Path, metavar="FILE", help="add the words to a file")
    changes.add_argument("--site", type=Path, metavar="DIR", help="build the site as it would be")
    changes.add_argument("--site-url", type=_url, help="where the site is published")
    _add_today(changes, "the day the pages are made for")
    links = _command(commands, "proposals:links", "every address outside the library")
    links.add_argument("--external", action="store_true", help="check that each one answers")
    links.add_argument("--out", type=Path, metavar="FILE.md", help="write what leads nowhere")
    links.add_argument("--pause", type=float, default=2.0, help="seconds between two questions (2)")


def _add_sites(commands: _Commands[argparse.ArgumentParser]) -> None:
    build = _command(commands, "sites:build", "check, then make the site instead of the old one")
    build.add_argument("--out", type=Path, default=Path("site"), help="where to (site)")
    _add_build_options(build)
    build.add_argument("--site-url", type=_url, help="where the site will be published")
    _add_repository(build)
    build.add_argument("--plain", action="store_true", help="without MkDocs or Material")
    words = "plain, with links that work without a server too"
    build.add_argument("--for-files", action="store_true", help=words)
    serve = _command(commands, "sites:serve", "show the site here, and again after every change")
    serve.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
    _add_build_options(serve)
    _add_repository(serve)
    urls = _command(commands, "sites:urls", "which addresses are new, or would be lost")
    urls.add_argument("--update", action="store_true", help="add the new ones to the list")
    diff = _command(commands, "sites:diff", "what two sites, or lists of addresses, differ in")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line; what is to be run is `run`, as "MODULE:FUNCTION"."""
    parser = argparse.ArgumentParser(
        prog="reviewlib", description="Makes a public library of reports from plain records."
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the library's folder (here)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_reading(commands)
    _add_authoring(commands)
    _add_intake(commands)
    _add_proposals(commands)
    _add_sites(commands)
    _add_init(commands)
    return parser


# ---------- former verbs and options

_FORMER = {
    "stage": ("build", "--plain", "--out", "staged-site"),
    "proposal": ("changes",),
    "addresses": ("urls",),
    "migrate": ("check", "--fix"),
    "addresses --accept": ("--update",),
    "import --waiting": ("--inbox",),
    "proposal --preview": ("--site",),
    "migrate --check": ("--diff",),
}
"""Each former verb, and each former option of one, with what it is now."""


def renamed(words: Sequence[str]) -> tuple[list[str], str]:
    """The arguments with present names, and a deprecation notice or "".

    >>> renamed(["--root", "x", "addresses", "--accept"])[0]
    ['--root', 'x', 'urls', '--update']
    """
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] == "--root" else 1
    if at >= len(words):
        return list(words), ""
    verb, rest = words[at], words[at + 1 :]
    options = [word for word in rest if f"{verb} {word}" in _FORMER]
    given = [_FORMER.get(f"{verb} {word}", (word,))[0] for word in rest]
    now = _FORMER.get(verb, (verb,))
    old = [verb, *options]
    new = [*now[:2], *(_FORMER[f"{verb} {word}"][0] for word in options)]
    if old == new:
        return list(words), ""
    note = (
        f'"reviewlib {" ".join(old)}" is now "reviewlib {" ".join(new)}"; '
        "the old name goes with the next release."
    )
    return [*words[:at], *now, *given], note
