"""Lists that editors own: themes, authorities, years, headings; settings of the library."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, header, told, whole

__all__ = ["LISTS"]

_THEMES = "content/vocabulary/themes.yml"
_AUTHORITIES = "content/vocabulary/authorities.yml"
_STRATHBEG = (
    "- id: strathbeg\n  label: Strathbeg\n  council: Strathbeg Council\n  region: North Coast\n"
)
_TEAMS = """\
---
title: Small Steps
authorities:
  - Glenmore
teams_count: {}
teams:
  - name: One
    reached: yes
  - name: Two
    reached: no
aims:
  - what: Reaches its own aim
    share: 50
sources:
  - progress-report-2023
---

Two teams tried it.
"""

_EXPLAINED = (
    Explained(
        "bad-year",
        "A programme year that is written otherwise",
        "A programme year is two years with a hyphen, the second in two digits.",
        "It is the name of a folder, and part of the address of each of its reviews.",
        header(
            "- id: 2023-2024\n  label: 2023–24\n  from: 2023-08\n  to: 2024-06",
            "- id: 2023-24\n  label: 2023–24\n  from: 2023-08\n  to: 2024-06",
            "content/vocabulary/years.yml",
        ),
    ),
    Explained(
        "name-claimed-twice",
        "One name for two things",
        "A label or another name stands for one entry of its list only. Delete it in one of the "
        "two.",
        "A record that uses the name could mean either.",
        header(
            "- id: quality-assurance\n  label: Quality Assurance\n  aliases:\n    - Inclusion",
            "- id: quality-assurance\n  label: Quality Assurance\n  aliases:\n    - QA",
            _THEMES,
        ),
    ),
    Explained(
        "theme-in-itself",
        "A theme that stands above itself",
        "The wider themes of a theme lead in a circle back to it. Delete one of them.",
        "Pages show the wider above the narrower, and would find no end.",
        header(
            "- id: quality-assurance\n  label: Quality Assurance\n  parents:\n"
            "    - Quality Assurance",
            "- id: quality-assurance\n  label: Quality Assurance\n  parents:\n    - Inclusion",
            _THEMES,
        ),
    ),
    Explained(
        "tile-taken",
        "Two authorities in one place of the grid",
        "Give one of them another column or row.",
        "On the drawing one would hide the other.",
        told(
            "Both Glenmore and Strathbeg have\ncolumn: 1\nrow: 1",
            "Strathbeg has\ncolumn: 1\nrow: 2",
        ),
    ),
    Explained(
        "gaelic-without-source",
        "A Gaelic name without its source",
        "Give the address where the authority, or another source, publishes the name.",
        "We do not translate names ourselves.",
        header(
            f"{_STRATHBEG}  gaelic: An Srath",
            f"{_STRATHBEG}  gaelic: An Srath\n  gaelic_source: https://example.org/names/",
            _AUTHORITIES,
        ),
    ),
    Explained(
        "heading-lacking",
        "A section without a heading",
        "`content/vocabulary/headings.yml` has an entry for every section that has a meaning. Add "
        "the one that is missing.",
        "Without it, no record could have such a section.",
        told(
            "headings.yml has no entry with the line\nid: learning",
            "It has\n- id: learning\n  label: Learning from other authorities",
        ),
    ),
    Explained(
        "teams-do-not-add-up",
        "More teams than there were",
        "The list of teams is longer than `teams_count`. Correct one of them.",
        "Readers can count, too.",
        whole(_TEAMS.format(1), _TEAMS.format(2), "content/practicums/small-steps-2018.md"),
    ),
    Explained(
        "assessment-old",
        "An assessment of accessibility that is a year old",
        "Have the site assessed again, and add the assessment to "
        "`content/programme/accessibility.yml`. Until then the page on accessibility gives the old "
        "one with its date.",
        "The site has changed since, and so have the ways in which people use it.",
        told(
            "The last assessment is of 2024-02-14, and it is November 2026.",
            "There is one of this year.",
        ),
        stops=False,
    ),
    Explained(
        "search-engine-missing",
        "A search engine that is not installed",
        "Ask whoever looks after the program to install it, or write `search_engine: lunr` in "
        "`content/programme.yml`. The search works meanwhile, with the other engine.",
        "With very many reports the other engine is slow on a phone.",
        told(
            "programme.yml has search_engine: pagefind, and Pagefind is not installed.",
            "It has search_engine: auto",
        ),
        stops=False,
    ),
)

LISTS = Area(
    "lists",
    "Lists and settings",
    "Themes, authorities, years and headings; the programme, and the library itself.",
    _EXPLAINED,
)
