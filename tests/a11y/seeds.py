"""Faults put into real pages on purpose, each with the rule that must find it.

takes: nothing
gives: SEEDS, each of which gives a page with its fault in it
knows nothing of: how a fault is found
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["SEEDS", "NotSownError", "Seed"]


class NotSownError(Exception):
    """The page has no place for this fault any more; the seed must be written anew."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One fault."""

    name: str  # what it is, in words
    kind: str  # the kind of page it is put into
    aspect: str  # what is run over the page: an aspect of checks, or "html"
    rule: str  # how the rule that finds it begins
    find: str = ""  # what in the page's HTML is replaced, as a regular expression; the first is
    put: str = ""  # what takes its place
    css: str = ""  # rules of a style sheet that is added to the page
    js: str = ""  # a script that is added to the page

    def html(self, text: str, css: str = "", js: str = "") -> str:
        """The page with the fault in it.

        Args:
            text: the page.
            css: where a file with `self.css` stands, as the page's links have it.
            js: the same of `self.js`.

        Raises:
            NotSownError: there is nothing to put it into.
        """
        find, put = self.find, self.put
        if self.css:
            find, put = "</head>", f'<link rel="stylesheet" href="{css}"></head>'
        if self.js:
            find, put = "</head>", f'<script src="{js}"></script></head>'
        changed, count = re.subn(find, put, text, count=1, flags=re.DOTALL)
        if not count:
            raise NotSownError(f"{self.name}: the page holds nothing like {find}")
        return changed


_TRAP = 'addEventListener("keydown", (one) => { if (one.key === "Tab") one.preventDefault(); });'
_LETTERS = 'addEventListener("keydown", (one) => { if (one.key === "s") scrollTo(0, 300); });'
_MOVED = "main a:first-of-type { position: absolute; inset-inline-start: -9999px }"
_OVER = "body::after { content: ''; position: fixed; inset: 0; background: #fff; z-index: 99 }"
_SHADOW = ":focus-visible { outline: none !important; box-shadow: 0 0 0 4px #000 !important }"
_DARK = "@media (prefers-color-scheme: dark) { main p { color: #555 !important } }"

SEEDS = (
    # --------------------------------------------------------------- headings, titles, languages
    Seed("no title", "accessibility", "structure", "title", "<title>.*?</title>", ""),
    Seed("no heading of level 1", "year", "structure", "one-h1", "<h1(.*?)</h1>", r"<p\1</p>"),
    Seed("a second heading of level 1", "data", "structure", "one-h1", "<h2", "<h1>And</h1><h2"),
    Seed("a level left out", "data", "structure", "heading-order", "<h2(.*?)</h2>", r"<h5\1</h5>"),
    Seed("a heading without words", "data", "structure", "heading-empty",
         "</h1>", "</h1><h2></h2>"),
    Seed("no language", "years", "structure", "lang", r'<html lang="[^"]*"', "<html"),
    Seed("Gaelic not marked", "authorities", "structure", "lang", ' lang="gd"', ""),
    Seed("no enlarging", "years", "structure", "viewport", "width=device-width", "width=1024"),
    # --------------------------------------------------------------- landmarks
    Seed("no way past the menu", "year", "structure", "skip-link", r'href="#main"', 'href="#foot"'),
    Seed("a menu without a name", "year", "structure", "landmark-name", ' aria-label="Main"', ""),
    Seed("no main part", "year", "structure", "landmark", "<main(.*)</main>", r"<div\1</div>"),
    # --------------------------------------------------------------- links and controls
    Seed("a link that says here", "home", "structure", "link-name",
         r'(<main.*?<p[^>]*>)', r'\1<a href="data/">here</a> '),
    Seed("a link without words", "year", "structure", "link-name",
         r"(<main.*?<a [^>]*>)[^<]*", r"\1"),
    Seed("one name, two targets", "year", "structure", "link-same-name",
         "</h1>", '</h1><p><a href="../../data/">Next</a> <a href="../../themes/">Next</a></p>'),
    Seed("another window", "year", "structure", "new-window",
         "(<main.*?<a )", r'\1target="_blank" '),
    Seed("a field without a label", "themes", "structure", "control-name",
         "</h1>", '</h1><p><input type="text"></p>'),
    Seed("a place of its own in the order of Tab", "year", "structure", "tabindex",
         "(<main.*?<a )", r'\1tabindex="3" '),
    Seed("a key of its own", "year", "structure", "accesskey",
         "(<main.*?<a )", r'\1accesskey="s" '),
    Seed("hidden from speech, not from Tab", "year", "structure", "hidden-control",
         "(<main.*?<a )", r'\1aria-hidden="true" '),
    Seed("named by what is not there", "year", "structure", "reference",
         r"<h1", '<h1 aria-labelledby="nowhere"'),
    # --------------------------------------------------------------- tables and pictures
    Seed("a table without a caption", "year", "structure", "table-caption",
         "<caption.*?</caption>", ""),
    Seed("a heading without its scope", "year", "structure", "table-scope", ' scope="col"', ""),
    Seed("a row without a heading", "year", "structure", "table-heads",
         r'<th scope="row"(.*?)</th>', r"<td\1</td>"),
    Seed("a picture without words", "year", "structure", "picture",
         "</h1>", '</h1><img src="../../assets/favicon.svg">'),
    # --------------------------------------------------------------- what may not be in a page
    Seed("a style attribute", "year", "structure", "inline", "<h1", '<h1 style="color: red"'),
    Seed("a handler", "year", "structure", "inline", "<h1", '<h1 onclick="go()"'),
    Seed("a script of another site", "year", "structure", "foreign",
         "</head>", '<script src="https://example.org/x.js"></script></head>'),
    Seed("it goes on by itself", "year", "structure", "refresh",
         "</head>", '<meta http-equiv="refresh" content="600"></head>'),
    # --------------------------------------------------------------- others' checkers
    Seed("grey on paper", "years", "machines", "axe: color-contrast", css="main { color: #aaa }"),
    Seed("grey on paper, in the dark", "accessibility", "machines-dark", "axe: color-contrast",
         css=_DARK),
    Seed("links told by colour alone", "accessibility", "machines", "axe: link-in-text-block",
         css="main a { text-decoration: none !important; color: #444 !important; border: 0 }"
             " main p, main li { color: #000 !important }"),
    Seed("a state that its role cannot have", "years", "machines", "axe: aria-",
         "<h1", '<h1 aria-checked="true"'),
    Seed("an address given twice", "years", "html", "html: no-dup-id", "<h1", '<h1 id="main"'),
    Seed("an item outside of any list", "years", "html", "html: element-permitted",
         "</h1>", "</h1><div><li>Alone</li></div>"),
    # --------------------------------------------------------------- by keyboard
    Seed("the focus cannot be seen", "years", "keyboard-1280", "tab: ring",
         css=":focus, :focus-visible { outline: none !important; box-shadow: none !important }"),
    Seed("stops off the screen", "years", "keyboard-320", "tab: unseen", css=_MOVED),
    Seed("something over everything", "years", "keyboard-320", "tab: covered", css=_OVER),
    Seed("Tab leads nowhere", "years", "keyboard-1280", "tab: ", js=_TRAP),
    Seed("a single letter does something", "data", "keyboard-320", "single key", js=_LETTERS),
    Seed("Esc does not close the menu", "years", "keyboard-320", "menu",
         r' popover(?=[ >])', ' popover="manual"'),
    Seed("shown the other way round", "years", "keyboard-1280", "tab: order",
         css=".site-menu ul { display: flex; flex-direction: row-reverse }"),
    Seed("targets too small", "years", "keyboard-1280", "tab: target",
         css=".site-footer :is(li, a) { display: inline-block; padding: 0 !important;"
             " margin: 0 !important; font-size: 8px; line-height: 9px; min-height: 0 !important;"
             " min-width: 0 !important } .site-footer ul { gap: 0 !important; padding: 0 }"),
    # --------------------------------------------------------------- narrow, large, spaced
    Seed("wider than a phone", "years", "fit", "fit: 320", css="main h1 { min-width: 30rem }"),
    Seed("letters that do not grow", "years", "fit", "fit: 200", css="main a { font-size: 15px }"),
    Seed("a box of fixed height", "accessibility", "fit", "fit: ",
         css="main p { height: 1.7em; overflow: hidden }"),
    Seed("one line, whatever its length", "accessibility", "fit", "fit: ",
         css="main p { white-space: nowrap }"),
    Seed("lines that lie over each other", "accessibility", "fit", "fit: ",
         css="main p { margin-block-start: -3rem !important }"),
    # --------------------------------------------------------------- other circumstances
    Seed("it moves without end", "years", "modes", "motion",
         css="@keyframes spin { to { rotate: 1turn } } h1 { animation: spin 3s infinite }"),
    Seed("it moves for those who asked for none", "years", "modes", "less motion",
         css="main a { transition: translate 1s !important }"),
    Seed("focus by shadow alone", "years", "modes", "forced colours", css=_SHADOW),
    Seed("its own colours, whatever was set", "years", "modes", "forced colours",
         css="h1 { forced-color-adjust: none }"),
    Seed("words that are not printed", "accessibility", "modes", "print",
         css="@media print { main p { display: none } }"),
    Seed("a button that needs a script", "years", "no scripts", "no scripts",
         "</h1>", '</h1><button type="button">Show all</button>'),
)  # fmt: skip
