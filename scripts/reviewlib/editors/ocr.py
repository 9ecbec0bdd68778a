"""Words of scanned pages, read by `ocrmypdf` where that program is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from reviewlib.diagnostics import ConfigError
from reviewlib.pdf import PdfResult, read_reports

PROGRAM = "ocrmypdf"
_SECONDS_A_PAGE = 30


def read_scan(file: Path, pages: int) -> PdfResult:
    """Read a PDF of pictures.

    Raises:
        ConfigError: the program is not installed, or cannot read it.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise ConfigError(
            f"{file.name} holds pictures of pages, without text. Ask for the file that was printed "
            f"and scanned; or install {PROGRAM}, and its words are read from the pictures."
        )
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        made = Path(folder) / "read.pdf"
        command = [program, "--quiet", "--skip-text", "--output-type", "pdf", str(file), str(made)]
        try:
            subprocess.run(
                command, check=True, capture_output=True, timeout=60 + _SECONDS_A_PAGE * pages
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ConfigError(f"{PROGRAM} could not read {file.name}.") from error
        result = read_reports({"scan": made}, None, 1)["scan"]
    if not result.pages_with_text:
        raise ConfigError(f"{PROGRAM} found no words in {file.name}.")
    return result
