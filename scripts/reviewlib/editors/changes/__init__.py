"""What a proposed change would do, for those who decide on it.

takes: the library's folder, as it is proposed; the same as it was, as a folder or in git
gives: Proposal: what changes, what is wrong, what would be better; a summary; the pages that change
knows nothing of: how records are read, how pages are made; GitHub
"""

from __future__ import annotations

from reviewlib.editors.changes.base_revision import base_revision, changed_elsewhere, refuse_tracked
from reviewlib.editors.changes.compare import Change, Proposal, propose
from reviewlib.editors.changes.pages import ChangedPage, changed_pages, pages_in_words
from reviewlib.editors.changes.summary import summary

__all__ = [
    "Change",
    "ChangedPage",
    "Proposal",
    "base_revision",
    "changed_elsewhere",
    "changed_pages",
    "pages_in_words",
    "propose",
    "refuse_tracked",
    "summary",
]
