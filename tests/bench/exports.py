"""Measure what it takes to make everything that can be taken away, of a large library.

takes: how many reviews
gives: seconds, and the most memory; fails where either is over its target
knows nothing of: what the files hold
"""

# python -m tests.bench.exports [--reviews 10000] [--words 300]
#
# Some two thousand records are written, read and checked, and each is counted several times
# under other names: it is the exports that are measured here, not the reading.

from __future__ import annotations

import argparse
import dataclasses
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reviewlib.exports import all_exports
from reviewlib.library import Library, load
from tests.bench.library import write_library

__all__ = ["MOST_MB", "MOST_SECONDS", "Taken", "main", "measure"]

MOST_SECONDS = 30.0
MOST_MB = 600.0
_AT = 10_000
_READ = 2_000
_PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What it took."""

    reviews: int  # how many there were
    files: int  # how many were made
    megabytes: float  # how large they are together
    seconds: float  # from the first to the last
    memory: float  # the most megabytes that the process held, the library among them


def _times(library: Library, reviews: int) -> Library:
    """As many reviews as are wanted, each of its own name."""
    own = library.every_review
    many = []
    for number in range(reviews):
        review, again = own[number % len(own)], number // len(own)
        slug = f"{review.slug}-{again}" if again else review.slug
        many.append(dataclasses.replace(review, slug=slug, id=f"{review.year}/{slug}"))
    return dataclasses.replace(library, every_review=tuple(many))


def measure(reviews: int, words: int) -> Taken:
    """Make every export of a synthetic library of some size, and keep none."""
    with tempfile.TemporaryDirectory(prefix="reviewlib-bench-") as folder:
        write_library(Path(folder), min(reviews, _READ), words)
        library = _times(load(folder).checked(), reviews)
    files = size = 0
    start = time.perf_counter()
    for export in all_exports(library, "https://example.org/"):
        files += 1
        size += len(export.data)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB
    return Taken(len(library.reviews), files, size / 1_000_000, seconds, memory)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether the targets were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=_AT)
    parser.add_argument("--words", type=int, default=300, help="about how many a review has")
    options = parser.parse_args(arguments)
    taken = measure(options.reviews, options.words)
    print(
        f"{taken.reviews:,} reviews: {taken.files:,} files, {taken.megabytes:.0f} MB, "
        f"in {taken.seconds:.1f} s; {taken.memory:.0f} MB of memory."
    )
    return 1 if taken.seconds > MOST_SECONDS or taken.memory > MOST_MB else 0


if __name__ == "__main__":
    sys.exit(main())
