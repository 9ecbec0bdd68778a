"""Draw the pictures of CONTRIBUTING.md.

takes: the templates beside this file; the small made-up library; Chromium
gives: docs/images/contributing-*.png
knows nothing of: what the words beside them say
"""

from __future__ import annotations

import datetime
import re
import shutil
import sys
import tempfile
from pathlib import Path

import jinja2
from playwright.sync_api import Page, sync_playwright

from reviewlib.diagnostics import as_text
from reviewlib.library import load
from reviewlib.models import Review
from reviewlib.models.scaffold import EXAMPLE, EXAMPLE_TEXT, record_form
from reviewlib.pages import Site
from reviewlib.site.output import stage
from tests.browser import MISSING, find

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PICTURES = {"way": (960, 260), "message": (960, 310), "page": (1120, 1060)}
RECORD = "content/reviews/2022-23/glenmore.md"
MESSAGE = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+): (?P<field>[a-z]+): (?P<said>.+?)  \[(?P<code>[a-z-]+)\]\n"
    r" +(?P<hint>.+)\n(?P<summary>.+)\n"
)


def library(folder: Path, record: str) -> Path:
    """The small made-up library with one record."""
    shutil.copytree(ROOT / "tests" / "data" / "base", folder)
    (folder / RECORD).write_text(record, "utf-8")
    return folder


def words(folder: Path) -> dict[str, object]:
    """What the pictures show: a record, a message about a mistake in it, and its parts."""
    record = record_form(Review, EXAMPLE, EXAMPLE_TEXT)
    wrong = record.replace("- Inclusion\n", "- Inclusoin\n")
    message = as_text(load(library(folder / "wrong", wrong)).problems)
    parts = MESSAGE.fullmatch(message)
    assert parts, message
    return {"record": record, "message": parts.groupdict()}


def site(folder: Path, record: str) -> None:
    """The site of the record, with links that work without a server."""
    loaded = load(library(folder / "right", record)).checked()
    day = Site("", datetime.date(2026, 11, 22))
    stage(loaded, day, ROOT / "theme", folder / "site", root=None, for_files=True)


def drawn(page: Page, file: Path, size: tuple[int, int]) -> bytes:
    """A picture of a page."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(file.as_uri())
    page.wait_for_timeout(300)  # the page within the page draws itself too
    return page.screenshot()


def main(target: Path) -> None:
    """Draw each picture and write it."""
    path = find()
    if path is None:
        sys.exit(MISSING)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        shown = words(folder)
        site(folder, str(shown["record"]))
        shutil.copy(HERE / "pictures.css", folder)
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = chromium.new_page(device_scale_factor=1, color_scheme="light")
        for name, size in PICTURES.items():
            file = folder / f"{name}.html"
            file.write_text(templates.get_template(f"{name}.html").render(shown), "utf-8")
            (target / f"contributing-{name}.png").write_bytes(drawn(page, file, size))
        chromium.close()


main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
