"""The frame round every article: Material's page, rendered once and filled many times.

takes: MkDocs' configuration
gives: MaterialFrame, which makes a whole page of an article
knows nothing of: what an article holds; Material, but for the name of its main template
"""

# To render Material's templates takes longer than all our own work on a page together, and its
# result differs from page to page in a handful of places only. So it is rendered once for each
# way back to the top of the site ("", "../", "../../" ...), with those places left open, and
# the text that comes out is compiled as a template in its turn. theme/main.html has the slots.

from __future__ import annotations

import re

from jinja2 import StrictUndefined, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from reviewlib.problems import BuildError
from reviewlib.render import Article, Engine

__all__ = ["MaterialFrame"]

_MAIN = "main.html"
_BLANK_LINES = re.compile(r"\n\s*\n")
# What every page must hold exactly once, whatever a new version of the theme does.
_NEEDED = (
    "<title>⟦ page.title ⟧</title>",
    '<meta http-equiv="Content-Security-Policy" content="⟦ page.policy ⟧">',
    "⟦ page.header ⟧",
    "⟦ page.main ⟧",
    "⟦ page.footer ⟧",
    '<main id="main"',
    'lang="⟦ page.lang ⟧"',
)


class MaterialFrame:
    """Wraps articles in the theme's main.html.

    Args:
        config: MkDocs' configuration, its theme loaded.
    """

    __slots__ = ("_config", "_inner", "_outer", "_shells")

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._outer = config.theme.get_env()
        # MkDocs leaves it off. Nothing that a page shows may reach it unescaped.
        self._outer.autoescape = True
        self._inner = Engine(
            variable_start_string="⟦",
            variable_end_string="⟧",
            block_start_string="⟪",
            block_end_string="⟫",
            comment_start_string="⟦#",
            comment_end_string="#⟧",
            keep_trailing_newline=True,
            autoescape=True,
            undefined=StrictUndefined,
        )
        self._shells: dict[str, Template] = {}

    def __call__(self, article: Article) -> str:
        """The article's whole page."""
        shell = self._shells.get(article.root)
        if shell is None:
            shell = self._shells[article.root] = self._shell(article.root)
        return shell.render(page=article)

    def _shell(self, root: str) -> Template:
        context = get_context(
            Navigation([], []), Files([]), self._config, base_url=root.rstrip("/") or root or "."
        )
        text = self._outer.get_template(_MAIN).render({**context, "root": root})
        for needed in _NEEDED:
            if text.count(needed) != 1:
                raise BuildError(
                    f"The theme's {_MAIN} gives {needed} {text.count(needed)} times; "
                    "it must give it once."
                )
        return self._inner.from_string(_BLANK_LINES.sub("\n", text).strip() + "\n")
