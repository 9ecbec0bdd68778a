"""Field types: each owns its value, its parsing and the wording of its mistakes.

takes: values with places; the choices a vocabulary allows
gives: typed values, or problems
knows nothing of: which record has which field
"""

from __future__ import annotations

from reviewlib.fields.choice import Choice, Flag, Term
from reviewlib.fields.dates import (
    MONTHS,
    DateValue,
    Day,
    PartialDate,
    date_like,
    rewrite_uk,
    to_date,
)
from reviewlib.fields.group import Group, Listed
from reviewlib.fields.here import Choices, Here, Place
from reviewlib.fields.link import Address, Email, Link, PdfName, is_web_address
from reviewlib.fields.number import Amount, Number, Size, SizeValue
from reviewlib.fields.rights import Rights, RightsValue
from reviewlib.fields.shape import Shape
from reviewlib.fields.slug import Slug, is_slug, slugify
from reviewlib.fields.spec import FieldType, Spec, entry, read_fields, shape_of, specs
from reviewlib.fields.text import Text
from reviewlib.fields.when import Precision, Run, When, WhenValue

__all__ = [
    "MONTHS",
    "Address",
    "Amount",
    "Choice",
    "Choices",
    "DateValue",
    "Day",
    "Email",
    "FieldType",
    "Flag",
    "Group",
    "Here",
    "Link",
    "Listed",
    "Number",
    "PartialDate",
    "PdfName",
    "Place",
    "Precision",
    "Rights",
    "RightsValue",
    "Run",
    "Shape",
    "Size",
    "SizeValue",
    "Slug",
    "Spec",
    "Term",
    "Text",
    "When",
    "WhenValue",
    "date_like",
    "entry",
    "is_slug",
    "is_web_address",
    "read_fields",
    "rewrite_uk",
    "shape_of",
    "slugify",
    "specs",
    "to_date",
]
