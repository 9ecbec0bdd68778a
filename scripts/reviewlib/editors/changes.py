"""What a proposed change would do: the base revision, the records that differ, advice on them."""

from __future__ import annotations

import contextlib
import datetime
import difflib
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from reviewlib.cache import cache_of, sha256_of
from reviewlib.diagnostics import ConfigError, Diagnostic, errors, sort_diagnostics
from reviewlib.library import Library, LoadResult, load, urls
from reviewlib.library.anchors import MANIFEST, anchors_of, lost_anchors
from reviewlib.markdown import plain
from reviewlib.models import (
    Assessment,
    Development,
    Finding,
    Node,
    Review,
    Section,
    Statement,
    Step,
    Synonym,
    ThemeIntro,
    Year,
)
from reviewlib.presentation.wording import title
from reviewlib.schema import (
    DateValue,
    List,
    RightsValue,
    SizeValue,
    Term,
    VisitDatesValue,
    fields_of,
)
from reviewlib.text import quoted

_FOLDERS = ("content", "reports")
_LAID_OUT = (*_FOLDERS, MANIFEST)


def _git(root: Path, *words: str) -> str | None:
    """What git answers, or None where it knows no answer."""
    try:
        ran = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, check=False, timeout=600
        )
    except OSError as error:
        raise ConfigError(f"git cannot be run: {error.strerror}.") from error
    return ran.stdout.decode("utf-8", "replace").strip() if ran.returncode == 0 else None


def refuse_tracked(root: Path) -> None:
    """Refuse a repository that brings along what programs make and later trust, or a draft.

    Raises:
        ConfigError: git tracks a cache, a virtual environment, a built site or a draft.
    """

    def first(*names: str) -> str:
        return (_git(root, "ls-files", "-z", "--", *names) or "").partition("\0")[0]

    if name := first("*.draft.md"):
        raise ConfigError(
            f"{name} is tracked by git. A draft may have whole sentences of a report that nobody "
            f"has licensed, and is never published. Take it out: git rm --cached {quoted(name)}, "
            "and where it was pushed, out of the history too (docs/takedown.md, step 3)."
        )
    if name := first(".cache", ".venv", "site").partition("/")[0]:
        raise ConfigError(
            f"{name} is tracked by git, and is never read from there: it could hold anything. "
            f"Take it out: git rm -r --cached {name}"
        )


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names.

    Raises:
        ConfigError: there is no such revision.
    """
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit := _git(root, *words):
        return commit
    raise ConfigError(f"{quoted(revision)} is not a revision in git.")


def _lay_out(root: Path, commit: str, folder: Path) -> None:
    """Put what a commit has of the library into a folder; ordinary files only."""
    # All names are relative to the root, be it a folder of the repository or the whole of it.
    names = (_git(root, "ls-tree", "--name-only", commit) or "").splitlines()
    wanted = [name for name in _LAID_OUT if name in names]
    if not wanted:
        return
    command = ["git", "-C", str(root), "archive", "--format=tar", commit, *wanted]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None  # asked for above
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                if member.isreg():
                    archive.extract(member, folder, filter="data")
    if process.returncode:
        raise ConfigError(f"git could not lay out {quoted(commit)}.")


@contextlib.contextmanager
def base_revision(root: Path, base: str) -> Iterator[Path]:
    """The folder of the library as it was, for as long as it is looked at.

    A folder of that name is never looked at: a proposal may bring one along.

    Args:
        base: a revision such as "main" or "HEAD^1".

    Raises:
        ConfigError: there is no such revision.
    """
    commit = _commit(root, base)
    with tempfile.TemporaryDirectory(prefix="reviewlib-") as folder:
        # A library has a folder content/, even where it was only about to begin.
        (Path(folder) / "content").mkdir()
        _lay_out(root, commit, Path(folder))
        yield Path(folder)


def changed_elsewhere(root: Path, base: str) -> int:
    """How many files that git knows differ from a revision outside content/ and reports/."""
    own = (f":(exclude){name}" for name in _FOLDERS)
    words = ("diff", "--name-only", "--no-renames", "-z", _commit(root, base), "--", ":/", *own)
    names = _git(root, *words)
    return (names or "").count("\0")


# ---------- a record as comparable text: its fields, its lines


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a record's text."""

    kind: str  # "heading", "prose", "bullet" or "under", which is nested below a bullet
    text: str  # its words
    heading: str = ""  # the heading it is under, or ""


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A record, or an item of a list, as text."""

    kind: str  # what it is, such as "review"
    name: str  # what it is called
    path: str  # the file it is in
    address: str  # its page, or ""
    fields: tuple[tuple[str, str], ...]  # each field that has a value, by its name, as text
    lines: tuple[ChangedLine, ...]  # its text
    record: Any  # the record itself


def _words(value: Any, kind: Any, library: Library) -> str:
    """A value as an editor would say it."""
    if isinstance(value, tuple):
        item = kind.item if isinstance(kind, List) else None
        return "; ".join(_words(one, item, library) for one in value)
    if isinstance(kind, Term):
        terms = getattr(library.vocabulary, kind.vocabulary, ())
        return next((one.label for one in terms if one.id == value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, VisitDatesValue):
        return value.words or "unknown"
    if isinstance(value, datetime.date):
        return DateValue.of(value).words
    if isinstance(value, DateValue):
        return value.words
    if isinstance(value, RightsValue | SizeValue):
        return value.text
    if hasattr(value, "place"):
        return ", ".join(f"{name} {words}" for name, words in _fields(value, library))
    return str(value)


def _fields(record: Any, library: Library) -> Iterator[tuple[str, str]]:
    given = dict(record.place.fields)
    for name, (attribute, spec) in fields_of(record.__class__).items():
        value = getattr(record, attribute)
        if name in given and value not in (None, ()):
            yield name.replace("_", " "), _words(value, spec.type, library)


def _finding(finding: Finding, heading: str) -> Iterator[ChangedLine]:
    page = f" ({finding.pages})" if finding.pages else ""
    yield ChangedLine("bullet", f"{finding.text}{page}", heading)
    for node in finding.details:
        yield ChangedLine("under", plain([node]), heading)
    for update in finding.updates:
        source = f" ({update.source})" if update.source else ""
        yield ChangedLine("under", f"{update.date.words}: {update.text}{source}", heading)


def _prose(nodes: Iterable[Node], heading: str) -> Iterator[ChangedLine]:
    for node in nodes:
        if node.kind == "list":
            for item in node.children:
                yield ChangedLine("bullet", plain(item.children), heading)
        elif words := plain([node]):
            yield ChangedLine("prose", words, heading)


def _lines(sections: Iterable[Section]) -> Iterator[ChangedLine]:
    for section in sections:
        if section.heading:
            yield ChangedLine("heading", section.heading, section.heading)
        for block in section.blocks:
            if block.prose is not None:
                yield from _prose([block.prose], section.heading)
            for finding in block.findings:
                yield from _finding(finding, section.heading)


# What a proposal calls the records of a list, and the field that names one of them, where that is
# not the name of its model and the field after its `id`.
_LISTS = {
    Year: ("programme year", "label"),
    Synonym: ("word of the glossary", "term"),
    Step: ("step of hosting a review", "name"),
    Development: ("development of the programme", "area"),
    Statement: ("statement", "role"),
    Assessment: ("assessment of accessibility", "by"),
}
_KEYS = ("id", "says", "date")


def _items(library: Library) -> Iterator[tuple[str, str, str, Any, str]]:
    """Whatever a list or the settings hold: its kind, its permanent name, its title, itself."""
    terms = library.vocabulary
    vocabularies = (terms.themes, terms.authorities, terms.regions, terms.years, terms.stages,
                    terms.headings, terms.synonyms)  # fmt: skip
    for record in chain(*vocabularies, *library.lists.values()):
        model = record.__class__
        usual = (model.__name__.lower(), next(name for name in fields_of(model) if name != "id"))
        kind, attribute = _LISTS.get(model, usual)
        name = str(getattr(record, attribute))
        # What has no permanent name is identified by its text, its day or its title.
        key = next(filter(None, (getattr(record, one, "") for one in _KEYS)), name)
        yield kind, str(key), name, record, ""
    yield "settings of the library", "", library.programme.title, library.programme, ""


def _records(library: Library) -> Iterator[tuple[str, str, str, Any, str]]:
    """Everything that a library holds, as `_items`, with its page."""
    for review in library.every_review:
        name = f"{title(library, review)}, {library.year[review.year].label}"
        yield "review", review.id, name, review, urls.review_address(review)
    for document in library.documents:
        where = urls.document_address(document)
        yield "document", document.id, document.title, document, where
    for page in library.pages:
        yield "page", page.address, page.title, page, page.address
    for practicum in library.practicums:
        yield "improvement project", practicum.id, practicum.title, practicum, urls.RELATED
    for intro in library.intros:
        theme = library.theme.get(intro.theme)
        where = urls.theme_address(theme) if theme else ""
        name = theme.label if theme else intro.theme
        yield "introduction to a theme", intro.theme, name, intro, where
    yield from _items(library)


def _entries(library: Library) -> Iterator[tuple[str, ChangedRecord]]:
    """Every record and every item of a list, by a name that stays the same between versions."""
    for kind, key, name, record, address in _records(library):
        fields = tuple(_fields(record, library))
        is_intro = isinstance(record, ThemeIntro)
        lines = _prose(record.nodes, "") if is_intro else _lines(getattr(record, "sections", ()))
        path = record.place.path
        yield (
            f"{kind} {key}",
            ChangedRecord(kind, name, path, address, fields, tuple(lines), record),
        )


# ---------- advice on a record, given once, when it is proposed; `check` never repeats it

_LONG = 60  # words; a point that is longer is rarely one point
_SHOWN = 60
_MARK = re.compile(r"^[ \t]*# please check|^[ \t]*- Please check:", re.MULTILINE)
# A word has a limit of length, and blank space ends with its line, or a long text takes time that
# grows with the square of its length.
_SCHOOL = re.compile(
    r"(?:[A-Z][\w’'.-]{1,60} ){1,4}"
    r"(?:(?:Primary|High|Secondary|Special|Grammar|Infant|Junior|Nursery) "
    r"(?:School|Class)|Academy|Primary|Nursery|Early Learning(?: and Childcare)? Centre)\b"
    r"|\b(?:Bun-sgoil|Àrd-sgoil|Sgoil) [A-ZÀ-Ý]\w+"
)
_FEW = re.compile(
    r"(?<![\w-])(?:one|two|three|four|[1-4])"
    r"(?: (?:out )?of (?:the |our |its |their )?(?:(?:\w+|\d+) )?| (?:\w+ )?)"
    r"(?:pupils?|child|children|learners?|young (?:people|person)|students?|teachers?|parents?"
    r"|famil(?:y|ies)|carers?|members? of staff)\b",
    re.IGNORECASE,
)
# What begins a sentence or belongs to no school's name.
_NO_SCHOOL = re.compile(r"^(?:The|A|An|Each|Every|Our|In|At|Of|Their|All|And|Some) ")
_TOLD = {"strengths", "areas", "learning"}
_PLANNED = {"plans", "next-steps"}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that would make a record better."""

    line: int  # where, in the record's file
    message: str  # what, and how, in a sentence or two


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + '…'}”"


def _private(line: int, text: str) -> Iterator[Advice]:
    for match in _SCHOOL.finditer(text):
        name = _NO_SCHOOL.sub("", match[0])
        if " " in name:
            yield Advice(
                line,
                f"{_quoted(name)} seems to name a school. In a small school people can be "
                "recognised. Is the name in the published report, and needed here?",
            )
    for match in _FEW.finditer(text):
        yield Advice(
            line,
            f"{_quoted(match[0])} describes very few people, who may be recognised. Could it be "
            "said without the number?",
        )


def _of_review(review: Review) -> Iterator[Advice]:
    kinds = {finding.kind for finding in review.findings}
    if kinds & _TOLD and not kinds & _PLANNED:
        yield Advice(
            review.place.line,
            "The record has findings, and no planned improvements or next steps. If the report "
            "gives some, they can be added under a heading of that name.",
        )
    for finding in review.findings:
        words = len(finding.text.split())
        if words > _LONG:
            yield Advice(
                finding.line,
                f"This point has {words} words: {_quoted(finding.text)} Two or three short ones "
                "are easier to find and to read.",
            )
        yield from _private(finding.line, finding.text)
        for update in finding.updates:
            yield from _private(update.line, update.text)
    for section in review.sections:
        for block in section.blocks:
            if block.prose is not None:
                yield from _private(block.prose.line, plain([block.prose]))


def _marks(root: Path, entry: ChangedRecord) -> Iterator[Advice]:
    text = (root / entry.path).read_text("utf-8")
    for match in _MARK.finditer(text):
        line = text.count("\n", 0, match.start() + len(match[0])) + 1
        yield Advice(
            line,
            "Here the draft was not sure. Compare it with the report, then delete the words "
            "“please check”, and the line if nothing else is on it.",
        )


def _advice(root: Path, entry: ChangedRecord) -> Iterator[Advice]:
    """What would make a record better, in the order of its lines."""
    found = list(_marks(root, entry)) if entry.path.endswith(".md") else []
    if isinstance(entry.record, Review):
        found += _of_review(entry.record)
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.line, one.message))


# ---------- comparison of the two libraries

_EXACT_LIMIT = 1_000_000  # pairs of lines


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in a record that is not as it was."""

    what: str  # the field's name, or the heading above a text, or ""
    was: str  # what was there, "" for nothing
    now: str  # what is there, "" for nothing


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is added, changed or removed."""

    kind: str  # "added", "changed" or "removed"; "mended" where it could not be read before
    entry: ChangedRecord  # the record as it is proposed; as it was, of one that is removed
    differences: tuple[Difference, ...] = ()  # what is not as it was, of one that is changed
    advice: tuple[Advice, ...] = ()  # what would make it better


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a proposal does to the library."""

    before: LoadResult  # the library as it was, as far as it could be read
    after: LoadResult  # the library as it is proposed
    changes: tuple[Change, ...]  # its records, in the order of the library
    unreadable: tuple[str, ...]  # files that changed, and of which no record could be read
    # every file in content/ and reports/ that is "added", "changed" or "removed", with which
    paths: Mapping[str, str]
    problems: tuple[Diagnostic, ...]  # what is wrong, and what is worth a look, anywhere in it
    withdrawn: tuple[Review, ...] = ()  # the reviews that it withdraws or removes
    speaking: tuple[str, ...] = ()  # files that still speak of those, each with how
    elsewhere: int = 0  # how many files change outside content/ and reports/, as far as is known

    @property
    def files(self) -> dict[str, str]:
        """Each report that is added, changed or removed, with which of these."""
        return {
            path: kind
            for path, kind in self.paths.items()
            if path.startswith("reports/") and path.endswith(".pdf")
        }

    @property
    def is_sound(self) -> bool:
        """Whether it could be published."""
        return self.after.library is not None and not errors(self.problems)


def _hashes(root: Path) -> dict[str, str]:
    """Every ordinary file in content/ and reports/, with a checksum of what is in it."""
    found = {}
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(root).as_posix()] = sha256_of(path)
    return found


def _text(before: tuple[ChangedLine, ...], after: tuple[ChangedLine, ...]) -> Iterator[Difference]:
    # Exact comparison takes quadratic time where one line is repeated many times.
    is_long = len(before) * len(after) > _EXACT_LIMIT
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=is_long)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(before[i1:i2], after[j1:j2], fillvalue=ChangedLine("", ""))
        for old, new in pairs:
            yield Difference(new.heading or old.heading, old.text, new.text)


def _differences(before: ChangedRecord, after: ChangedRecord) -> Iterator[Difference]:
    was, now = dict(before.fields), dict(after.fields)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name, "") != now.get(name, ""):
            yield Difference(name, was.get(name, ""), now.get(name, ""))
    yield from _text(before.lines, after.lines)


def _compared(
    root: Path,
    before: dict[str, ChangedRecord],
    after: dict[str, ChangedRecord],
    old: dict[str, str],
    new: dict[str, str],
) -> Iterator[Change]:
    for key, entry in after.items():
        differences = tuple(_differences(before[key], entry)) if key in before else ()
        if key not in before or differences:
            unread = entry.path in old and not _is_list(entry)
            kind = "changed" if differences else "mended" if unread else "added"
            yield Change(kind, entry, differences, tuple(_advice(root, entry)))
    for key, entry in before.items():
        if key not in after and (_is_list(entry) or entry.path not in new):
            yield Change("removed", entry)


def _is_list(entry: ChangedRecord) -> bool:
    """Whether its file holds others beside it."""
    return entry.path.endswith(".yml")


def _withdrawn(before: Library | None, after: Library | None) -> tuple[Review, ...]:
    """The reviews that readers could read before and cannot read any more."""
    kept = {review.id for review in after.reviews} if after else set()
    return tuple(one for one in before.reviews if one.id not in kept) if before and after else ()


def _speaking(root: Path, gone: Iterable[Review], library: Library) -> Iterator[str]:
    """Each file that links to a withdrawn review, or names its report or its host in its text."""
    told = ("statement", "development of the programme", "step of hosting a review")
    texts: dict[str, str] = {}
    for _, entry in _entries(library):
        if not isinstance(entry.record, Review) or not entry.record.is_withdrawn:
            words = [line.text for line in entry.lines]
            words += [value for _, value in entry.fields if entry.kind in told]
            texts[entry.path] = " ".join((texts.get(entry.path, ""), *words))
    raw = {path: (root / path).read_text("utf-8", "replace") for path in texts}
    for review in gone:
        hosts = [library.authority[one].label for one in review.authorities]
        names = [*(report.title for report in review.reports), *hosts]
        for path, text in texts.items():
            if path == review.place.path:
                continue
            named = (name for name in names if re.search(rf"\b{re.escape(name)}\b", text))
            linked = urls.review_address(review) in raw[path]
            how = "links to it" if linked else f"names {name}" if (name := next(named, "")) else ""
            if how:
                yield f"{path}: {how}"


def _lost_anchors(root: Path, before: LoadResult, after: LoadResult) -> Iterator[Diagnostic]:
    """The anchors that were there before, whether they have been published yet or not."""
    if before.library and after.library and not errors(before.problems):
        yield from lost_anchors(
            after.library, anchors_of(before.library), lambda path: (root / path).read_bytes()
        )


def propose(root: Path, base: Path) -> Proposal:
    """Compare a library with what it was.

    Raises:
        ConfigError: one of them cannot be read at all.
    """
    cache = cache_of(root)
    before, after = load(base, cache=cache), load(root, cache=cache)
    old, new = _hashes(base), _hashes(root)
    paths = {
        path: "added" if path not in old else "changed" if path in new else "removed"
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    }
    was, now = (dict(_entries(one.library)) if one.library else {} for one in (before, after))
    read = {entry.path for entry in now.values()}
    gone = _withdrawn(before.library, after.library)
    lost = (path for path in paths if path.endswith((".md", ".yml")) and path in new)
    return Proposal(
        before=before,
        after=after,
        changes=tuple(_compared(root, was, now, old, new)),
        unreadable=tuple(path for path in lost if path not in read),
        paths=paths,
        withdrawn=gone,
        speaking=tuple(_speaking(root, gone, after.library)) if gone and after.library else (),
        problems=sort_diagnostics((*after.problems, *_lost_anchors(root, before, after))),
    )
