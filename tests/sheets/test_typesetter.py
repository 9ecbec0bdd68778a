"""The process that sets sheets: started when needed, no trouble when stopped, never left behind."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reviewlib.cache import Cache
from reviewlib.diagnostics import BuildError
from reviewlib.jobs import jobs
from reviewlib.library import load
from reviewlib.sheets import FONTS, TEMPLATE, Typesetters, sheet_files
from reviewlib.sheets.typesetter import Typesetter
from tests.pdf.running import all_gone, is_there

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
THEME = ROOT / "theme"
WORDS = '#set document(title: "A sheet")\n#sys.inputs.data'
ENDLESS = "#for a in range(9000) { for b in range(9000) { let c = a * b } }"

# Works on a sheet that takes a minute, in a process that it tells the number of.
BUSY = """
import signal, sys, threading, time
from pathlib import Path
from reviewlib.sheets.typesetter import Typesetter
signal.signal(signal.SIGINT, signal.default_int_handler)  # which `command &` has ignored
with Typesetter(Path(sys.argv[1])) as typesetter:
    def tell():
        while typesetter.pid is None:
            time.sleep(0.01)
        print(typesetter.pid, flush=True)
    threading.Thread(target=tell, daemon=True).start()
    typesetter.typeset("words", 0)
"""


def theme(folder: Path, template: str) -> Path:
    """A theme with this template and no fonts."""
    (folder / TEMPLATE).parent.mkdir(parents=True)
    (folder / FONTS).mkdir()
    (folder / TEMPLATE).write_text(template, "utf-8")
    return folder


def test_a_process_sets_many_sheets_and_none_is_left_behind(tmp_path: Path) -> None:
    with Typesetter(theme(tmp_path, WORDS)) as typesetter:
        made = [typesetter.typeset(f"words {number}", 0) for number in range(3)]
        pid = typesetter.pid
        assert pid is not None
        assert is_there(pid)
    assert all(raw.startswith(b"%PDF-") for raw in made)
    assert len(set(made)) == 3
    assert all_gone([pid])


def test_one_that_holds_too_much_makes_room_for_another(tmp_path: Path) -> None:
    with Typesetter(theme(tmp_path, WORDS), most=1) as typesetter:
        first = typesetter.typeset("words", 0)
        assert typesetter.pid is None
        assert typesetter.typeset("words", 0) == first


def test_one_that_was_stopped_from_outside_is_replaced(tmp_path: Path) -> None:
    with Typesetter(theme(tmp_path, WORDS)) as typesetter:
        first = typesetter.typeset("words", 0)
        assert typesetter.pid is not None
        os.kill(typesetter.pid, signal.SIGKILL)
        assert typesetter.typeset("words", 0) == first


def test_one_that_is_stopped_again_and_again_ends_in_plain_words(tmp_path: Path) -> None:
    with Typesetter(theme(tmp_path, ENDLESS)) as typesetter:

        def stop() -> None:
            while not done.is_set():
                if typesetter.pid is not None:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(typesetter.pid, signal.SIGKILL)
                time.sleep(0.05)

        done = threading.Event()
        killer = threading.Thread(target=stop)
        killer.start()
        try:
            with pytest.raises(BuildError) as error:
                typesetter.typeset("words", 0, "years/2022-23/record.pdf")
        finally:
            done.set()
            killer.join()
    assert str(error.value) == (
        "years/2022-23/record.pdf could not be made: the process that sets it in type ended "
        "with -9, twice. Is there too little memory?"
    )


def test_a_sheet_without_an_end_is_given_up(tmp_path: Path) -> None:
    with (
        Typesetter(theme(tmp_path, ENDLESS), seconds=1) as typesetter,
        pytest.raises(BuildError, match=r"record\.pdf was not set in type in 1 seconds"),
    ):
        typesetter.typeset("words", 0, "years/2022-23/record.pdf")


def test_a_mistake_in_the_template_is_told_in_words(tmp_path: Path) -> None:
    with (
        Typesetter(theme(tmp_path, "#nothing-of-this-name")) as typesetter,
        pytest.raises(BuildError, match=r"^theme/sheets/sheet\.typ: unknown variable"),
    ):
        typesetter.typeset("words", 0)


def test_sheets_that_are_kept_start_no_process(tmp_path: Path) -> None:
    library = load(DATA / "library", cache=Cache(tmp_path / "cache")).checked()
    first = [sheet.data for sheet in sheet_files(library, THEME)]
    script = (
        "import json, subprocess, sys\n"
        "from pathlib import Path\n"
        "from reviewlib.cache import Cache\n"
        "from reviewlib.library import load\n"
        "from reviewlib.sheets import sheet_files\n"
        "def refuse(event, arguments):\n"
        "    if event == 'subprocess.Popen': raise SystemExit(f'started: {arguments}')\n"
        "library = load(sys.argv[1], cache=Cache(Path(sys.argv[2]))).checked()\n"
        "sys.addaudithook(refuse)\n"
        "print(json.dumps([len(one.data) for one in sheet_files(library, Path(sys.argv[3]))]))\n"
    )
    paths = map(str, (DATA / "library", tmp_path / "cache", THEME))
    done = subprocess.run(
        [sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [len(data) for data in first]


def test_whoever_wants_one_sheet_only_leaves_no_process_either(tmp_path: Path) -> None:
    before = children()
    shutil.copytree(DATA / "base", tmp_path / "library")
    sheets = sheet_files(load(tmp_path / "library").checked(), THEME)
    assert next(sheets).data.startswith(b"%PDF-")
    assert 1 <= len(children() - before) <= jobs()
    del sheets
    assert not [pid for pid in children() - before if is_there(pid)]


def children() -> set[int]:
    """The processes that this one started."""
    # Each is listed with the thread that started it.
    listed = [path.read_text("ascii") for path in Path("/proc/self/task").glob("*/children")]
    return {int(pid) for pids in listed for pid in pids.split()}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_goes_with_whoever_started_it(tmp_path: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-c", BUSY, str(theme(tmp_path, ENDLESS))]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.3)
        assert is_there(worker)
        if end == signal.SIGINT:  # as Ctrl-C does: to all that were started from the terminal
            os.killpg(parent.pid, end)
        else:
            parent.send_signal(end)
        parent.wait(60)
    assert all_gone([worker])


def test_several_processes_make_the_same_sheets_as_one(tmp_path: Path) -> None:
    folder = theme(tmp_path, WORDS)
    words = [f"words {number}" for number in range(5)]
    with Typesetter(folder) as typesetter:
        one = [typesetter.typeset(text, 0) for text in words]
    with Typesetters(folder, 3) as several:
        assert [made.result() for made in [several.begin(text, 0) for text in words]] == one


def test_a_sheet_that_cannot_be_made_ends_all_processes(tmp_path: Path) -> None:
    with Typesetters(theme(tmp_path, "#nothing-of-this-name"), 2) as several:
        made = [several.begin("words", 0) for _ in range(4)]
        with pytest.raises(BuildError, match="unknown variable"):
            made[0].result()
        pids = [one.pid for one in several._all if one.pid]
    assert pids
    assert all_gone(pids)


def test_processes_end_before_the_block_does_once_no_more_is_to_come(tmp_path: Path) -> None:
    with Typesetters(theme(tmp_path, WORDS), 2) as several:
        made = [several.begin(f"words {number}", 0) for number in range(4)]
        several.end()
        assert all(one.result().startswith(b"%PDF-") for one in made)
        several._threads.shutdown()  # when all that was begun is done
        assert [one.pid for one in several._all] == [None, None]
