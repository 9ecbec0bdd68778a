"""A published anchor belongs to its finding: it is listed, kept, and told where it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewlib.diagnostics import Diagnostic
from reviewlib.editors.change_report import summary
from reviewlib.editors.changes import propose
from reviewlib.editors.fixes import apply_edits
from reviewlib.library import load
from reviewlib.library.anchors import MANIFEST, anchors_of
from reviewlib.site.url_manifest import update_manifest, with_anchors
from tests import store
from tests.library.trees import base, review

PAGE = "reviews/2022-23/strathbeg/"
PATH = f"content/{PAGE.rstrip('/')}.md"
PANEL = "- Learners lead a panel in every school"
CLUSTER = "- Learners lead a panel in every cluster of ours"
ONE = "strength-learners-lead-a-panel-in-every"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return base(tmp_path)


def write(root: Path, *bullets: str, heading: str = "Strengths") -> None:
    rows = "\n".join(bullets)
    review(root, "2022-23/strathbeg", body=f"Text.\n\n## {heading}\n\n{rows}\n")


def publish(root: Path) -> None:
    library = load(root).checked()
    update_manifest(root, with_anchors(["/"], library))


def anchors(root: Path) -> dict[str, str]:
    """The anchor of each finding, by its words."""
    library = load(root).checked()
    found = next(one for one in library.reviews if one.slug == "strathbeg").findings
    return {f"- {one.text}": one.anchor for one in found}


def told(root: Path) -> tuple[Diagnostic, ...]:
    return tuple(one for one in load(root).problems if one.code == "anchor-lost")


def test_the_anchors_of_findings_and_headings_are_in_the_manifest(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    rows = (root / MANIFEST).read_text("utf-8").splitlines()
    assert rows == sorted(rows)
    assert f"/{PAGE}#strengths" in rows
    (row,) = [row for row in rows if ONE in row]
    address, words = row.split()
    assert address == f"/{PAGE}#{ONE}"
    assert len(words) == 12


@pytest.mark.parametrize("order", [(PANEL, CLUSTER), (CLUSTER, PANEL)])
def test_a_new_finding_with_the_same_six_words_leaves_the_older_its_anchor(
    root: Path, order: tuple[str, str]
) -> None:
    write(root, PANEL)
    publish(root)
    write(root, *order)
    assert anchors(root) == {PANEL: ONE, CLUSTER: f"{ONE}-cluster"}
    assert told(root) == ()


def test_a_finding_keeps_its_long_anchor_when_the_other_is_taken_out(root: Path) -> None:
    write(root, PANEL, CLUSTER)
    publish(root)
    both = anchors(root)
    write(root, CLUSTER)
    assert anchors(root) == {CLUSTER: both[CLUSTER]} != {CLUSTER: ONE}
    (problem,) = told(root)
    assert both[PANEL] in problem.message


def test_a_finding_whose_anchor_another_had_before_gets_a_number(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    moved = f"{CLUSTER}\n\n## Areas for further focus\n\n{PANEL}"
    write(root, moved)
    assert anchors(root) == {CLUSTER: f"{ONE}-2", PANEL: ONE}
    write(root, f"- Of its own {{#{ONE}-2}}", moved)
    assert anchors(root) == {"- Of its own": f"{ONE}-2", CLUSTER: f"{ONE}-3", PANEL: ONE}
    assert told(root) == ()


def test_all_findings_that_may_have_had_a_lost_anchor_are_named(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    with (root / MANIFEST).open("a", encoding="utf-8") as ledger:
        ledger.write("\n")  # an empty line says nothing
    write(root, PANEL.replace("every", "evary"), PANEL.replace("every", "evory"))
    (problem,) = told(root)
    assert "is now on line 13 or line 14, write {#" in problem.hint


def test_a_finding_keeps_its_anchor_in_another_section_and_in_a_renamed_record(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    text = (root / PATH).read_text("utf-8").replace("## Strengths", "## Planned improvements")
    (root / PATH).unlink()
    moved = text.replace("---\n", f"---\nformerly: {PAGE}\n", 1)
    (root / PATH.replace("strathbeg", "strath-beg")).write_text(moved, "utf-8")
    library = load(root).checked()
    assert ONE in anchors_of(library)[PAGE.replace("strathbeg", "strath-beg")]
    assert [one for one in told(root) if ONE in one.message] == []


def test_an_anchor_by_the_author_goes_before_the_published_one(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    write(root, f"{PANEL} {{#panels}}")
    assert anchors(root) == {PANEL: "panels"}
    assert [one.severity for one in told(root)] == ["warning"]


def test_a_lost_anchor_is_told_with_the_line_that_keeps_it(root: Path) -> None:
    write(root, PANEL, "- Families are heard")
    publish(root)
    write(root, PANEL.replace("Learners", "Pupils"), "- Families are heard")
    (problem,) = told(root)
    assert (problem.path, problem.line) == (PATH, 13)
    assert f"#{ONE} was published" in problem.message
    assert problem.fix is not None
    raw, _ = apply_edits((root / PATH).read_bytes(), [problem.fix])
    (root / PATH).write_bytes(raw)
    assert anchors(root)[PANEL.replace("Learners", "Pupils")] == ONE
    assert told(root) == ()


def test_a_lost_heading_is_told(root: Path) -> None:
    write(root, "Words.", heading="Of our own")
    publish(root)
    write(root, "Words.", heading="Of ours")
    (problem,) = told(root)
    assert "## Of ours {#of-our-own}" in problem.hint


def test_words_that_change_after_the_sixth_are_listed_anew(root: Path) -> None:
    write(root, PANEL)
    publish(root)
    write(root, f"{PANEL} now")
    before = (root / MANIFEST).read_text("utf-8")
    publish(root)
    after = (root / MANIFEST).read_text("utf-8")
    assert before != after
    assert len(before.splitlines()) == len(after.splitlines())


def test_a_proposal_tells_an_anchor_that_it_changes(root: Path, tmp_path: Path) -> None:
    write(root, PANEL)
    base(tmp_path / "proposed")
    proposed = tmp_path / "proposed" / "library"
    write(proposed, PANEL.replace("Learners", "Pupils"))
    said = summary(propose(proposed, root))
    assert f"{{#{ONE}}}" in said
    assert "anchor-lost" in said


@pytest.mark.slow
def test_every_listed_anchor_is_on_its_page() -> None:
    folder, library = store.site("made up"), store.library("made up")
    for page, listed in anchors_of(library).items():
        html = (folder / page / "index.html").read_text("utf-8")
        assert set(listed) <= set(re.findall(r' id="([^"]+)"', html)), page
