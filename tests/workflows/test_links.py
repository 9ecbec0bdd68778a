"""Links to other sites: which there are, which lead nowhere, and the issue that says so."""

from __future__ import annotations

import http.server
import re
import socket
import threading
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.editors.external_links import (
    Answer,
    WebLink,
    _why_not,
    as_markdown,
    check_links,
    external_links,
)
from tests import store
from tests.workflows.hub import Hub

DATA = Path(__file__).parents[1] / "data"
RECORD = "content/reviews/2022-23/glenmore.md"
# A stand-in for GitHub's own command: it has at most one issue, and keeps what it was told.
GH = """#!/bin/sh
echo "$@" >>"$HOME/gh.log"
case "$1 $2" in
    "issue list") cat "$HOME/open" 2>/dev/null || : ;;
    "issue create") echo 7 >"$HOME/open"; cp "$6" "$HOME/body.md" ;;
    "issue edit") cp "$5" "$HOME/body.md" ;;
    "issue close") rm "$HOME/open" ;;
    *) exit 1 ;;
esac
"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site: its answers are the numbers in its addresses."""

    asked: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        agent = self.headers["User-Agent"]
        type(self).asked.append((self.command, self.path, agent))
        words = self.path.strip("/").split("/")
        only_get = "only-get" in words
        status = 405 if only_get and self.command == "HEAD" else int(words[-1])
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args: object) -> None:
        """Silence."""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    asked: list[tuple[str, str, str]] = []
    handler = type("Handler", (Elsewhere,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def link(address: str) -> WebLink:
    return WebLink(address, (("content/a.md", 3),))


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/200", "there"),
        ("/only-get/200", "there"),
        ("/302", "there"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/403", "unsure"),
        ("/429", "unsure"),
        ("/500", "unsure"),
    ],
)
def test_only_what_is_certainly_gone_is_called_gone(
    elsewhere: tuple[str, list[tuple[str, str, str]]], path: str, state: str
) -> None:
    (answer,) = check_links([link(elsewhere[0] + path)], pause=0)
    assert answer.state == state
    assert elsewhere[1][0][0] == "HEAD"
    assert "reviewlib-links" in elsewhere[1][0][2]


def test_a_server_that_says_nothing_is_not_called_gone() -> None:
    (answer,) = check_links([link("http://127.0.0.1:9/x")], pause=0)
    assert (answer.state, answer.why) == ("unsure", "no connection could be made")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (socket.EAI_NONAME, "there is no server of this name"),
        (socket.EAI_AGAIN, "its name could not be looked up"),
    ],
)
def test_a_name_that_cannot_be_looked_up_just_now_is_not_one_that_is_nobodys(
    number: int, said: str
) -> None:
    error = urllib.error.URLError(socket.gaierror(number, "whatever this system says"))
    assert _why_not(error) == said


def test_what_cannot_be_looked_up_is_told_and_stops_nothing() -> None:
    (answer,) = check_links([link("https://nobody.invalid/x")], pause=0)
    assert answer.state in {"gone", "unsure"}
    assert "name" in answer.why


def test_every_address_of_a_library_is_found_once_with_all_its_places() -> None:
    library = store.library("made up")
    found = external_links(library)
    addresses = [one.address for one in found]
    assert addresses == sorted(set(addresses))
    for one in found:
        for path, line in one.places:
            rows = (DATA / "library" / path).read_text("utf-8").splitlines()
            near = "\n".join(rows[line - 1 : line + 40])
            assert one.address in near, (path, line)
    files = [path for ending in ("md", "yml") for path in (DATA / "library").rglob(f"*.{ending}")]
    written = set(re.findall(r"https?://[^\s)>\"#]+", "".join(map(Path.read_text, files))))
    assert set(addresses) <= written


def test_an_issue_names_the_places_and_holds_no_mark_up_and_no_person() -> None:
    one = WebLink("https://example.org/`x`?to=jo.bloggs@example.org", (("content/a.md", 3),))
    said = as_markdown([Answer(one, "gone", "it is gone"), Answer(link("https://b.org"), "unsure")])
    assert "named by `content/a.md`, line 3" in said
    assert "jo.bloggs" not in said
    assert "They may well answer people" in said


def test_an_issue_is_never_longer_than_github_takes() -> None:
    many = [
        Answer(link(f"https://example.org/{number:05}"), "gone", "no") for number in range(5000)
    ]
    said = as_markdown(many)
    assert 60_000 < len(said) <= 65_536
    assert said.endswith("tells all.*\n")
    assert said.splitlines()[-3].lstrip().startswith("- ")


def test_all_is_well_is_said_by_an_empty_file() -> None:
    assert as_markdown([Answer(link("https://b.org"), "unsure", "slow")]) == ""


@pytest.mark.slow
def test_the_issue_is_opened_kept_up_to_date_and_closed(
    hub: Hub, elsewhere: tuple[str, list[tuple[str, str, str]]], tmp_path: Path
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "gh").write_text(GH)
    (bin_ / "gh").chmod(0o755)
    work = hub.clone("editor")
    record = work / RECORD

    def listed(path: str) -> None:
        text = record.read_text("utf-8").splitlines()
        at = next(at for at, row in enumerate(text) if row.startswith("    listed: "))
        text[at] = f"    listed: {elsewhere[0]}/{path}"
        record.write_text("\n".join(text) + "\n", encoding="utf-8")
        hub.commit(work, "Change a link")
        hub.push(work, "main")

    listed("gone/404")
    first = hub.run("links", path=str(bin_))
    assert first.is_green, first.printed
    body = hub.home / "body.md"
    assert f"`{elsewhere[0]}/gone/404`" in body.read_text("utf-8")
    assert f"named by `{RECORD}`, line " in body.read_text("utf-8")

    listed("moved/410")
    assert hub.run("links", path=str(bin_)).is_green
    assert "moved/410" in body.read_text("utf-8")
    log = (hub.home / "gh.log").read_text("utf-8")
    assert log.count("issue create") == log.count("issue edit 7") == 1

    listed("here/200")
    assert hub.run("links", path=str(bin_)).is_green
    assert "issue close 7" in (hub.home / "gh.log").read_text("utf-8")
