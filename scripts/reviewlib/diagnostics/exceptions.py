"""What reviewlib raises. Mistakes in content are no exceptions but diagnostics."""

from __future__ import annotations

from collections.abc import Sequence

from reviewlib.diagnostics.diagnostic import Diagnostic, summary_line


class ReviewLibError(Exception):
    """The root of what reviewlib raises.

    ReviewLibError
     ├── ConfigError    a setting of the site, or the folder it was asked to read, is not usable
     ├── ContentError   the content has problems; carries them
     └── BuildError     something of ours went wrong while building
    """


class ConfigError(ReviewLibError):
    """A setting, or the folder given, cannot be used."""


class ContentError(ReviewLibError):
    """The content has errors, so nothing is published."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        self.problems = tuple(problems)
        super().__init__(summary_line(self.problems))


class BuildError(ReviewLibError):
    """The build failed for a reason that is not the editors' doing."""
