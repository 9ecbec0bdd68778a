"""The shape of the package: who may import whom and what, and how long anything may be."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "scripts" / "reviewlib"

# Each may import those before it, never those after it (docs/architecture.md). Those that are
# not written yet have their places kept.
ORDER = (
    "problems",
    "cache",
    "source",
    "fields",
    "models",
    "records_doc",
    "guidance",
    "vocabulary",
    "markdown",
    "reading",
    "pdf",
    "library",
    "figures",
    "presentation",
    "exports",
    "sheets",
    "search",
    "pages",
    "render",
    "staging",
    "host",
    "build",
    "intake",
    "authoring",
    "proposal",
    "weblinks",
    "cli",
    "__main__",
)

# Who may import what is not of Python itself. Everything else may import nothing more, so that
# one library can be replaced by changing one module.
THIRD_PARTY = {
    "yaml": {"source"},
    "nh3": {"markdown"},
    "pyromark": {"markdown"},
    "markupsafe": {"markdown", "pages", "render", "staging", "host", "proposal"},
    "jinja2": {"render", "host"},
    "mkdocs": {"host"},
    "pypdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "icalendar": {"exports"},
    "typst": {"sheets"},
    "lunr": {"search"},
}

MOST_LINES = 1000
MOST_LINES_OF_A_FUNCTION = 40

FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = sorted({file.relative_to(PACKAGE).parts[0].removesuffix(".py") for file in FILES})


def _name(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def _module(file: Path) -> str:
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


def _misplaced(module: str, tree: ast.AST) -> list[str]:
    """What a module imports and may not, in words."""
    wrong = []
    for line, name in _imports(tree):
        top, _, rest = name.partition(".")
        if top == "reviewlib":
            other = rest.partition(".")[0]
            if other and ORDER.index(other) > ORDER.index(module):
                wrong.append(f"line {line}: {module} stands above {other}")
        elif not top:
            wrong.append(f"line {line}: {name} is relative; write the whole name")
        elif top not in sys.stdlib_module_names and module not in THIRD_PARTY.get(top, set()):
            wrong.append(f"line {line}: {module} may not import {top}")
    return wrong


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


def _defined(tree: ast.Module) -> set[str]:
    """The names a module binds at its top level, imports among them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def test_every_module_has_its_place_in_the_order() -> None:
    assert set(MODULES) - {"__init__"} <= set(ORDER)


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_module_imports_only_what_stands_before_it(file: Path) -> None:
    if _module(file) != "__init__":
        assert _misplaced(_module(file), _tree(file)) == []


def test_the_package_itself_offers_the_library_and_no_more() -> None:
    wanted = {name for _, name in _imports(_tree(PACKAGE / "__init__.py"))}
    ours = {name for name in wanted if name.startswith("reviewlib")}
    assert ours <= {"reviewlib.problems", "reviewlib.models", "reviewlib.library"}
    assert {name.partition(".")[0] for name in wanted - ours} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("source", "from reviewlib.fields import Text", "source stands above fields"),
        ("source", "from reviewlib import pages", "source stands above pages"),
        ("models", "def f():\n    import reviewlib.cli", "models stands above cli"),
        ("fields", "import yaml", "fields may not import yaml"),
        ("render", "from mkdocs.config import load_config", "render may not import mkdocs"),
        ("pages", "import numpy.linalg", "pages may not import numpy"),
        ("fields", "from .text import Text", ".text is relative"),
    ],
)
def test_a_misplaced_import_is_found(module: str, line: str, said: str) -> None:
    (found,) = _misplaced(module, ast.parse(line))
    assert said in found


def test_what_is_allowed_is_not_reported() -> None:
    lines = (
        "import json, yaml\nfrom reviewlib.problems import Problem\nimport reviewlib.source.text"
    )
    assert _misplaced("source", ast.parse(lines)) == []


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_module_is_short_enough_to_read_at_once(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_function_is_short_enough_to_see_whole(file: Path) -> None:
    long = {name: n for name, n in _functions(_tree(file)) if n > MOST_LINES_OF_A_FUNCTION}
    assert long == {}


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_a_module_says_what_others_may_use(file: Path) -> None:
    tree = _tree(file)
    exports = _exports(tree)
    if _module(file) == "__main__" or not any(not _is_docstring(node) for node in tree.body):
        return
    if exports is None and file.name != "__init__.py":  # a module within a package need not
        return
    assert exports is not None, "it has no __all__"
    assert len(exports) == len(set(exports))
    assert set(exports) <= _defined(tree)
    assert not [name for name in exports if name.startswith("_") and name != "__version__"]


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__", "__main__"}))
def test_a_module_says_what_it_takes_gives_and_does_not_know(module: str) -> None:
    file = PACKAGE / f"{module}.py"
    tree = _tree(file if file.is_file() else PACKAGE / module / "__init__.py")
    opening = ast.get_docstring(tree) or ""
    begins = [line.partition(":")[0] for line in opening.splitlines() if ":" in line]
    assert {"takes", "gives", "knows nothing of"} <= set(begins)


def test_no_other_python_stands_beside_the_package() -> None:
    beside = [file.name for file in PACKAGE.parent.glob("*.py")]
    assert beside == []
