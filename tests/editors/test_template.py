"""The form that new records have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.editors.scaffold import KINDS, blank_form
from reviewlib.library import load
from reviewlib.models import Review
from reviewlib.models.scaffold import EXAMPLE, HEADED, USUAL, record_form
from reviewlib.schema import fields_of

PATH = "content/reviews/2022-23/strathbeg.md"


@pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
def test_an_empty_form_has_the_usual_fields_and_explains_each_in_the_words_of_the_models(
    model: type,
) -> None:
    fields, form = fields_of(model), record_form(model)
    assert set(USUAL[model]) <= set(fields)
    assert {name for name, (_, spec) in fields.items() if spec.required} <= set(USUAL[model])
    assert max(map(len, form.split("\n"))) <= 100
    for name in USUAL[model]:
        spec = fields[name][1]
        needed = "Needed. " if spec.required else ""
        help = re.escape(f"# {needed}{spec.help}\n")
        assert re.search(rf"(?m)^{help}(?:#   .+\n)+{name}:$", form)


def test_a_record_of_which_the_needed_is_known_begins_without_instructions() -> None:
    known = {name: EXAMPLE[name] for name in ("authorities", "when", "status")}
    assert record_form(Review, known).startswith("---\nauthorities:\n  - Glenmore\nwhen: 2022")


def test_the_headings_of_the_form_are_those_of_the_library(library: Path) -> None:
    file = library / "content/vocabulary/headings.yml"
    file.write_text(file.read_text("utf-8").replace("label: Strengths", "label: Our strengths"))
    form = blank_form(load(library).checked(), "review")
    assert "\n## Our strengths\n" in form
    assert form.count("\n## ") == len(HEADED)
