"""Find a Chromium to test in, or say in one line how to get one; listen to a page of it.

takes: what this machine has
gives: `find`, the path of a browser that starts; `obtain`, the same after fetching one;
    `heard`, the events of a page; `kept`, what a site keeps in a browser
knows nothing of: the site, pytest
"""

# `make test` runs this before the tests, so that a machine without a browser hears of it at
# once, and no test is ever skipped for want of one.

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

__all__ = ["DESK", "MISSING", "NoBrowserError", "find", "heard", "kept", "obtain"]

DESK: ViewportSize = {"width": 1280, "height": 800}

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PLAYWRIGHT = (sys.executable, "-m", "playwright")
_APT = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")

MISSING = (
    "The tests need Chromium or Chrome, and none was found that starts. Run this, then try again:\n"
    "    .venv/bin/python -m playwright install --with-deps chromium"
)


class NoBrowserError(Exception):
    """There is no browser here, and none could be fetched."""


def _starts(path: str) -> bool:
    """Whether it runs at all: a stub, or one whose libraries are missing, does not."""
    try:
        ran = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def _playwrights_own() -> str:
    # Playwright knows where it would have put its download for this system and version.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _candidates() -> Iterator[str]:
    for name in _NAMES:
        if path := shutil.which(name):
            yield path
    yield from (path for path in _ELSEWHERE if Path(path).is_file())
    yield _playwrights_own()


def find() -> str | None:
    """The path of a browser that starts: the one in CHROMIUM where that is set, else any."""
    if named := os.environ.get("CHROMIUM"):
        return named if _starts(named) else None
    return next((path for path in _candidates() if _starts(path)), None)


def _fetches() -> Iterator[tuple[str, ...]]:
    yield (*_PLAYWRIGHT, "install", "chromium")
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield ("apt-get", "update", "-qq")
        yield _APT


def obtain() -> str:
    """The path of a browser that starts, fetched where there is none.

    Raises:
        NoBrowserError: there is none, and none could be fetched.
    """
    if path := find():
        return path
    if named := os.environ.get("CHROMIUM"):
        raise NoBrowserError(f"CHROMIUM names {named}, which does not start.")
    print("No Chromium here; fetching one ...", file=sys.stderr)
    for command in _fetches():
        # What it prints belongs with our own words, not with the path that is our answer.
        subprocess.run(command, stdout=sys.stderr, check=False)
        if path := find():
            return path
    raise NoBrowserError(MISSING)


@contextmanager
def heard(
    page: Page, event: Any, read: Callable[[Any], Any] = lambda one: one
) -> Iterator[list[Any]]:
    """The events of one name while the context lasts, each as `read` gives it."""
    seen: list[Any] = []

    def hear(one: Any) -> None:
        seen.append(read(one))

    page.on(event, hear)
    try:
        yield seen
    finally:
        page.remove_listener(event, hear)


_KEPT = """async () => self.origin === "null" ? [] : [
    ...Object.keys(localStorage).map((name) => `local storage: ${name}`),
    ...Object.keys(sessionStorage).map((name) => `session storage: ${name}`),
    ...(await indexedDB.databases()).map((one) => `database: ${one.name}`),
    ...(await navigator.serviceWorker?.getRegistrations() ?? []).map(one => `worker ${one.scope}`),
]"""


def kept(page: Page) -> list[str]:
    """What sites have stored in the browser: cookies, storage, databases, service workers."""
    cookies = [f"cookie: {one.get('name')}" for one in page.context.cookies()]
    found: list[str] = page.evaluate(_KEPT)
    return cookies + found


def main() -> int:
    """Print the path, or what to do about it."""
    try:
        print(obtain())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
