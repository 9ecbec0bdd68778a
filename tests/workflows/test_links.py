"""Links to other sites: which there are, which lead nowhere, and the issue that says so."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewlib.cli import main
from reviewlib.editors.external_links import (
    Answer as LinkAnswer,
    WebLink,
    as_markdown,
    check_links,
    external_links,
)
from tests import store
from tests.editors.publisher import Answer, Publisher, publisher
from tests.workflows.hub import Hub, stand_in

DATA = Path(__file__).parents[1] / "data"
RECORD = "content/reviews/2022-23/glenmore.md"
# GitHub's own command, for issues: it has at most one, and keeps what it was told.
GH = """
    "issue list") cat "$HOME/open" 2>/dev/null || : ;;
    "issue create") echo 7 >"$HOME/open"; cp "$6" "$HOME/body.md" ;;
    "issue edit") cp "$5" "$HOME/body.md" ;;
    "issue close") rm "$HOME/open" ;;
"""


RESULTS = {
    "/200": "there",
    "/302": "there",
    "/404": "gone",
    "/410": "gone",
    "/403": "unsure",
    "/500": "unsure",
    "/away": "unsure",
}


@pytest.fixture
def elsewhere() -> Iterator[Publisher]:
    """Another site: its answers are the numbers in its addresses."""
    with publisher() as site:
        site.at |= {path: Answer(status=int(path[1:])) for path in RESULTS if path[1:].isdigit()}
        site.at["/302"] = Answer(status=302, headers={"Location": "/200"})
        site.at["/away"] = Answer(status=302, headers={"Location": "http://169.254.169.254/"})
        yield site


def link(address: str) -> WebLink:
    return WebLink(address, (("content/a.md", 3),))


def test_only_what_is_certainly_gone_is_called_gone(elsewhere: Publisher, tmp_path: Path) -> None:
    links = [link(f"http://{elsewhere.host}{path}") for path in RESULTS]
    answers = check_links(tmp_path, links, pause=0)
    assert [answer.state for answer in answers] == list(RESULTS.values())
    assert "private network" in answers[-1].why
    assert elsewhere.paths().count("/500") == 2
    assert all("reviewlib-links" in headers["User-Agent"] for _, headers in elsewhere.asked)


def test_a_server_that_says_nothing_is_not_called_gone(tmp_path: Path) -> None:
    (answer,) = check_links(tmp_path, [link("http://127.0.0.1:9/x")], pause=0)
    assert (answer.state, answer.why) == ("unsure", "No connection could be made, or it broke off.")


@pytest.mark.parametrize(
    ("number", "state"), [(socket.EAI_NONAME, "gone"), (socket.EAI_AGAIN, "unsure")]
)
def test_a_name_that_cannot_be_looked_up_just_now_is_not_one_that_is_nobodys(
    number: int, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "whatever this system says")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    (answer,) = check_links(tmp_path, [link("https://nobody.invalid/x")], pause=0)
    assert answer.state == state
    assert "no server of this name" in answer.why


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
    said = as_markdown(
        [LinkAnswer(one, "gone", "it is gone"), LinkAnswer(link("https://b.org"), "unsure")]
    )
    assert "named by `content/a.md`, line 3" in said
    assert "jo.bloggs" not in said
    assert "They may well answer people" in said


def test_an_issue_is_never_longer_than_github_takes() -> None:
    many = [
        LinkAnswer(link(f"https://example.org/{number:05}"), "gone", "no") for number in range(5000)
    ]
    said = as_markdown(many)
    assert 60_000 < len(said) <= 65_536
    assert said.endswith("tells all.*\n")
    assert said.splitlines()[-3].lstrip().startswith("- ")


def test_all_is_well_is_said_by_an_empty_file() -> None:
    assert as_markdown([LinkAnswer(link("https://b.org"), "unsure", "slow")]) == ""


def test_the_command_lists_all_addresses_and_asks_for_each(
    elsewhere: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, out = shutil.copytree(DATA / "base", tmp_path / "library"), tmp_path / "gone.md"
    record, address = root / RECORD, f"http://{elsewhere.host}/404"
    text = record.read_text("utf-8").replace("https://example.org/reports/", address)
    record.write_text(text, "utf-8")
    assert main(["--root", str(root), "links"]) == 0
    assert capsys.readouterr().out == f"{address}\t{RECORD}:14\n"
    words = ["links", "--external", "--pause", "0", "--out", str(out)]
    assert main(["--root", str(root), *words]) == 0
    said = capsys.readouterr()
    assert said.out == f"gone\t{address}\tThe server answers 404: it is not there any more.\n"
    assert said.err == "1 addresses, each asked once.\n"
    assert f"named by `{RECORD}`, line 14" in out.read_text("utf-8")


@pytest.mark.audit  # two seconds pass before each request
def test_the_issue_is_opened_kept_up_to_date_and_closed(
    hub: Hub, elsewhere: Publisher, tmp_path: Path
) -> None:
    path = stand_in(tmp_path / "bin", GH)
    work = hub.clone("editor")
    record = work / RECORD

    def listed(page: str) -> None:
        text = record.read_text("utf-8").splitlines()
        at = next(at for at, row in enumerate(text) if row.startswith("    listed: "))
        text[at] = f"    listed: http://{elsewhere.host}/{page}"
        record.write_text("\n".join(text) + "\n", encoding="utf-8")
        hub.commit(work, "Change a link")
        hub.push(work, "main")

    listed("404")
    first = hub.run("links", path=path)
    assert first.is_green, first.printed
    body = hub.home / "body.md"
    assert f"`http://{elsewhere.host}/404`" in body.read_text("utf-8")
    assert f"named by `{RECORD}`, line " in body.read_text("utf-8")

    listed("410")
    assert hub.run("links", path=path).is_green
    assert "/410`" in body.read_text("utf-8")
    log = (hub.home / "gh.log").read_text("utf-8")
    assert log.count("issue create") == log.count("issue edit 7") == 1

    listed("200")
    assert hub.run("links", path=path).is_green
    assert "issue close 7" in (hub.home / "gh.log").read_text("utf-8")
