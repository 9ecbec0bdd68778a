"""Fill in the form for a review in a browser, as data: what is typed where, and what it made.

takes: a page of /contribute/add/, and what to type
gives: `opened`, the form; `typed`, which fills it in; `Made`, the file it made of that, or what it
    refused
knows nothing of: what the reader makes of a file
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlib.pages import Site
from reviewlib.pages.page import Context
from reviewlib.pages.review_form import review_change_page, review_form_page
from reviewlib.site.render import PageTemplate, assets
from tests import store

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["ADDRESS", "REPOSITORY", "Filling", "Made", "form_site", "opened", "typed"]

REPOSITORY = "https://github.com/example/reports"
ADDRESS = "contribute/add/"

Filling = Mapping[str, Any]
"""By the names of fields: words, a list of words to tick, a list of items, or True for a box."""

# Types into the very controls, and tells the page of it, as somebody does who types. First the
# form is made as it was when it was opened: to load the page anew takes twice as long as all else.
_TYPE = """(filling) => {
    const form = document.getElementById("record-form");
    form.reset();
    for (const one of form.querySelectorAll(".form-item:not(:first-child)")) one.remove();
    const told = (one, kind) => one.dispatchEvent(new Event(kind, { bubbles: true }));
    const typeInto = (field, value) => {
        const { kind } = field.dataset;
        const control = field.querySelector("input, textarea, select");
        if (kind === "dates") {
            field.querySelector(`[value="${value.how}"]`).checked = true;
            value = value.ranges;
        }
        if (kind === "choices") {
            const boxes = [...field.querySelectorAll("input")];
            for (const one of value) boxes.find((box) => box.value === one).checked = true;
        } else if (kind === "yes") control.checked = value;
        else if (kind === "list" || kind === "dates") {
            for (const [n, item] of value.entries()) {
                if (n) field.querySelector(".form-add").click();
                const place = field.querySelector(".form-items").lastElementChild;
                const parts = [...place.children].filter((one) => one.matches("[data-field]"));
                const values = typeof item === "string" ? { "": item } : item;
                for (const [name, inner] of Object.entries(values)) {
                    typeInto(parts.find((one) => one.dataset.field === name), inner);
                }
            }
        } else control.value = value;
        told(control ?? field, "change");
    };
    for (const [name, value] of Object.entries(filling)) {
        typeInto([...form.querySelectorAll("[data-field]")].find((one) =>
            one.dataset.field === name && !one.closest(".form-item")), value);
    }
    told(form, "input");
    document.getElementById("form-copy").click();
    const problems = document.getElementById("form-problems");
    const refused = [...problems.querySelectorAll("li")].map((one) => one.textContent);
    return {
        path: document.getElementById("form-path").textContent,
        text: document.getElementById("form-text").textContent,
        refused: problems.hidden ? [] : refused,
    };
}"""

_CLEAR = """() => {
    window.confirm = () => true;
    document.getElementById("form-clear").click();
}"""


@dataclass(frozen=True, slots=True)
class Made:
    """What the form made of a filling."""

    path: str  # the name of the file
    text: str  # the file
    refused: tuple[str, ...]  # what the form says is wrong; nothing where it accepts the filling


def _make(which: str, folder: Path) -> None:
    site = Site("", store.TODAY, REPOSITORY)
    library = store.library(which)
    template = PageTemplate(library, site, store.THEME)
    for make in (review_form_page, review_change_page):
        page = make(Context(library, site))
        place = folder / page.address / "index.html"
        place.parent.mkdir(parents=True)
        place.write_text(template.render(page), "utf-8")
    for address, file in assets(store.THEME):
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(file.read_bytes())


def form_site(which: str) -> Path:
    """The pages of the two forms of a library, with their assets and no other page."""
    made = functools.partial(_make, which)
    return store.built(f"review form {which}", made, of=[store.LIBRARIES[which] / "content"])


@contextmanager
def opened(page: Page, site: str) -> Iterator[Page]:
    """The form, which is cleared in the end: nothing of it stays in the browser."""
    page.goto(site + ADDRESS)
    try:
        yield page
    finally:
        with page.expect_navigation():
            page.evaluate(_CLEAR)


def typed(form: Page, filling: Filling) -> Made:
    """Fill in the form that is open, and have it made into a file."""
    made = form.evaluate(_TYPE, dict(filling))
    return Made(made["path"], made["text"], tuple(made["refused"]))
