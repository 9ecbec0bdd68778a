"""An example put into the small clean library, as an editor would put it there.

takes: a copy of tests/data/base; an example, and which of its sides
gives: the library with that in it
knows nothing of: what the check says of it
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from reviewlib.diagnostics import Example, Part
from tests.pdf.make import pdf

BASE = Path(__file__).parent.parent / "data" / "base"
REVIEW = "content/reviews/2022-23/glenmore.md"
WRONG, RIGHT = "wrong", "right"

_NAME = re.compile(r"^([a-z_]+):", re.MULTILINE)
_HEADING = re.compile(r"^## .+$", re.MULTILINE)
_ID = re.compile(r"^- id: (.+)$", re.MULTILINE)
_PDF = re.compile(r"file: (\S+\.pdf)")

REPORT = """\
reports:
  - title: Glenmore Summary
    file: {}
    rights: OGL 3.0
"""
INTRO = "---\n---\n\nWhat it is about.\n"
PAGE = "---\ntitle: A page\n---\n\nWords.\n"


def base(root: Path) -> Path:
    """The small clean library."""
    shutil.copytree(BASE, root)
    (root / "reports").mkdir(exist_ok=True)
    return root


def report(root: Path, raw: bytes, name: str = "glenmore-2022.pdf") -> None:
    """A PDF in reports/, and the record that names it."""
    (root / "reports" / name).write_bytes(raw)
    _header(root / REVIEW, REPORT.format(name), REPORT)


def of_glenmore() -> bytes:
    """A PDF of one page that names its host."""
    return pdf([["Glenmore Council", "Learners chair the group."]])


def _without(lines: str, names: set[str]) -> str:
    """A header without some of its fields, and all that belongs to them."""
    kept, keep = [], True
    for line in lines.splitlines(keepends=True):
        found = _NAME.match(line)
        if found:
            keep = found[1] not in names
        if keep:
            kept.append(line)
    return "".join(kept)


def _header(file: Path, given: str, right: str) -> None:
    names = set(_NAME.findall(right)) | set(_NAME.findall(given))
    text = file.read_text("utf-8")
    if file.suffix == ".yml":
        whole = _without(text, names) + given.rstrip() + "\n"
    else:
        _, fields, body = text.split("---\n", 2)
        whole = f"---\n{_without(fields, names)}{given.rstrip()}\n---\n{body}"
    file.write_text(whole, "utf-8")


def _entry(file: Path, given: str, right: str) -> None:
    """An entry of a list, in the place of the one it is about."""
    ids = set(_ID.findall(right))
    entries = re.split(r"^(?=- )", file.read_text("utf-8"), flags=re.MULTILINE)
    kept = [one for one in entries if not ids & set(_ID.findall(one))]
    file.write_text("".join(kept) + given.rstrip() + "\n", "utf-8")


def _text(file: Path, given: str, right: str) -> None:
    """A passage in the place of the section it is about, or of the opening words."""
    fields, body = file.read_text("utf-8").rsplit("---\n", 1)
    opening, *sections = re.split(r"^(?=## )", body, flags=re.MULTILINE)
    headings = set(_HEADING.findall(right))
    kept = [one for one in sections if not headings & set(_HEADING.findall(one))]
    parts = [opening, *kept, given] if headings else ["\n" + given + "\n", *kept]
    file.write_text(f"{fields}---\n" + "\n".join(part.rstrip() + "\n" for part in parts), "utf-8")


def put_header(root: Path, lines: str, path: str = REVIEW) -> None:
    """Lines of a header, in the place of those of the same names."""
    _header(root / path, lines, lines)


def put_text(root: Path, passage: str, path: str = REVIEW) -> None:
    """Sections of a text, in the place of those of the same headings."""
    _text(root / path, passage, passage)


def _named(root: Path, given: str, right: str) -> None:
    """A file under the name that the example gives it."""
    file = root / given
    file.parent.mkdir(parents=True, exist_ok=True)
    there = root / right
    if right.startswith("reports/"):
        file.write_bytes(of_glenmore())
        if given == right:
            _header(root / REVIEW, REPORT.format(Path(right).name), REPORT)
    elif right.startswith("content/reviews/"):
        raw = (root / REVIEW).read_bytes()
        (root / REVIEW).unlink()
        file.write_bytes(raw)
    elif there.is_file():  # one more of its kind, under the wrong name
        if given != right:
            shutil.copy(there, file)
    else:
        file.write_text(INTRO if "themes/" in right else PAGE, "utf-8")


def put(root: Path, example: Example, side: str) -> None:
    """Put one side of an example into the library."""
    given, file = getattr(example, side), root / example.path
    if example.part is Part.NAME:
        _named(root, given, example.right)
    elif example.part is Part.WHOLE:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(given, "utf-8")
        if "practicums" in example.path:  # they are shown on a page written by hand
            (root / "content" / "about" / "related.md").write_text(PAGE, "utf-8")
    elif example.part is Part.TEXT:
        _text(file, given, example.right)
    elif file.parent.name == "vocabulary":
        _entry(file, given, example.right)
    else:
        _header(file, given, example.right)
    for name in _PDF.findall(example.right):
        if name in given:
            (root / "reports" / name).write_bytes(of_glenmore())
