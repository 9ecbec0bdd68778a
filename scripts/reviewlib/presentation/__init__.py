"""How records are said: wording, and the one list of a record's facts with their forms.

takes: records and the library they stand in
gives: `wording`, names, dates and counts in words; `facts`, what pages, sheets, tables, JSON,
    search and calendars tell of a review, a row for each fact
knows nothing of: pages, HTML, file formats, clocks
"""

from __future__ import annotations

from reviewlib.presentation import facts, wording

__all__ = ["facts", "wording"]
