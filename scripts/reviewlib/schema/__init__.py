"""Field types: each owns its value, its parsing and the wording of its mistakes.

takes: values with places; the choices a vocabulary allows
gives: typed values, or problems
independent of: which record has which field
"""

from __future__ import annotations

from reviewlib.schema.base import (
    Choices,
    FieldInfo,
    FieldType,
    JsonSchema,
    List,
    Place,
    ReadContext,
    Record,
    fields_of,
    json_schema_of,
    read_fields,
    schema_field,
)
from reviewlib.schema.choice import Bool, Choice, Rights, RightsValue, Term
from reviewlib.schema.dates import (
    MONTHS,
    DateValue,
    Day,
    PartialDate,
    date_like,
    rewrite_uk,
    to_date,
)
from reviewlib.schema.numbers import Amount, Number, Size, SizeValue
from reviewlib.schema.text import (
    Address,
    Email,
    Link,
    PdfName,
    Slug,
    Text,
    better_pdf_name,
    file_name,
    is_file_name,
    is_of_windows,
    is_pdf_name,
    is_slug,
    is_web_address,
    slugify,
    why_no_file_name,
    why_no_pdf_name,
)
from reviewlib.schema.visit_dates import DateRange, Precision, VisitDates, VisitDatesValue

__all__ = [
    "MONTHS",
    "Address",
    "Amount",
    "Bool",
    "Choice",
    "Choices",
    "DateRange",
    "DateValue",
    "Day",
    "Email",
    "FieldInfo",
    "FieldType",
    "JsonSchema",
    "Link",
    "List",
    "Number",
    "PartialDate",
    "PdfName",
    "Place",
    "Precision",
    "ReadContext",
    "Record",
    "Rights",
    "RightsValue",
    "Size",
    "SizeValue",
    "Slug",
    "Term",
    "Text",
    "VisitDates",
    "VisitDatesValue",
    "better_pdf_name",
    "date_like",
    "fields_of",
    "file_name",
    "is_file_name",
    "is_of_windows",
    "is_pdf_name",
    "is_slug",
    "is_web_address",
    "json_schema_of",
    "read_fields",
    "rewrite_uk",
    "schema_field",
    "slugify",
    "to_date",
    "why_no_file_name",
    "why_no_pdf_name",
]
