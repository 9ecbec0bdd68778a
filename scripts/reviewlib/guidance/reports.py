"""Reports: the lines of a record that name them, and the PDFs."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, header, told

__all__ = ["REPORTS"]

_TOP = "reports:\n  - title: Glenmore Summary\n    kind: summary\n"
_FILE = f"{_TOP}    file: glenmore-2022.pdf\n"
_RIGHTS = "    rights: OGL 3.0"
_AGAIN = "The report was saved again by the program it was written in."

_EXPLAINED = (
    Explained(
        "report-nowhere",
        "A report that cannot be got anywhere",
        "Give the page that lists it, under `listed`, or its PDF in `reports/`, under `file`.",
        "A title alone helps nobody to read it.",
        header(_TOP.rstrip(), f"{_TOP}    listed: https://example.org/reports/"),
    ),
    Explained(
        "file-absent",
        "A PDF that is not there",
        "The record names a file that is not in `reports/`. Upload it under this name, or correct "
        "the name.",
        "Readers would be led to nothing.",
        header(
            f"{_TOP}    file: glenmore-summary.pdf\n{_RIGHTS}",
            f"{_FILE}{_RIGHTS}",
        ),
    ),
    Explained(
        "file-unnamed",
        "A PDF that no record names",
        "It lies in `reports/`, and no record has a line `file:` with its name. The message gives "
        "the line to add. What waits for its record goes into `reports/incoming/`.",
        "A PDF is published beside the page of its review, and nowhere else.",
        told(
            "reports/glenmore-2022.pdf is there, and no record names it.",
            "The record has the line\nfile: glenmore-2022.pdf",
        ),
    ),
    Explained(
        "file-named-twice",
        "A PDF that two reports name",
        "One file belongs to one review. In the other record, link to the page of the first.",
        "A report has one address.",
        told(
            "Both glenmore.md and strathbeg.md name glenmore-2022.pdf.",
            "Only glenmore.md names it.",
        ),
    ),
    Explained(
        "file-without-rights",
        "A PDF that we may not publish",
        "Say by what right, or delete the line and the file and keep the link to the council’s "
        "page. Add only what the council has already published itself.",
        "A report belongs to its council, and a copy stays in the history of the files for good.",
        header(f"{_FILE}    rights: linked only", f"{_FILE}{_RIGHTS}"),
    ),
    Explained(
        "not-a-pdf",
        "A file that is not a PDF, whatever its name says",
        "Save the report as PDF in the program it was written in; to change the name is not "
        "enough.",
        "Nobody could open it.",
        told("A Word file, renamed to glenmore-2022.pdf.", _AGAIN),
    ),
    Explained(
        "pdf-unreadable",
        "A PDF that is damaged",
        "It was probably cut off on the way. Upload it again, or ask for a new copy.",
        "What we cannot open, readers may not be able to open either.",
        told("A PDF whose second half is missing.", "The whole PDF."),
    ),
    Explained(
        "pdf-locked",
        "A PDF that asks for a password",
        "Save it again without a password.",
        "Nobody else has the password.",
        told("A PDF that opens with a password only.", _AGAIN),
    ),
    Explained(
        "pdf-no-pages",
        "A PDF without pages",
        "Save the report again as PDF.",
        "There is nothing to read in it.",
        told("A PDF in which there is no page.", _AGAIN),
    ),
    Explained(
        "pdf-time",
        "A PDF that takes too long to read",
        "Print it to a new PDF, and use that.",
        "Each file has a limited time, so that one cannot hold up all the others.",
        told("A PDF with millions of tiny lines on a page.", "The same, printed to a new PDF."),
    ),
    Explained(
        "pdf-memory",
        "A PDF that takes too much memory to read",
        "Print it to a new PDF, and use that.",
        "Each file has a limit, so that one cannot hold up all the others.",
        told("A PDF that swells when it is opened.", "The same, printed to a new PDF."),
    ),
    Explained(
        "pdf-crash",
        "A PDF that brings down the program that reads it",
        "Print it to a new PDF, and use that.",
        "It may bring down a reader’s program, too.",
        told("A PDF that is made wrongly.", "The same, printed to a new PDF."),
    ),
    Explained(
        "pdf-read-in-part",
        "A PDF of which not all text could be read",
        "Nothing has to be done: readers get the whole file.",
        "The search and the page with its text have only what was read.",
        told("A PDF of several thousand pages.", "A report of usual length."),
        stops=False,
    ),
    Explained(
        "pdf-active",
        "A PDF that does more than show pages",
        "It runs a script, opens other files, or plays something. The message names what, and how "
        "a copy without it is made. If it has to stay, say why under `allow`.",
        "A report is to be read. What acts by itself may harm whoever opens it.",
        told("A form that runs JavaScript when it is opened.", "A copy without the script."),
    ),
    Explained(
        "pdf-private",
        "A PDF that may tell of a person",
        "An address, telephone number or the like stands in it. If it is not meant to be public, "
        "ask the council for a copy without it before anything is sent.",
        "What was once uploaded stays in the history of the files, even if it is deleted.",
        told("A private e-mail address on page 1.", "The council’s own address, or none."),
        stops=False,
    ),
    Explained(
        "pdf-scanned",
        "A PDF of pictures of pages",
        "Ask for the file that was printed and scanned.",
        "It can be neither searched nor read aloud.",
        told("A report that was printed and scanned.", _AGAIN),
        stops=False,
    ),
    Explained(
        "pdf-page-without-text",
        "A page that is a picture",
        "If the page says something in words, ask for a file that has them as text.",
        "Who cannot see the page learns nothing from it.",
        told("Page 2 is a photograph of a poster.", "Page 2 has the poster’s words."),
        stops=False,
    ),
    Explained(
        "pdf-words-run-together",
        "A PDF in whose text the words run together",
        "Nothing has to be done. Saved again by another program, it may come out better.",
        "Its text page and the search show words without the spaces between them.",
        told("“Learnerschairthegroup” in the text of the PDF.", "“Learners chair the group”."),
        stops=False,
    ),
    Explained(
        "pdf-large",
        "A large PDF",
        "Save it with smaller pictures, if you can.",
        "It is slow, and may be dear, on a phone.",
        told("A PDF of 20 MB.", "The same with smaller pictures, of 2 MB."),
        stops=False,
    ),
    Explained(
        "pdf-too-large",
        "A PDF that is too large to publish",
        "Save it with smaller pictures, or link to the council’s page with `listed`.",
        "Where the site is published, there are limits.",
        told("A PDF of 200 MB.", "The same with smaller pictures, of 5 MB."),
    ),
    Explained(
        "pdf-pages-differ",
        "The record and the PDF differ on the number of pages",
        "Correct the number, or delete the line: the library counts the pages itself.",
        "It may be another edition than the one you meant.",
        header(f"{_FILE}{_RIGHTS}\n    pages: 3", f"{_FILE}{_RIGHTS}\n    pages: 1"),
        stops=False,
    ),
    Explained(
        "pdf-host-not-named",
        "A PDF that does not name the host",
        "See whether it is the right file. If the report never names its authority, leave it.",
        "It is easy to upload the wrong one of two files.",
        told("The report of Strathbeg, in the record of Glenmore.", "The report of Glenmore."),
        stops=False,
    ),
    Explained(
        "pdf-twice",
        "One PDF under two names",
        "One file belongs to one review. See whether it is the right one.",
        "It is easy to upload the same file twice.",
        told(
            "glenmore-summary.pdf and glenmore-full.pdf are the same.",
            "One is the summary, the other the full report.",
        ),
        stops=False,
    ),
    Explained(
        "quotation-not-found",
        "A quotation that is not on its page",
        "The words were compared with the page of the report. Correct them or the page, or take "
        "the quotation marks away and say it in your own words.",
        "What stands in quotation marks must be what the report says.",
        told(
            '- "Learners lead the group" (p. 1), where the report has "Learners chair the group".',
            '- "Learners chair the group" (p. 1)',
        ),
    ),
)

REPORTS = Area(
    "reports",
    "Reports and PDFs",
    "The lines of a record that name its reports, and the files themselves.",
    _EXPLAINED,
)
