"""The vocabularies: content/vocabulary to what records may choose from.

takes: the bytes of the vocabulary files, and the names of the documents
gives: a Vocabulary and the Choices made from it, or problems
knows nothing of: records that use them
"""

from __future__ import annotations

from reviewlib.vocabulary.listed import read_entries
from reviewlib.vocabulary.read import FOLDER, Vocabulary, read_vocabulary

__all__ = ["FOLDER", "Vocabulary", "read_entries", "read_vocabulary"]
