"""What is said of the data files: a Frictionless data package, and checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from reviewlib.exports.tables import Table
from reviewlib.presentation.facts import Column, Source


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.help,
    }
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.enum:
        field["constraints"] = {"enum": list(column.enum)}
    return field


def _foreign(column: Column, table: Table) -> dict[str, Any]:
    name, other = column.refers
    resource = "" if name == table.name else name  # "" is the table itself
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [other]}}


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.help,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        # Python's and R's name for UTF-8 after a byte order mark.
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _foreign(column, table) for column in table.columns if column.refers[0]
            ],
        },
    }


def data_package(source: Source, files: Iterable[tuple[Table, bytes]]) -> bytes:
    """The description of the tables, for people and programs (Data Package, version 1).

    Args:
        source: the library and the site's address.
        files: each table with the bytes of its file.
    """
    programme = source.library.programme
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "reviews",
        "id": source.library.programme.namespace,
        "title": programme.title,
        "description": programme.summary,
        "version": programme.recorded_up_to.isoformat(),
        "contributors": [{"title": programme.publisher, "role": "publisher"}],
    }
    if source.url:
        package["homepage"] = source.url
    if programme.licence:
        licence = {"title": programme.licence, "name": programme.licence.replace(" ", "-")}
        if programme.licence_link:
            licence["path"] = programme.licence_link
        package["licenses"] = [licence]
    package["resources"] = [_resource(table, data) for table, data in files]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def checksums(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Names with their SHA-256, as `sha256sum --check` reads them."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files))
    return "".join(lines).encode()
