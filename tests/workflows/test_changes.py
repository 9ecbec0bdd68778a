"""What a proposal says: every change in words, nothing of a person, nothing but words."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reviewlib.cli import main
from reviewlib.diagnostics import ConfigError
from reviewlib.editors.change_report import (
    ChangedPage,
    block,
    code,
    pages_in_words,
    safe,
    summary,
)
from reviewlib.editors.changes import Proposal, base_revision, changed_elsewhere, propose
from reviewlib.markdown import parse, plain
from tests.diagnostics.placing import report
from tests.pdf.make import pdf
from tests.workflows.hub import environment

DATA = Path(__file__).parents[1] / "data"
RECORD = "content/reviews/2022-23/glenmore.md"
HIDDEN = "\u2060"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "base", tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    shutil.copytree(base, tmp_path / "proposed")
    return tmp_path / "proposed"


@pytest.fixture
def proposed(root: Path, base: Path) -> Callable[..., tuple[Proposal, str]]:
    """`proposed(old, new, ...)`: the record with some words changed, and what is said of it."""

    def change(*pairs: str, file: str = RECORD) -> tuple[Proposal, str]:
        text = (root / file).read_text("utf-8")
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        (root / file).write_text(text, encoding="utf-8")
        proposal = propose(root, base)
        return proposal, summary(proposal, url="https://example.org/")

    return change


Change = Callable[..., tuple[Proposal, str]]


THEMES = "content/vocabulary/themes.yml"
MISTAKE = "([`unknown-theme`](https://example.org/contribute/messages/#unknown-theme))\n  ```text"


@pytest.mark.parametrize(
    ("file", "pairs", "is_sound", "said"),
    [
        (RECORD, (), True, "No record and no report."),
        (
            RECORD,
            ("status: took place", "status: planned"),
            True,
            "- status: was “took place”, now “planned”",
        ),
        (
            RECORD,
            ("- Families are asked before", "- They are asked after"),
            True,
            "- Strengths: was “Families are asked before decisions are made”, now “They are asked",
        ),
        (
            THEMES,
            ("label: Inclusion", "label: Including everyone"),
            True,
            "### Theme changed: Including everyone\n\n`content/vocabulary/themes.yml`\n\n"
            "- label: was “Inclusion”, now “Including everyone”",
        ),
        (RECORD, ("  - Inclusion", "  - Inclusoin"), False, MISTAKE),
        (
            RECORD,
            ("status: took place", "status: gone"),
            False,
            f"### Changed, and not to be read yet\n\n- `{RECORD}`\n",
        ),
    ],
)
def test_each_change_and_each_mistake_is_told(
    proposed: Change, file: str, pairs: tuple[str, ...], is_sound: bool, said: str
) -> None:
    proposal, told = proposed(*pairs, file=file)
    assert said in told
    assert proposal.is_sound is is_sound
    assert ("Nothing is published until they are mended" in told) is not is_sound
    assert is_sound or re.search(rf"- `{RECORD}`, line \d+: `\w+`: .*\(\[`", told)


def test_of_a_long_text_only_what_is_near_the_change_is_told(proposed: Change, root: Path) -> None:
    long = " ".join(f"word{number}" for number in range(100))
    record = root / RECORD
    text = record.read_text("utf-8").replace("## Focus questions", f"{long}.\n\n## Focus questions")
    record.write_text(text, encoding="utf-8")
    (root.parent / "base" / RECORD).write_text(text, encoding="utf-8")
    _, said = proposed("word50 ", "another ")
    context = " ".join(f"word{number}" for number in range(44, 50))
    assert f"- was “… {context} word50 word51" in said
    assert f"now “… {context} another word51" in said
    assert "word40" not in said
    assert "word60" not in said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("added", "### Review added: Glenmore"),
        ("removed", "### Review taken out: Glenmore"),
        ("mended", "could not be read before, and can now"),
    ],
)
def test_a_record_that_is_new_gone_or_mended_is_named_and_a_new_one_can_be_read_whole(
    root: Path, base: Path, kind: str, said: str
) -> None:
    if kind == "mended":
        text = (base / RECORD).read_text("utf-8")
        (base / RECORD).write_text(text.replace("status: took place", "status: gone"), "utf-8")
    else:
        ((base if kind == "added" else root) / RECORD).unlink()
    proposal = propose(root, base)
    (change,) = proposal.changes
    assert change.kind == kind
    told = summary(proposal)
    assert said in told
    lines = (safe(line.text) in told for line in change.entry.lines)
    assert not any(lines) if kind == "removed" else all(lines)


def test_an_introduction_to_a_theme_that_is_not_listed_is_named_by_its_file(
    root: Path, base: Path
) -> None:
    page = root / "content" / "themes" / "belonging.md"
    page.parent.mkdir()
    page.write_text("---\nsources: [progress-report-2023]\n---\n\nWhat schools do.\n", "utf-8")
    told = summary(propose(root, base))
    assert "Introduction to a theme added: belonging" in told
    assert "belonging.md" in told


def test_an_assessment_of_accessibility_is_named(root: Path, base: Path) -> None:
    file = Path("content", "programme", "accessibility.yml")
    (root / file).parent.mkdir()
    shutil.copyfile(DATA / "library" / file, root / file)
    told = summary(propose(root, base))
    assert "### Assessment of accessibility added: " in told
    assert "not to be read yet" not in told


def test_persons_are_masked_wherever_they_stand(proposed: Change) -> None:
    _, said = proposed(
        "status: took place",
        "status: jo.bloggs@example.org",
        "## ",
        "Ring 01555 000123 or write to jo.bloggs@example.org.\n\n## ",
    )
    assert "jo.bloggs" not in said
    assert "01555" not in said
    assert "j…@…" in said


@pytest.mark.parametrize(
    ("point", "advised"),
    [
        ("Learners at Ardness Primary School chair the group", "“Ardness Primary School”"),
        ("Pupils of Bun-sgoil Dhùn write letters", "“Bun-sgoil Dhùn”"),
        ("The Nethertown Academy choir sings", "“Nethertown Academy”"),
        ("Two of the three pupils said so", "“Two of the three pupils”"),
        ("One child asked why", "“One child”"),
        ("3 teachers lead it", "“3 teachers”"),
        (f"{'word ' * 61}ends", "has 62 words"),
        ("Every primary school has a plan", ""),
        ("The Academy of learning", ""),
        ("Schools work with one another", ""),
        ("Twenty-one pupils came", ""),
        ("One in four schools", ""),
        ("High schools and primary schools meet", ""),
    ],
)
def test_what_would_be_better_is_advised_once_and_stops_nothing(
    proposed: Change, point: str, advised: str
) -> None:
    proposal, said = proposed("## Strengths\n", f"## Strengths\n\n- {point}\n")
    assert proposal.is_sound
    assert proposal.problems == proposal.after.problems
    found = [one.message for change in proposal.changes for one in change.advice]
    assert len(found) == bool(advised)
    assert all(advised in one for one in found)
    assert advised in said


def test_findings_without_what_came_of_them_and_marks_of_a_draft_are_advised(
    proposed: Change, root: Path
) -> None:
    text = (root / RECORD).read_text("utf-8")
    plans = text[text.index("## Planned improvements") :]
    _, said = proposed(plans, "", "status: ", "# please check\nstatus: ")
    assert "no planned improvements or next steps" in said
    line = text.splitlines().index("status: took place") + 1
    assert f"`{RECORD}`, line {line}: Here the draft was not sure." in said


def test_words_of_a_record_are_only_ever_words(proposed: Change) -> None:
    hostile = (
        "<img src=x onerror=alert(1)> [here](https://evil.example) ![x](y) @someone #12 `code` "
        "**bold** https://evil.example/ www.evil.example ~~x~~ | a | $x$ &amp; ::error::x"
    )
    _, said = proposed("## Strengths\n", f"## Strengths\n\n- \\{hostile}\n")
    for raw in ("<img", "[here](", "@someone", "#12", "**bold**", "https://evil", "www.evil"):
        assert not re.search(rf"(?<!\\){re.escape(raw)}", said), raw


@given(st.text(max_size=80))
def test_any_text_is_shown_as_it_is_and_as_one_paragraph(text: str) -> None:
    shown = safe(text)
    assert "\n" not in shown
    nodes = parse(shown)
    assert {node.kind for top in nodes for node in top.walk()} <= {"paragraph", "text"}
    seen = " ".join(re.sub("[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e"
                           "\u2060-\u2069\ufeff]", "", " ".join(text.split())).split())  # fmt: skip
    if "@" not in seen and not re.search(r"\d{5}", seen):  # what may be masked
        assert plain(nodes).replace(HIDDEN, "") == seen


@given(st.text(max_size=60))
def test_no_text_ends_its_code_span_or_its_block(text: str) -> None:
    (top,) = parse(f"x {code(text)} y")
    assert [node.kind for node in top.children] in (["text", "code", "text"], ["text"])
    (fenced,) = parse("\n".join(block(text)))
    assert fenced.kind == "code_block"


def test_a_summary_is_never_longer_than_github_shows(root: Path, base: Path) -> None:
    text = (root / RECORD).read_text("utf-8")
    for number in range(40):
        more = "\n".join(f"- {'a point of the report ' * 15}{n}" for n in range(100))
        (root / RECORD).with_name(f"glenmore-{number}.md").write_text(f"{text}\n{more}\n", "utf-8")
    said = summary(propose(root, base))
    assert len(said.encode()) < 1_000_000
    assert said.endswith("Each file is in the list of changes.*\n")


def commit_all(where: Path) -> None:
    """A repository with all that is there in its one commit, whatever git should ignore."""
    for words in ("init --quiet", "add --force .", "commit --quiet -m One"):
        subprocess.run(["git", *words.split()], cwd=where, env=environment(where), check=True)


@pytest.mark.parametrize("decoy", [False, True])
def test_what_it_was_is_a_revision_and_the_library_a_folder_of_the_repository(
    base: Path, tmp_path: Path, decoy: bool
) -> None:
    (base / "a.sh").write_text("true\n", "utf-8")
    commit_all(tmp_path)
    was = (base / RECORD).read_text("utf-8")
    (base / RECORD).write_text(was.replace("took place", "planned"), "utf-8")
    (base / "a.sh").write_text("false\n", "utf-8")
    if decoy:  # a folder of the revision's name hides nothing
        shutil.copytree(base / "content", base / "HEAD" / "content")
    with contextlib.chdir(base), base_revision(Path(), "HEAD") as folder:
        assert (folder / RECORD).read_text("utf-8") == was
        assert "was “took place”, now “planned”" in summary(propose(Path(), folder))
    assert not folder.exists()
    assert changed_elsewhere(base, "HEAD") == 1


def test_the_command_tells_of_files_outside_the_library(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (base / "a.sh").write_text("true\n", "utf-8")
    (base / "theme").symlink_to(DATA.parents[1] / "theme")
    commit_all(base)
    (base / "a.sh").write_text("false\n", "utf-8")
    assert main(["--root", str(base), "changes", "--base", "HEAD"]) == 0
    said = capsys.readouterr().out
    assert "**It also changes 1 file outside `content/` and `reports/`**" in said


def test_what_was_nothing_before_is_told_whole(base: Path, tmp_path: Path) -> None:
    (tmp_path / "was").mkdir()
    (tmp_path / "was" / "a.sh").write_text("true\n", "utf-8")
    commit_all(tmp_path / "was")
    shutil.copytree(DATA / "library" / "content", tmp_path / "was" / "content")
    shutil.copytree(DATA / "library" / "reports", tmp_path / "was" / "reports")
    with base_revision(tmp_path / "was", "HEAD") as folder:
        assert not [one for one in folder.rglob("*") if one.is_file()]
    said = summary(propose(tmp_path / "was", base))
    for kind in ("Review", "Document", "Page", "Improvement project", "Theme"):
        assert f"### {kind} added: " in said
    assert "\n>     - " in said


def test_what_waits_and_warnings_on_other_files_are_told_apart(root: Path, base: Path) -> None:
    for folder in (root, base):
        text = (folder / RECORD).read_text("utf-8")
        (folder / RECORD).write_text(text.replace("## Strengths", "## Strenghts"), "utf-8")
    said = summary(propose(root, base), waiting=("reports/incoming/a.pdf",))
    assert "## Still waiting in reports/incoming/\n\n- `reports/incoming/a.pdf`\n" in said
    assert "1 warning on files that are not changed here; `reviewlib check` tells them." in said
    assert "near-miss-heading" not in said


def test_of_many_pages_that_change_the_first_are_named() -> None:
    def said(*counts: int) -> str:
        pages = [
            ChangedPage(f"{number}.html", "A page", False, own)
            for own, count in zip((True, False), counts, strict=True)
            for number in range(count)
        ]
        return pages_in_words(tuple(pages), "preview")

    assert "Changed along with it" not in said(2, 0)
    assert said(2, 0).count("- A page: ") == 2
    assert said(50, 50).count("- A page: ") == 80
    assert said(50, 50).endswith("\n\n20 pages more that change are not listed here.")


@pytest.mark.parametrize("name", ["nonsense", "--output=/tmp/x", "HEAD^{tree}", "$(id)", ""])
def test_what_is_no_revision_is_refused_in_words(base: Path, name: str) -> None:
    commit_all(base)
    with pytest.raises(ConfigError, match="is not a revision in git"), base_revision(base, name):
        pass


def test_what_is_withdrawn_is_said_to_stay_in_the_history_and_who_still_speaks_of_it(
    root: Path, base: Path
) -> None:
    about = root / "content" / "about" / "glossary.md"
    about.write_text(
        f"{about.read_text('utf-8')}\nSee [it](/reviews/2022-23/glenmore/).\n", "utf-8"
    )
    (root / "content" / "themes").mkdir(exist_ok=True)
    (root / "content" / "themes" / "inclusion.md").write_text(
        "---\n---\n\nAs in Glenmore.\n", "utf-8"
    )
    record = (root / RECORD).read_text("utf-8")
    withdrawn = "    change: added\n  - date: 2026-12-01\n    change: withdrawn\n---"
    (root / RECORD).write_text(record.replace("    change: added\n---", withdrawn), "utf-8")
    said = summary(propose(root, base))
    assert "Every earlier version stays in this repository" in said
    assert "content/about/glossary.md: links to it" in said
    assert "content/themes/inclusion.md: names Glenmore" in said
    assert "withdrawn-still-here" in said


def test_a_pdf_that_was_replaced_asks_for_its_edition_and_a_line_of_history(
    root: Path, base: Path
) -> None:
    for folder, words in ((base, "One."), (root, "Two.")):
        (folder / "reports").mkdir()
        report(folder, pdf([["Glenmore Council", words]]))
    said = summary(propose(root, base))
    assert f"Which edition is it? Write `version:` in `{RECORD}`." in said
    assert "Tell readers in `history:`" in said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        *(
            (f"{name}/x", f"is never read from there: .* Take it out: git rm -r --cached {name}\n")
            for name in (".cache", ".venv", "site")
        ),
        ("content/a.draft.md", 'is never published.* git rm --cached "content/a.draft.md"'),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["changes", "--base", "HEAD"]])
def test_a_cache_or_a_draft_that_comes_with_the_repository_stops_in_words(
    base: Path, path: str, said: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (base / path).parent.mkdir(exist_ok=True)
    (base / path).write_text("x", "utf-8")
    commit_all(base)
    assert main(["--root", str(base), *command]) == 2
    assert re.search(said, capsys.readouterr().err)


@pytest.mark.slow
def test_the_command_writes_words_and_a_site_and_says_whether_it_is_sound(
    root: Path, base: Path, tmp_path: Path
) -> None:
    for name in ("theme", "mkdocs.yml"):
        (root / name).symlink_to(DATA.parents[1] / name)
    text = (root / RECORD).read_text("utf-8")
    (root / RECORD).write_text(text.replace("took place", "called off"), "utf-8")
    words, site = tmp_path / "words.md", tmp_path / "preview"
    command = ["--root", str(root), "changes", "--base-folder", str(base), "--today", "2026-11-22",
               "--summary", str(words), "--site", str(site)]  # fmt: skip
    assert main(command) == 0
    said = words.read_text("utf-8")
    file = "reviews/2022-23/glenmore/index.html"
    assert f": `{file}`\n" in said
    assert "Changed along with it:\n\n- " in said
    assert "called off" in (site / file).read_text("utf-8").lower()
    assert 'href="../../../themes/index.html"' in (site / file).read_text("utf-8")
    (root / RECORD).write_text(text.replace("took place", "gone"), "utf-8")
    assert main(command) == 1
    assert not site.exists()  # none that would show what is not proposed any more


@pytest.mark.parametrize(
    "text", ["_https://evil.example/_", "1https://evil.example/", "xhttp://evil.example", "1GH-12"]
)
def test_no_scheme_within_a_word_becomes_a_link(text: str) -> None:
    assert not re.search(r"(?i)(https?:|GH-)", safe(text))


def test_a_file_name_that_is_not_utf_8_is_said_without_a_fault() -> None:
    name = b"content/reviews/a\xff.md".decode("utf-8", "surrogateescape")
    assert code(name).encode() == b"`content/reviews/a.md`"


def test_a_log_finds_no_command_in_what_is_printed(
    root: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / RECORD).read_text("utf-8")
    (root / RECORD).write_text(f"{text}\n::error::x ##[group]y\n", "utf-8")
    main(["--root", str(root), "changes", "--base-folder", str(base)])
    said = capsys.readouterr().out
    assert not [row for row in said.splitlines() if row.lstrip().startswith("::") or "##[" in row]


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize("part", ["A", "A’", "\n", "one of ", "Ab ", "- Please check: a\n"])
def test_advice_takes_time_in_proportion_to_the_length_of_a_text(part: str) -> None:
    from reviewlib.editors.changes import _FEW, _MARK, _SCHOOL

    def search(count: int) -> float:
        text = part * count
        return seconds(lambda: [list(one.finditer(text)) for one in (_SCHOOL, _FEW, _MARK)])

    # 64 times the length: 64 times as long where it is linear, 4,096 where it is not.
    assert search(64_000) < 640 * max(min(search(1_000) for _ in range(3)), 0.0001)
