"""All that is asked of one page, in every way that people read it.

takes: a browser, an address, names that are Gaelic
gives: Reader, whose `visit` gives the faults of a page by aspect
knows nothing of: libraries, where pages come from
"""

# One window goes from page to page, and each page is opened once: a new browser context costs
# more than all that is then looked at. So each aspect begins with a page as it comes
# (`_as_it_comes`), and undoes what it changed.

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tests.a11y import walk as walking
from tests.a11y.faults import Fault
from tests.a11y.machines import axe
from tests.browser import kept

if TYPE_CHECKING:
    from types import TracebackType

    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["ASPECTS", "Reader"]

_HERE = Path(__file__).parent
_STRUCTURE = (_HERE / "structure.js").read_text("utf-8")
_FIT = (_HERE / "fit.js").read_text("utf-8")
_MODES = (_HERE / "modes.js").read_text("utf-8")
# What a reader may set, whatever we set (WCAG 2.2, 1.4.12).
_SPACED = """() => {
    window.spacing = new CSSStyleSheet();
    window.spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, window.spacing];
}"""
_USUAL = """() => {
    document.documentElement.style.fontSize = "";
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== window.spacing);
}"""
_REFUSED = """addEventListener("securitypolicyviolation", one => (window.refused ??= []).push(
    `${one.violatedDirective} ${one.blockedURI}`));"""
NARROW, WIDE = 320, 1280
# What is looked at in one visit, in this order: the last tells what went wrong meanwhile.
ASPECTS = (
    "structure", "machines", "fit", "keyboard-320", "keyboard-1280", "modes", "policy"
)  # fmt: skip
Scheme = Literal["light", "dark"]


class Reader(AbstractContextManager["Reader"]):
    """A browser window that goes from page to page.

    Args:
        browser: Chromium.
        scripts: whether the browser runs scripts.
    """

    def __init__(self, browser: Browser, *, scripts: bool = True) -> None:
        self.context: BrowserContext = browser.new_context(
            locale="en-GB", java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.context.set_default_timeout(60_000)
        self.context.add_init_script(_REFUSED)
        self.page: Page = self.context.new_page()
        self.gaelic: list[str] = []
        self._top = ""
        self._errors: list[Fault] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._error("console", str(error)))
        self.page.on("request", lambda one: self._asked(one.url))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.close()

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self._error("console", message.text)

    def _error(self, rule: str, words: str) -> None:
        self._errors.append(Fault(rule, self.page.url, words))

    def _asked(self, url: str) -> None:
        if not url.startswith((self._top, f"blob:{self._top}", "data:")):
            self._error("policy", f"it fetches {url}")

    def open(self, address: str, gaelic: Iterable[str] = ()) -> Page:
        """Go to a page, in a wide window and light."""
        self.gaelic = sorted(gaelic)
        self._top = "/".join(address.split("/")[:3])
        self._errors.clear()
        self._window(WIDE)
        self.page.goto(address)
        return self.page

    def _window(self, width: int, scheme: Scheme = "light") -> Page:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(
            color_scheme=scheme, reduced_motion="reduce", media="screen", forced_colors="none"
        )
        return self.page

    def _as_it_comes(self, width: int = WIDE) -> Page:
        self._window(width).evaluate(_USUAL)
        return self.page

    def _ask(self, script: str, given: object) -> list[Fault]:
        return [Fault(*one) for one in self.page.evaluate(script, given)]

    def look(self, aspect: str) -> list[Fault]:
        """What is found of one aspect on the page that is open."""
        return _LOOKS[aspect](self)

    def visit(
        self, address: str, gaelic: Iterable[str] = (), aspects: Iterable[str] = ASPECTS
    ) -> list[Fault]:
        """Open a page once and look at all of it; each fault begins with its aspect.

        Args:
            address: the page's address.
            gaelic: names that must be marked as Gaelic where they stand alone.
            aspects: what is looked at.
        """
        self.open(address, gaelic)
        return [
            Fault(f"{aspect}: {one.rule}", one.where, one.what)
            for aspect in aspects
            for one in self.look(aspect)
        ]

    # ----------------------------------------------------------------------- what is looked at

    def structure(self) -> list[Fault]:
        """Headings, landmarks, names, tables, languages; nothing inline, nothing from elsewhere."""
        self._as_it_comes()
        return self._ask(_STRUCTURE, {"gaelic": self.gaelic})

    def axe(self, scheme: Scheme, width: int) -> list[Fault]:
        """Axe in one window."""
        return axe(self._window(width, scheme))

    def keyboard(self, width: int) -> list[Fault]:
        """Tab from the top to the end; what opens opened and closed; single keys pressed once."""
        page = self._as_it_comes(width)
        keys = walking.single_keys(page) if width == NARROW else []
        return walking.walk(page) + walking.popovers(page) + keys

    def fit(self) -> list[Fault]:
        """A window of 320 px, letters of twice the size, wide spacing: all words stay readable."""
        found = []
        for width in (NARROW, WIDE):
            page = self._as_it_comes(width)
            found += self._ask(_FIT, {"rule": f"fit: {width} px"})
            if width == WIDE:
                page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
                found += self._ask(_FIT, {"rule": "fit: 200 % text", "grown": True})
                page.evaluate(_USUAL)
            page.evaluate(_SPACED)
            found += self._ask(_FIT, {"rule": f"fit: text spacing at {width} px"})
            page.evaluate(_USUAL)
        return found

    def modes(self) -> list[Fault]:
        """Forced colours, less motion, on paper."""
        page = self._as_it_comes()
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

    def policy(self) -> list[Fault]:
        """The last: what went wrong, was refused, was fetched from elsewhere, or was kept."""
        refused = self.page.evaluate("window.refused ?? []")
        found = [Fault("policy", self.page.url, f"refused: {one}") for one in refused]
        found += [Fault("policy", self.page.url, f"kept: {one}") for one in kept(self.page)]
        return found + self._errors

    def without_scripts(self) -> list[Fault]:
        """To be called where scripts do not run: nothing on show may need one."""
        self._window(WIDE)
        return self._ask(_MODES, {"mode": "no scripts"})


_LOOKS: dict[str, Callable[[Reader], list[Fault]]] = {
    "structure": Reader.structure,
    "machines": lambda reader: reader.axe("light", WIDE),
    "machines-320": lambda reader: reader.axe("light", NARROW),
    "machines-768": lambda reader: reader.axe("dark", 768),
    "machines-dark": lambda reader: reader.axe("dark", NARROW),
    "fit": Reader.fit,
    "keyboard-320": lambda reader: reader.keyboard(NARROW),
    "keyboard-1280": lambda reader: reader.keyboard(WIDE),
    "modes": Reader.modes,
    "policy": Reader.policy,
    "no scripts": Reader.without_scripts,
}
