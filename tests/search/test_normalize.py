"""Words as the index has them."""

from __future__ import annotations

import pytest

from reviewlib.search.normalize import STOP_WORDS, normalize, stem, tokenize, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dhùn Sgàil", "dhun sgail"),
        ("Na h-Eileanan Siar", "na h eileanan siar"),
        ("Children’s — and children's", "children and children"),
        ("A' Ghàidhlig", "a ghaidhlig"),
        ("  <b>S1</b> & P7… ", "b s1 b p7"),
        ("2021–22", "2021 22"),
        ("É", "e"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_case_accents_and_signs_make_no_difference(text: str, folded: str) -> None:
    assert normalize(text) == folded


def test_an_accent_written_as_a_sign_of_its_own_is_folded_as_well() -> None:
    assert normalize("Dhu\N{COMBINING GRAVE ACCENT}n") == normalize("Dhùn") == "dhun"


def test_a_word_with_a_hyphen_is_found_in_its_parts_and_in_one_piece() -> None:
    assert words("well-being") == ["well", "being", "wellbeing"]
    assert words("self‑evaluation")[-1] == "selfevaluation"


def test_a_long_chain_of_hyphens_is_not_made_one_word() -> None:
    assert words("a-b-c-d") == ["a", "b", "c", "d"]


@pytest.mark.parametrize("word", ["survey", "orkney", "pathway", "journey", "play"])
def test_words_on_a_vowel_and_y_keep_their_y(word: str) -> None:
    assert stem(word) == word == stem(f"{word}s")


def test_what_questions_are_made_of_is_left_out() -> None:
    assert tokenize("What have they learned about it?") == ["learned"]
    assert all(word == normalize(word) for word in STOP_WORDS)
