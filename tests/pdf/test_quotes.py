"""Quotations, looked for on their pages."""

from __future__ import annotations

import pytest

from reviewlib.pdf import Block, PageText, find_quote

PAGES = (
    PageText(1, "i", (Block("paragraph", "Glenmore asked how well its schools listen."),)),
    PageText(
        2,
        "1",
        (
            Block("bullet", "Learners chair the “school improvement” group – every week."),
            Block("paragraph", "The inter-authority work begins here and goes"),
        ),
    ),
    PageText(3, "2", (Block("paragraph", "on overleaf. Staff plan together."),)),
)


@pytest.mark.parametrize(
    "words",
    [
        '"Learners chair the “school improvement” group – every week."',
        '“learners chair the "school improvement" group - every week”',
        "“Learners  chair the 'school improvement' group—every week”".replace("'", '"'),
        "“Learners chair … every week”",
        "“Learners chair [...] group”",
        "“The interauthority work”",
    ],
)
def test_only_what_the_typesetter_did_may_differ(words: str) -> None:
    quote = find_quote(words, {"1"}, PAGES)
    assert quote.found
    assert quote.page == 2


@pytest.mark.parametrize(
    "words",
    [
        "“Learners chaired the “school improvement” group”",
        "“every week … Learners chair”",
        "“Learners chair the group”",
    ],
)
def test_other_words_are_not_found(words: str) -> None:
    assert not find_quote(words, {"1"}, PAGES).found


def test_the_page_may_be_counted_or_as_printed() -> None:
    assert find_quote("“Staff plan together”", {"3"}, PAGES).found
    assert find_quote("“Staff plan together”", {"2"}, PAGES).found


def test_words_on_another_page_are_placed() -> None:
    quote = find_quote("“Glenmore asked how well”", {"3"}, PAGES)
    assert (quote.found, quote.page, quote.printed, quote.nearest) == (False, 1, "i", "")
    assert find_quote("“Glenmore asked how well”", {"i"}, PAGES).found


def test_letters_that_cannot_be_read_may_stand_for_those_of_a_quotation() -> None:
    page = PageText(1, "1", (Block("paragraph", "An e\ufffdective, o\ue001en \ue002aried plan."),))
    assert find_quote("“An effective, often varied plan”", {"1"}, [page]).found is False
    assert find_quote("“An effective, open varied plan”", {"1"}, [page]).found
    assert not find_quote("“An effective, open vivid plan”", {"1"}, [page]).found


def test_a_sentence_may_cross_pages() -> None:
    quote = find_quote("“begins here and goes on overleaf”", {"2", "3"}, PAGES)
    assert quote.found
    assert quote.page == 2


def test_the_nearest_passage_is_shown_where_words_differ() -> None:
    quote = find_quote("“Learners chair the school council group every week”", {"2"}, PAGES)
    assert quote.page == 2
    assert "Learners chair" in quote.nearest


def test_words_that_are_nowhere_near_have_no_nearest_passage() -> None:
    quote = find_quote("“Entirely unrelated sentence about weather”", {"2"}, PAGES)
    assert (quote.page, quote.nearest) == (0, "")


def test_what_stands_around_the_words_is_kept_for_finding_them_again() -> None:
    quote = find_quote("“Staff plan”", {"3"}, PAGES)
    assert (quote.prefix, quote.exact, quote.suffix) == (
        "on overleaf. ",
        "Staff plan",
        " together.\n",
    )


def test_a_ligature_that_a_program_lost_is_no_mistake_of_the_quotation() -> None:
    lost = (PageText(1, "1", (Block("paragraph", "The O-ce of the council is e-cient"),)),)
    assert find_quote('"The Office of the council is efficient"', ["1"], lost).found
    assert not find_quote('"The Offer of the council is efficient"', ["1"], lost).found
