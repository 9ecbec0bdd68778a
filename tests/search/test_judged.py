"""What people ask, and whether it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from reviewlib.library import urls
from tests.search.judging import Question, answerable, answers, mrr, questions, recall
from tests.search.sites import loaded

if TYPE_CHECKING:
    from playwright.sync_api import Page

Engines = Callable[[str, str], "Page"]
BOTH = pytest.mark.parametrize("engine", ["lunr", "pagefind"])


def test_what_is_judged_to_answer_exists() -> None:
    """In the made-up library; pages of the real one come and go as editors have it."""
    wanted = {address for one in questions("made") for address in one.find}
    assert wanted - loaded("made").addresses == set()


def test_there_are_questions_enough() -> None:
    assert len(questions("real")) + len(questions("made")) >= 80


@BOTH
@pytest.mark.parametrize("name", ["real", "made"])
def test_most_of_what_answers_stands_among_the_first_five(
    engines: Engines, name: str, engine: str
) -> None:
    asked = answerable(loaded(name), name)
    found = answers(engines(name, engine), asked)
    assert recall(asked, found) >= 0.88
    assert mrr(asked, found) >= 0.83


@BOTH
@pytest.mark.parametrize("name", ["real", "made"])
def test_hardly_a_question_is_left_without_any_answer(
    engines: Engines, name: str, engine: str
) -> None:
    asked = answerable(loaded(name), name)
    found = answers(engines(name, engine), asked)
    without = [
        one.ask
        for one, answer in zip(asked, found, strict=True)
        if not set(one.find) & set(answer[:10])
    ]
    assert len(without) <= 2, without


@BOTH
@pytest.mark.parametrize(
    ("name", "ask", "page"),
    [
        (one.library, one.ask, one.page)
        for n in ("real", "made")
        for one in questions(n)
        if one.page
    ],
)
def test_a_hit_leads_to_the_very_place(
    engines: Engines, engine: str, name: str, ask: str, page: str
) -> None:
    places = engines(name, engine).evaluate(
        """async (text) => {
          const [hit] = await engine.fill((await engine.search(text)).hits.slice(0, 1))
          return hit.passages.map(({ address }) => address)
        }""",
        ask,
    )
    assert page in places


@BOTH
@pytest.mark.parametrize("name", ["real", "made"])
def test_a_phrase_of_the_sources_finds_its_record_first(
    engines: Engines, name: str, engine: str
) -> None:
    having: dict[str, set[str]] = {}
    for review in loaded(name).reviews:
        for term in review.terms:
            having.setdefault(term, set()).add(urls.review_address(review))
    asked = [Question(name, term, tuple(pages)) for term, pages in having.items()]
    found = answers(engines(name, engine), asked)
    others = {
        one.ask: answer[:2]
        for one, answer in zip(asked, found, strict=True)
        if answer[0] not in one.find
    }
    assert others == {}
