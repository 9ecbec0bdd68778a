"""Views to HTML: each article on its own, then inside a frame.

takes: a library, the site's settings, the theme's templates and a frame
gives: every artefact of the site: pages, redirects, files
knows nothing of: MkDocs, Material, where artefacts go
"""

# An article is rendered apart from what stands around it. The frame is a function from an
# article to a whole page, so that a host may bring its own: the bare one is here, Material's
# is in `host`. ADR 0002 and 0004.

from __future__ import annotations

from reviewlib.render.article import Artefact, Article, Frame, bare_frame, relative
from reviewlib.render.engine import Engine, environment
from reviewlib.render.site import redirect_pages, render_pages, render_site, theme_files

__all__ = [
    "Artefact",
    "Article",
    "Engine",
    "Frame",
    "bare_frame",
    "environment",
    "redirect_pages",
    "relative",
    "render_pages",
    "render_site",
    "theme_files",
]
