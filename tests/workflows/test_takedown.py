"""docs/takedown.md, followed: the file is off the site, and the build has nothing against it."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from reviewlib.library import load
from reviewlib.site import output
from reviewlib.site.build import published
from tests.pdf.shapes import REPORT

ROOT = Path(__file__).resolve().parents[2]
RECORD = "content/reviews/2022-23/glenmore.md"
FILE = "reports/glenmore-2022-summary.pdf"
PAGE = "/reviews/2022-23/glenmore/"
LISTED = "    listed: https://example.org/reports/\n"

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library whose one review has a published report."""
    shutil.copytree(ROOT / "tests" / "data" / "base" / "content", tmp_path / "content")
    for name in ("theme", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "reports").mkdir()
    (tmp_path / FILE).write_bytes(REPORT)
    record = tmp_path / RECORD
    text = record.read_text("utf-8").replace("linked only", "OGL 3.0").replace(" (p. 3)", "")
    text = text.replace(LISTED, f"{LISTED}    file: {Path(FILE).name}\n")
    record.write_text(text, encoding="utf-8")
    now, problems = published(tmp_path)
    assert problems == ()
    assert f"{PAGE}text/" in now
    output.update_manifest(tmp_path, dict.fromkeys(now, ""))
    return tmp_path


def example() -> tuple[str, str]:
    """What the guide says to write: under the report, and in the record itself."""
    guide = (ROOT / "docs" / "takedown.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(.+?)```", guide, re.DOTALL)
    rows = textwrap.dedent(block).splitlines(keepends=True)
    own = rows.index("formerly:\n")
    named = rows.index("    formerly:\n")
    return "".join(rows[named:own]), "".join(rows[own:])


def take_away(root: Path) -> None:
    report, record = example()
    text = (root / RECORD).read_text("utf-8")
    text = text.replace(f"    file: {Path(FILE).name}\n", report)
    text = text.replace("    rights: OGL 3.0\n", "").replace("sources:\n", f"{record}sources:\n")
    text = text.replace(
        "change: added\n", "change: added\n  - date: 2026-12-01\n    change: corrected\n"
    )
    (root / RECORD).write_text(text, encoding="utf-8")
    (root / FILE).unlink()


def test_followed_step_by_step_the_file_is_gone_and_the_build_agrees(root: Path) -> None:
    take_away(root)
    loaded = load(root)
    assert [problem for problem in loaded.problems if problem.is_error] == []
    now, problems = published(root)
    assert problems == ()
    assert f"{PAGE}{Path(FILE).name}" not in now
    assert PAGE in now


def test_without_these_lines_the_build_would_wait_for_the_file(root: Path) -> None:
    report, record = example()
    take_away(root)
    text = (root / RECORD).read_text("utf-8").replace(report, "").replace(record, "")
    (root / RECORD).write_text(text, encoding="utf-8")
    _, problems = published(root)
    said = " ".join(problem.message for problem in problems)
    assert f"{PAGE}{Path(FILE).name} was published" in said
    assert f"{PAGE}text/ was published" in said
