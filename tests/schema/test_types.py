"""Each type of field: what it takes, and all that it says of what it does not take."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

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
    VisitDates,
)
from tests.schema.reading import PARTS, read, refused, taken

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


KINDS = {
    "address": Address(),
    "amount": Amount(),
    "authority": Term("authorities"),
    "day": Day(),
    "e-mail": Email(),
    "link": Link(),
    "list of parts": PARTS,
    "list of slugs": List(Slug()),
    "list of texts": List(Text()),
    "list of themes": List(THEME),
    "name of a PDF": PdfName(),
    "number 0-5000": Number(0, 5000),
    "number 1-1": Number(1, 1),
    "number 1-30": Number(1, 30),
    "partial date": PartialDate(),
    "rights": Rights(),
    "size": Size(),
    "slug": Slug(),
    "stage": Term("stages"),
    "text": Text(),
    "text 10": Text(10),
    "theme": THEME,
    "when": VisitDates(),
    "words": WORDS,
    "yes or no": Bool(),
}
# said.txt: a kind (", read" where a value is read all the same), the field, and all that is said.
CASES = (Path(__file__).parent / "said.txt").read_text("utf-8").split("=== ")[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case.split("\n")[:2]))
def test_it_says_what_is_wrong_with_a_value(case):
    written, _, said = case.partition("\n---\n")
    name, _, written = written.partition("\nit:")
    kind, _, is_read = name.partition(", ")
    value, found = read(KINDS[kind], written)
    assert found == said.removesuffix("\n")
    assert (value is not None) == bool(is_read)


@pytest.mark.parametrize("kind", {type(each): each for each in KINDS.values()}.values())
def test_every_type_says_in_a_phrase_what_to_write(kind):
    words = kind.describe()
    assert words
    assert not words.endswith(".")
    assert words[0].islower() or words[0] in "O1"


@pytest.mark.parametrize(
    ("kind", "code", "values"),
    [
        (
            PdfName(),
            "bad-file-name",
            "..|.pdf|a.pdf.exe|a b.pdf|-a.pdf|A.pdf|a/b.pdf|a.pdf\u00a0x|con..pdf",
        ),
        (Address(), "bad-address", "../x/|a//b|a b/|A/|a/..|//x.org/|a/b.html.x"),
        (Email(), "bad-email", "a@b|a b@example.org|@example.org|.a@example.org|a@b..c"),
    ],
)
def test_nothing_but_plain_names_and_addresses_is_taken(kind, code, values):
    for value in values.split("|"):
        assert f"[{code}]" in refused(kind, f' "{value}"')


def test_a_very_long_permission_is_refused():
    assert "[bad-rights]" in refused(Rights(), f' "permission: {"a," * 1_500} 2022"')
