"""A publisher's reports collected: each once, politely, and brought in as any other PDF."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import io
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from reviewlib.cache import cache_of
from reviewlib.cli import main
from reviewlib.diagnostics import as_text
from reviewlib.editors.collect import decoded, read_page
from reviewlib.editors.fetch import Fetcher, FetchError
from reviewlib.library import load
from tests.editors.conftest import below
from tests.editors.publisher import PAGE, Answer, Publisher, publisher
from tests.editors.shelf import LISTED, SHELF, Waiting, make_shelf
from tests.pdf.layouts import Told, make

TODAY = "2026-11-28"
CORRECTED = 2000  # so many words more that its size is another
NEW = dataclasses.replace(
    SHELF[0], year="2023-24", kind="summary", visit="The visit was from 6 to 8 October 2023."
)


@pytest.fixture
def site() -> Iterator[Publisher]:
    with publisher() as found:
        yield found


@pytest.fixture
def waited() -> list[float]:
    """The seconds of each pause of `fetcher`."""
    return []


@pytest.fixture
def fetcher(tmp_path: Path, site: Publisher, waited: list[float]) -> Fetcher:
    return Fetcher(tmp_path, "A", 0, frozenset({site.host}), waited.append)


def shelf(root: Path, site: Publisher, rights: str = "linked only", count: int = 32) -> Path:
    """A library that waits for the first reports, listed on the publisher's page."""
    make_shelf(root, rights)
    for one in SHELF:
        file = root / one.path
        if one in SHELF[:count]:
            file.write_text(file.read_text("utf-8").replace(LISTED, site.page), "utf-8")
        else:
            file.unlink()
    return root


def collect(root: Path, site: Publisher, *words: str) -> int:
    private = ("--allow-private", site.host, "--pause", "0", "--today", TODAY)
    return main(["--root", str(root), "collect", *private, *words])


def files(root: Path) -> dict[str, bytes]:
    return {name: raw for name, raw in below(root).items() if not name.endswith(".draft.md")}


def collected(root: Path) -> dict[str, str]:
    """The checksum of each report that was fetched today, by record; there is no mistake in any."""
    result = load(root, cache=cache_of(root))
    assert not [one for one in result.problems if one.is_error]
    return {
        review.place.path: report.original
        for review in result.checked().reviews
        for report in review.reports
        if report.original and report.address and str(report.fetched) == TODAY
    }


def sums(reports: Iterable[Waiting], version: int = 1) -> dict[str, str]:
    return {one.path: hashlib.sha256(one.pdf(version)).hexdigest() for one in reports}


# ------------------------------------------------------------------ one command, no edits


def collect_all(root: Path, site: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    count = len(list((root / "content" / "reviews").rglob("*.md")))
    site.publish([(one, 1) for one in SHELF[:count]])
    assert collect(root, site) == 0
    assert f"{site.page}: {count} known, 0 new, 0 changed, 0 gone." in capsys.readouterr().out
    assert site.paths() == ["/robots.txt", PAGE]
    before = set(files(root))
    assert collect(root, site, "--fetch") == 0
    assert collected(root) == sums(SHELF[:count])
    added = {name: raw for name, raw in files(root).items() if name not in before}
    held = (
        [one.pdf() for one in SHELF[:count]] if "OGL" in (root / SHELF[0].path).read_text() else []
    )
    assert sorted(added.values()) == sorted(held)
    assert all(name.startswith("reports/") for name in added)
    agents = {headers["User-Agent"] for _, headers in site.asked}
    assert agents == {"reviewlib-collect/1 (Made-up report library; library@example.org)"}


def collect_again(root: Path, site: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    """Two are corrected, one is new, one is gone; after that, all that is there is known."""
    present = [one for one in SHELF if (root / one.path).is_file()]
    changed, kept, gone = present[:2], present[2:-1], present[-1]
    site.publish([*((one, CORRECTED) for one in changed), *((one, 1) for one in (*kept, NEW))])
    capsys.readouterr()
    assert collect(root, site) == 1
    counted = f"{len(kept)} known, 1 new, 2 changed, 1 gone."
    assert counted in capsys.readouterr().out
    site.asked.clear()
    assert collect(root, site, "--fetch") == 1
    assert f"gone: {gone.title}, {gone.path}:" in capsys.readouterr().out
    assert len([path for path in site.paths() if path.startswith(("/get", "/files"))]) == 3
    assert collected(root) == sums(present) | sums([NEW]) | sums(changed, CORRECTED)
    begun = (root / NEW.path).read_text("utf-8")
    assert f"title: {NEW.title}\n" in begun
    assert f"listed: {site.page}\n" in begun
    site.asked.clear()
    assert collect(root, site, "--fetch") == 1
    assert f"{len(present)} known, 0 new, 0 changed, 1 gone." in capsys.readouterr().out
    assert site.paths() == ["/robots.txt", PAGE]
    # Printed with another size, and not changed all the same, as the server knows.
    site.publish([(changed[0], 1)])
    site.at |= dict.fromkeys(
        [path for path in site.at if path.endswith(".pdf")], Answer(status=304)
    )
    assert collect(root, site, "--fetch") == 1
    assert f"server says that it has not changed since {TODAY}." in capsys.readouterr().out
    assert site.asked[-1][1]["If-Modified-Since"] == "Sat, 28 Nov 2026 00:00:00 GMT"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rights", "count"),
    [
        ("OGL 3.0", 4),
        pytest.param("OGL 3.0", 32, marks=pytest.mark.audit),
        pytest.param("linked only", 32, marks=pytest.mark.audit),
    ],
)
def test_one_command_brings_each_report_of_six_layouts_to_its_record(
    tmp_path: Path, site: Publisher, rights: str, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shelf(tmp_path / "library", site, rights, count)
    collect_all(root, site, capsys)
    collect_again(root, site, capsys)


# ------------------------------------------------------------------ pages as they are


@pytest.mark.parametrize(
    "row",
    [
        '<a href="/a.pdf">PDF file: Moray report (2.3 MB)</a> | 2.3 MB | example.org/a.pdf',
        '<li><a href="a?id=7&amp;x=1">Moray&nbsp;report</a> [PDF, 1,234KB]</li>'
        " | 1234 KB | example.org/x/a?id=7&x=1",
        '<h3>Moray report</h3><p><a href="../d/7">Download <b>PDF</b></a><p>Size: 2.3MB'
        " | 2.3 MB | example.org/d/7",
        '<tr><td>Moray report<td>2.3 MB<td><a href="//cdn.example.org/7.PDF">View</a></tr>'
        " | 2.3 MB | cdn.example.org/7.PDF",
        '<a href="m.pdf"><img alt="PDF"></a> <a href="m.pdf#page=2">Moray report</a> 2.3 MiB'
        " | 2.3 MB | example.org/x/m.pdf",
        '<base href="https://other.example/y/"><a type="application/pdf" href="m">Moray report'
        " |  | other.example/y/m",
        '<a href="/m">Moray report</a> |  | example.org/m',
    ],
)
def test_a_link_is_read_with_its_name_and_size(row: str) -> None:
    html, size, address = row.rsplit(" | ", 2)
    (link,) = read_page(f"<a href=/>Home</a>{html}", "https://example.org/x/", ["Moray report"])
    assert (link.label, link.address) == ("Moray report", f"https://{address}")
    assert (link.size.text if link.size else "") == size


def test_what_leads_to_no_pdf_is_passed_over_and_a_link_given_twice_counts_once() -> None:
    html = (
        '<a href="javascript:void(0)">PDF</a><a href="mailto:a@example.org">PDF</a><a>PDF</a>'
        '<a href="http://[x">PDF</a><a href="a.docx">A (PDF to come, 1 MB)</a>'
        '<script>"<a href=b.pdf>B</a>"</script><![a[]><a href="/one">A (PDF 1 MB)</a>'
        '<a href="/two">A (PDF 1 MB)</a><a href="/three">A (PDF 2 MB)<script><a href="c.pdf">'
    )
    paths = [one.address for one in read_page(html, "https://example.org/")]
    assert paths == ["https://example.org/one", "https://example.org/three"]


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-15"])
def test_a_page_in_another_encoding_is_read(name: str) -> None:
    html = f"<meta charset='{name}'><a href=/a.pdf>Aithisg Dhùn Èideann"
    assert read_page(decoded(html.encode(name)), "")[0].label == "Aithisg Dhùn Èideann"


# ------------------------------------------------------------------ what goes wrong


PDF = SHELF[1].pdf()


def moved(to: str) -> Answer:
    return Answer(status=302, headers={"Location": to})


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([Answer(status=404)], "It is not there (404)."),
        ([Answer(status=410)], "It is gone (410)."),
        ([Answer(b"No.", 403)], "refuses it to programs (403). Save it with a browser"),
        ([Answer(status=401)], "asks for a user name and a password"),
        ([Answer(status=500)], "The server answers 500."),
        ([Answer(status=416)], "The server answers 416."),
        ([Answer(b"")], "it is empty."),
        ([Answer(b"<!doctype html><p>Not here")], "it is a web page."),
        ([Answer(b"<html><input type='password'>")], "a page to log in at, not a PDF."),
        ([Answer(b"PK\x03\x04")], "it is a Word file"),
        ([Answer(headers={"Content-Length": "2000000000"})], "more than 200 MB"),
        ([Answer(PDF, sent=99)] * 3, "broke off each time"),
        ([Answer(PDF, headers={"Transfer-Encoding": "chunked"})] * 3, "broke off each time"),
        ([Answer(status=429, headers={"Retry-After": "3600"})], "to be left alone for a while"),
        ([Answer(status=429, headers={"Retry-After": "7"})] * 3, "to be left alone for a while"),
        ([moved("file:///etc/passwd")], "does not begin with"),
        ([moved("http://localhost/")], "private network"),
        ([moved("http://[::ffff:10.0.0.1]/")], "private"),
        ([moved("http://169.254.169.254/")], "private"),
        ([moved("http://nobody.invalid/")], "no server of"),
        ([moved("http://[x/")], "cannot be"),
        ([moved("/x")] * 8, "redirected again and again"),
        ([moved("/private/x")], "asks programs to keep away"),
    ],
)
def test_what_cannot_be_had_is_told_in_a_sentence_and_leaves_nothing(
    site: Publisher, fetcher: Fetcher, waited: list[float], answers: list[Answer], said: str
) -> None:
    left = iter(answers)
    site.at["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n")
    site.at["/x"] = lambda: next(left)
    with pytest.raises(FetchError, match=re.escape(said)):
        fetcher.pdf(f"http://{site.host}/x")
    assert next(left, None) is None
    assert sum(waited) == 14 * (said.startswith("to be left") and len(answers) == 3)
    assert not list(fetcher.root.rglob("*.pdf"))


def test_a_download_that_broke_off_is_gone_on_with_unless_it_has_changed(
    site: Publisher, fetcher: Fetcher
) -> None:
    for tag, served in (("new", Answer(PDF, sent=5000)), ("old", Answer(b"%PDF-", sent=9))):
        length = {"Content-Length": str(len(PDF)), "ETag": f'"{tag}"'}
        site.at["/x"] = dataclasses.replace(served, headers=length)
        with pytest.raises(FetchError):
            fetcher.pdf(f"http://{site.host}/x")
        site.at["/x"] = Answer(PDF, headers={"ETag": '"new"'})
        site.asked.clear()
        assert fetcher.pdf(f"http://{site.host}/x") == PDF
        assert site.asked[-1][1].get("Range", "").startswith("bytes=")


def test_a_download_whose_rest_is_refused_begins_anew(site: Publisher, fetcher: Fetcher) -> None:
    length = {"Content-Length": str(len(PDF)), "ETag": '"a"'}
    answers = iter([Answer(PDF, sent=5000, headers=length), Answer(status=416), Answer(PDF)])
    site.at["/x"] = lambda: next(answers)
    assert fetcher.pdf(f"http://{site.host}/x") == PDF
    assert ["Range" in headers for _, headers in site.asked[1:]] == [False, True, False]


@pytest.mark.parametrize(
    ("given", "wait"), [("7", 7), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", 10)]
)
def test_a_busy_server_is_asked_again_after_the_time_it_gives(
    site: Publisher, fetcher: Fetcher, waited: list[float], given: str, wait: float
) -> None:
    answers = iter([Answer(status=429, headers={"Retry-After": given}), Answer(PDF)])
    site.at["/x"] = lambda: next(answers)
    site.at["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 5")
    fetcher.pause = 2
    assert fetcher.pdf(f"http://{site.host}/x") == PDF
    assert waited == [2, 5, wait, 5]


def test_nothing_is_fetched_where_the_rules_for_programs_cannot_be_read(
    site: Publisher, fetcher: Fetcher
) -> None:
    site.at |= {"/robots.txt": Answer(status=500), "/x": Answer(PDF)}
    with pytest.raises(FetchError, match=r"Its robots\.txt cannot be read now \(500\)\."):
        fetcher.pdf(f"http://{site.host}/x")
    assert site.paths() == ["/robots.txt"]


def test_a_server_with_several_addresses_is_asked_at_one_that_answers(
    tmp_path: Path, site: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, name = socket.getaddrinfo, f"reports.example:{site.port}"

    def found(host: str, *rest: Any, **named: Any) -> list[Any]:
        numbers = ("::1", "127.0.0.1") if host == "reports.example" else (host,)
        return [row for number in numbers for row in look_up(number, *rest, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    site.at["/x"] = Answer(PDF)  # where nobody listens at the first of its addresses
    assert Fetcher(tmp_path, "A", 0, frozenset({name})).pdf(f"http://{name}/x") == PDF


def test_a_certificate_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, day = ec.generate_private_key(ec.SECP256R1()), datetime.datetime(2020, 1, 1)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day.replace(year=2120))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    pem = tmp_path / "certificate.pem"
    pem.write_bytes(
        made.add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    with publisher(tls) as site:
        site.at["/x"] = Answer(PDF)
        host = f"localhost:{site.port}"
        fetcher = Fetcher(tmp_path, "A", 0, frozenset({host}))
        with pytest.raises(FetchError, match="certificate"):
            fetcher.pdf(f"https://{host}/x")
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))  # as if one of the known had signed it
        assert fetcher.pdf(f"https://{host}/x") == PDF


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<p>Please log in<input type=password>"), "no link to a PDF on it"),
        (Answer(b"%PDF-1.7"), "This is a PDF, not a page"),
        (moved("http://127.0.0.2/"), "private network"),
        (moved("http://localhost:{}/"), "to another site"),
        (Answer(status=404), "It is not there"),
        (Answer(b"<a href=/a.pdf>A</a>", headers={"Content-Length": "2000"}), "it broke off"),
    ],
)
def test_a_page_that_is_none_says_so_and_calls_nothing_gone(
    tmp_path: Path, site: Publisher, answer: Answer, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shelf(tmp_path / "library", site, count=2)
    to = {name: value.format(site.port) for name, value in answer.headers.items()}
    site.at |= {PAGE: dataclasses.replace(answer, headers=to), "/": Answer(b"<a href=/a.pdf>A</a>")}
    assert collect(root, site, "--fetch", "--allow-private", f"localhost:{site.port}") == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "gone" not in shown.out


def test_a_page_is_needed_that_is_named_or_that_records_name(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(library), "collect", "nowhere.html"]) == 2
    assert capsys.readouterr().err == "nowhere.html is neither an address nor a file.\n"
    record = library / "content/reviews/2022-23/glenmore.md"
    text = record.read_text("utf-8").replace("    listed: https://example.org/reports/\n", "")
    record.write_text(text, "utf-8")
    assert main(["--root", str(library), "collect"]) == 2
    assert "No record says where its report is listed (`listed:`)." in capsys.readouterr().err


def test_files_of_nobody_and_of_strange_names_wait_in_a_folder_that_git_ignores(
    tmp_path: Path, site: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shelf(tmp_path / "library", site, count=1)
    told = make("word", Told("Borchester Council", "The visit was on 6 October 2021."))
    site.at[PAGE] = Answer(
        b'<a href="a.pdf">../../../Borchester \x1b[31m</a> 1 MB<a href="b.pdf">B</a>'
    )
    site.at |= {f"{PAGE}a.pdf": Answer(told), f"{PAGE}b.pdf": Answer(b"<html>")}
    before = files(root)
    assert collect(root, site, "--fetch") == 1
    shown = capsys.readouterr().out
    assert "It does not say plainly whose review it is of." in shown
    assert "left: B, " in shown
    assert "\x1b" not in shown
    added = set(files(root)) - set(before)
    assert all(re.fullmatch(r"reports/incoming/fetched/[\w.-]+", name) for name in added)
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text("utf-8").splitlines()
    assert "/reports/incoming/fetched/" in ignored
    site.asked.clear()
    assert collect(root, site, "--fetch") == 1
    assert f"{PAGE}a.pdf" not in site.paths()


def test_a_page_saved_with_a_browser_is_compared_without_a_network(
    tmp_path: Path, site: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shelf(tmp_path / "library", site, count=2)
    site.publish([(SHELF[0], 1)])
    page = site.at[PAGE]
    assert isinstance(page, Answer)
    (tmp_path / "saved.html").write_bytes(page.body)
    assert collect(root, site, str(tmp_path / "saved.html")) == 1
    assert "1 known, 0 new, 0 changed, 1 gone." in capsys.readouterr().out
    assert site.asked == []


# ------------------------------------------------------------------ Ctrl-C


_LONG = 300  # seconds, that nothing takes even where the machine is busy
_PROGRAM = """
import signal
from reviewlib.__main__ import run
signal.signal(signal.SIGINT, signal.default_int_handler)  # which `command &` has ignored
run()
"""


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _PROGRAM, "--root", str(root), *words, "--today", TODAY]
    return subprocess.Popen(command, start_new_session=True, text=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip


def stopped(process: subprocess.Popen[str]) -> tuple[int, str]:
    """What a command says when Ctrl-C is pressed: the terminal tells all its processes."""
    with contextlib.suppress(ProcessLookupError):  # it may have come to its end
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=_LONG)
    return process.returncode, said


@pytest.mark.slow
def test_stopped_between_two_downloads_the_same_command_goes_on(
    tmp_path: Path, site: Publisher
) -> None:
    root = shelf(tmp_path / "library", site, count=3)
    site.publish([(one, 1) for one in SHELF[:3]])
    before, held = files(root), dict(site.at)
    asked, answer = threading.Event(), threading.Event()
    third = [path for path in site.at if path.endswith(".pdf")][2]

    def slow() -> Answer:
        asked.set()
        answer.wait(_LONG)
        return Answer(status=500)

    site.at[third] = slow
    command = ("collect", "--fetch", "--allow-private", site.host, "--pause", "0")
    process = started(root, *command)
    assert asked.wait(_LONG)
    code, said = stopped(process)
    answer.set()
    assert code == 130
    assert said == (
        "Stopped: 2 PDFs fetched, each whole, and no record was changed. "
        "The same command goes on from there.\n"
    )
    added = {name: raw for name, raw in files(root).items() if name not in before}
    assert sorted(raw for name, raw in added.items() if name.endswith(".pdf")) == sorted(
        one.pdf() for one in SHELF[:2]
    )
    site.at = held
    site.asked.clear()
    assert collect(root, site, "--fetch") == 0
    assert len(site.paths()) == 3  # robots.txt, the page, the one that was missing
    assert "fetched" not in [path.name for path in (root / "reports" / "incoming").iterdir()]


class _Interrupts(io.StringIO):
    """A terminal at which somebody presses Ctrl-C when certain words are shown."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def write(self, text: str) -> int:
        if self.words in text:
            raise KeyboardInterrupt
        return super().write(text)


def made_desk(folder: Path, reports: Iterable[Waiting]) -> Path:
    """A folder with reports, each called by its title."""
    folder.mkdir()
    for one in reports:
        (folder / f"{one.title}.pdf").write_bytes(one.pdf())
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shown", "done"),
    [
        pytest.param("where to", "nothing was changed", marks=pytest.mark.audit),
        (SHELF[3].path, "1 of 2 have their place, each whole"),
        pytest.param("Next:", "2 of 2 have their place, each whole", marks=pytest.mark.audit),
    ],
)
def test_an_import_that_is_stopped_says_what_is_done_and_goes_on(
    tmp_path: Path, shown: str, done: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    root, desk = make_shelf(tmp_path / "library"), made_desk(tmp_path / "desk", SHELF[2:4])
    command = ["--root", str(root), "import", str(desk), "--today", TODAY]
    with monkeypatch.context() as terminal:
        terminal.setattr(sys, "stdout", _Interrupts(shown))
        assert main(command) == 130
    assert capsys.readouterr().err == f"Stopped: {done}. The same command goes on from there.\n"
    drafts = len(list(root.rglob("*.draft.md")))
    assert drafts == int(done[0]) if done[0].isdigit() else not drafts
    assert main(command) == 0
    assert len(list(root.rglob("*.draft.md"))) == 2
    assert as_text(load(root).problems) == "No problems.\n"


@pytest.mark.audit
@pytest.mark.parametrize("after", [0.0, 0.2, 0.5, 1.0, 2.0])
def test_an_import_stopped_at_any_moment_shows_no_traceback(tmp_path: Path, after: float) -> None:
    root, desk = make_shelf(tmp_path / "library"), made_desk(tmp_path / "desk", SHELF[:8])
    process = started(root, "import", str(desk))
    # Its folder for what it unpacks tells that it has begun; `rglob` fails where others go.
    while process.poll() is None and not list((root / ".cache" / "reviewlib").glob("zip-*")):
        time.sleep(0.02)
    time.sleep(after)
    code, said = stopped(process)
    # Just before its work and just after it, there is nothing that it could say was done.
    sentence = "Stopped(: .* The same command goes on from there)?[.]\n"
    assert (code, said) == (0, "") or (code == 130 and re.fullmatch(sentence, said))
    assert main(["--root", str(root), "import", str(desk), "--today", TODAY]) == 0
    assert as_text(load(root).problems) == "No problems.\n"
