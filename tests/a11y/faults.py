"""What is wrong with a page for those who read it in their own way.

takes: nothing
gives: Fault; table(), faults as lines to read
knows nothing of: browsers, pages
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Fault", "table"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that stands in somebody's way."""

    rule: str  # which check found it: "reflow", or of others' checkers "axe: color-contrast"
    where: str  # the element, as a short path or its beginning
    what: str  # what is wrong, in words


def table(faults: Iterable[Fault], most: int = 40) -> str:
    """Faults, one a line, the same ones on many elements counted.

    >>> table([Fault("h1", "main", "none"), Fault("h1", "main", "none")])
    'h1: none | main (2 times)'
    """
    counted: dict[tuple[str, str], list[str]] = {}
    for fault in sorted(faults):
        counted.setdefault((fault.rule, fault.what), []).append(fault.where)
    lines = []
    for (rule, what), places in counted.items():
        times = f" ({len(places)} times)" if len(places) > 1 else ""
        lines.append(f"{rule}: {what} | {places[0]}{times}")
    more = [f"… and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join(lines[:most] + more)
