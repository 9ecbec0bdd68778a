from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from reviewlib.diagnostics import BuildError, ConfigError
from reviewlib.library import Library, load
from reviewlib.pages import Site
from reviewlib.site.atomic import MARK, atomic_directory
from reviewlib.site.build import build
from reviewlib.site.output import check_unique_paths, stage, write
from reviewlib.site.render import OutputFile
from tests.site.project import project, tree

TODAY = datetime.date(2026, 11, 22)
SITE = Site(url="", today=TODAY)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return load(root).checked()


def test_the_staged_site_is_the_built_site_byte_for_byte(root: Path, library: Library) -> None:
    stage(library, SITE, root / "theme", root / "staged")
    build(root, root / "site", today=TODAY)
    assert tree(root / "staged") == tree(root / "site")


def test_a_report_that_changed_since_it_was_examined_is_not_published(tmp_path: Path) -> None:
    root = project(tmp_path / "library")
    library = load(root).checked()
    report = next(path for path in library.files.values() if path.name in library.pdfs)
    report.write_bytes(report.read_bytes() + b"\n% one byte more\n")
    with pytest.raises(BuildError, match=f"reports/{report.name} was changed while"):
        stage(library, SITE, root / "theme", tmp_path / "staged")


def test_a_folder_with_other_files_is_refused_and_left(tmp_path: Path) -> None:
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "chapter-1.txt").write_text("Years of work", encoding="utf-8")
    with (
        pytest.raises(ConfigError, match="holds files that were not made here"),
        atomic_directory(out),
    ):
        pytest.fail("nothing may be made")
    assert tree(tmp_path) == {"thesis/chapter-1.txt": b"Years of work"}


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    with atomic_directory(out) as folder:
        (folder / "index.html").write_text("new", encoding="utf-8")
    assert tree(tmp_path) == {"site/index.html": b"new"}


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_ordinary_folder_is_refused(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "site"
    if kind == "file":
        out.write_text("mine", encoding="utf-8")
    else:
        (tmp_path / "real").mkdir()
        out.symlink_to(tmp_path / "real")
    with pytest.raises(ConfigError, match="is not an ordinary folder"), atomic_directory(out):
        pytest.fail("nothing may be made")


def test_a_failure_half_way_leaves_the_old_folder_and_no_litter(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with atomic_directory(out) as folder:
        (folder / MARK).write_text("", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), atomic_directory(out) as folder:
        (folder / "index.html").write_text("half", encoding="utf-8")
        _ = 1 / 0
    assert tree(tmp_path) == {f"site/{MARK}": b""}
    assert list(tmp_path.iterdir()) == [out]


def test_the_folder_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    with atomic_directory(tmp_path / "site") as folder:
        (folder / "index.html").write_text("new", encoding="utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    assert (tmp_path / "site").stat().st_mode == plain.stat().st_mode


def test_one_address_for_two_things_is_refused_with_both_sources(tmp_path: Path) -> None:
    two = [OutputFile("a.html", b"", "content/one.md"), OutputFile("a.html", b"", "content/two.md")]
    with pytest.raises(BuildError, match=r'"a.html".*content/one.md and for content/two.md'):
        list(check_unique_paths(two, tmp_path))


@pytest.mark.parametrize("address", ["../out.html", "a/../../out.html", "/etc/out.html", ""])
def test_an_address_outside_the_site_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BuildError, match="is not an address inside the site"):
        list(check_unique_paths([OutputFile(address, b"", "")], tmp_path))


@pytest.mark.slow
def test_it_needs_neither_mkdocs_nor_its_settings(tmp_path: Path) -> None:
    root = project(tmp_path, "base")
    (root / "mkdocs.yml").unlink()
    # Of Material the icons alone are read, as files; none of its code is run.
    code = (
        "import sys; sys.modules['mkdocs'] = None;"
        "from reviewlib.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["--root", str(root), "build", "--plain", "--out", str(root / "staged")]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (root / "staged" / "themes" / "inclusion" / "index.html").is_file()


def test_a_link_in_the_last_site_is_no_file_to_link_to(tmp_path: Path) -> None:
    last, folder = tmp_path / "last", tmp_path / "new"
    for one in (last, folder):
        one.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"words")
    (last / "a.txt").symlink_to(tmp_path / "elsewhere")
    write(folder, OutputFile("a.txt", b"words", "a.txt"), last)
    assert (folder / "a.txt").stat().st_nlink == 1
    assert (folder / "a.txt").read_bytes() == b"words"
