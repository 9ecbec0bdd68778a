from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.cli.sites import _print_summary as tell
from reviewlib.site.unchanged import Summary
from reviewlib.site.url_manifest import MANIFEST
from tests.site.project import REPOSITORY, project, tree

DAY = ("--today", "2026-11-22")

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, "base")


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), *words])


def stage(root: Path, name: str) -> int:
    return run(root, "build", "--plain", *DAY, "--out", str(root / name))


def test_a_log_has_a_line_for_each_step_and_the_summary_counts(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "build", *DAY, "--out", str(root / "site")) == 0
    out, err = capfd.readouterr()
    assert err.splitlines() == [
        "Checking records.",
        "Making the pages.",
        "Checking links.",
        "Site published.",
    ]
    files = tree(root / "site")
    html = sum(name.endswith(".html") for name in files)
    assert out.startswith(f"{root / 'site'}: {html} pages, {len(files)} files, ")
    assert out.endswith(" seconds.\n")


def test_a_large_site_is_warned_of_with_what_is_large(
    capsys: pytest.CaptureFixture[str],
) -> None:
    largest = (("reviews/a/a.pdf", 640_000_000), ("data/library.zip", 90_500_000))
    tell(Summary(Path("site"), 3, 9, 799_999_999, largest, 1.0, ()))
    assert capsys.readouterr() == ("site: 3 pages, 9 files, 800.0 MB, 1.0 seconds.\n", "")
    tell(Summary(Path("site"), 3, 9, 800_000_000, largest, 1.0, ()))
    assert capsys.readouterr().err == (
        "warning: the site has 800.0 MB; GitHub Pages takes at most 1 GB. What takes the most "
        "room: reviews/a/a.pdf (640.0 MB), data/library.zip (90.5 MB). A report can be listed with "
        "a link, without its file.\n"
    )


def test_a_terminal_has_one_line_that_is_gone_in_the_end(root: Path) -> None:
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "reviewlib", "--root", str(root), "build", "--plain", *DAY]
    done = subprocess.run(
        [*command, "--out", str(root / "site")],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=True,
        text=True,
    )
    os.close(terminal)
    shown = os.read(reader, 10_000).decode()
    os.close(reader)
    assert shown.startswith("\r\x1b[KChecking records …\r\x1b[KMaking")
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown
    assert done.stdout.count("\n") == 1


def test_addresses_are_told_accepted_and_then_kept(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "urls") == 0
    out, err = capsys.readouterr()
    assert "new\t/themes/inclusion/\n" in out
    assert not (root / MANIFEST).exists()
    assert run(root, "urls", "--update") == 0
    count = len((root / MANIFEST).read_text("utf-8").splitlines())
    assert f"{count} addresses, {count} added to addresses.txt, 0 lost." in capsys.readouterr().err
    record = root / "content" / "reviews" / "2022-23" / "glenmore.md"
    record.rename(record.with_name("glen.md"))
    assert run(root, "urls") == 1
    out, err = capsys.readouterr()
    assert "new\t/reviews/2022-23/glen/\n" in out
    assert "/reviews/2022-23/glenmore/ was published, and nothing would answer" in err
    assert run(root, "urls", "--update") == 1  # adds what is new, takes nothing out
    assert "/reviews/2022-23/glenmore/\n" in (root / MANIFEST).read_text("utf-8")
    assert stage(root, "site") == 1
    assert not (root / "site").exists()


def test_the_list_of_what_is_published_is_the_same_wherever_it_stands(root: Path) -> None:
    run(root, "urls", "--update")
    listed = (root / MANIFEST).read_bytes()
    run(root, "build", *DAY, "--out", str(root / "site"), "--site-url", "https://a.example/b")
    assert run(root, "urls", "--update") == 0
    assert (root / MANIFEST).read_bytes() == listed


def test_two_sites_are_compared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage(root, "one")
    page = root / "content" / "about" / "glossary.md"
    page.rename(page.with_name("words.md"))
    stage(root, "two")
    capsys.readouterr()
    assert run(root, "diff", str(root / "one"), str(root / "two")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "moved\t/about/glossary/\t/about/words/" in lines or "added\t/about/words/" in lines
    assert run(root, "diff", str(root / "one"), str(root / "one")) == 0
    assert capsys.readouterr().out == ""


def test_a_tree_for_files_names_every_file(root: Path) -> None:
    out = root / "tree"
    assert run(root, "build", *DAY, "--out", str(out), "--for-files") == 0
    text = b"".join(data for name, data in tree(out).items() if name.endswith(".html"))
    assert b'href="../themes/index.html"' in text
    assert b'url=../../years/2022-23/index.html"' in text
