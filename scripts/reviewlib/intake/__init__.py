"""New PDFs taken in: their places in reports/, and the beginnings of records.

takes: the library's folder; a PDF, or those that wait in reports/incoming/
gives: files in reports/, drafted records; or a cleaned copy in the place of a file
knows nothing of: how a PDF is read, pages
"""

from __future__ import annotations

from reviewlib.intake.take import ActiveError, HereAlreadyError, Taken, clean_report, take_in
from reviewlib.intake.waiting import INCOMING, Outcome, take_in_waiting, waiting

__all__ = [
    "INCOMING",
    "ActiveError",
    "HereAlreadyError",
    "Outcome",
    "Taken",
    "clean_report",
    "take_in",
    "take_in_waiting",
    "waiting",
]
