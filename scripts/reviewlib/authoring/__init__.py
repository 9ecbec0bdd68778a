"""Records begun, brought up to date, and libraries begun: what a terminal can do for editors.

takes: a library, what an editor answers
gives: new records, rewritten ones, a new library's folder; each whole or not at all
knows nothing of: pages, the command line
"""

from __future__ import annotations

from reviewlib.authoring.asking import Asker
from reviewlib.authoring.records import KINDS, Begun, Kind, Newcomer, blank_form

__all__ = ["KINDS", "Asker", "Begun", "Kind", "Newcomer", "blank_form"]
