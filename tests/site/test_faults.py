"""Whatever goes wrong, the last good site stays byte for byte, and a sentence says what to do."""

from __future__ import annotations

import datetime
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.diagnostics import BuildError
from reviewlib.site.build import build
from tests.site.project import REPOSITORY, copied, digest, project, tree

TODAY = datetime.date(2026, 11, 22)
NOBODY = 65534
EVENTS = [
    "on_files",
    "on_post_build",
    *(
        pytest.param(event, marks=pytest.mark.audit)
        for event in ("on_startup", "on_config", "on_pre_build", "on_nav", "on_env", "on_shutdown")
    ),
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("project"), "base")
    build(root, root / "public" / "site", today=TODAY)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return copied(built, tmp_path / "project")


def out_of(root: Path) -> Path:
    return root / "public" / "site"


def beside_the_site(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "public").iterdir())


def command(
    root: Path, before: str, wrap: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """`reviewlib build` in a process in which `before` has happened to it.

    It builds once elsewhere first, so that all it needs of Python is loaded by then: for
    nobody, and on a full disk, there is nothing more to load.
    """
    code = (
        "import os, pathlib, resource, sys; from reviewlib.cli import main;"
        # At another address every page is another, so that none is linked from the last site.
        "root = sys.argv[1]; words = ['--root', root, 'build', '--today', '2026-11-22',"
        " '--site-url', 'https://other.example/', '--out'];"
        "assert main([*words, root + '/first']) == 0;"
        f"{before};"
        "sys.exit(main([*words, root + '/public/site']))"
    )
    return subprocess.run(
        [*wrap, sys.executable, "-c", code, str(root)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_leaves_the_site_and_says_to_make_room(root: Path) -> None:
    before = digest(out_of(root))
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))"
    done = command(root, limit)
    assert done.returncode == 2, done.stderr
    assert "The new site could not be written: File too large." in done.stderr
    assert "Make room for a second copy of the site beside it, then build again." in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(out_of(root)) == before
    assert beside_the_site(root) == ["site"]


def mounted(root: Path, options: str, then: str = "") -> subprocess.CompletedProcess[str]:
    """The same where public/ is a small file system of its own, with a copy of the site on it."""
    script = (
        f"cp -a '{root}/public/site' '{root}/kept' && "
        f"mount -t tmpfs -o {options} none '{root}/public' && "
        f"cp -a '{root}/kept' '{root}/public/site' {then} && "
        f""" "$@"; code=$?; cp -a '{root}/public' '{root}/after'; exit $code"""
    )
    user = () if os.geteuid() == 0 else ("--map-root-user",)
    return command(root, "pass", ("unshare", "--mount", *user, "sh", "-c", script, "sh"))


def can_mount() -> bool:
    user = () if os.geteuid() == 0 else ("--map-root-user",)
    words = ["unshare", "--mount", *user, "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        shutil.which("unshare") is not None
        and subprocess.run(words, capture_output=True, check=False).returncode == 0
    )


needs_mount = pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount anything")


@needs_mount
def test_a_disk_that_really_is_full_leaves_the_site(root: Path) -> None:
    before = digest(out_of(root))
    used = sum(-(-len(data) // 4096) * 4 for data in tree(out_of(root)).values())
    done = mounted(root, f"size={used + 64}k")
    assert done.returncode == 2, done.stderr
    assert "No space left on device" in done.stderr
    assert "Make room" in done.stderr
    assert digest(root / "after" / "site") == before


@needs_mount
def test_a_read_only_place_is_refused_with_what_to_do(root: Path) -> None:
    before = digest(out_of(root))
    done = mounted(root, "size=50m", f"&& mount -o remount,ro '{root}/public'")
    assert done.returncode == 2, done.stderr
    assert "Cannot write beside" in done.stderr
    assert "Read-only file system" in done.stderr
    assert "--out" in done.stderr
    assert digest(root / "after" / "site") == before


@pytest.fixture
def open_root(built: Path) -> Iterator[Path]:
    """The same in a place that anybody may look at; pytest's own is for one user only."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        root = copied(built, Path(place) / "project")
        root.chmod(0o755)
        yield root


def test_without_permission_it_is_refused_with_what_to_do(open_root: Path) -> None:
    root = open_root
    before = digest(out_of(root))
    (root / "public").chmod(0o555)
    # For root everything is permitted, so that root becomes nobody first.
    leave = f"os.setuid({NOBODY})" if os.geteuid() == 0 else "pass"
    try:
        done = command(root, leave)
    finally:
        (root / "public").chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert "Permission denied" in done.stderr
    assert "writable for you, or name a folder elsewhere with --out." in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(out_of(root)) == before


@pytest.mark.parametrize("event", EVENTS)
def test_a_hook_that_raises_leaves_the_site(root: Path, event: str) -> None:
    before = digest(out_of(root))
    (root / "hook.py").write_text(
        f"def {event}(*args, **kwargs):\n    raise RuntimeError('the hook fell over')\n",
        encoding="utf-8",
    )
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks:\n  - hook.py\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reviewlib", "--root", str(root), "build", "--out", out_of(root)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    fired = event not in ("on_startup", "on_shutdown")  # those belong to the host's own command
    assert (done.returncode != 0) == fired, done.stderr
    assert "Traceback" not in done.stderr
    if fired:
        assert "Please send" in done.stderr or "the hook fell over" in done.stderr
        assert digest(out_of(root)) == before
    assert beside_the_site(root) == ["site"]


def test_a_clock_that_was_set_back_is_no_matter(root: Path) -> None:
    for path in (out_of(root), *out_of(root).rglob("*")):
        os.utime(path, (4102444800, 4102444800))  # 2100
    build(root, out_of(root), today=TODAY)
    first = digest(out_of(root))
    build(root, root / "other", today=TODAY)
    assert digest(root / "other") == first


def test_a_site_with_a_fault_is_not_published(root: Path) -> None:
    before = digest(out_of(root))
    page, link = root / "theme" / "page.html", '<a href="/nowhere/">x</a></footer>'
    page.write_text(page.read_text("utf-8").replace("</footer>", link), encoding="utf-8")
    with pytest.raises(BuildError, match=r"was not published:\n  /.* “/nowhere/” leads to nothing"):
        build(root, out_of(root), today=TODAY)
    assert digest(out_of(root)) == before
    assert beside_the_site(root) == ["site"]


def test_files_are_not_limited_here() -> None:
    # Or the first test above would prove nothing.
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (resource.RLIM_INFINITY, -1)
