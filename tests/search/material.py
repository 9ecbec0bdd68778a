"""Material's own search on the same words, for comparison.

takes: entries
gives: what its worker answers, in the same form as ours
knows nothing of: our engines
"""

# Its worker is the one that its pages start, with the settings of its plugin as they come. It
# gets what it would get from a site: each page with its opening words, each section by itself.

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from importlib.metadata import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlib.search import SearchEntry
from tests.search.judging import Question

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["WORKER", "documents", "material_answers", "open_material", "publish_material"]

WORKER = "material-search.js"
_CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}
_OPEN = """
async ([address, data]) => {
  window.material = new Worker(address)
  const answered = () => new Promise((done) => {
    material.addEventListener('message', (event) => done(event.data.data), { once: true })
  })
  let ready = answered()
  material.postMessage({ type: 0, data })
  await ready
  window.askMaterial = (text) => {
    ready = answered()
    material.postMessage({ type: 2, data: text })
    return ready
  }
}
"""
_ASK = """
async (asked) => {
  const found = []
  for (const one of asked) {
    const { items } = await askMaterial(one)
    found.push(items.map((group) => group[0].location))
  }
  return found
}
"""


def publish_material(folder: Path) -> None:
    """Put its worker beside a site's files."""
    found = [str(file) for file in files("mkdocs-material") or ()]
    (name,) = (one for one in found if "/workers/search." in one and one.endswith(".js"))
    place = next(file for file in files("mkdocs-material") or () if str(file) == name)
    shutil.copyfile(str(place.locate()), folder / WORKER)


def documents(entries: Sequence[SearchEntry]) -> Iterator[dict[str, Any]]:
    """Each page and each of its sections; the text of a report is a page of its own."""
    for entry in entries:
        words = " ".join([*entry.names, *entry.themes, *entry.about, entry.text])
        yield {"location": entry.address, "title": entry.title, "text": words}
        pages = {entry.address}
        for number, passage in enumerate(entry.passages):
            page, _, anchor = f"{entry.address}{passage.at}".partition("#")
            if page not in pages:
                pages.add(page)
                yield {"location": page, "title": f"Text of {entry.title}", "text": ""}
            location = f"{page}#{anchor or 'opening'}-{number}"
            yield {"location": location, "title": passage.label, "text": passage.text}


def open_material(page: Page, url: str, entries: Sequence[SearchEntry]) -> None:
    """Start its worker in a page that is open at a site."""
    data = {"config": _CONFIG, "docs": list(documents(entries)), "options": {"suggest": False}}
    page.evaluate(_OPEN, [f"{url}{WORKER}", data])


def material_answers(page: Page, asked: Sequence[Question]) -> list[list[str]]:
    """What it answers: addresses, the best first; the text of a report counts as its review."""
    found: list[list[str]] = page.evaluate(_ASK, [one.ask for one in asked])
    return [
        list(dict.fromkeys(one.partition("#")[0].partition("text/")[0] for one in answer))
        for answer in found
    ]
