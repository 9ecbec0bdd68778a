"""A library begun: whole, building, and with nothing of ours in it but the program."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.diagnostics import as_text
from reviewlib.editors.new_library import project_folder
from reviewlib.library import load
from reviewlib.site.build import build
from tests import store
from tests.editors.conftest import TODAY, below
from tests.pdf.make import pdf

pytestmark = pytest.mark.slow

NAME = ("--name", "Shared: Learning", "--publisher", "The keepers of it")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library as `init` leaves it; not to be changed."""
    folder = tmp_path_factory.mktemp("init") / "our library"
    assert main(["init", str(folder), "--today", TODAY, *NAME]) == 0
    return folder


@pytest.fixture
def ours(begun: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(begun, tmp_path / "our library")


# ----------------------------------------------------------------------- what it is


def test_it_says_what_was_said_of_the_programme_and_has_one_review_that_is_a_sample(
    begun: Path,
) -> None:
    result = load(begun)
    assert as_text(result.problems) == "No problems.\n"
    programme = result.checked().programme
    assert (programme.name, programme.publisher) == ("Shared: Learning", "The keepers of it")
    assert programme.title == "Shared: Learning reports"
    assert programme.namespace == "shared-learning.reviews"
    assert not programme.official
    assert 'site_name: "Shared: Learning reports"' in (begun / "mkdocs.yml").read_text("utf-8")
    assert "# Shared: Learning reports" in (begun / "README.md").read_text("utf-8")
    (review,) = result.checked().every_review
    assert (review.id, review.title) == ("2026-27/sample", "Sample review, to be deleted")
    assert "This is a sample." in (begun / review.place.path).read_text("utf-8")


def test_nothing_of_our_content_is_in_it(begun: Path, root: Path) -> None:
    ours = store.library("real")
    files = [file for file in (begun / "content").rglob("*") if file.is_file()]
    written = "\n".join(file.read_text("utf-8") for file in files)
    names = {authority.label for authority in ours.vocabulary.authorities}
    names |= {ours.programme.name, ours.programme.title}
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", written)]
    assert not list((begun / "reports").rglob("*.pdf"))
    assert not (begun / "addresses.txt").exists()
    theirs = load(begun).checked()
    assert not {one.id for one in ours.vocabulary.themes} & {
        one.id for one in theirs.vocabulary.themes
    }
    assert not {one.id for one in ours.documents} & {one.id for one in theirs.documents}


def test_the_picture_beside_links_to_it_is_its_own_and_nothing_else_was_made(
    begun: Path, root: Path
) -> None:
    picture = "theme/assets/share.png"
    assert (begun / picture).read_bytes().startswith(b"\x89PNG")
    assert (begun / picture).read_bytes() != (root / picture).read_bytes()
    assert not (begun / "site").exists()
    made = {"__pycache__", ".cache", ".venv"}
    assert not [path for path in begun.rglob("*") if path.name in made or path.suffix == ".pyc"]


def test_every_link_of_its_papers_leads_somewhere(begun: Path) -> None:
    papers = [*begun.glob("*.md"), *begun.glob("docs/**/*.md"), *begun.glob("schemas/*.md")]
    assert len(papers) > 10
    for file in papers:
        text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", file.read_text("utf-8"))
        for target in re.findall(r"\]\((?!https?:|mailto:|[#/])([^)#\s]+)", text):
            assert (file.parent / target).exists(), f"{file}: {target}"


def test_its_workflows_call_only_what_it_has(begun: Path) -> None:
    makefile = (begun / "Makefile").read_text("utf-8")
    called = 0
    for file in (begun / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"(?m)^\s*run: (.+)$", file.read_text("utf-8")):
            word, *rest = line.split()
            called += 1
            assert word == "make" or word == ".venv/bin/reviewlib" or (begun / word).is_file(), line
            assert word != "make" or f"\n{rest[0]}: " in makefile, line
    assert called


def test_its_verbs_pass_on_what_ours_do(begun: Path, root: Path) -> None:
    given = ["SITE_URL=https://example.org/a/", "TODAY=2026-11-22", "REPOSITORY=https://g.org/a/b"]

    def command(folder: Path) -> str:
        return subprocess.run(
            ["make", "--no-print-directory", "-n", "site", *given],
            cwd=folder, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    assert command(begun) == command(root)


# ----------------------------------------------------------------------- it builds


def test_it_can_be_made_into_a_site_with_its_sample_and_without_and_a_review_begun_in_it(
    ours: Path, tmp_path: Path
) -> None:
    summary = build(ours, tmp_path / "site", plain=True)
    assert summary.pages > 15
    assert not summary.warnings
    assert "Shared: Learning reports" in (tmp_path / "site" / "index.html").read_text("utf-8")

    for path in ("content/reviews/2026-27/sample.md", "content/documents/sample-document.md"):
        (ours / path).unlink()
    assert load(ours).problems == ()
    build(ours, tmp_path / "site", plain=True)
    assert (tmp_path / "site" / "reviews" / "index.html").is_file()

    assert main(["--root", str(ours), "new", "review", "2026-27", "first"]) == 0
    file = ours / "content" / "reviews" / "2026-27" / "first.md"
    text = file.read_text("utf-8").replace("\nwhen:", "\nwhen: 2026-10")
    text = text.replace("\nauthorities:", "\nauthorities:\n  - Sample host")
    file.write_text(text.replace("\nstatus:", "\nstatus: planned"), "utf-8")
    assert len(load(ours).checked().reviews) == 1


def stand_in(library: Path) -> None:
    """A .venv that is up to date by the library's own reckoning, with the packages of this one."""
    bin = library / ".venv" / "bin"
    bin.mkdir(parents=True)
    python = f'#!/bin/sh\nPYTHONPATH="{library}/scripts" exec "{sys.executable}" "$@"\n'
    (bin / "python").write_text(python, "utf-8")
    (bin / "reviewlib").write_text(f'#!/bin/sh\nexec "{bin}/python" -m reviewlib "$@"\n', "utf-8")
    for file in bin.iterdir():
        file.chmod(0o755)
    reckoning = "{ pwd; cat requirements.txt pyproject.toml scripts/setup.sh; } | cksum"
    stamp = subprocess.run(
        ["sh", "-c", reckoning], cwd=library, capture_output=True, check=True
    ).stdout
    (library / ".venv" / "requirements.txt.stamp").write_bytes(stamp)


def make(library: Path, verb: str) -> subprocess.CompletedProcess[str]:
    here = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--no-print-directory", verb],
        cwd=library, capture_output=True, text=True, check=False, env=here,
    )  # fmt: skip


def test_its_own_program_builds_it_by_its_own_verb(ours: Path) -> None:
    stand_in(ours)
    ran = make(ours, "site")
    assert ran.returncode == 0, ran.stderr
    assert (ours / "site" / "reviews" / "2026-27" / "sample" / "index.html").is_file()
    assert make(ours, "check").stdout == "No problems.\n"
    # and a library can be begun from it in turn
    ran = subprocess.run(
        [ours / ".venv/bin/reviewlib", "init", ours.parent / "next", *NAME],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    again = {path for path in below(ours.parent / "next") if "__pycache__" not in path}
    first = {path for path in below(ours) if not re.match(r"\.venv/|site/|.*__pycache__", path)}
    assert again == first


@pytest.mark.audit
def test_it_sets_itself_up_and_builds(ours: Path) -> None:
    ran = make(ours, "site")
    assert ran.returncode == 0, ran.stderr
    assert "Installing what requirements.txt names" in ran.stdout
    assert (ours / "site" / "index.html").is_file()


# ----------------------------------------------------------------------- whole or not at all


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the command says where it refuses."""

    def refused(*words: str) -> str:
        capsys.readouterr()
        assert main(["init", *words]) == 2
        return capsys.readouterr().err

    return refused


def test_only_an_empty_folder_elsewhere_is_filled(tmp_path: Path, said: Callable[..., str]) -> None:
    (tmp_path / ".hidden").write_text("mine", "utf-8")
    assert said(str(tmp_path), *NAME) == f"{tmp_path} is not empty; nothing was written.\n"
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in (".hidden", "link"):
        assert "is not a folder" in said(str(tmp_path / name), *NAME)
    inside = project_folder() / "scripts" / "library"
    assert "is inside the project itself" in said(str(inside), *NAME)
    assert not inside.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "link"]
    assert "cannot be written" in said(str(tmp_path / ".hidden" / "new"), *NAME)
    (tmp_path / "empty").mkdir()
    assert main(["init", str(tmp_path / "empty"), *NAME, "--licence", "OGL 3.0"]) == 0
    programme = (tmp_path / "empty" / "content" / "programme.yml").read_text("utf-8")
    assert "licence: OGL 3.0\n" in programme
    assert "licence_link:" not in programme
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "empty", "link"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--name", "A"), "Needed and not given: --publisher.\n"),
        (("--contact", "nobody"), "--contact: "),
        ((*NAME, "--official", "perhaps"), "--official: "),
        ((*NAME, "--contact", "nobody"), "--contact: "),
        ((*NAME, "--name", "x" * 121), "--name: "),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_written(
    words: tuple[str, ...], answer: str, tmp_path: Path, said: Callable[..., str]
) -> None:
    words_said = said(str(tmp_path / "new"), *words)
    assert words_said.startswith(answer)
    assert words_said.endswith("Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_killed_leaves_no_half_of_a_library(tmp_path: Path) -> None:
    slowly = (
        "import sys, time, shutil\n"
        "whole = shutil.copy2\n"
        "def slow(*a, **k):\n"
        "    print('copying', flush=True); time.sleep(0.05); return whole(*a, **k)\n"
        "shutil.copy2 = slow\n"
        "from reviewlib.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    folder = tmp_path / "new"
    with subprocess.Popen(
        [sys.executable, "-c", slowly, "init", str(folder), *NAME], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGKILL)
    assert not folder.exists()
    assert main(["init", str(folder), *NAME]) == 0
    assert load(folder).problems == ()


# ----------------------------------------------------------------------- another programme's words

OF_COUNCILS = re.compile(
    r"\b(councils?|authorit(?:y|ies)|schools?|learners?|pupils?|scot(?:land|tish)"
    r"|educat\w+|regional collaborative|how good is our school|collaborative improvement)\b",
    re.IGNORECASE,
)
# Names of fields, columns and addresses, which are the same in every library.
NAMES = re.compile(
    r"[\w./#-]*[/._#-](?:authorit|council)[\w./-]*|(?:authorit|council)\w*(?=[./_:-])"
)


def _read_by_people(file: Path) -> str:
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        text = re.sub(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return NAMES.sub(" ", re.sub(r"`[^`\n]*`", " ", text))


def test_a_library_of_fire_services_says_nothing_of_councils(tmp_path: Path) -> None:
    library = tmp_path / "fire"
    words = ("--member", "fire service", "--members", "fire services")
    name = ("--name", "Peer Challenge", "--publisher", "The forum of the services")
    assert main(["init", str(library), "--today", TODAY, *name, *words]) == 0
    vocabulary = library / "content" / "vocabulary"
    (vocabulary / "regions.yml").unlink()
    rows = "- id: {}\n  label: {}\n  council: {} Fire Service\n"
    hosts = (
        ("sample-host", "Sample host"),
        ("garside", "Garside"),
        ("east-garside", "East Garside"),
    )
    listed = "".join(rows.format(id, label, label) for id, label in hosts)
    (vocabulary / "authorities.yml").write_text(listed, "utf-8")
    report = library.parent / "East Garside report.pdf"
    lines = [
        "East Garside Fire Service: Peer Challenge Report",
        "The review took place from 6 to 8 October 2026.",
    ]
    report.write_bytes(pdf([lines]))
    root = ("--root", str(library))
    assert main([*root, "import", str(report), "--rights", "CC BY 4.0", "--today", TODAY]) == 0
    record = library / "content" / "reviews" / "2026-27" / "east-garside.md"
    text = record.read_text("utf-8").replace("# please check\n", "")
    record.write_text(f"{text}\n## Planned improvements\n\n- Share the training\n", "utf-8")
    build(library, tmp_path / "site", plain=True)
    guides = [library / "CONTRIBUTING.md", library / "README.md"]
    pages = [one for one in (tmp_path / "site").rglob("*.html") if one.name != "404.html"]
    found = {
        (file.name, file.parent.name, *OF_COUNCILS.findall(_read_by_people(file)))
        for file in (*guides, *pages, *(library / "content").rglob("*.md"))
        if OF_COUNCILS.search(_read_by_people(file))
    }
    assert found == set()
