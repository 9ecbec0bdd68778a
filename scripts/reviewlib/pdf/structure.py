"""What the structure of a tagged PDF calls each piece of a page."""

# ISO 32000-1, 14.7 and 14.8. A piece belongs to the nearest heading or list item above it.

from __future__ import annotations

import re
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

_HEADING = re.compile(r"/H[1-6]")
_MOST = 300_000


def _role(node: Any, names: Any, above: str, number: int) -> str:
    kind = node.get("/S", "")
    if isinstance(names, DictionaryObject):
        kind = names.get(kind, kind)
    if kind in ("/H", "/Title"):
        return "H1"
    if isinstance(kind, str) and _HEADING.fullmatch(kind):
        return kind[1:]
    if kind == "/LI":
        depth = int(above.split("/")[1]) + 1 if above.startswith("LI/") else 1
        return f"LI/{depth}/{number}"
    if kind == "/TR":
        return f"TR/{number}"
    if kind in ("/TD", "/TH"):
        return f"{above}/{number}" if above.startswith("TR/") else above
    if kind == "/L":
        return above
    return "" if kind in ("/Document", "/Part", "/Sect", "/Table") else above


def roles(reader: PdfReader) -> dict[int, dict[int, str]]:
    """The roles on each page, by the number of the page's object; {} where nothing is tagged."""
    found: dict[int, dict[int, str]] = {}
    try:
        tree: Any = reader.root_object["/StructTreeRoot"]
        names = tree.get("/RoleMap")
        todo: list[tuple[Any, str, int]] = [(tree.get("/K"), "", 0)]
        seen: set[int] = set()
        for number in range(_MOST):
            if not todo:
                break
            raw, role, page = todo.pop()
            if isinstance(raw, IndirectObject):
                if raw.idnum in seen:
                    continue
                seen.add(raw.idnum)
            node: Any = raw.get_object() if raw is not None else None
            if isinstance(node, ArrayObject):
                todo.extend((child, role, page) for child in node)
            elif isinstance(node, DictionaryObject):
                own = dict.get(node, "/Pg")
                page = own.idnum if isinstance(own, IndirectObject) else page
                if "/MCID" in node:
                    found.setdefault(page, {})[int(str(node["/MCID"]))] = role
                else:
                    todo.append((dict.get(node, "/K"), _role(node, names, role, number), page))
            elif isinstance(node, int) and role:
                found.setdefault(page, {})[int(node)] = role
    except Exception:  # a structure that cannot be followed is as good as none
        return {}
    return found
