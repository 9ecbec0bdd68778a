"""Names and labels: how they are compared, and how they become part of an address."""

from __future__ import annotations

from hypothesis import given, strategies as st

from reviewlib.schema import Choices, is_slug, slugify
from reviewlib.text import normalize_label


@given(st.text())
def test_making_a_slug_of_a_slug_changes_nothing(text):
    slug = slugify(text)
    assert slugify(slug) == slug
    assert slug == "" or len(slug) > 80 or is_slug(slug)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert normalize_label(normalize_label(text)) == normalize_label(text)


@given(st.text(min_size=1).filter(normalize_label))
def test_a_choice_is_found_however_it_is_typed(label):
    choices = Choices.of("theme", "", [("it", [label])])
    for typed in (label, normalize_label(label), f"  {label} ", label.replace(" ", "   ")):
        assert choices.find(typed) == "it"


def test_a_choice_is_found_by_label_other_name_and_id():
    choices = Choices.of("theme", "", [("qa", ["Quality & Dùn", "Assurance"]), ("b", ["QA"])])
    assert [choices.find(word) for word in ("quality and dun", "ASSURANCE", "qa", "QA", "c")] == [
        "qa", "qa", "qa", "qa", None,
    ]  # fmt: skip
    assert choices.labels == ("Quality & Dùn", "QA")


def test_a_slug_is_small_letters_digits_and_single_hyphens():
    assert is_slug("north-coast-2")
    assert not any(map(is_slug, ["", "-a", "a-", "a--b", "A", "a b", "dùn", "a" * 81, "a\n"]))
