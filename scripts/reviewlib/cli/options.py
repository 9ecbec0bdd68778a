"""Options shared by several commands; verbs and options that were renamed."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

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
Commands = argparse._SubParsersAction


def day(text: str) -> datetime.date:
    """A day such as 2024-03-08 (ISO 8601).

    Raises:
        argparse.ArgumentTypeError: it is not one.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day such as 2024-03-08') from None


def url(text: str) -> str:
    """The address of a site, with "/" at its end.

    Raises:
        argparse.ArgumentTypeError: it is not on the web.
    """
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


def add_today(
    parser: argparse.ArgumentParser, what: str = "the day the pages are made for"
) -> None:
    """Add --today."""
    parser.add_argument("--today", type=day, help=f"{what} (today)")


def jobs(text: str) -> int:
    """How many processes.

    Raises:
        argparse.ArgumentTypeError: it is not a number above 0.
    """
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of processes such as 2')
    return int(text)


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add --jobs."""
    words = "how many processes to use (one a core); the site is the same whatever it is"
    parser.add_argument("--jobs", type=jobs, help=words)


def add_repository(parser: argparse.ArgumentParser) -> None:
    """Add --repository."""
    words = "where its files are edited, as in https://github.com/OWNER/NAME (pages link there)"
    parser.add_argument("--repository", help=words)


def add_output(parser: argparse.ArgumentParser, folder: str) -> None:
    """Add what every command takes that makes a site."""
    parser.add_argument("--out", type=Path, default=Path(folder), help=f"where to ({folder})")
    add_today(parser)
    add_jobs(parser)
    parser.add_argument("--site-url", type=url, help="where the site will be published")
    add_repository(parser)


# ---------- deprecated verbs and options, until the next release

VERBS = {
    "stage": ("build", "--plain", "--out", "staged-site"),
    "proposal": ("changes",),
    "addresses": ("urls",),
}
OPTIONS = {
    "addresses": {"--accept": "--update"},
    "import": {"--waiting": "--inbox"},
    "proposal": {"--preview": "--site"},
}


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
    options = OPTIONS.get(verb, {})
    old = [verb, *(word for word in rest if word in options)]
    new = [*VERBS.get(verb, (verb,))[:2], *(options[word] for word in rest if word in options)]
    if old == new:
        return list(words), ""
    note = (
        f'"reviewlib {" ".join(old)}" is now "reviewlib {" ".join(new)}"; '
        "the old name goes with the next release."
    )
    after = (options.get(word, word) for word in rest)
    return [*words[:at], *VERBS.get(verb, (verb,)), *after], note
