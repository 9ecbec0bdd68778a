"""The shape of the package: who may import whom and what, and how long a function may be.

Each rule is one test, which lists everything that breaks it.
"""

from __future__ import annotations

import ast
import functools
import graphlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "scripts" / "reviewlib"

# Each may import those before it, never those after it (docs/architecture.md).
ORDER = (
    "diagnostics",
    "text",
    "build_date",
    "codec",
    "jobs",
    "cache",
    "child",
    "frontmatter",
    "schema",
    "models",
    "markdown",
    "pdf",
    "library",
    "presentation",
    "exports",
    "sheets",
    "search",
    "pages",
    "site",
    "editors",
    "cli",
    "__main__",
)

# Who may import what is not of Python itself. Everything else may import nothing more, so that
# one library can be replaced by changing one package.
THIRD_PARTY = {
    "yaml": {"frontmatter"},
    "nh3": {"markdown"},
    "pyromark": {"markdown"},
    "markupsafe": {"markdown", "pages", "site", "editors"},
    "jinja2": {"site"},
    "mkdocs": {"site"},
    "pypdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "icalendar": {"exports"},
    "typst": {"sheets"},
    "xlsxwriter": {"exports"},
    "docx": {"sheets"},
    "segno": {"sheets"},
    "lunr": {"search"},
    "msgspec": {
        "codec",
        "frontmatter",
        "schema",
        "models",
        "markdown",
        "pdf",
        "search",
        "sheets",
        "site",
    },
}

MOST_LINES_OF_A_FUNCTION = 40

FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = sorted({file.relative_to(PACKAGE).parts[0].removesuffix(".py") for file in FILES})


def _name(file: Path) -> str:
    """A module's full name; a package's is that of its folder."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@functools.cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), filename=str(file))


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every import, wherever it stands, with its line; a relative one begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            if base == "reviewlib":
                yield from ((node.lineno, f"reviewlib.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, base


def _misplaced(room: str, tree: ast.AST) -> list[str]:
    """What a module imports and may not, in words."""
    wrong = []
    for line, name in _imports(tree):
        top, _, rest = name.partition(".")
        if top == "reviewlib":
            other = rest.partition(".")[0]
            if other and ORDER.index(other) > ORDER.index(room):
                wrong.append(f"line {line}: {room} stands above {other}")
        elif not top:
            wrong.append(f"line {line}: {name} is relative; write the whole name")
        elif top not in sys.stdlib_module_names and room not in THIRD_PARTY.get(top, set()):
            wrong.append(f"line {line}: {room} may not import {top}")
    return wrong


def _needs(tree: ast.Module, modules: set[str]) -> set[str]:
    """The modules that must be there before this one can be, which functions import later."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (below & modules) or {node.module}
    return found & modules


def _circle(trees: dict[str, ast.Module]) -> list[str]:
    graph = {name: _needs(tree, set(trees)) for name, tree in trees.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def _functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every function with its number of lines, its docstring aside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            length = last - node.lineno + 1
            if ast.get_docstring(node) is not None:
                first = node.body[0]
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield node.name, length


def _exports(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if target is not None and ast.unparse(target) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def test_every_room_has_its_place_in_the_order() -> None:
    assert set(MODULES) - {"__init__"} == set(ORDER)


def test_modules_import_only_what_stands_before_them() -> None:
    wrong = {
        _name(file): found
        for file in FILES
        if _room(file) != "__init__" and (found := _misplaced(_room(file), _tree(file)))
    }
    assert wrong == {}


def test_no_imports_run_in_a_circle() -> None:
    assert _circle({_name(file): _tree(file) for file in FILES}) == []


def test_a_circle_is_found() -> None:
    one, other = ast.parse("from reviewlib.b import two"), ast.parse("from reviewlib import a")
    assert set(_circle({"reviewlib.a": one, "reviewlib.b": other})) == {
        "reviewlib.a",
        "reviewlib.b",
    }


def test_the_package_itself_offers_the_library_and_no_more() -> None:
    wanted = {name for _, name in _imports(_tree(PACKAGE / "__init__.py"))}
    ours = {name for name in wanted if name.startswith("reviewlib")}
    assert ours <= {"reviewlib.diagnostics", "reviewlib.models", "reviewlib.library"}
    assert {name.partition(".")[0] for name in wanted - ours} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("room", "line", "said"),
    [
        ("frontmatter", "from reviewlib.schema import Text", "frontmatter stands above schema"),
        ("frontmatter", "from reviewlib import pages", "frontmatter stands above pages"),
        ("models", "def f():\n    import reviewlib.cli", "models stands above cli"),
        ("schema", "import yaml", "schema may not import yaml"),
        ("pages", "from mkdocs.config import load_config", "pages may not import mkdocs"),
        ("pages", "import numpy.linalg", "pages may not import numpy"),
        ("schema", "from .text import Text", ".text is relative"),
    ],
)
def test_a_misplaced_import_is_found(room: str, line: str, said: str) -> None:
    (found,) = _misplaced(room, ast.parse(line))
    assert said in found


def test_what_is_allowed_is_not_reported() -> None:
    lines = (
        "import json, yaml\nfrom reviewlib.text import Problem\nimport reviewlib.frontmatter.parser"
    )
    assert _misplaced("frontmatter", ast.parse(lines)) == []


def test_every_function_is_short_enough_to_see_whole() -> None:
    long = {
        f"{_name(file)}.{name}": length
        for file in FILES
        for name, length in _functions(_tree(file))
        if length > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_every_package_says_what_it_takes_and_gives_and_what_others_may_use() -> None:
    wrong = []
    for room in sorted(set(MODULES) - {"__init__", "__main__"}):
        file = PACKAGE / f"{room}.py"
        tree = _tree(file if file.is_file() else PACKAGE / room / "__init__.py")
        opening = ast.get_docstring(tree) or ""
        begins = {line.partition(":")[0] for line in opening.splitlines() if ":" in line}
        wrong += [f"{room}: no {one!r}" for one in sorted({"takes", "gives"} - begins)]
        exports = _exports(tree)
        if exports is None:
            wrong.append(f"{room}: no __all__")
            continue
        wrong += [f"{room}: {name} is private" for name in exports if name.startswith("_")]
        wrong += [f"{room}: {name} twice" for name in exports if exports.count(name) > 1]
    assert wrong == []


def test_no_other_python_stands_beside_the_package() -> None:
    beside = [file.name for file in PACKAGE.parent.glob("*.py")]
    assert beside == []
