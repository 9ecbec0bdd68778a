"""From an editor's branch to a published page, through the workflows' own commands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.pdf.bad import CASES
from tests.pdf.shapes import REPORT
from tests.workflows.hub import TOKEN, Hub, environment, fake_venv

pytestmark = pytest.mark.slow

RECORD = "content/reviews/2022-23/glenmore.md"
REPORT_FILE = "reports/glenmore-2022-summary.pdf"

PAGE = "reviews/2022-23/glenmore/index.html"


@pytest.fixture
def empty(hub: Hub) -> Hub:
    """The same library, still waiting for its one record."""
    work = hub.clone("emptied")
    (work / RECORD).unlink()
    hub.commit(work, "Take the record out")
    hub.push(work, "main")
    return hub


def drop(hub: Hub, branch: str, files: dict[str, bytes]) -> Path:
    """Files put into reports/incoming/ on a new branch, as the upload page does it."""
    work = hub.clone("editor")
    for name, data in files.items():
        place = work / "reports" / "incoming" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    hub.commit(work, "Add files via upload")
    hub.push(work, branch)
    return work


def change(hub: Hub, branch: str, old: str, new: str, file: str = RECORD) -> None:
    """A file changed with the pencil, on a branch."""
    work = hub.clone(f"change-{branch.replace('/', '-')}-{hub.runs}")
    hub.git(work, "checkout", "--quiet", branch)
    text = (work / file).read_text("utf-8")
    assert old in text
    (work / file).write_text(text.replace(old, new), encoding="utf-8")
    hub.commit(work, f"Update {Path(file).name}")
    hub.push(work, branch)


def merge(hub: Hub, branch: str) -> None:
    work = hub.clone(f"merge-of-{branch.replace('/', '-')}")
    hub.git(work, "merge", "--quiet", "--no-ff", "-m", "Merge", f"origin/{branch}")
    hub.push(work, "main")


def test_a_pdf_dropped_on_a_branch_becomes_a_published_page(empty: Hub) -> None:
    drop(empty, "glenmore", {"ogl/My Report (final).pdf": REPORT})

    taken = empty.run("incoming", "glenmore")
    assert taken.is_green, taken.printed
    assert REPORT_FILE in empty.files("glenmore")
    assert empty.files("glenmore", "reports/incoming/") == ["reports/incoming/.gitkeep"]
    begun = empty.show(f"glenmore:{RECORD}")
    assert "rights: OGL 3.0" in begun
    assert "Learners chair" not in begun  # the words of a report are not ours
    assert "reports/glenmore-2022-summary.pdf" in taken.words
    assert "::warning" in taken.printed["Show each problem on its line"]  # "# please check"

    # The token that pushed it is nowhere to be read.
    assert TOKEN not in "".join(taken.printed.values()) + taken.words
    files = (path for path in taken.kept.rglob("*") if path.is_file() and ".venv" not in path.parts)
    assert not [path for path in files if TOKEN.encode() in path.read_bytes()]

    change(empty, "glenmore", "# please check\n", "")
    second = empty.run("check", "glenmore")
    assert second.is_green, second.printed
    assert "### Review added: Glenmore" in second.words
    assert "Nothing prevents it" in second.words
    assert f"`{PAGE}`" in second.words
    assert "Glenmore" in (second.kept / "preview" / PAGE).read_text("utf-8")

    merge(empty, "glenmore")
    published = empty.run("publish")
    assert published.is_green, published.printed
    page = empty.site / "reviews" / "2022-23" / "glenmore"
    html = (page / "index.html").read_text("utf-8")
    assert "https://example-council.github.io/review-library/reviews/2022-23/glenmore/" in html
    assert (page / "glenmore-2022-summary.pdf").read_bytes() == REPORT
    assert "/reviews/2022-23/glenmore/" in empty.show("main:addresses.txt").splitlines()


def test_a_mistake_gets_its_words_and_publishes_nothing(hub: Hub) -> None:
    assert hub.run("publish", job="build").is_green
    before = {path: path.read_bytes() for path in hub.site.rglob("*") if path.is_file()}
    work = hub.clone("editor")
    text = (work / RECORD).read_text("utf-8")
    (work / RECORD).write_text(text.replace("  - Inclusion", "  - Inclusoin"), encoding="utf-8")
    hub.commit(work, "Update glenmore.md")
    hub.push(work, "slip")

    checked = hub.run("check", "slip")
    assert not checked.is_green
    assert "Did you mean" in checked.words
    assert "Nothing is published until" in checked.words
    line = text.splitlines().index("  - Inclusion") + 1
    annotation = f"::error file={RECORD},line={line},"
    assert annotation in checked.printed["Show each problem on its line"]

    merge(hub, "slip")  # somebody did not look
    assert not hub.run("publish", job="build").is_green
    after = {path: path.read_bytes() for path in hub.site.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.audit
def test_names_of_branches_and_files_are_only_names_and_one_refused_stops_no_other(
    empty: Hub,
) -> None:
    branch = "x;touch${IFS}owned`touch${IFS}owned`$(touch${IFS}owned)&'\"|"
    locked = next(case for case in CASES if case.faults == ("locked",)).make()
    odd = f"{'x' * 120} 📄 $(touch owned) ::error::.PDF"
    drop(empty, branch, {f"ogl/{odd}": REPORT, "folder/b.pdf": locked, "- ` .pdf": b"no PDF"})

    taken = empty.run("incoming", branch)
    assert taken.failed == ["Fail where a file still waits"], taken.printed
    assert REPORT_FILE in empty.files(branch)
    assert {"reports/incoming/folder/b.pdf", "reports/incoming/- ` .pdf"} <= set(
        empty.files(branch)
    )
    assert "opens with a password only" in taken.words
    assert "is not a PDF, whatever its name says" in taken.words
    assert "## Still waiting in reports/incoming/" in taken.words
    assert list(empty.folder.rglob("owned*")) == []
    printed = "\n".join(taken.printed.values())
    assert not re.findall(r"^::(?!(?:error|warning) file=content/)", printed, re.MULTILINE)


@pytest.mark.audit
def test_what_came_to_the_branch_meanwhile_is_kept(empty: Hub) -> None:
    work = drop(empty, "busy", {"ogl/a.pdf": REPORT})
    kept, _ = empty.checked_out("busy", proposal=False)
    (work / "content" / "note.md").write_text("---\ntitle: A page\n---\n\nText.\n")
    empty.commit(work, "Create note.md")
    empty.push(work, "busy")
    # The run began before that, and pushes after it.
    around = {"GITHUB_REF_NAME": "busy", "GITHUB_STEP_SUMMARY": str(empty.folder / "s.md")}
    fake_venv(kept)
    for command in (["scripts/incoming.sh"], ["scripts/push.sh", "busy"]):
        subprocess.run(command, cwd=kept, env=environment(empty.home, **around), check=True)
    assert {REPORT_FILE, "content/note.md"} <= set(empty.files("busy"))


@pytest.mark.audit
def test_a_protected_main_gets_its_addresses_by_a_branch(hub: Hub) -> None:
    hook = hub.bare / "hooks" / "update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo protected >&2; exit 1; }\n')
    hook.chmod(0o755)
    published = hub.run("publish")
    assert published.is_green, published.printed
    assert hub.show("main:addresses.txt") == ""
    listed = hub.show("addresses:addresses.txt").splitlines()
    assert "/reviews/2022-23/glenmore/" in listed
    assert "compare/main...addresses" in published.words

    # The next run adds to what nobody has brought to main yet.
    again = hub.run("publish", job="addresses")
    assert again.is_green, again.printed
    assert hub.show("addresses:addresses.txt").splitlines() == listed


@pytest.mark.audit
def test_a_proposal_that_would_lose_an_address_is_stopped(hub: Hub) -> None:
    work = hub.clone("editor")
    (work / "addresses.txt").write_text("/reviews/2022-23/glenmore/\n", encoding="utf-8")
    hub.commit(work, "Add to the list of addresses")
    hub.push(work, "main")
    (work / RECORD).rename(work / RECORD.replace("glenmore", "glen"))
    hub.commit(work, "Rename glenmore.md")
    hub.push(work, "moved")
    checked = hub.run("check", "moved")
    assert not checked.is_green
    assert "/reviews/2022-23/glenmore/" in checked.words
    assert "formerly:" in checked.words
