"""All that is asked of one page, in every way that people read it.

takes: a browser, an address, names that are Gaelic
gives: Reader, whose methods each give faults
knows nothing of: libraries, where pages come from
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.a11y import walk as walking
from tests.a11y.faults import Fault
from tests.a11y.machines import axe

if TYPE_CHECKING:
    from types import TracebackType

    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["ASPECTS", "Reader"]

_HERE = Path(__file__).parent
_STRUCTURE = (_HERE / "structure.js").read_text("utf-8")
_FIT = (_HERE / "fit.js").read_text("utf-8")
_MODES = (_HERE / "modes.js").read_text("utf-8")
# What a reader may set, whatever we set (WCAG 2.2, 1.4.12).
_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
NARROW, WIDE = 320, 1280


class Reader(AbstractContextManager["Reader"]):
    """A fresh browser window at one page.

    Args:
        browser: Chromium.
        address: the page's address.
        gaelic: names that must be marked as Gaelic where they stand alone.
        scripts: whether the browser runs scripts.
        prepare: is given the page before it goes anywhere.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        gaelic: Iterable[str] = (),
        *,
        scripts: bool = True,
        prepare: Callable[[Page], object] | None = None,
    ) -> None:
        size: Any = {"width": WIDE, "height": 800}
        self.context: BrowserContext = browser.new_context(
            locale="en-GB", viewport=size, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.page = self.context.new_page()
        self.address = address
        self.gaelic = sorted(gaelic)
        self.errors: list[Fault] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._error(str(error)))
        if prepare:
            prepare(self.page)
        self.open()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.close()

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self._error(message.text)

    def _error(self, words: str) -> None:
        self.errors.append(Fault("console", self.page.url, words))

    def open(self, width: int = WIDE) -> Page:
        """The page as it comes, in a window of some width."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(self.address)
        return self.page

    def _ask(self, script: str, given: object) -> list[Fault]:
        return [Fault(*one) for one in self.page.evaluate(script, given)]

    # ----------------------------------------------------------------------- what is looked at

    def structure(self) -> list[Fault]:
        """Headings, landmarks, names, tables, languages; nothing inline, nothing from elsewhere."""
        return self._ask(_STRUCTURE, {"gaelic": self.gaelic}) + self.errors

    def machines(self) -> list[Fault]:
        """axe, in light and in dark, narrow and wide."""
        found = []
        for scheme, width in (("light", WIDE), ("dark", NARROW)):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.set_viewport_size({"width": width, "height": 800})
            found += axe(self.page)
        self.page.emulate_media(color_scheme="light")
        return found

    def keyboard(self, width: int) -> list[Fault]:
        """Tab from the top to the end; what opens opened and closed; single keys pressed."""
        page = self.open(width)
        found = walking.popovers(page) + walking.single_keys(page)
        return found + walking.walk(self.open(width))

    def fit(self) -> list[Fault]:
        """A window of 320 px, letters of twice the size, wide spacing: all words stay readable."""
        found = []
        for width in (NARROW, WIDE):
            self.open(width)
            found += self._ask(_FIT, {"rule": f"fit: {width} px"})
            self.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
            if width == WIDE:
                found += self._ask(_FIT, {"rule": "fit: 200 % text", "grown": True})
            self.page.evaluate("() => { document.documentElement.style.fontSize = '' }")
            self.page.evaluate(_SPACING)
            found += self._ask(_FIT, {"rule": f"fit: text spacing at {width} px"})
        return found

    def modes(self) -> list[Fault]:
        """Forced colours, less motion, on paper."""
        page = self.open()
        page.emulate_media(reduced_motion="no-preference")
        found = self._ask(_MODES, {"mode": "usual"})
        page.emulate_media(reduced_motion="reduce")
        found += self._ask(_MODES, {"mode": "less motion"})
        page.emulate_media(forced_colors="active")
        found += self._ask(_MODES, {"mode": "forced colours"})
        page.emulate_media(forced_colors="none")
        page.evaluate(_MODES, {"mode": "before print"})
        page.emulate_media(media="print")
        found += self._ask(_MODES, {"mode": "print"})
        page.emulate_media(media="screen")
        return found

    def without_scripts(self) -> list[Fault]:
        """To be called where scripts do not run: nothing on show may need one."""
        return self._ask(_MODES, {"mode": "no scripts"})


ASPECTS: dict[str, Callable[[Reader], list[Fault]]] = {
    "structure": Reader.structure,
    "machines": Reader.machines,
    "keyboard-320": lambda reader: reader.keyboard(NARROW),
    "keyboard-1280": lambda reader: reader.keyboard(WIDE),
    "fit": Reader.fit,
    "modes": Reader.modes,
}
