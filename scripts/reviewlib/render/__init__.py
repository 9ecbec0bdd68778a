"""Views to HTML: every page of a library by the one page template, and the files beside them.

takes: a library, the site's settings, the theme's templates
gives: every artefact of the site: pages, redirects, files
knows nothing of: MkDocs, where artefacts go
"""

from __future__ import annotations

from reviewlib.render.page import Artefact, PageTemplate, relative
from reviewlib.render.site import redirect_pages, render_pages, render_site, theme_files
from reviewlib.render.templates import environment

__all__ = [
    "Artefact",
    "PageTemplate",
    "environment",
    "redirect_pages",
    "relative",
    "render_pages",
    "render_site",
    "theme_files",
]
