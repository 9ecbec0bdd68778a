"""What editors do next keeps the suite green: no test depends on what the real content says.

takes: a copy of the repository whose content has another review, document and theme, an authority
    by another name, another date, and a record withdrawn
gives: the tests that read the real content, run there in a process of their own
knows nothing of: what they test
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reviewlib.diagnostics import as_text
from reviewlib.library import load
from tests import store

REVIEW = """\
---
authorities:
  - {host}
when: 2024-02-05 to 2024-02-07
status: took place
themes:
  - Numeracy
mode: in person
leads:
  - Ada Numbers
sources:
  - a-new-page
history:
  - date: 2026-11-22
    change: added
---

A review of numeracy, made up by a test.

## Strengths

- Schools count what they do (p. 1)

## Notes on this record

- The days are made up too.
"""
DOCUMENT = """\
---
title: A new page
kind: council page
publisher: A council
link: https://example.org/new/
order: 99
read: yes
---

A page, made up by a test.
"""
WITHDRAWN = "  - date: 2026-11-22\n    change: withdrawn\n    why: A test asked for that.\n"
THEME = """
- id: numeracy
  label: Numeracy
  scope: How learners come to work with numbers.
"""


def hosts(root: Path) -> Counter[str]:
    """How many reviews each authority is recorded as having held, by the name in the records."""
    found: Counter[str] = Counter()
    for file in (root / "content" / "reviews").rglob("*.md"):
        header = file.read_text("utf-8").split("---\n")[1]
        if "status: took place\n" in header:
            part = re.search(r"^authorities:\n((?:  - .+\n)+)", header, re.M)
            found.update(re.findall(r"  - (.+)", part[1]) if part else [])
    return found


def replace(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in pairs:
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def edit(root: Path) -> None:
    """All that the docstring above names."""
    content = root / "content"
    vocabulary = content / "vocabulary"
    authorities = vocabulary / "authorities.yml"
    labels = re.findall(r"^  label: (.+)$", authorities.read_text("utf-8"), re.M)
    held = hosts(root)
    new = next(label for label in labels if label not in held)
    years = sorted((content / "reviews").iterdir())
    plan = next(
        file for file in years[-1].glob("*.md") if f"  - {new}\n" in file.read_text("utf-8")
    )
    plan.write_text(REVIEW.format(host=new), "utf-8")
    (content / "documents" / "a-new-page.md").write_text(DOCUMENT, "utf-8")
    with (vocabulary / "themes.yml").open("a", encoding="utf-8") as opened:
        opened.write(THEME)
    most = held.most_common(1)[0][0]
    (years[-1] / "held-and-new.md").write_text(REVIEW.format(host=most), "utf-8")
    for file in (*content.rglob("*.md"), authorities):
        replace(
            file,
            (f"  - {most}\n", "  - Newly Named\n"),
            (f"  label: {most}\n", "  label: Newly Named\n"),
        )
    for year in years:
        one, other, *_ = sorted(year.glob("*.md"))
        replace(one, ("    change: added\n", f"    change: added\n{WITHDRAWN}"))
        one.write_text("---".join(one.read_text("utf-8").split("---")[:2]) + "---\n", "utf-8")
        day = f"when: {year.name[:4]}-11-14"
        other.write_text(re.sub(r"^when: .+$", day, other.read_text("utf-8"), flags=re.M), "utf-8")


# How a file of tests says that it reads the real library or its files.
READS = re.compile(r'"real"|\breal: |\blibrary: Library\b|ROOT / "content"')


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the repository, but for its history and what is made in it."""
    made = shutil.ignore_patterns(".git", ".venv", ".*cache", "__pycache__", "*-site")
    root = Path(shutil.copytree(store.ROOT, tmp_path / "copy", ignore=made, symlinks=True))
    edit(root)
    return root


@pytest.mark.audit
def test_no_test_depends_on_what_editors_wrote(edited: Path) -> None:
    assert as_text(load(edited, cache=store.cache()).problems) == "No problems.\n"
    files = [
        str(file.relative_to(edited))
        for file in sorted((edited / "tests").rglob("test_*.py"))
        if file.parent.name != "site" and READS.search(file.read_text("utf-8"))
    ]
    # In a browser only the answers of the search depend on the content. Of test_pages.py, what
    # concerns the real library is for the audit.
    wanted = "not audit and not standard_has_it and (not browser or test_judged)"
    words = ["-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", wanted, *files]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=edited,
        env=os.environ | {"PYTHONPATH": str(edited / "scripts"), "HYPOTHESIS_PROFILE": "quick"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
