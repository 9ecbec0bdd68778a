"""The MkDocs side of the house: a plugin, the frame it puts round every article, and a run.

takes: a checked library, MkDocs' configuration
gives: a site in MkDocs' site folder
knows nothing of: records, fields, what a page holds
"""

# Nothing is imported here: `clock` is wanted where MkDocs is not.

from __future__ import annotations

__all__: list[str] = []
