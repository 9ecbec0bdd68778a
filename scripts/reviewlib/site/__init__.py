"""From pages to a published site: templates, files, verification, the manifest of URLs, MkDocs.

takes: a library, a folder to publish into
gives: one module for each step; `build` puts them together, `mkdocs_plugin` is MkDocs' way in
independent of: records, fields, what a page holds
"""

__all__: list[str] = []
