"""Records begun and fixed, and libraries begun: what a terminal can do for editors.

takes: a library
gives: scaffolds of records, files with their fixes, a new library; each whole or not at all
knows nothing of: pages, the command line
"""

from __future__ import annotations

from reviewlib.authoring.fixes import FixedFile, apply_edits, fix_library, unified_diff, write_fixes
from reviewlib.authoring.scaffold import KINDS, Scaffold, blank_form, scaffold, write_scaffold

__all__ = [
    "KINDS",
    "FixedFile",
    "Scaffold",
    "apply_edits",
    "blank_form",
    "fix_library",
    "scaffold",
    "unified_diff",
    "write_fixes",
    "write_scaffold",
]
