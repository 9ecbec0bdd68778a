"""Fields: which a record has, and how they go together."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, header, whole

__all__ = ["FIELDS"]

_PROGRAMME = "content/programme.yml"
_NEWER = "content/documents/guidance-2022.md"
_GUIDANCE = """\
---
title: Guidance, second edition
kind: guidance
publisher: The made-up programme
replaces: {}
---

What hosts are told.
"""

_EXPLAINED = (
    Explained(
        "missing-field",
        "A field that is needed is not there",
        "Every kind of file has a few fields it cannot do without. The message gives an example.",
        "Without them the record cannot be placed, dated or named.",
        header("when: 2022-08-29", "when: 2022-08-29\nstatus: took place"),
    ),
    Explained(
        "unknown-field",
        "A field of a name that we do not know",
        "It is misspelt, has a capital letter, or belongs to another kind of file. Every field is "
        "explained in `docs/records.md`.",
        "What stands under a name that nobody knows is shown to nobody.",
        header("mdoe: in person", "mode: in person"),
    ),
    Explained(
        "given-twice",
        "The same thing twice",
        "A field stands in the record twice, or an item in a list. Keep one.",
        "Where the two differ, nobody can tell which is right.",
        header("mode: online\nmode: in person", "mode: in person"),
    ),
    Explained(
        "no-value",
        "A hyphen with nothing after it",
        "Give the item, or delete the line.",
        "It is usually something that was still to be filled in.",
        header("themes:\n  - Inclusion\n  -", "themes:\n  - Inclusion"),
    ),
    Explained(
        "list-not-wanted",
        "A list where one value goes",
        "This field takes one value, on the line of its name.",
        "A review has one state and one mode; where it has several of something, the field takes "
        "a list.",
        header("mode:\n  - in person\n  - online", "mode: blended"),
    ),
    Explained(
        "list-wanted",
        "A file that should be a list",
        "Each entry of this file begins with a hyphen and a space; the rest of the entry stands "
        "below, two spaces in.",
        "A list of one is still a list: more will follow.",
        whole(
            "id: senior-phase\nlabel: Senior phase\n",
            "- id: senior-phase\n  label: Senior phase\n",
            "content/vocabulary/stages.yml",
        ),
    ),
    Explained(
        "names-not-wanted",
        "Names with values where values alone go",
        "Write the value on the line of the name or, in a list, after a hyphen.",
        "The inner names would be shown to nobody.",
        header("mode:\n  first: in person\n  then: online", "mode: blended"),
    ),
    Explained(
        "not-names",
        "A value where fields belong",
        "This entry has fields of its own, each with its name and a colon.",
        "For a report we need to know at least its title, its kind and where it is.",
        header(
            "reports:\n  - Glenmore Summary",
            "reports:\n  - title: Glenmore Summary\n    kind: summary\n"
            "    listed: https://example.org/reports/",
        ),
    ),
    Explained(
        "contributor-is-host",
        "The host among those who also took part",
        "`contributors` are the other authorities. Delete the host there.",
        "Otherwise an authority would seem to have visited itself.",
        header(
            "contributors:\n  - Glenmore\n  - Strathbeg",
            "contributors:\n  - Strathbeg",
        ),
    ),
    Explained(
        "no-sources",
        "A record that does not say where its facts come from",
        "Name the documents that you took them from.",
        "Readers should be able to check what we say, and we say nothing that no source says.",
        header("mode: in person", "mode: in person\nsources:\n  - progress-report-2023"),
        stops=False,
    ),
    Explained(
        "replaces-itself",
        "A document that replaces itself",
        "`replaces` names the earlier edition, which has a record of its own.",
        "Readers are led from the older one to the newer one.",
        whole(_GUIDANCE.format("guidance-2022"), _GUIDANCE.format("progress-report-2023"), _NEWER),
    ),
    Explained(
        "sizes-out-of-order",
        "A PDF would be refused before it is warned about",
        "`pdf_warn_size` is smaller than `pdf_refuse_size`.",
        "The warning comes first, so that there is time to make the file smaller.",
        header(
            "pdf_warn_size: 20 MB\npdf_refuse_size: 5 MB",
            "pdf_warn_size: 5 MB\npdf_refuse_size: 20 MB",
            _PROGRAMME,
        ),
    ),
)

FIELDS = Area(
    "fields",
    "Fields",
    "Which fields a record has, and how they go together.",
    _EXPLAINED,
)
