"""What word processors and other programs type: every line to write is accepted when applied.

takes: each field of a review and its report; signs round it and within it
gives: no advice that is answered with another mistake
knows nothing of: how a field is read
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from reviewlib.diagnostics import as_text, errors
from reviewlib.editors.fixes import apply_edits
from reviewlib.library import load
from tests import store
from tests.diagnostics.placing import BASE, REVIEW

RECORD = (BASE / REVIEW).read_text("utf-8")
FIELDS = {
    "when": ["2022-08-29 to 2022-08-30", "between 2022-08-29 and 2022-09-02", "2022-08", "unknown"],
    "status": ["took place"],
    "title": ["Listening", "A title: with a colon"],
    "mode": ["in person"],
    "pilot": ["yes"],
    "theme_printed": ["Inclusion/ HWB"],
    "schema": ["1"],
    "themes": ["Inclusion"],
    "contributors": ["Strathbeg"],
    "sources": ["progress-report-2023"],
    "formerly": ["reviews/2022-23/glenmoor/"],
    "reports: published": ["2022-11-03", "2022-11"],
    "reports: language": ["English"],
    "reports: listed": ["https://example.org/reports/"],
    "reports: size": ["162 KB"],
    "reports: pages": ["12"],
    "reports: rights": ["linked only", "permission: Glenmore Council, 4 May 2026"],
    "reports: kind": ["summary"],
    "reports: formerly": ["glenmore-summary.pdf"],
    "history: date": ["2026-11-21"],
    "history: change": ["added"],
}
MARKS = ["“{}”", "‘{}’", "„{}“", "«{}»", "”{}”", '"{}"', "'{}'", " {} ", "{}\u00a0", "\u3000{}"]
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
TIMES = ["T09:30:00Z", "T00:00:00+01:00", " 00:00:00", " 00:00", "T09:30"]
CASES = [(name, value) for name, values in FIELDS.items() for value in values]


def with_value(name: str, written: str) -> str:
    """The record with another value in a field."""
    group, _, field = name.rpartition(": ")
    text = RECORD
    if not group:
        text = re.sub(rf"^{field}:.*\n(?:  .*\n)*", "", text, flags=re.MULTILINE)
        return text.replace("---\n", f"---\n{field}: {written}\n", 1)
    text = re.sub(rf"^ +(?:- )?{field}:.*\n", "", text, flags=re.MULTILINE)
    first = f"{group}:\n  - {field}: {written}\n"
    return re.sub(rf"^{group}:\n(?:  - |    )", f"{first}    ", text, count=1, flags=re.MULTILINE)


def follow(text: str) -> tuple[str, list[str]]:
    """Apply every line that is shown, until none is; the text, and the advice followed."""
    advice: list[str] = []
    for _ in range(3):
        result = load(BASE, cache=store.cache(), overlay={REVIEW: text.encode()})
        wrong = [one for one in errors(result.problems) if one.fix and not one.fix.old]
        advice += [as_text([one]) for one in errors(result.problems)]
        if not wrong:
            assert not errors(result.problems) or not advice[:-1], advice
            return text, advice
        raw, count = apply_edits(text.encode(), [wrong[0].fix])  # type: ignore[list-item]
        assert count == 1
        text = raw.decode()
    raise AssertionError(advice)


@pytest.mark.parametrize(("name", "value"), CASES)
def test_curly_marks_round_a_value_have_one_message_whose_line_is_right(
    name: str, value: str
) -> None:
    for marks in MARKS[:4]:
        overlay = {REVIEW: with_value(name, marks.format(value)).encode()}
        problems = load(BASE, cache=store.cache(), overlay=overlay).problems
        assert len(problems) == 1, as_text(problems)
        assert problems[0].fix is not None, as_text(problems)
        raw, _ = apply_edits(overlay[REVIEW], [problems[0].fix])
        left = load(BASE, cache=store.cache(), overlay={REVIEW: raw}).problems
        assert left == (), as_text(left)


@given(
    st.sampled_from(CASES),
    st.sampled_from(["{}", *MARKS]),
    st.sampled_from(["-", *HYPHENS]),
    st.booleans(),
    st.sampled_from(["", *TIMES]),
)
def test_every_line_to_write_is_accepted_when_it_is_written(
    case: tuple[str, str], marks: str, hyphen: str, wide: bool, time: str
) -> None:
    name, value = case
    dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None
    value = value.replace("-", hyphen) if re.search(r"\d{4}-", value) else value
    value = value + time if dated else value
    value = value.translate(WIDE) if wide else value
    follow(with_value(name, marks.format(value)))
