"""So that `python -m reviewlib` is the same as `reviewlib`."""

from __future__ import annotations

import sys

from reviewlib.cli import main

if __name__ == "__main__":
    sys.exit(main())
