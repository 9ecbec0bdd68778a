"""A new library's folder: this project with its content emptied, and a sample in its place."""

# A library stands on its own: it has the whole program in it, as it was when it was begun. There
# is then no package to fetch from anywhere and no version to fit another, and what was built once
# can be built in ten years.

from __future__ import annotations

import datetime
import os
import re
import shutil
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import reviewlib
from reviewlib.diagnostics import BuildError, ConfigError
from reviewlib.frontmatter import as_value
from reviewlib.models import Programme
from reviewlib.models.vocabulary import with_hosts_called
from reviewlib.schema import fields_of, slugify

NEEDED = ("name", "publisher")
"""What must be known of a programme; all else has a beginning to go on from."""

_STARTER = Path(__file__).parent / "starter"
_YEAR = "YEAR"  # in the names of the sample's folders
_GUIDES = ("CONTRIBUTING.md", "content/privacy.md")

_FOLDERS = ("scripts", "theme", "schemas", "docs", ".github", "content/contribute")
_FILES = (
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CONTRIBUTING.md",
    "LICENSE",
    "content/privacy.md",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements.in",
    "requirements.txt",
)
# What is of this project only: its own tests, measurements and pictures.
_NOT = {
    ".github/workflows/test.yml",
    "docs/bench.md",
    "docs/images/home.png",
    "scripts/check.sh",
    "scripts/lock.sh",
}
_MADE = {"__pycache__", ".cache"}


def _programme(given: Mapping[str, str], today: datetime.date) -> dict[str, str]:
    """The fields of content/programme.yml, with a beginning for whatever was not said."""
    name = given["name"]
    usual = {
        "title": f"{name} reports",
        "summary": f"The published reports of {name}, with what each of them is about.",
        "official": "no",
        "licence": "CC BY 4.0",
        "licence_link": "https://creativecommons.org/licenses/by/4.0/",
        "recorded_up_to": today.isoformat(),
        "namespace": f"{slugify(name)[:60].strip('-') or 'library'}.reviews",
    }
    if "licence" in given:  # whatever its address is, it is not that one
        del usual["licence_link"]
    whole = {**usual, **given}
    return {field: whole[field] for field in fields_of(Programme) if field in whole}


def _words(programme: Mapping[str, str], today: datetime.date) -> dict[str, str]:
    """What is put into the files of the sample."""
    first = today.year - (today.month < 8)
    return {
        "name": programme["name"],
        "title": programme["title"],
        "today": today.isoformat(),
        "year": f"{first}-{(first + 1) % 100:02}",
        "year_label": f"{first}–{(first + 1) % 100:02}",
        "year_from": f"{first}-08",
        "year_to": f"{first + 1}-07",
    }


def project_folder() -> Path:
    """The project that contains this program.

    Raises:
        ConfigError: it stands alone.
    """
    folder = Path(reviewlib.__file__).resolve().parent.parent.parent
    if all((folder / name).exists() for name in ("scripts/setup.sh", "theme", *_FILES)):
        return folder
    raise ConfigError(
        "A new library is a copy of the whole project, and this program is installed without it. "
        "Get the project, and run `make site` and then `.venv/bin/reviewlib init` in its folder."
    )


def _program(project: Path) -> Iterator[Path]:
    """The files of the project that every library has, relative to it."""
    for name in _FOLDERS:
        for folder, below, files in os.walk(project / name):
            below[:] = sorted(set(below) - _MADE)
            for file in sorted(files):
                path = (Path(folder) / file).relative_to(project)
                if path.suffix != ".pyc" and path.as_posix() not in _NOT:
                    yield path
    yield from (Path(name) for name in _FILES)


def _fill(project: Path, into: Path, programme: Mapping[str, str], today: datetime.date) -> int:
    """Put a new library into an empty folder."""
    words = _words(programme, today)
    for path in _program(project):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(project / path, into / path, follow_symlinks=False)
    for file in sorted(one for one in _STARTER.rglob("*") if one.is_file()):
        path = into / file.relative_to(_STARTER).as_posix().replace(_YEAR, words["year"])
        path.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text("utf-8")
        if path.name != "Makefile":  # which has dollars of its own
            text = string.Template(text).substitute(words)
        path.write_text(text, "utf-8")
    # The guides with the programme's own word for its hosts.
    hosts = programme.get("member"), programme.get("members")
    guides = [into / name for name in _GUIDES] + [*(into / "content/contribute").glob("*.md")]
    for file in guides:
        file.write_text(with_hosts_called(file.read_text("utf-8"), *hosts), "utf-8")
    rows = [f"{field}: {as_value(value)}\n" for field, value in programme.items()]
    (into / "content" / "programme.yml").write_text("".join(rows), "utf-8")
    settings = into / "mkdocs.yml"
    title = f"site_name: {as_value(words['title'])}"
    text = re.sub(r"(?m)^site_name:.*$", lambda _: title, settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    _draw_pictures(into)
    (into / "reports" / "incoming").mkdir(parents=True)
    (into / "reports" / "incoming" / ".gitkeep").touch()
    return sum(one.is_file() for one in into.rglob("*"))


def _draw_pictures(library: Path) -> None:
    """The picture beside links to the library, which has its title in it."""
    scripts = str(library / "scripts")
    use = {"PYTHON": sys.executable, "PYTHONPATH": scripts, "PYTHONDONTWRITEBYTECODE": "1"}
    drawn = subprocess.run(
        ["sh", "scripts/pictures.sh"], cwd=library, env={**os.environ, **use},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if drawn.returncode:
        raise BuildError(f"The new library cannot be read or drawn: {drawn.stderr.strip()}")


def usable_folder(folder: Path) -> Path:
    """The folder with its whole path, where a library may be begun in it.

    Raises:
        ConfigError: it may not, or there is no program here to put into it.
    """
    project = project_folder()
    folder = Path(os.path.abspath(folder))
    if folder.resolve().is_relative_to(project):
        raise ConfigError(f"{folder} is inside the project itself; choose a folder elsewhere.")
    try:
        if os.path.lexists(folder) and (not folder.is_dir() or folder.is_symlink()):
            raise ConfigError(f"{folder} is not a folder.")
        if folder.is_dir() and any(folder.iterdir()):
            raise ConfigError(f"{folder} is not empty; nothing was written.")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be read ({error.strerror}).") from error
    return folder


def begin_library(folder: Path, given: Mapping[str, str], today: datetime.date) -> int:
    """Make a new library in a folder that is empty, or not there yet: all of it, or nothing.

    Args:
        folder: where to, as `usable_folder` gives it.
        given: fields of content/programme.yml, as they will be written there.
        today: the day it is begun.

    Returns:
        How many files it has.

    Raises:
        ConfigError: the folder is not empty any more, or cannot be written.
        BuildError: what was made cannot be read back.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
            aside = Path(made) / "library"
            aside.mkdir()
            count = _fill(project_folder(), aside, _programme(given, today), today)
            if folder.is_dir():
                folder.rmdir()  # which fails if anything has come into it meanwhile
            os.rename(aside, folder)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written ({error.strerror}).") from error
    return count
