from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from reviewlib.diagnostics import ConfigError
from reviewlib.site.build import build, settings_for
from tests.site.project import a_record, copied, digest, host_build, project, tree as whole_tree

TODAY = datetime.date(2026, 11, 22)

pytestmark = pytest.mark.slow


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, without what is only kept to be quicker the next time."""
    return {name: data for name, data in whole_tree(folder).items() if ".cache/" not in name}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a site that was built."""
    root = project(tmp_path_factory.mktemp("project"), "base")
    build(root, root / "site", today=TODAY)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """The same, for one test to spoil."""
    return copied(built, tmp_path / "project")


def test_the_summary_counts_what_is_there(root: Path) -> None:
    summary = build(root, root / "site", today=TODAY)
    files = tree(root / "site")
    assert summary.files == len(files)
    assert summary.pages == sum(name.endswith(".html") for name in files) > 0
    assert summary.seconds > 0


def test_two_builds_give_the_same_bytes(root: Path, built: Path) -> None:
    build(root, root / "site", today=TODAY)
    assert digest(root / "site") == digest(built / "site")


def test_it_gives_what_plain_mkdocs_gives(root: Path) -> None:
    build(root, root / "site", today=datetime.date(2026, 11, 22))
    done = host_build(root, "-d", str(root / "other"))  # SOURCE_DATE_EPOCH says that day
    assert done.returncode == 0, done.stderr
    assert tree(root / "other") == tree(root / "site")


def test_pages_and_files_that_are_no_more_are_gone(root: Path, built: Path) -> None:
    (root / "site" / "old.html").write_text("old", encoding="utf-8")
    build(root, root / "site", today=TODAY)
    assert digest(root / "site") == digest(built / "site")


def test_nothing_is_written_but_the_site(root: Path) -> None:
    before = {name: data for name, data in tree(root).items() if not name.startswith("site/")}
    build(root, root / "site", today=TODAY)
    after = {name: data for name, data in tree(root).items() if not name.startswith("site/")}
    assert after == before


def test_the_sites_address_can_be_given(root: Path) -> None:
    build(root, root / "site", today=TODAY, site_url="https://reports.example/library/")
    home = (root / "site" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://reports.example/library/">' in home


@pytest.mark.parametrize("place", ["content/site", "reports", "content"])
def test_it_never_writes_among_the_records(root: Path, place: str) -> None:
    before = tree(root)
    with pytest.raises(ConfigError, match="which a build never writes into"):
        build(root, root / place, today=TODAY)
    assert tree(root) == before


def test_it_never_replaces_the_library_itself(root: Path) -> None:
    for place in (root, root.parent):
        with pytest.raises(ConfigError, match="holds the library itself"):
            build(root, place, today=TODAY)


def test_a_library_without_settings_takes_the_nearest_above(root: Path) -> None:
    below = root / "parts" / "small"
    (below / "content").mkdir(parents=True)
    assert settings_for(below) == (root / "mkdocs.yml").resolve()


def test_without_any_settings_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"There is no mkdocs\.yml in .* or above it\."):
        settings_for(tmp_path)


def test_settings_without_our_plugin_are_refused_with_what_to_write(root: Path) -> None:
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").partition("plugins:")[0] + "plugins: []\n"
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match='write "reviewlib" under "plugins"'):
        build(root, root / "site", today=TODAY)


def test_what_the_host_makes_of_its_settings_is_said_in_its_words(root: Path) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "  - no-such-plugin\n", encoding="utf-8")
    with pytest.raises(ConfigError, match='The "no-such-plugin" plugin is not installed'):
        build(root, root / "site", today=TODAY)


@pytest.mark.parametrize("plain", [False, True], ids=["mkdocs", "plain"])
def test_what_did_not_change_is_linked_and_what_did_is_another_file(
    root: Path, plain: bool
) -> None:
    out = root / "site"
    build(root, out, today=TODAY, plain=plain)
    before = {path.relative_to(out): path.stat().st_ino for path in out.rglob("*.*")}
    (out / "reviews" / "feed.xml").write_text("spoilt by hand", "utf-8")
    record = a_record(root)
    record.write_text(record.read_text("utf-8") + "\n## Next steps\n\n- Keep bees\n", "utf-8")
    build(root, out, today=TODAY, plain=plain)
    page = record.relative_to(root / "content").with_suffix("") / "index.html"
    after = {path.relative_to(out): path.stat().st_ino for path in out.rglob("*.*")}
    assert after[Path("404.html")] == before[Path("404.html")]
    assert after[page] != before[page]
    incremental = whole_tree(out)
    build(root, root / "cold", today=TODAY, plain=plain)
    assert incremental == whole_tree(root / "cold")
