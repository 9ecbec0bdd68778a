"""Each type of field: what it takes, and all that it says of what it does not take."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from reviewlib.schema import (
    Address,
    Amount,
    Bool,
    Choice,
    DateValue,
    Day,
    Email,
    Link,
    List,
    Number,
    PartialDate,
    PdfName,
    Rights,
    Size,
    SizeValue,
    Slug,
    Term,
    Text,
)
from tests.schema.reading import refused, taken

WORDS = Choice(("planned", "took place", "called off"))
THEME = Term("themes")
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (WORDS, " took place", "took place"),
        (WORDS, " Took  Place", "took place"),
        (Bool(), " yes", True),
        (Bool(), " NO", False),
        (THEME, " Quality Assurance", "quality-assurance"),
        (THEME, " qa", "quality-assurance"),
        (THEME, " inclusive practice", "inclusion"),
        (THEME, " Family learning and childcare", "family-learning"),
        (THEME, " inclusion", "inclusion"),
        (List(THEME), " Inclusion", ("inclusion",)),
        (List(THEME), "\n  - QA\n  - Inclusion", ("quality-assurance", "inclusion")),
        (Text(), " a   b", "a b"),
        (Text(), " 12:30", "12:30"),
        (Text(), " NO", "NO"),
        (Text(), " 0123", "0123"),
        (Text(), " ~", "~"),
        (Text(), " a &amp; <c>", "a &amp; <c>"),
        (Text(), " |\n  one\n  two", "one two"),
        (Slug(), " north-coast-2", "north-coast-2"),
        (Number(1, 30), " 30", 30),
        (Number(1, 30), " 1", 1),
        (Text(10), " ten letter", "ten letter"),
        (Number(0, 9), " 007", 7),
        (Amount(), " 3.50", Decimal("3.50")),
        (Size(), " 162 KB", SizeValue("162 KB", 162)),
        (Size(), " 1.4MB", SizeValue("1.4 MB", 1400)),
        (Size(), " 1.45 mb", SizeValue("1.45 MB", 1450)),
        (Day(), " 2024-02-29", datetime.date(2024, 2, 29)),
        (PartialDate(), " 2022", DateValue(2022)),
        (PartialDate(), " 2022-08", DateValue(2022, 8)),
        (PartialDate(), " 2022-08-29", DateValue(2022, 8, 29)),
        (Link(), " https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (Link(), " http://www.example.org:8080/", "http://www.example.org:8080/"),
        (Email(), " a.b+c@example.org", "a.b+c@example.org"),
        (PdfName(), " glenmore-2022.pdf", "glenmore-2022.pdf"),
        (Address(), " reviews/2022-23/glenmore/", "reviews/2022-23/glenmore/"),
        (Address(), " /reviews/2022-23/glenmore", "reviews/2022-23/glenmore/"),
        (Address(), " reports/old.pdf", "reports/old.pdf"),
    ],
)
def test_it_takes(kind, written, value):
    assert taken(kind, written) == value


@pytest.mark.parametrize(
    ("written", "text", "may_serve", "licence"),
    [
        (" linked only", "linked only", False, ""),
        (" Linked Only", "linked only", False, ""),
        (" OGL 3.0", "OGL 3.0", True, OGL),
        (" OGL v3.0", "OGL 3.0", True, OGL),
        (
            ' "permission: Glenmore Council, 3 May 2026"',
            "permission: Glenmore Council, 3 May 2026",
            True,
            "",
        ),
    ],
)
def test_rights_say_what_may_be_done(written, text, may_serve, licence):
    found = taken(Rights(), written)
    assert (found.text, found.may_serve, found.licence) == (text, may_serve, licence)


REFUSED = [
    (
        WORDS,
        " done",
        """\
f.yml:1: it: "done" is not one of the words for this field.  [not-a-choice]
    Write one of: planned, took place, called off.""",
    ),
    (
        WORDS,
        " took plac",
        'f.yml:1: it: "took plac" is not one of the words for this field. '
        'Did you mean "took place"?  [not-a-choice]',
    ),
    (
        Bool(),
        " perhaps",
        """\
f.yml:1: it: "perhaps" is not one of the words for this field.  [not-a-choice]
    Write one of: yes, no.""",
    ),
    (
        THEME,
        " Qualty Assurance",
        """\
f.yml:1: it: "Qualty Assurance" is not in our list of themes. \
Did you mean "Quality Assurance"?  [unknown-theme]
    To add a theme, edit content/vocabulary/themes.yml.""",
    ),
    (
        THEME,
        " Inclusive practise",
        """\
f.yml:1: it: "Inclusive practise" is not in our list of themes. \
Did you mean "Inclusion"?  [unknown-theme]
    To add a theme, edit content/vocabulary/themes.yml.""",
    ),
    (
        THEME,
        " Gardening",
        """\
f.yml:1: it: "Gardening" is not in our list of themes.  [unknown-theme]
    Our list: Inclusion, Quality Assurance or Family Learning & Childcare.
    To add a theme, edit content/vocabulary/themes.yml.""",
    ),
    (
        Term("authorities"),
        " Elsewhere",
        """\
f.yml:1: it: "Elsewhere" is not in our list of authorities.  [unknown-authority]
    To add an authority, edit content/vocabulary/authorities.yml.""",
    ),
    (
        Term("stages"),
        " Nursery",
        """\
f.yml:1: it: "Nursery" is not in our list of stages.  [unknown-stage]
    Our list: Senior phase.""",
    ),
    (
        List(THEME),
        " Inclusion, QA",
        """\
f.yml:1: it: "Inclusion, QA" is several; each goes on a line of its own.  [unknown-theme]
    Write:
      it:
        - Inclusion
        - QA""",
    ),
    (
        List(THEME),
        "\n  - Inclusion, QA",
        """\
f.yml:2: it: "Inclusion, QA" is several; each goes on a line of its own.  [unknown-theme]
    Write:
        - Inclusion
        - QA""",
    ),
    (
        THEME,
        "\n  - Inclusion",
        """\
f.yml:2: it: this takes one value, not a list.  [list-not-wanted]
    Write:
      it: Inclusion""",
    ),
    (
        THEME,
        "\n  - Inclusion\n  - QA",
        """\
f.yml:2: it: this takes one value, not a list.  [list-not-wanted]
    Keep one of them, on the line of the name.""",
    ),
    (
        List(THEME),
        "\n  - note: fife",
        """\
f.yml:2: it: "note: fife" reads as a name and a value, because of its colon.  [colon-in-item]
    Write:
        - "note: fife\"""",
    ),
    (
        Text(),
        "\n  inclusion:",
        """\
f.yml:2: it: the colon after "inclusion" makes a name of it.  [colon-in-item]
    Write:
      it: inclusion""",
    ),
    (
        Text(),
        "\n  one: a\n  two: b",
        """\
f.yml:2: it: this takes one value, not names with values.  [names-not-wanted]
    Keep one value, on the line of the name.""",
    ),
    (
        Text(),
        "",
        """\
f.yml:1: it: there is nothing here.  [no-value]
    Give a value, or delete the line.""",
    ),
    (
        Text(10),
        " twelve words",
        """\
f.yml:1: it: "twelve words" has 12 characters; this field takes 10 at most.  [text-too-long]
    Sentences belong in the text below the header.""",
    ),
    (
        Slug(),
        " North Coast",
        """\
f.yml:1: it: "North Coast" becomes part of an address: \
small letters, digits and hyphens only.  [bad-name]
    Write:
      it: north-coast""",
    ),
    (
        List(Slug()),
        "\n  - Dùn",
        """\
f.yml:2: it: "Dùn" becomes part of an address: \
small letters, digits and hyphens only.  [bad-name]
    Write:
        - dun""",
    ),
    (
        Number(1, 30),
        " 31",
        """\
f.yml:1: it: "31" is not a whole number from 1 to 30.  [not-a-number]
    Write digits alone, as in 30.""",
    ),
    (
        Number(1, 1),
        " 2",
        """\
f.yml:1: it: "2" is not 1.  [not-a-number]
    Write digits alone, as in 1.""",
    ),
    (
        Number(0, 5000),
        " ٣",
        """\
f.yml:1: it: "٣" is not a whole number from 0 to 5,000.  [not-a-number]
    Write digits alone, as in 5000.""",
    ),
    (
        Amount(),
        " three",
        'f.yml:1: it: "three" is not a number such as 3 or 3.5.  [not-a-number]',
    ),
    (
        Size(),
        " 3 GB",
        """\
f.yml:1: it: "3 GB" is not a size.  [bad-size]
    Write it as in 162 KB or 1.4 MB.""",
    ),
    (
        Day(),
        " 2022-02-30",
        """\
f.yml:1: it: "2022-02-30" is not a day: February 2022 has 28 days.  [bad-date]
    Write it as in 2022-08-29.""",
    ),
    (
        Day(),
        " 2022-08",
        """\
f.yml:1: it: "2022-08" gives no day; this field takes a whole date.  [bad-date]
    Write it as in 2022-08-29.""",
    ),
    (
        Day(),
        " Feb 2023",
        """\
f.yml:1: it: "Feb 2023" is not a date in the form this field takes.  [bad-date]
    Write it as in 2022-08-29.""",
    ),
    (
        Day(),
        " 29/08/2022",
        """\
f.yml:1: it: "29/08/2022" is not a date in the form this field takes.  [bad-date]
    Write:
      it: 2022-08-29""",
    ),
    (
        PartialDate(),
        " 2022-13",
        """\
f.yml:1: it: "2022-13" is not a date: months go from 01 to 12.  [bad-date]
    Write it as in 2022-08-29, 2022-08 or 2022.""",
    ),
    (
        PartialDate(),
        " 1066-10",
        """\
f.yml:1: it: "1066-10" is not a date: years go from 1900 to 2199.  [bad-date]
    Write it as in 2022-08-29, 2022-08 or 2022.""",
    ),
    (
        PartialDate(),
        " August 2022",
        """\
f.yml:1: it: "August 2022" is not a date in the form this field takes.  [bad-date]
    Write:
      it: 2022-08""",
    ),
    (
        PartialDate(),
        " 29-30 August 2022",
        """\
f.yml:1: it: "29-30 August 2022" is not a date in the form this field takes.  [bad-date]
    Write it as in 2022-08-29, 2022-08 or 2022.""",
    ),
    (
        Link(),
        " example.org/page",
        """\
f.yml:1: it: "example.org/page" is not a web address as it should be written.  [bad-link]
    Write:
      it: https://example.org/page""",
    ),
    (
        Link(),
        " https://example.org/an Mòr",
        """\
f.yml:1: it: "https://example.org/an Mòr" is not a web address as it should be written.  [bad-link]
    Write:
      it: https://example.org/an%20M%C3%B2r""",
    ),
    (
        Link(),
        " javascript:alert(1)",
        """\
f.yml:1: it: "javascript:alert(1)" is not a web address as it should be written.  [bad-link]
    Write it whole, as in https://example.org/page.""",
    ),
    (
        Email(),
        " library at example.org",
        """\
f.yml:1: it: "library at example.org" is not an e-mail address.  [bad-email]
    Write one address alone, as in library@example.org.""",
    ),
    (
        PdfName(),
        " Glenmore Summary (1).PDF",
        """\
f.yml:1: it: "Glenmore Summary (1).PDF" is not a name for a file in reports/: \
small letters, digits and hyphens, then .pdf.  [bad-file-name]
    Rename the file, and write:
      it: glenmore-summary-1.pdf""",
    ),
    (
        PdfName(),
        " reports\\2022\\glenmore.pdf",
        """\
f.yml:1: it: "reports\\2022\\glenmore.pdf" names a folder; \
a report's file is always in reports/.  [bad-file-name]
    Write:
      it: glenmore.pdf""",
    ),
    (
        PdfName(),
        " ../../etc/passwd",
        """\
f.yml:1: it: "../../etc/passwd" is not a name for a file in reports/: \
small letters, digits and hyphens, then .pdf.  [bad-file-name]
    Rename the file, and write:
      it: passwd.pdf""",
    ),
    (
        Address(),
        " https://example.org/reviews/",
        """\
f.yml:1: it: "https://example.org/reviews/" is not an address on this site.  [bad-address]
    Write the part after the site's name, as in reviews/2022-23/glenmore/.""",
    ),
    (
        Rights(),
        " free",
        """\
f.yml:1: it: "free" does not say what we may do with this report.  [bad-rights]
    Write one of:
      it: linked only
      it: OGL 3.0
      it: CC BY 4.0
      it: "permission: Glenmore Council, 3 May 2026\"""",
    ),
    (
        Rights(),
        ' "permission: Glenmore Council"',
        """\
f.yml:1: it: "permission: Glenmore Council" does not say what we may do \
with this report.  [bad-rights]
    Write one of:
      it: linked only
      it: OGL 3.0
      it: CC BY 4.0
      it: "permission: Glenmore Council, 3 May 2026\"""",
    ),
]


@pytest.mark.parametrize(("kind", "written", "said"), REFUSED)
def test_it_refuses_and_says(kind, written, said):
    assert refused(kind, written) == said


@pytest.mark.parametrize("kind", {type(each[0]): each[0] for each in REFUSED}.values())
def test_every_type_says_in_a_phrase_what_to_write(kind):
    words = kind.describe()
    assert words
    assert not words.endswith(".")
    assert words[0].islower() or words[0] in "O1"


@pytest.mark.parametrize(
    "written",
    [
        "..",
        ".pdf",
        "a.pdf.exe",
        "a b.pdf",
        "-a.pdf",
        "A.pdf",
        "a/b.pdf",
        "a.pdf\u00a0x",
        "con..pdf",
    ],
)
def test_only_plain_names_of_pdfs_are_taken(written):
    assert "[bad-file-name]" in refused(PdfName(), f" {written}")


@pytest.mark.parametrize(
    "written", ["../x/", "a//b", "a b/", "A/", "a/..", "//x.org/", "a/b.html.x"]
)
def test_only_plain_addresses_of_this_site_are_taken(written):
    assert "[bad-address]" in refused(Address(), f" {written}")


@pytest.mark.parametrize(
    "written", ["a@b", "a b@example.org", "@example.org", ".a@example.org", "a@b..c"]
)
def test_only_whole_e_mail_addresses_are_taken(written):
    assert "[bad-email]" in refused(Email(), f' "{written}"')


def test_a_very_long_permission_is_refused():
    assert "[bad-rights]" in refused(Rights(), f' "permission: {"a," * 1_500} 2022"')
