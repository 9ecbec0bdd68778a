"""No phrase that docs/voice.md tells us to replace stands where readers or editors meet it."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import store

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def _refused(root: Path) -> list[str]:
    table = (root / "docs" / "voice.md").read_text("utf-8").partition("| --- |")[2]
    table = table or (root / "docs" / "voice.md").read_text("utf-8").partition("|---|")[2]
    rows = [row.split("|")[1].strip() for row in table.splitlines() if row.startswith("| ")]
    assert len(rows) > 15
    return rows


def _found(text: str, phrases: list[str]) -> list[str]:
    plain = " ".join(text.split()).casefold()
    return [phrase for phrase in phrases if phrase.casefold() in plain]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["real", "made up"])
def test_no_page_says_it(root: Path, name: str) -> None:
    phrases = _refused(root)
    site = store.site(name)
    found = {
        page.relative_to(site).as_posix(): said
        for page in sorted(site.rglob("*.html"))
        if (said := _found(html.unescape(_TAGS.sub(" ", page.read_text("utf-8"))), phrases))
    }
    assert found == {}


def _said_by_code(path: Path) -> Iterator[str]:
    """The strings of a module that are not its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_no_message_or_label_says_it(root: Path) -> None:
    phrases = _refused(root)
    found = {
        path.name: said
        for path in sorted((root / "scripts" / "reviewlib").rglob("*.py"))
        if (said := _found("\n".join(_said_by_code(path)), phrases))
    }
    assert found == {}


def test_no_rule_script_or_guide_says_it(root: Path) -> None:
    phrases = _refused(root)
    files = [
        *(root / "scripts" / "reviewlib" / "diagnostics" / "rules").glob("*.md"),
        *(root / "content" / "contribute").glob("*.md"),
        *(root / ".github").rglob("*.yml"),
        root / ".github" / "PULL_REQUEST_TEMPLATE.md",
        root / "CONTRIBUTING.md",
    ]
    scripts = (re.sub(r"(?m)^\s*(//|/?\*).*$|\s//.*$", "", path.read_text("utf-8"))
               for path in (root / "theme" / "assets" / "js").rglob("*.js"))  # fmt: skip
    found = {
        path.name: said for path in files if (said := _found(path.read_text("utf-8"), phrases))
    }
    assert found == {}
    assert _found("\n".join(scripts), phrases) == []
