"""Files and their names: what may stand where."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, named, told

__all__ = ["FILES"]

_EXPLAINED = (
    Explained(
        "type-not-allowed",
        "A file of a type that has no place here",
        "Records are text files with names that end in `.md` or `.yml`. Reports are PDFs, and "
        "stand in `reports/`. Take any other file away, or copy its text into a record.",
        "What the library cannot read and check, it does not publish; a file of another kind would "
        "only be lost here.",
        named("content/reviews/2022-23/glenmore.docx", "content/reviews/2022-23/glenmore.md"),
    ),
    Explained(
        "bad-name",
        "A name that cannot be part of an address",
        "The names of records and folders, and the `id` of an entry of a list, have small letters, "
        "digits and hyphens only. Rename it as the message says.",
        "The name becomes part of the page’s address for good, and has to be easy to read out and "
        "to type.",
        named("content/reviews/2022-23/Glen More.md", "content/reviews/2022-23/glen-more.md"),
    ),
    Explained(
        "name-not-given",
        "A file with the name it was begun with",
        "A record begun with the form, or from a PDF whose host could not be told, has a name that "
        "stands for the real one. Rename it after the authority, and its PDF too.",
        "The name becomes part of the page’s address for good.",
        named(
            "content/reviews/2022-23/name-of-the-authority.md",
            "content/reviews/2022-23/glenmore.md",
        ),
    ),
    Explained(
        "bad-file-name",
        "A PDF with a name that cannot be part of an address",
        "PDFs in `reports/` have names of small letters, digits and hyphens, then `.pdf`. In a "
        "record, `file:` takes this name alone, without a folder.",
        "The report’s address on the site ends with this name.",
        named("reports/Glenmore Summary 2022.pdf", "reports/glenmore-summary-2022.pdf"),
    ),
    Explained(
        "misplaced-file",
        "A file in a folder where it is not looked for",
        "Reviews stand in the folder of their programme year. Documents, theme introductions and "
        "practicums stand straight in theirs, not in folders of their own.",
        "The folder says what kind of record a file is, and what its address will be.",
        named("content/reviews/glenmore.md", "content/reviews/2022-23/glenmore.md"),
    ),
    Explained(
        "unknown-year",
        "A folder that is not one of our years",
        "The folders in `content/reviews/` are the programme years of "
        "`content/vocabulary/years.yml`. Move the record, or add the year there first.",
        "A review is found under its programme year, which is part of its address.",
        named("content/reviews/2022-24/glenmore.md", "content/reviews/2022-23/glenmore.md"),
    ),
    Explained(
        "unlisted-theme",
        "An introduction to a theme that we do not have",
        "A file in `content/themes/` has the name of a theme of `content/vocabulary/themes.yml`. "
        "Rename the file, or add the theme to that list.",
        "The list alone decides which themes there are.",
        named("content/themes/inclusoin.md", "content/themes/inclusion.md"),
    ),
    Explained(
        "unknown-file",
        "A list of a name that we do not know",
        "In `content/vocabulary/` and `content/programme/` each file has a fixed name, which the "
        "message gives.",
        "A list under another name would be read by nobody.",
        named("content/vocabulary/theme.yml", "content/vocabulary/themes.yml"),
    ),
    Explained(
        "missing-file",
        "A file that the library cannot do without",
        "It was deleted or renamed. Put it back under the name that the message gives.",
        "Every record is checked against the lists, and the programme’s own file says who keeps "
        "the library.",
        told(
            "There is no file content/programme.yml.",
            "content/programme.yml stands in its place.",
        ),
    ),
    Explained(
        "address-twice",
        "Two pages at one address",
        "A page written by hand stands where the library makes one itself, two records give one "
        "place, or `formerly` names an address that is in use.",
        "One address leads to one page, or nobody could tell which.",
        named("content/authorities/index.md", "content/about/authorities.md"),
    ),
    Explained(
        "address-lost",
        "An address that was published, and would answer no more",
        "A record was renamed or deleted. Put its old address under `formerly` in the record that "
        "takes its place. To withdraw a record, keep its file and add `change: withdrawn` to its "
        "history.",
        "People have linked to it, printed it and cited it. `addresses.txt` lists all that was "
        "ever published.",
        told(
            "glenmore.md is renamed to glen-more.md, and that is all.",
            "glen-more.md has the lines\nformerly:\n  - reviews/2022-23/glenmore/",
        ),
    ),
    Explained(
        "page-wanted",
        "Records for a page that is not written yet",
        "Some lists are shown on a page written by hand: the words in `synonyms.yml` on "
        "`/about/glossary/`, for one. Write that page, with a title and a sentence or two.",
        "Until then nobody sees them.",
        told(
            "content/vocabulary/synonyms.yml has entries; content/about/glossary.md is not there.",
            "content/about/glossary.md is there, with a title.",
        ),
        stops=False,
    ),
    Explained(
        "empty-file",
        "A file with nothing in it",
        "Write the record, or delete the file.",
        "An empty record is usually one that was not saved.",
        told("glenmore.md has no line.", "glenmore.md begins with a line of three hyphens."),
    ),
    Explained(
        "not-a-file",
        "A link in the place of a file",
        "The file system offers links that stand for a file or folder elsewhere. Put the file "
        "itself here.",
        "What a link leads to may be changed without anybody’s seeing it, and may lie outside the "
        "library.",
        told("strathbeg.md is a link to glenmore.md.", "strathbeg.md is a file of its own."),
    ),
    Explained(
        "not-text",
        "A file that is not text",
        "It is a Word file or another kind with a changed name. Copy its text into a new file in "
        "the browser.",
        "A record is plain text, so that everyone can read what was changed in it.",
        told("A Word file, renamed to glenmore.md.", "A text file of that name."),
    ),
    Explained(
        "not-utf-8",
        "Letters saved in an old way",
        "Save the file again as UTF-8; in Notepad: *File*, *Save as*, *Encoding*. Files written in "
        "the browser are right by themselves.",
        "Otherwise an accent or a dash turns into something else on the way.",
        told(
            "glenmore.md is saved as “ANSI” or “UTF-16”.",
            "glenmore.md is saved as “UTF-8”.",
        ),
    ),
    Explained(
        "too-large",
        "A text file that is far too large",
        "A record has a few pages, and 1 MB at most. Something else was probably pasted or "
        "renamed.",
        "The limit keeps one file from holding up all the others.",
        told("glenmore.md has 5 MB.", "glenmore.md has a few thousand characters."),
    ),
    Explained(
        "hidden-sign",
        "A sign that nobody can see",
        "Text that was pasted from elsewhere brought a control sign with it. Delete the line and "
        "type it again.",
        "Such signs can hide words, or show them in another order than they are read.",
        told(
            "A line pasted from a PDF, with a sign in it that turns the reading direction.",
            "The same line, typed.",
        ),
    ),
)

FILES = Area(
    "files",
    "Files and their names",
    "What a file may be, what it may be called, and where it stands.",
    _EXPLAINED,
)
