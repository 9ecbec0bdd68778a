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
from reviewlib.editors.change_report import block, code, safe, summary
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
        return proposal, summary(proposal)

    return change


Change = Callable[..., tuple[Proposal, str]]


def test_nothing_changed_is_said_in_a_sentence(root: Path, base: Path) -> None:
    assert "No record and no report." in summary(propose(root, base))


def test_a_changed_field_and_a_changed_line_are_told_with_what_stood_there(
    proposed: Change, root: Path
) -> None:
    text = (root / RECORD).read_text("utf-8")
    point = re.search(r"^- (.+?)(?: \(.*)?$", text, re.MULTILINE)
    assert point
    _, said = proposed("status: took place", "status: planned", point[1], "Something else")
    assert "- status: was “took place”, now “planned”" in said
    assert f"was “{point[1]}" in said
    assert "now “Something else" in said


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


def test_a_new_record_can_be_read_whole(root: Path, base: Path) -> None:
    (base / RECORD).unlink()
    proposal = propose(root, base)
    said = summary(proposal)
    assert [change.kind for change in proposal.changes] == ["added"]
    assert "### Review added: Glenmore" in said
    for line in proposal.changes[0].entry.lines:
        assert safe(line.text) in said


def test_a_record_that_is_taken_out_is_named(root: Path, base: Path) -> None:
    (root / RECORD).unlink()
    assert "### Review taken out: Glenmore" in summary(propose(root, base))


def test_a_term_of_a_vocabulary_is_told_by_its_name(proposed: Change) -> None:
    proposal, said = proposed(
        "label: Inclusion", "label: Including everyone", file="content/vocabulary/themes.yml"
    )
    kinds = {(change.kind, change.entry.kind) for change in proposal.changes}
    assert ("changed", "theme") in kinds
    assert "- label: was “Inclusion”, now “Including everyone”" in said


def test_a_mistake_is_told_with_its_line_and_what_to_write(proposed: Change) -> None:
    proposal, said = proposed("  - Inclusion", "  - Inclusoin")
    assert not proposal.is_sound
    assert "Nothing is published until they are mended" in said
    assert re.search(rf"`{RECORD}`, line \d+: `themes`: .*Did you mean", said)


def test_each_message_leads_to_the_page_that_explains_it(proposed: Change) -> None:
    proposal, _ = proposed("  - Inclusion", "  - Inclusoin")
    said = summary(proposal, url="https://example.org/")
    assert "([`unknown-theme`](https://example.org/contribute/messages/#unknown-theme))" in said


def test_a_record_that_could_not_be_read_before_is_shown_whole(base: Path, root: Path) -> None:
    text = (base / RECORD).read_text("utf-8")
    (base / RECORD).write_text(text.replace("status: took place", "status: gone"), "utf-8")
    proposal = propose(root, base)
    assert [change.kind for change in proposal.changes] == ["mended"]
    assert "could not be read before, and can now" in summary(proposal)


def test_a_record_that_cannot_be_read_now_is_named(proposed: Change) -> None:
    proposal, said = proposed("status: took place", "status: gone")
    assert proposal.unreadable == (RECORD,)
    assert "Changed, and not to be read yet" in said


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
    ],
)
def test_what_would_be_better_is_advised_once_and_stops_nothing(
    proposed: Change, point: str, advised: str
) -> None:
    proposal, said = proposed("## Strengths\n", f"## Strengths\n\n- {point}\n")
    assert proposal.is_sound
    assert advised in said
    assert proposal.problems == proposal.after.problems


@pytest.mark.parametrize(
    "point",
    [
        "Every primary school has a plan",
        "The Academy of learning",
        "Schools work with one another",
        "Twenty-one pupils came",
        "One in four schools",
        "High schools and primary schools meet",
    ],
)
def test_what_names_nobody_is_left_in_peace(proposed: Change, point: str) -> None:
    proposal, _ = proposed("## Strengths\n", f"## Strengths\n\n- {point}\n")
    said = [one.message for change in proposal.changes for one in change.advice]
    assert [one for one in said if "recognised" in one] == []


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


def git(where: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=where, env=environment(where), check=True)


def test_what_it_was_can_be_a_revision_and_the_library_a_folder_of_the_repository(
    base: Path, tmp_path: Path
) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "One")
    was = (base / RECORD).read_text("utf-8")
    (base / RECORD).write_text(was.replace("took place", "planned"), "utf-8")
    with base_revision(base, "HEAD") as folder:
        assert (folder / RECORD).read_text("utf-8") == was
        assert "was “took place”, now “planned”" in summary(propose(base, folder))
    assert not folder.exists()


@pytest.mark.parametrize("name", ["nonsense", "--output=/tmp/x", "HEAD^{tree}", "$(id)", ""])
def test_what_is_no_revision_is_refused_in_words(base: Path, tmp_path: Path, name: str) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(ConfigError, match="is not a revision in git"), base_revision(base, name):
        pass


def test_a_folder_named_as_the_revision_hides_nothing(base: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "One")
    was = (base / RECORD).read_text("utf-8")
    shutil.copytree(base / "content", base / "HEAD" / "content")
    (base / "HEAD" / RECORD).write_text(was.replace("took place", "planned"), "utf-8")
    with contextlib.chdir(base), base_revision(Path(), "HEAD") as folder:
        assert (folder / RECORD).read_text("utf-8") == was


def test_files_outside_content_and_reports_are_counted(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (root / "scripts").mkdir()
    (root / "scripts" / "a.sh").write_text("true\n", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "One")
    (root / "scripts" / "a.sh").write_text("false\n", "utf-8")
    (root / RECORD).write_text("---\n---\n", "utf-8")
    assert changed_elsewhere(root, "HEAD") == 1


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


@pytest.mark.parametrize("name", [".cache", ".venv", "site"])
@pytest.mark.parametrize("command", [["check"], ["changes", "--base", "HEAD"]])
def test_a_cache_that_comes_with_the_repository_stops_in_words(
    base: Path, name: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    git(base, "init", "--quiet")
    (base / name).mkdir()
    (base / name / "x").write_text("x", "utf-8")
    git(base, "add", "--force", ".")
    assert main(["--root", str(base), *command]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{name} is tracked by git, and is never read from there")
    assert said.endswith(f"Take it out: git rm -r --cached {name}\n")


def test_a_draft_that_was_committed_stops_the_check(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(base, "init", "--quiet")
    draft = Path(RECORD).with_suffix(".draft.md")
    (base / draft).write_text("words of a report\n", "utf-8")
    git(base, "add", ".")
    assert main(["--root", str(base), "check"]) == 2
    assert f'git rm --cached "{draft}"' in capsys.readouterr().err


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
