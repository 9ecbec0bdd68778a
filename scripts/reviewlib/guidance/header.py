"""The top of a record: how its lines are written."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, header, told, whole

__all__ = ["HEADER"]

_FIELDS = """\
authorities:
  - Glenmore
when: 2022-08-29
status: took place
sources:
  - progress-report-2023
"""
_TEXT = "\nA sentence or two.\n"
_RECORD = f"---\n{_FIELDS}---\n{_TEXT}"
_FIRST = "authorities:\n  - Glenmore\nwhen: 2022-08-29\nstatus: took place\n"
_REST = "sources:\n  - progress-report-2023\n"

_EXPLAINED = (
    Explained(
        "no-header",
        "A record that does not begin with three hyphens",
        "The first line of a record is `---`. Then come its labels and dates, then another line "
        "`---`, then the text.",
        "The two lines tell the labels from the text.",
        whole(f"{_FIELDS}---\n{_TEXT}", _RECORD),
    ),
    Explained(
        "header-not-closed",
        "A header without its last line",
        "The labels end with a line `---`. It is missing, or has other signs in it.",
        "Without it, the sentences of the text would be taken for labels.",
        whole(f"---\n{_FIELDS}{_TEXT}", _RECORD),
    ),
    Explained(
        "second-header",
        "A line of three hyphens too many",
        "A line `---` stands among the labels, which ends them too early. Delete it.",
        "What follows would be shown to readers as text.",
        whole(f"---\n{_FIRST}---\n{_REST}---\n{_TEXT}", _RECORD),
    ),
    Explained(
        "empty-header",
        "A header with nothing in it",
        "Between the two lines `---` stand at least the fields that are needed.",
        "Without them nobody knows whose review it is, or when it was.",
        whole(f"---\n---\n{_TEXT}", _RECORD),
    ),
    Explained(
        "header-too-long",
        "A header of more than 500 lines",
        "The closing line `---` is probably missing, or sentences stand above it. Sentences belong "
        "below.",
        "The limit keeps one file from holding up all the others.",
        told("The closing line stands 600 lines down.", "The closing line follows the last label."),
    ),
    Explained(
        "no-colon",
        "A line that is not a name, a colon and a value",
        "Every line of the header is `name: value`, or an item of a list. Add the colon or, if it "
        "is a sentence for readers, move it below the header.",
        "The name tells what the value is.",
        header("status took place", "status: took place"),
    ),
    Explained(
        "no-space-after-colon",
        "A colon without a space after it",
        "Write a space after the colon of a name.",
        "Without the space, as in a web address, it is read as part of one long word.",
        header("status:took place", "status: took place"),
    ),
    Explained(
        "wrong-bullet",
        "A hyphen without a space after it",
        "An item of a list begins with a hyphen and a space.",
        "Without the space it is read as part of the word.",
        header("themes:\n  -Inclusion", "themes:\n  - Inclusion"),
    ),
    Explained(
        "wrong-indent",
        "A line that begins with too many or too few spaces",
        "Lines that belong together begin with the same number of spaces. The message gives the "
        "line as it should stand.",
        "The spaces say what belongs to what.",
        header(
            "reports:\n  - title: Glenmore Summary\n   kind: summary\n"
            "    listed: https://example.org/reports/",
            "reports:\n  - title: Glenmore Summary\n    kind: summary\n"
            "    listed: https://example.org/reports/",
        ),
    ),
    Explained(
        "tab",
        "A tab in the place of spaces",
        "Begin a line with spaces, not with a tab.",
        "A tab is as wide as each program likes, so nobody can see what it belongs to.",
        header("themes:\n\t- Inclusion", "themes:\n  - Inclusion"),
    ),
    Explained(
        "folded-line",
        "A value that goes on in the next line",
        "A value stands on one line, however long.",
        "A line without a name is often one whose name was forgotten.",
        header("title: Glenmore,\n  second visit", "title: Glenmore, second visit"),
    ),
    Explained(
        "colon-in-value",
        "A colon inside a value",
        "Put the value in quotation marks when it holds a colon with a space after it.",
        "Otherwise the words before the colon are read as a name.",
        header("title: Glenmore: a second visit", 'title: "Glenmore: a second visit"'),
    ),
    Explained(
        "colon-in-item",
        "A colon inside an item of a list",
        "Put the item in quotation marks when it holds a colon with a space after it.",
        "Otherwise it is read as a name with a value.",
        header(
            "leads:\n  - For the host: A. Person",
            'leads:\n  - "For the host: A. Person"',
        ),
    ),
    Explained(
        "text-lost",
        "Words that would be lost after a #",
        "In the header, `#` with a space before it begins a remark that is not read. Put the value "
        "in quotation marks, or give the remark a line of its own.",
        "Otherwise part of what you wrote is dropped without a word.",
        header("title: Glenmore, visit #2", 'title: "Glenmore, visit #2"'),
    ),
    Explained(
        "special-sign",
        "A value that begins with a sign",
        "Put a value in quotation marks when it begins with `[`, `{`, `*`, `&`, `!`, `@`, `%` or "
        "another sign that the message names.",
        "At the beginning of a value, such signs mean something else to the program that reads it.",
        header("title: [draft] Glenmore", 'title: "[draft] Glenmore"'),
    ),
    Explained(
        "unclosed-quote",
        "A quotation mark that is not closed",
        "A value that begins with a quotation mark ends with the same. Close it, or leave both "
        "out.",
        "Otherwise everything that follows would be read as part of it.",
        header('title: "Glenmore, second visit', "title: Glenmore, second visit"),
    ),
    Explained(
        "text-after-quote",
        "Words after the closing quotation mark",
        "Marks around a value go around all of it.",
        "What stands after them would be lost.",
        header('title: "Glenmore", second visit', "title: Glenmore, second visit"),
    ),
    Explained(
        "list-in-brackets",
        "A list in brackets",
        "Give each item a line of its own, two spaces in, with a hyphen and a space.",
        "One to a line can be read, compared and mended more easily, and commas cannot go wrong.",
        header(
            "themes: [Inclusion, Quality Assurance]",
            "themes:\n  - Inclusion\n  - Quality Assurance",
        ),
    ),
    Explained(
        "list-after-name",
        "A list that begins on the line of its name",
        "The first item stands on the line below the name.",
        "There it is plain where the list begins.",
        header("themes: - Inclusion", "themes:\n  - Inclusion"),
    ),
    Explained(
        "list-after-value",
        "A list below a name that has a value already",
        "Move the value into the list, as its first item.",
        "Otherwise it is not clear which of the two is meant.",
        header(
            "themes: Inclusion\n  - Quality Assurance",
            "themes:\n  - Inclusion\n  - Quality Assurance",
        ),
    ),
    Explained(
        "no-dash",
        "A line that has no place in a list",
        "In a file that is a list, each entry begins with a hyphen and a space, and its other "
        "lines stand below, two spaces in.",
        "Anything else belongs to no entry.",
        whole(
            "- term: ASN\n  means: additional support needs\n---\n",
            "- term: ASN\n  means: additional support needs\n",
            "content/vocabulary/synonyms.yml",
        ),
    ),
    Explained(
        "not-a-name",
        "Something else than a name before a colon",
        "A name is one or two words. Look for signs at the beginning of the line that should not "
        "be there.",
        "Only the names that are explained can be read.",
        told(
            "A line that begins with a question mark or brackets.",
            "A line that begins with a name.",
        ),
    ),
    Explained(
        "header-unreadable",
        "A header that cannot be read from some line on",
        "Several slips on neighbouring lines hide each other. Compare the line, and the one above "
        "it, with an example.",
        "We would rather stop than guess.",
        told("Lines of one list with different numbers of spaces.", "Lines of one list in line."),
    ),
    Explained(
        "too-deep",
        "Lists in lists in lists",
        "No record needs lists more than a few deep. Something was pasted, or spaces were added.",
        "The limit keeps one file from holding up all the others.",
        told("Nine lists, each in the one before.", "One list, with entries that have fields."),
    ),
)

HEADER = Area(
    "header",
    "The top of a record",
    "How the lines between the two lines of three hyphens are written.",
    _EXPLAINED,
)
