"""Values: what each type of field takes."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, header, of_a_report, text, told, whole

__all__ = ["VALUES"]

_PROGRAMME = "content/programme.yml"
_LATE = """\
---
authorities:
  - Glenmore
when: 2023-07-04
status: took place
sources:
  - progress-report-2023
---

Glenmore looked at how it listens to learners.
"""
_NOTE = "\n## Notes on this record\n\nThe visit was moved from June.\n"

_EXPLAINED = (
    Explained(
        "bad-date",
        "A date that cannot be read",
        "Dates begin with the year: `2022-08-29`. A run has `to` between its days, and a month has "
        "no day: `2022-08`. Where the message can tell what is meant, it gives the line to write.",
        "Written so, a date means the same to everyone, and we never claim to know a day when only "
        "the month is known.",
        header("when: 29/08/2022", "when: 2022-08-29"),
    ),
    Explained(
        "dates-out-of-order",
        "Dates in the wrong order",
        "The earlier date comes first: in a run of days, in a list of them, and in the history.",
        "An end before the beginning is always a slip.",
        header("when: 2022-08-30 to 2022-08-29", "when: 2022-08-29 to 2022-08-30"),
    ),
    Explained(
        "outside-year",
        "A visit outside the year of its folder",
        "Either the date is a slip, or the record stands in another year’s folder. If it is right "
        "all the same, say why under *Notes on this record*, and nothing more is said.",
        "A wrong year is easily typed and hard to notice later.",
        whole(_LATE, _LATE + _NOTE),
        stops=False,
    ),
    Explained(
        "not-a-choice",
        "A word that this field does not take",
        "Some fields take one of a few words, which the message lists.",
        "Readers choose reviews by these words, so each may mean only one thing.",
        header("status: done", "status: took place"),
    ),
    Explained(
        "unknown-theme",
        "A theme that is not on our list",
        "Write it as `content/vocabulary/themes.yml` has it, or with one of its other names. To "
        "add a theme, add it there.",
        "Under two spellings, half of its reviews would not be found.",
        header("themes:\n  - Inclusoin", "themes:\n  - Inclusion"),
    ),
    Explained(
        "former-name",
        "A name that has changed since",
        "The theme, authority or document has another permanent name by now. What you wrote is "
        "understood all the same; write the name it has now, or let `reviewlib migrate` do so.",
        "Records that all use one name can be searched and counted by it.",
        header("themes:\n  - including-everyone", "themes:\n  - Inclusion"),
        stops=False,
    ),
    Explained(
        "unknown-authority",
        "An authority that is not on our list",
        "Write it as `content/vocabulary/authorities.yml` has it, or with one of its other names. "
        "To add one, add it there.",
        "Each authority has one page, where all its reviews are.",
        header("contributors:\n  - Strathbegg", "contributors:\n  - Strathbeg"),
    ),
    Explained(
        "unknown-region",
        "A region that is not on our list",
        "Write it as `content/vocabulary/regions.yml` has it.",
        "Authorities are grouped by region.",
        header(
            "- id: strathbeg\n  label: Strathbeg\n  council: Strathbeg Council\n"
            "  region: South Coast",
            "- id: strathbeg\n  label: Strathbeg\n  council: Strathbeg Council\n"
            "  region: North Coast",
            "content/vocabulary/authorities.yml",
        ),
    ),
    Explained(
        "unknown-stage",
        "A stage that is not on our list",
        "Write it as `content/vocabulary/stages.yml` has it. To add one, add it there.",
        "Readers choose reviews by the stage of education.",
        header("stages:\n  - Nursery", "stages:\n  - Senior phase"),
    ),
    Explained(
        "unknown-document",
        "A source that we have no record of",
        "Sources are given by the names of the files in `content/documents/`, without `.md`. Add "
        "the document there first.",
        "A source is of use only if readers can see what it is and where to find it.",
        header("sources:\n  - progress-report-2032", "sources:\n  - progress-report-2023"),
    ),
    Explained(
        "bad-link",
        "Not a web address as it should be written",
        "Give the whole address, from `https://` on, without spaces. In a text, a page of this "
        "site begins with `/`.",
        "Anything else leads nowhere, or somewhere unsafe.",
        text(
            "It is on [the council’s page](example.org/reports/).",
            "It is on [the council’s page](https://example.org/reports/).",
        ),
    ),
    Explained(
        "bad-address",
        "Not an address on this site",
        "`formerly` takes the part of an address after the site’s name.",
        "The old address will lead to the page, so it has to be exact.",
        header(
            "formerly:\n  - Reviews/Glenmore Old",
            "formerly:\n  - reviews/2022-23/glenmore-old/",
        ),
    ),
    Explained(
        "bad-email",
        "Not an e-mail address",
        "Give one address alone.",
        "Pages write it out as the way to reach those who keep the library.",
        header("contact: library at example.org", "contact: library@example.org", _PROGRAMME),
    ),
    Explained(
        "bad-size",
        "Not the size of a file",
        "Write a number with KB or MB, as the page that lists the file has it.",
        "Readers on a phone want to know before they open it.",
        of_a_report("size: 162 kilobytes", "size: 162 KB"),
    ),
    Explained(
        "bad-rights",
        "Rights that do not say what we may do",
        "Write `linked only`, or `OGL 3.0`, or who gave permission and on which day.",
        "A report belongs to its council. We publish a copy only where we can say why we may.",
        of_a_report(
            'rights: "permission: Glenmore Council"',
            'rights: "permission: Glenmore Council, 3 May 2026"',
        ),
    ),
    Explained(
        "not-a-number",
        "Not a number, or one out of reach",
        "Write digits alone, within the limits that the message gives.",
        "It is counted and compared, never read out.",
        of_a_report("pages: twelve", "pages: 12"),
    ),
    Explained(
        "text-too-long",
        "A value that is far too long",
        "Labels are short. Sentences belong in the text below the header.",
        "It would fill a whole screen in a list.",
        told("A title of 400 characters.", "A title of a few words."),
    ),
    Explained(
        "please-check",
        "A value that nobody has compared yet",
        "Where a record was begun from a PDF, what is not certain is marked `# please check`. "
        "Compare it with the report, put it right, and delete the mark.",
        "A program guessed it. Only you can know.",
        header("when: 2022-08-29 # please check", "when: 2022-08-29"),
        stops=False,
    ),
)

VALUES = Area(
    "values",
    "Dates, names and other values",
    "What stands after the colon.",
    _EXPLAINED,
)
