"""The one list of facts: no field of a review is forgotten, none is told without words."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from reviewlib.library import Library
from reviewlib.models import Mode, Review
from reviewlib.presentation.facts import (
    FACTS,
    Source,
    calendar_sentences,
    json_values,
    page_rows,
    plain,
    search_words,
    sheet_rows,
)
from reviewlib.schema import fields_of

# What is no fact of its own, with the reason.
TOLD_OTHERWISE = {
    "title": "what a review is called",
    "leads": "names of people stand on two pages only",
    "reports": "a list of its own on every page, sheet and file",
    "sources": "a list of its own on every page, sheet and file",
    "history": "the changes of a record",
    "formerly": "former addresses answer by themselves",
    "schema": "of the form of the file",
}


def test_every_field_of_a_review_is_a_fact_or_told_otherwise_for_a_reason() -> None:
    told = {column.of for fact in FACTS for column in fact.columns}
    for attribute, _ in fields_of(Review).values():
        is_fact = f"Review.{attribute}" in told
        has_reason = attribute in TOLD_OTHERWISE
        message = f"Review.{attribute}: add a row to presentation/facts.py, such as plain(…)."
        assert is_fact or has_reason, message
        assert not (is_fact and has_reason and attribute != "reports"), attribute


def test_every_fact_has_a_name_of_its_own_and_a_form_at_least() -> None:
    names = [fact.name for fact in FACTS]
    assert len(names) == len(set(names))
    for fact in FACTS:
        forms = [getattr(fact, one.name) for one in dataclasses.fields(fact) if one.name != "name"]
        assert any(forms), f"The fact {fact.name} has no form: nobody is told of it."


def test_a_plain_field_is_told_in_every_place(made_up: Library) -> None:
    review = dataclasses.replace(made_up.reviews[0], mode=Mode.IN_PERSON)
    source = Source(made_up, "")
    rows = [*page_rows(made_up, review), *sheet_rows(made_up, review)]
    said = {row.term: row.values[0].label for row in rows}
    assert said["How it was held"] == said["Held"] == "In person"
    assert dict(json_values(source, review))["mode"] == "in person"
    assert "in person" in list(search_words(made_up, review))
    assert "Held in person." in calendar_sentences(made_up, review)
    (column,) = (one for fact in FACTS for one in fact.columns if one.name == "mode")
    assert (column.value(source, review), column.enum) == ("in person", tuple(Mode))


def test_a_plain_field_without_a_value_is_told_nowhere(made_up: Library) -> None:
    fact = plain("theme_printed", "Printed", in_calendar="Printed: {}.")
    review = dataclasses.replace(made_up.reviews[0], theme_printed=None)
    assert fact.page is not None
    assert fact.calendar is not None
    assert fact.page(made_up, review) is None
    assert fact.calendar(made_up, review) == ""


def test_a_fact_without_a_label_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="'mode' has no label; say what readers see"):
        plain("mode", "")


def test_a_fact_of_a_field_that_there_is_not_is_refused_in_words() -> None:
    with pytest.raises(LookupError, match="Review has no field 'tutors'; declare it"):
        plain("tutors", "Tutors")


@pytest.mark.parametrize(
    ("value", "words"), [(True, "Yes"), (False, ""), (datetime.date(2024, 3, 8), "8 March 2024")]
)
def test_a_plain_value_is_worded_by_its_type(made_up: Library, value: object, words: str) -> None:
    fact = plain("pilot", "It was a pilot")
    assert fact.page is not None
    row = fact.page(made_up, dataclasses.replace(made_up.reviews[0], pilot=value))
    assert (row.values[0].label if row else "") == words
