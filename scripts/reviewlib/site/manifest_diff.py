"""What two published sites differ in, by their lists of addresses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewlib.diagnostics import ConfigError
from reviewlib.site.url_manifest import HASHES


@dataclass(frozen=True, slots=True)
class UrlChange:
    """One difference.

    Args:
        kind: "added", "changed", "moved" or "gone".
        address: where.
        now: where it stands now, of what has moved.
    """

    kind: str
    address: str
    now: str = ""


def read_ledger(place: Path) -> dict[str, str]:
    """A list of addresses with the hash of what stands at each; "" where that is not known.

    Args:
        place: a site's folder, its addresses.json, or an addresses.txt.

    Raises:
        ConfigError: it is none of these.
    """
    file = place / HASHES if place.is_dir() else place
    try:
        text = file.read_text("utf-8-sig")
        if file.suffix != ".json":
            return {line.strip(): "" for line in text.splitlines() if line.strip()}
        found = json.loads(text)["addresses"]
        return {str(address): str(digest) for address, digest in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{place} is not a list of addresses. Name a site's folder, its {HASHES}, "
            "or an addresses.txt."
        ) from error


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[UrlChange, ...]:
    """What happened between two lists, in order of address.

    Moved is what stands, unchanged, at one new address and at its old one no more.

    >>> changes({"/a.pdf": "1", "/b/": "2"}, {"/c.pdf": "1", "/b/": "2"})
    (Change(kind='moved', address='/a.pdf', now='/c.pdf'),)
    """
    moved = dict(_moved(old, new))
    arrived = set(moved.values())
    found = [UrlChange("moved", address, now) for address, now in moved.items()]
    found += [UrlChange("added", one) for one in new if one not in old and one not in arrived]
    found += [UrlChange("gone", one) for one in old if one not in new and one not in moved]
    for address in old.keys() & new.keys() - moved.keys():
        known = old[address] and new[address]
        if known and old[address] != new[address]:
            found.append(UrlChange("changed", address))
    return tuple(sorted(found, key=lambda change: (change.address, change.kind)))


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each address whose bytes are at exactly one new address, and only there."""
    left: defaultdict[str, list[str]] = defaultdict(list)
    for address, digest in old.items():
        if digest and new.get(address) != digest:
            left[digest].append(address)
    come: defaultdict[str, list[str]] = defaultdict(list)
    for address, digest in new.items():
        if address not in old:
            come[digest].append(address)
    for digest, addresses in left.items():
        if len(addresses) == 1 and len(come[digest]) == 1:
            yield addresses[0], come[digest][0]
