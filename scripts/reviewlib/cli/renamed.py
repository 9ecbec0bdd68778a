"""Verbs and options that have a new name, and still answer until the next release."""

from __future__ import annotations

from collections.abc import Sequence

VERBS = {
    "stage": ("build", "--plain", "--out", "staged-site"),
    "proposal": ("changes",),
    "addresses": ("urls",),
}
OPTIONS = {
    "addresses": {"--accept": "--update"},
    "import": {"--waiting": "--inbox"},
    "proposal": {"--preview": "--site"},
}


def renamed(words: Sequence[str]) -> tuple[list[str], str]:
    """The words of a command line with today's names, and a sentence that tells them or "".

    >>> renamed(["--root", "x", "addresses", "--accept"])[0]
    ['--root', 'x', 'urls', '--update']
    """
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] == "--root" else 1
    if at >= len(words):
        return list(words), ""
    verb, rest = words[at], words[at + 1 :]
    options = OPTIONS.get(verb, {})
    old = [verb, *(word for word in rest if word in options)]
    new = [*VERBS.get(verb, (verb,))[:2], *(options[word] for word in rest if word in options)]
    if old == new:
        return list(words), ""
    note = (
        f'"reviewlib {" ".join(old)}" is now "reviewlib {" ".join(new)}"; '
        "the old name goes with the next release."
    )
    after = (options.get(word, word) for word in rest)
    return [*words[:at], *VERBS.get(verb, (verb,)), *after], note
