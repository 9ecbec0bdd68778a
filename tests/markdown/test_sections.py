"""Headings, findings, marks and updates: what a text of a record means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.markdown import plain
from reviewlib.models import SECTION_KINDS
from reviewlib.schema import DateValue
from tests.markdown.texts import VOCABULARY, codes, finding, findings, read

LABELS = {heading.id: heading.label for heading in VOCABULARY.headings}
WITH_FINDINGS = [kind for kind in SECTION_KINDS if kind.has_findings]
ACTIONS = ("Planned improvements", "Next steps")


def kinds(text: str) -> list[str]:
    return [section.kind for section in read(text)[0]]


# ------------------------------------------------------------------------------- headings


@pytest.mark.parametrize("hashes", ["##", "###"])
@pytest.mark.parametrize("kind", SECTION_KINDS, ids=lambda kind: kind.id)
def test_every_section_is_known_by_its_heading_at_both_levels(kind: object, hashes: str) -> None:
    assert kinds(f"{hashes} {LABELS[kind.id]}\n\n- x\n") == [kind.id]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "heading", [heading for heading in VOCABULARY.headings if heading.variants], ids=lambda h: h.id
)
def test_a_variant_means_the_same(heading: object) -> None:
    for variant in heading.variants:  # type: ignore[attr-defined]
        assert kinds(f"## {variant}\n\n- x\n") == [heading.id]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written",
    ["STRENGTHS", "strengths", "Strengths:", "Strengths.", "1. Strengths", "2) Strengths",
     "1.2 Strengths", "(a) Strengths", "iv. Strengths", "**Strengths**", "*Strengths*",
     "Strengths ##", " Strengths "],
)  # fmt: skip
def test_case_numbers_stress_and_stops_change_nothing(written: str) -> None:
    assert kinds(f"## {written}\n\n- x\n") == ["strengths"]


def test_a_heading_underlined_with_dashes_counts_as_one_with_two_hashes() -> None:
    assert kinds("Strengths\n---------\n\n- x\n") == ["strengths"]


def test_a_section_may_repeat_and_each_finding_keeps_the_heading_above_it() -> None:
    text = (
        "## Attendance\n\n### Strengths\n\n- a\n\n### Next steps\n\n- b\n\n"
        "## Transitions\n\n### Strengths\n\n- c\n\n## Next steps\n\n- d\n"
    )
    found = [(one.kind, one.text, one.area) for one in findings(text)]
    assert found == [
        ("strengths", "a", "Attendance"),
        ("next-steps", "b", "Attendance"),
        ("strengths", "c", "Transitions"),
        ("next-steps", "d", ""),
    ]


def test_smaller_headings_divide_a_section_whose_bullets_stay_its_findings() -> None:
    text = "## Strengths\n\n### Leadership\n\n- a\n\n### Data\n\n- b\n\n## Conclusion\n\n- c\n"
    assert [(one.kind, one.area) for one in findings(text)] == [
        ("strengths", "Leadership"),
        ("strengths", "Data"),
    ]


def test_a_misspelt_smaller_heading_does_not_give_its_bullets_to_the_section_above() -> None:
    sections, problems = read("## Strengths\n\n- a\n\n### Nxt steps\n\n- b\n")
    assert [problem.code for problem in problems] == ["near-miss-heading"]
    assert [section.kind for section in sections] == ["strengths", ""]


def test_a_heading_of_the_author_s_own_is_kept_and_means_nothing() -> None:
    (section,) = read("## Conclusion\n\n- a\n")[0]
    assert (section.kind, section.heading, section.findings) == ("", "Conclusion", ())


def test_the_order_is_the_author_s() -> None:
    text = "Opening.\n\n## Next steps\n\n- a\n\n## Why this focus\n\nb\n\n## Strengths\n\n- c\n"
    assert kinds(text) == ["", "next-steps", "why", "strengths"]


def test_text_before_the_bullets_stays_before_them() -> None:
    (section,) = read("## Strengths\n\nThe team saw this:\n\n- a\n\nAnd after it:\n\n- b\n")[0]
    shown = [plain([block.prose]) if block.prose else block.findings[0].text
             for block in section.blocks]  # fmt: skip
    assert shown == ["The team saw this:", "a", "And after it:", "b"]


def test_numbered_findings_are_findings() -> None:
    assert [one.text for one in findings("## Strengths\n\n1. a\n2. b\n")] == ["a", "b"]


@pytest.mark.parametrize(
    "own", ["Next stages", "Progress", "Focus area 1", "Summary", "Conclusion"]
)
def test_a_heading_of_one_s_own_is_not_called_a_mistake(own: str) -> None:
    assert codes(f"## {own}\n\nText.\n") == []


# ---------------------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("Learners lead (p. 7)", "p. 7"),
        ("Learners lead (p7)", "p. 7"),
        ("Learners lead (P. 7)", "p. 7"),
        ("Learners lead (page 7).", "p. 7"),
        ("Learners lead (pp. 3-4)", "pp. 3–4"),
        ("Learners lead (p. ii)", "p. ii"),
        ("Learners lead (page A-4)", "p. A-4"),
        ("Learners lead (pages 3 – 4)", "pp. 3–4"),
        ("Learners lead (pp. 3-3)", "p. 3"),
        ("Learners lead\n  (p. 7)", "p. 7"),
        ("**Learners lead (p. 7)**", "p. 7"),
    ],
)
def test_the_page_is_taken_off_the_end(written: str, pages: str) -> None:
    found = finding(written)
    assert (found.text, found.pages) == ("Learners lead", pages)


@pytest.mark.parametrize(
    "mark",
    ["(p. 3, 5)", "(page 7, para 3)", "[p. 3]", "(see p. 4)", "(p. 0)", "(pp. 9-3)",
     "(p. 3) (p. 4)", "(theme: Inclusion) (theme: Inclusion)", "(theme Inclusion)"],
)  # fmt: skip
def test_what_is_nearly_a_mark_stays_in_the_text_and_is_pointed_out(mark: str) -> None:
    (section,), problems = read(f"## Strengths\n\n- Learners lead {mark}\n")
    assert [problem.code for problem in problems] == ["mark-not-read"]
    assert section.findings[0].text != "Learners lead"


@pytest.mark.parametrize("end", ["(a first)", "(themes of the day)", "(2 of 3)", "(pupils)"])
def test_other_words_in_brackets_are_words(end: str) -> None:
    assert finding(f"Learners lead {end}").text == f"Learners lead {end}"


def test_a_finding_may_have_themes_of_its_own_in_any_order_with_its_page() -> None:
    labels = [theme.label for theme in VOCABULARY.themes[:2]]
    ids = tuple(theme.id for theme in VOCABULARY.themes[:2])
    both = ", ".join(labels)
    for end in (f"(theme: {both}) (p. 3)", f"(p. 3) (themes: {both})", f"(Theme: {both}) (p. 3)."):
        found = finding(f"Learners lead {end}")
        assert (found.text, found.page, found.themes) == ("Learners lead", 3, ids)


def test_a_theme_that_does_not_exist_is_an_error_on_its_line() -> None:
    (problem,) = read("## Strengths\n\n- a\n- b (theme: Gardening)\n")[1]
    assert (problem.code, problem.line, problem.is_error) == ("unknown-theme", 4, True)


@pytest.mark.parametrize(
    ("words", "is_quoted"),
    [
        ('"Learners lead."', True),
        ("“Learners lead”.", True),
        ('"We *all* lead"', True),
        ('"One" and "two"', False),
        ('They said "yes"', False),
        ("“One” or “two”", False),
        ('"', False),
    ],
)
def test_words_wholly_in_quotation_marks_are_a_quotation(words: str, is_quoted: bool) -> None:
    assert finding(f"{words} (p. 4)").quoted is is_quoted


def test_a_quotation_needs_its_page_and_double_marks() -> None:
    assert codes('## Strengths\n\n- "Learners lead."\n') == ["quotation-without-page"]
    assert codes("## Strengths\n\n- 'Learners lead.' (p. 4)\n") == ["single-quotation-marks"]


# ------------------------------------------------------------------------------- anchors


@pytest.mark.parametrize("kind", WITH_FINDINGS, ids=lambda kind: kind.id)
def test_an_address_is_the_kind_and_the_first_six_words(kind: object) -> None:
    (found,) = findings(f"## {LABELS[kind.id]}\n\n- One two three four five six seven (p. 3)\n")  # type: ignore[attr-defined]
    assert found.anchor == f"{kind.anchor}-one-two-three-four-five-six"  # type: ignore[attr-defined]


def test_no_two_addresses_of_a_page_are_the_same() -> None:
    text = "## Strengths\n\n- A b\n- A b\n- A b 2\n- A b\n- …\n- !\n\n## Strengths\n\n- Strength\n"
    sections, _ = read(text)
    given = [one.anchor for section in sections for one in section.findings]
    given += [section.anchor for section in sections]
    assert len(given) == len(set(given)) == 9


TEMPLATES = ("pages/review.html", "page.html", "components/parts.html")


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_heading_takes_the_address_of_a_part_of_the_page(template: str) -> None:
    theme = Path(__file__).resolve().parents[2] / "theme"
    for name in re.findall(r'\bid="([a-z-]+)"', (theme / template).read_text("utf-8")):
        (section,) = read(f"## {name.replace('-', ' ')}\n\nText.\n")[0]
        assert section.anchor == f"part-{name}"


def test_an_address_stays_short_whatever_the_words() -> None:
    (section,), _ = read("## Strengths\n\n- " + "long" * 5000 + "\n")
    assert len(section.findings[0].anchor) <= 100


# ------------------------------------------------------------------------------- updates


@pytest.mark.parametrize("heading", ACTIONS)
@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2023-03-14:", DateValue(2023, 3, 14)),
        ("2023-03:", DateValue(2023, 3)),
        ("2023:", DateValue(2023)),
        ("**2023-03**:", DateValue(2023, 3)),
        ("*2023-03:*", DateValue(2023, 3)),
    ],
)
def test_a_dated_bullet_under_an_action_is_an_update(
    written: str, date: DateValue, heading: str
) -> None:
    (found,) = findings(f"## {heading}\n\n- a\n    - {written} under way (Plan 2022-23)\n    - b\n")
    (update,) = found.updates
    assert (update.date, update.text, update.source) == (date, "under way", "Plan 2022-23")
    assert plain(found.details) == "b"


def test_a_second_paragraph_under_an_update_is_part_of_it() -> None:
    (found,) = findings("## Next steps\n\n- a\n    - 2023-03: one\n\n        two\n")
    assert found.updates[0].text == "one two"


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("March 2023: x", "2023-03: x"),
        ("14 March 2023: x", "2023-03-14: x"),
        ("14/03/2023: x", "2023-03-14: x"),
        ("03/2023: x", "2023-03: x"),
        ("2023-03 - x", "2023-03: x"),
        ("2023-03 x", "2023-03: x"),
        ("2023-3: x", "2023-03: x"),
        ("March 2023 x", "2023-03: x"),
    ],
)
def test_a_date_in_another_form_is_an_error_with_the_line_to_write(
    written: str, better: str
) -> None:
    (problem,) = read(f"## Next steps\n\n- a\n    - {written}\n")[1]
    assert (problem.code, problem.line, problem.is_error) == ("bad-update-date", 4, True)
    assert problem.hint == f"Write:\n      - {better}"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("bad-update-date", "## Next steps\n\n- a\n    - 2023-02-30: x\n"),
        ("bad-update-date", "## Next steps\n\n- a\n    - 2023-13: x\n"),
        ("bad-update-date", "## Next steps\n\n- a\n    - Spring 2023: x\n"),
        ("update-misplaced", "## Next steps\n\n- 2023-03: x\n"),
        ("update-misplaced", "## Next steps\n\n- 2023: x\n"),
        ("update-misplaced", "## Strengths\n\n- 2023-03: x\n"),
        ("update-misplaced", "## Strengths\n\n- a\n    - 2023-03: x\n"),
        ("update-misplaced", "## Next steps\n\n- a\n    - b\n        - 2023-03: x\n"),
    ],
)
def test_no_date_and_a_date_in_no_update_are_errors(code: str, text: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize("bullet", ["2023 saw the first panel", "By June 2024: a panel", "12: x"])
def test_a_bullet_that_only_names_a_year_is_a_finding(bullet: str) -> None:
    assert finding(bullet).text == bullet


def test_dates_in_notes_and_in_sections_of_one_s_own_are_words() -> None:
    assert codes("## Notes on this record\n\n- 2023-03: moved\n\n## Diary\n\n- 2023-03: x\n") == []


# ------------------------------------------------------------------------ anchors that last


ALIKE = ["Every adult who works with the oldest plays in", "Every adult who works with the rest"]


def test_findings_that_begin_alike_are_told_apart_in_any_order() -> None:
    def given(order: list[str]) -> dict[str, str]:
        bullets = "".join(f"- {text}\n" for text in order)
        return {one.text: one.anchor for one in findings(f"## Strengths\n\n{bullets}")}

    assert given(ALIKE) == given(ALIKE[::-1])
    assert given(ALIKE)[ALIKE[1]] == "strength-every-adult-who-works-with-the-rest"


def test_only_findings_that_are_the_same_throughout_are_numbered() -> None:
    text = "## Strengths\n\n" + "".join(f"- {one}\n" for one in (ALIKE[0], ALIKE[1], ALIKE[0]))
    anchors = [one.anchor for one in findings(text)]
    same = "strength-every-adult-who-works-with-the"
    assert anchors == [same, f"{same}-rest", f"{same}-2"]


@pytest.mark.parametrize("mark", ["{#panel}", "{ #panel }", "{: #panel}", "{: #panel }"])
@pytest.mark.parametrize("form", ["Learners lead {} (p. 3)", "Learners lead (p. 3) {}"])
def test_an_anchor_that_the_author_gave_is_that_of_the_finding(mark: str, form: str) -> None:
    found = finding(form.format(mark))
    assert (found.anchor, found.text, found.pages) == ("panel", "Learners lead", "p. 3")


def test_an_anchor_that_the_author_gave_is_not_taken_by_words_before_it() -> None:
    sections, problems = read("## Panel\n\nText.\n\n## Diary {#panel}\n\nText.\n")
    assert problems == []
    assert [(one.heading, one.anchor) for one in sections] == [
        ("Panel", "panel-2"),
        ("Diary", "panel"),
    ]


@pytest.mark.parametrize(
    "written",
    ["Strengths (p. 3)", "Strengths – what works", "Our strengths", "✔ Strengths", "Strengths [1]",
     "2. Our key strengths (pp. 3-4):"],
)  # fmt: skip
def test_a_heading_that_differs_by_a_decoration_is_recognised_and_said(written: str) -> None:
    sections, problems = read(f"## {written}\n\n- x\n")
    assert [section.kind for section in sections] == ["strengths"]
    assert [one.code for one in problems] == ["near-miss-heading"]


@pytest.mark.parametrize(
    "written",
    ["STRENGTHS & ASSETS", "Strengths 2", "What we saw of strengths", "Next steps for us"],
)
def test_findings_under_a_heading_with_more_words_are_not_lost_in_silence(written: str) -> None:
    assert codes(f"## {written}\n\n- x\n") == ["near-miss-heading"]


def test_a_smaller_heading_of_a_section_may_hold_its_words() -> None:
    assert codes("## Strengths\n\n### Strengths in reading\n\n- x\n") == []


def test_of_many_unknown_themes_fifty_are_told() -> None:
    assert codes("## Strengths\n\n" + "- a b (theme: bcd)\n" * 51) == ["unknown-theme"] * 50
