"""The form for a review: what it accepts is accepted by the reader and comes back as typed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reviewlib.diagnostics import Severity
from reviewlib.library import Library, load
from reviewlib.markdown import plain
from reviewlib.models import SECTION_KINDS, Finding, Review, Section, SectionKind
from reviewlib.pages import Site
from reviewlib.pages.page import Context
from reviewlib.pages.review_form import FieldView, ReviewFormView, review_form_page
from reviewlib.schema import DateValue, fields_of, rewrite_uk, to_date
from reviewlib.text import normalize_label
from tests import store
from tests.browse.form_filling import Filling, Made, form_site, opened, typed

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = (
    "She said \"yes\": 'no' \\ maybe # not a remark",
    "--- is a line",
    "# Heading? - no",
    "- a hyphen, then: a colon:",
    "* star *emphasis* _under_ **strong** `code` ~~~",
    "1. one 2) two",
    "> quoted | table | <b>bold</b> <!-- hidden --> &amp; &#8226;",
    "[a link](https://example.org) ![picture](x.png) [note]: here",
    "@at %percent !bang ?question {curly} and [square]",
    "yes",
    "2022-08-29",
    "0123",
    "null ~",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩‍👩‍👧 emoji",
    "עברית و العربية mixed with English",
    "Dùn Sgàil – Na h-Eileanan’s “own” words…",
    "=======",
    "## Strengths",
    "key: value # please check",
    "ends with a backslash \\",
    "'single'",
    "(p. 3) is first, not last",
    "|",
    ": colon first",
    "well-being (one-to-one)",
)
LONG = ("letters and words " * 300)[:5_000].strip()
MARKED = ("{} (p. 3)", "{} (theme: Inclusion)", "{} {{#anchor}}", "2023-03: {}", "{} (notes-2023)")
# What a type of text mostly is, by the rule that other texts break; and what it is not.
RIGHT = {
    "bad-link": "https://example.org/a?b=c#d",
    "bad-size": "1.2 MB",
    "not-a-number": "12",
    "mark-not-read": "3-4",
    "bad-rights": "permission: Glenmore Council, 3 May 2026",
}
POINTS = {kind.id for kind in SECTION_KINDS if kind.has_findings}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def made_up_form(reader: Page, served: Callable[..., str]) -> Iterator[Page]:
    with opened(reader, served(form_site("made up"))) as form:
        yield form


@pytest.fixture
def real_form(reader: Page, served: Callable[..., str]) -> Iterator[Page]:
    with opened(reader, served(form_site("real"), "/ci/reports/")) as form:
        yield form


def least(library: Library) -> dict[str, Any]:
    """What every filling needs."""
    host = library.vocabulary.authorities[0].label
    when = {"how": "days", "ranges": [{"first": "29/8/2022", "last": "30 August 2022"}]}
    return {
        "$year": library.vocabulary.years[0].id,
        "authorities": [host],
        "when": when,
        "status": "took place",
    }


# ----------------------------------------------------------------------- files read by the reader


def read_back(which: str, made: dict[str, Made], folder: Path) -> dict[str, Review]:
    """The records that the reader makes of files beside those of a library; no error is allowed.

    Args:
        which: the library.
        made: the files, by the name under which each is put.
        folder: an empty folder.
    """
    root = store.copy_of(which, folder / "library")
    for name, one in made.items():
        file = root / Path(one.path).with_name(f"{name}.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.text, "utf-8")
    result = load(root, cache=store.cache())
    errors = [str(one) for one in result.problems if one.severity is Severity.ERROR]
    assert errors == []
    return {one.slug: one for one in result.checked().every_review if one.slug in made}


def said(review: Review, kind: str) -> list[str]:
    """The words under a heading: each point, or each paragraph and bullet."""
    found: list[str] = []
    for section in review.sections:
        if section.kind == kind:
            for block in section.blocks:
                found += [one.text for one in block.findings]
                if block.prose:
                    found += [flat(one) for one in plain((block.prose,)).split("\n") if one]
    return found


def told(text: str) -> Iterator[str]:
    """Lines as the form takes them: without the sign of a bullet."""
    for line in text.split("\n"):
        if flat(line):
            yield flat(line).removeprefix("- ").removeprefix("• ")


# ----------------------------------------------------------------------- hostile words


@pytest.mark.parametrize(
    "every", [3, pytest.param(1, marks=pytest.mark.audit)], ids=["some", "all"]
)
def test_hostile_words_come_back_as_typed_wherever_they_may_be_typed(
    made_up_form: Page, tmp_path: Path, every: int
) -> None:
    library = store.library("made up")
    made, expected = {}, {}
    for number, words in enumerate((LONG, *HOSTILE)[::every]):
        short = words[:110]
        name = f"hostile-{number}"
        filling: Filling = {
            **least(library),
            "title": short,
            "theme_printed": short,
            "leads": short,
            "terms": short[:80],
            "reports": [{"title": short, "listed": "https://example.org/", "version": short[:80]}],
            "opening": words,
            "why": f"First.\n{words}",
            "notes": f"- {words}\n- Second.",
            "sections": [{"heading": short[:40], "text": words}],
            **{kind: [{"text": words}, {"text": "Another.", "page": "4-6"}] for kind in POINTS},
        }
        made[name] = typed(made_up_form, filling)
        expected[name] = words, short
        assert made[name].refused == (), words
    records = read_back("made up", made, tmp_path)
    assert records.keys() == made.keys()
    for name, (words, short) in expected.items():
        review = records[name]
        assert review.title == review.theme_printed == review.reports[0].title == flat(short)
        assert review.leads == (flat(short),)
        assert review.terms == (flat(short[:80]),)
        bare = next(told(words))
        for kind in POINTS:
            assert [*said(review, kind)][:2] == [bare, "Another."]
            assert [one.last_page for one in review.of_kind(kind)] == [0, 6]
        assert said(review, SectionKind.WHY) == ["First.", bare]


# ----------------------------------------------------------------------- generated fillings


def letters(chance: random.Random) -> str:
    """A few words: hostile ones, words of several scripts, signs in any order."""
    pieces = [
        *HOSTILE,
        "Learners chair the group.",
        "".join(chance.choices("abc -#*_`[]()<>&|\\'\":;!~=+.,0123éöđשلم语\u00a0\u200b", k=20)),
    ]
    words = " ".join(chance.choices(pieces, k=chance.choice((1, 1, 1, 2, 3))))
    return chance.choice(MARKED).format(words) if chance.random() < 0.02 else words


def date(chance: random.Random, precision: str) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2021, 2024)
    forms = {
        "day": (f"{day}/{month}/{year}", f"{day} August {year}", f"{year}-{month:02}-{day:02}"),
        "month": (f"{month}/{year}", f"Feb {year}"),
    }
    return chance.choice(forms[precision])


def dates(chance: random.Random) -> dict[str, Any]:
    """Dates in order, mostly."""
    how = chance.choice(("days", "between", "months", "unknown"))
    every = [date(chance, "month" if how == "months" else "day") for _ in range(4)]
    if chance.random() < 0.9:
        every.sort(key=lambda one: to_date(rewrite_uk(one) or one).iso)  # type: ignore[union-attr]
    single = [{"first": one} for one in every[2:]] if how == "days" else []
    ranges = [{"first": every[0], "last": every[1]}, *single]
    return {"how": how, "ranges": [] if how == "unknown" else ranges}


def value(field: FieldView, chance: random.Random, library: Library) -> Any:
    """Something that may be typed into a field, mostly right."""
    authorities = [one.label for one in library.vocabulary.authorities]
    match field.kind:
        case "dates":
            return dates(chance)
        case "date":
            return date(chance, chance.choice(("day", "month")))
        case "choice":
            return chance.choice([one.value for one in field.options])
        case "choices":
            values = [one.value for one in field.options]
            return chance.sample(values, k=min(len(values), chance.randint(0, 3)))
        case "yes":
            return chance.random() < 0.5
        case "term":
            return chance.choice((*authorities[1:], authorities[1].upper()))
        case "words":
            return ", ".join(chance.sample([one.label for one in library.vocabulary.themes], k=2))
        case "lines" | "prose":
            return "\n".join(letters(chance) for _ in range(chance.randint(1, 3)))
        case "list" if not field.fields[0].name:
            return chance.sample(authorities[1:], k=chance.randint(1, 2))
        case "list":
            return [filled(field.fields, chance, library) for _ in range(chance.randint(1, 2))]
    if field.rule in RIGHT and chance.random() < 0.95:
        return chance.choice((RIGHT[field.rule], *(one.value for one in field.options)))
    return letters(chance)


def filled(fields: Iterable[FieldView], chance: random.Random, library: Library) -> dict[str, Any]:
    """Some of the fields, and all that are needed."""
    return {
        one.name: value(one, chance, library)
        for one in fields
        if one.needed or chance.random() < 0.4
    }


def fillings(library: Library) -> Iterator[Filling]:
    chance = random.Random(19)
    view = review_form_page(Context(library, Site("", store.TODAY))).view
    assert isinstance(view, ReviewFormView)
    fields = [one for step in view.steps for one in (*step.fields, *step.more)]
    years = [one.id for one in view.years]
    while True:
        one = filled(chance.sample(fields, k=12), chance, library)
        needed = [field for field in fields if field.needed and field.name not in one]
        yield {"$year": chance.choice(years), **filled(needed, chance, library), **one}


def accepted(form: Page, library: Library, number: int) -> dict[str, Made]:
    """So many files of fillings that the form accepts; some that it refuses come between."""
    made: dict[str, Made] = {}
    refused = 0
    for filling in fillings(library):
        one = typed(form, filling)
        if one.refused:
            refused += 1
        else:
            made[f"made-{len(made)}"] = one
        if len(made) == number:
            break
    assert refused > number / 20
    return made


@pytest.mark.parametrize(
    "number", [6, pytest.param(200, marks=pytest.mark.audit)], ids=["six", "200"]
)
def test_whatever_the_form_accepts_the_check_accepts(
    made_up_form: Page, tmp_path: Path, number: int
) -> None:
    made = accepted(made_up_form, store.library("made up"), number)
    assert len(read_back("made up", made, tmp_path)) == number


# ----------------------------------------------------------------------- records that there are


def uk(date: DateValue) -> str:
    """As somebody types it: 29/8/2022, 8/2022."""
    return "/".join(str(part) for part in (date.day, date.month, date.year) if part)


def when_typed(review: Review) -> dict[str, Any]:
    how = str(review.when.precision)
    ranges = [{"first": uk(one.first), "last": uk(one.last)} for one in review.when.ranges]
    return {"how": how, "ranges": ranges}


def point_typed(finding: Finding, library: Library) -> dict[str, Any]:
    words = finding.text[1:-1] if finding.quoted else finding.text
    pages = [str(page) for page in dict.fromkeys((finding.page, finding.last_page)) if page]
    themes = ", ".join(library.theme[one].label for one in finding.themes)
    return {"text": words, "page": "-".join(pages), "quoted": finding.quoted, "themes": themes}


def prose_typed(section: Section) -> str:
    """The paragraphs and bullets of a section of ordinary text, a line each."""
    lines = []
    for block in section.blocks:
        assert block.prose
        if block.prose.kind == "list":
            lines += [f"- {plain((item,))}" for item in block.prose.children]
        else:
            lines.append(plain((block.prose,)))
    return "\n".join(lines)


def filling_of(review: Review, library: Library) -> Filling:
    """What somebody types who has the record before them."""
    filling: dict[str, Any] = {"$year": review.year, "when": when_typed(review), "sections": []}
    vocabulary = {
        one: library.vocabulary.choices[one] for one in ("authorities", "themes", "stages")
    }
    labels = {kind: {one.ids[normalize_label(label)]: label for label in one.labels}
              for kind, one in vocabulary.items()}  # fmt: skip
    for name in ("authorities", "contributors", "probably", "themes", "stages"):
        of = labels[name if name in labels else "authorities"]
        filling[name] = [of[one] for one in getattr(review, name)]
    for name in ("title", "theme_printed", "mode", "status", "when_basis"):
        filling[name] = str(getattr(review, name) or "")
    for name in ("leads", "terms"):
        filling[name] = "\n".join(getattr(review, name))
    filling |= {"sources": review.sources, "pilot": review.pilot}
    filling["reports"] = [
        {
            "title": one.title,
            "kind": str(one.kind),
            "by": labels["authorities"].get(one.by or "", ""),
            "published": uk(one.published) if one.published else "",
            "language": str(one.language),
            "version": one.version or "",
            "listed": one.listed,
            "size": one.size.text if one.size else "",
            "pages": str(one.pages or ""),
            "rights": one.rights.text if one.rights else "",
        }
        for one in review.reports
    ]
    for section in review.sections:
        if not section.heading:
            filling["opening"] = prose_typed(section)
        elif section.kind in POINTS:
            points = [point_typed(one, library) for one in section.findings]
            filling[section.kind] = [*filling.get(section.kind, []), *points]
        elif section.kind:
            filling[section.kind] = prose_typed(section)
        else:
            filling["sections"].append({"heading": section.heading, "text": prose_typed(section)})
    return filling


def meaning(review: Review) -> dict[str, Any]:
    """All that a record says, but for when it was added and in which order themes are named."""
    fields = {name: getattr(review, name) for name in fields_of(Review) if name != "history"}
    for name in ("themes", "stages", "sources"):
        fields[name] = set(fields[name])
    points = [
        (one.kind, one.text.strip('"“”'), one.quoted, one.page, one.last_page, set(one.themes))
        for one in review.findings
    ]
    text = [
        (section.kind or section.heading, section.heading and prose_typed(section))
        for section in review.sections
        if section.kind not in POINTS
    ]
    return {**fields, "points": sorted(points, key=str), "text": sorted(text)}


def can_be_typed(review: Review) -> bool:
    """Whether the form has a place for all that a record says."""
    plain_points = all(
        not (one.details or one.updates or one.document or one.area) for one in review.findings
    )
    nodes = [node for section in review.sections for block in section.blocks for top in
             (block.prose, *(node for one in block.findings for node in one.nodes)) if top
             for node in top.walk()]  # fmt: skip
    known = {"text", "paragraph", "list", "item", "soft_break"}
    one_of_each = [section.kind for section in review.sections if section.kind]
    mixed = any(section.kind in POINTS and any(block.prose for block in section.blocks)
                for section in review.sections)  # fmt: skip
    return (
        plain_points
        and not mixed
        and {node.kind for node in nodes} <= known
        and len(set(one_of_each)) == len(one_of_each)
        and all(section.level < 3 for section in review.sections)
        and not review.formerly
        and not any(one.file or one.formerly or not one.listed for one in review.reports)
    )


def test_real_records_typed_into_the_form_give_equal_records(
    real_form: Page, tmp_path: Path
) -> None:
    library = store.library("real")
    chosen = [one for one in library.reviews if can_be_typed(one)]
    assert len(chosen) > len(library.reviews) / 3
    chosen = sorted(chosen, key=lambda one: -len(one.findings))[:6]
    made = {
        f"typed-{n}": typed(real_form, filling_of(one, library)) for n, one in enumerate(chosen)
    }
    assert [one.refused for one in made.values()] == [()] * len(made)
    records = read_back("real", made, tmp_path)
    for n, review in enumerate(chosen):
        assert meaning(records[f"typed-{n}"]) == meaning(review), review.id
