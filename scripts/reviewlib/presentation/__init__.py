"""How facts of the library are worded and drawn, for every kind of output.

takes: a library
gives: charts and words
independent of: HTML, file formats
"""

from __future__ import annotations

from reviewlib.presentation import facts, wording

__all__ = ["facts", "wording"]
