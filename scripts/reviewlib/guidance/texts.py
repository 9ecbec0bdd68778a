"""The text of a record: headings, bullets, quotations, links."""

from __future__ import annotations

from reviewlib.guidance.explained import Area, Explained, text

__all__ = ["TEXTS"]

_PLANS = "## Planned improvements\n\n- A learner panel in every cluster\n"
_PANEL = "- Learners chair the school improvement group"

_EXPLAINED = (
    Explained(
        "near-miss-heading",
        "A heading that is nearly one of those with a meaning",
        "If it is meant to be, write it as the message gives it, with `##` or `###`. If it is a "
        "heading of your own, leave it.",
        "Findings are gathered from what stands under the headings we know.",
        text(f"## Strenghts\n\n{_PANEL}", f"## Strengths\n\n{_PANEL}"),
        stops=False,
    ),
    Explained(
        "bold-heading",
        "Bold words in the place of a heading",
        "Write `##` and a space before it, and take the stars away.",
        "It looks like a heading and is none: what follows is not gathered, and programs that "
        "read the page aloud pass over it.",
        text(f"**Strengths**\n\n{_PANEL}", f"## Strengths\n\n{_PANEL}"),
        stops=False,
    ),
    Explained(
        "heading-without-space",
        "No space after the signs of a heading",
        "Write a space after `##`.",
        "Without it, readers would see the signs themselves.",
        text(f"##Strengths\n\n{_PANEL}", f"## Strengths\n\n{_PANEL}"),
        stops=False,
    ),
    Explained(
        "top-heading",
        "A heading with a single #",
        "Headings in a text begin with `##`.",
        "The title of the page is the one heading above all others, and the library writes it.",
        text("# How we worked\n\nIn pairs.", "## How we worked\n\nIn pairs."),
        stops=False,
    ),
    Explained(
        "text-as-heading",
        "A paragraph that becomes a heading",
        "A line of hyphens straight below a paragraph turns it into a heading. Put an empty line "
        "between them, or delete the hyphens.",
        "A whole paragraph in large letters is not what you want.",
        text(
            "Glenmore looked at how it listens to learners, to families and to the staff of its "
            "schools.\n---",
            "Glenmore looked at how it listens to learners, to families and to the staff of its "
            "schools.",
        ),
        stops=False,
    ),
    Explained(
        "no-bullets",
        "A section whose bullets are missing",
        "Under a heading that has findings, begin each finding on a line of its own with a hyphen "
        "and a space. If there is nothing to say, delete the heading.",
        "Only bullets are gathered under themes and found by a search.",
        text(
            "## Strengths\n\nLearners chair the school improvement group.",
            f"## Strengths\n\n{_PANEL}",
        ),
        stops=False,
    ),
    Explained(
        "bullet-sign",
        "A bullet that is not read as one",
        "Begin it with a hyphen and a space. Signs such as • and – come along when text is pasted "
        "from elsewhere.",
        "All of them in a row would be run together into one paragraph.",
        text(
            "## Strengths\n\n• Learners chair the school improvement group",
            f"## Strengths\n\n{_PANEL}",
        ),
        stops=False,
    ),
    Explained(
        "one-space-indent",
        "A bullet pushed in too little",
        "To belong to the bullet above, it begins four spaces further in; to stand by itself, "
        "exactly below it.",
        "With one space it looks as if it belonged to the bullet, and does not.",
        text(
            "## Strengths\n\n- Learners are heard\n - They chair the improvement group",
            "## Strengths\n\n- Learners are heard\n    - They chair the improvement group",
        ),
        stops=False,
    ),
    Explained(
        "indented-text",
        "Text pushed in where nothing stands above it",
        "Delete the spaces at the beginning of the line.",
        "Four spaces without a bullet above are taken for computer code.",
        text("    In pairs, over three days.", "In pairs, over three days."),
        stops=False,
    ),
    Explained(
        "update-misplaced",
        "An update that belongs to no action",
        "A bullet that begins with a date is an update. It stands four spaces in, under a planned "
        "improvement or a next step.",
        "An update tells what became of one action; readers have to see of which.",
        text(
            f"{_PLANS}- 2023-03: under way in four clusters",
            f"{_PLANS}    - 2023-03: under way in four clusters",
        ),
    ),
    Explained(
        "bad-update-date",
        "An update whose date cannot be read",
        "Begin it with a day, a month or a year, written from the year on, and a colon.",
        "Updates are shown in the order of their dates.",
        text(
            f"{_PLANS}    - March 2023: under way in four clusters",
            f"{_PLANS}    - 2023-03: under way in four clusters",
        ),
    ),
    Explained(
        "mark-not-read",
        "A mark in brackets that is not read",
        "At the end of a bullet, a page is written `(p. 4)`, several `(pp. 4-6)`, a theme "
        "`(theme: Inclusion)`.",
        "Written otherwise it stays part of the sentence, and nobody is led to the page.",
        text(
            f"## Strengths\n\n{_PANEL} (p. 3, 5)",
            f"## Strengths\n\n{_PANEL} (pp. 3-5)",
        ),
        stops=False,
    ),
    Explained(
        "quotation-without-page",
        "A quotation without its page",
        "Add the page of the report at the end.",
        "With it, the library compares the words with that page, and readers can do so too.",
        text(
            '## Strengths\n\n- "We are asked before things are decided."',
            '## Strengths\n\n- "We are asked before things are decided." (p. 4)',
        ),
        stops=False,
    ),
    Explained(
        "single-quotation-marks",
        "A quotation in single marks",
        "Exact words of the report stand in double quotation marks.",
        "Single ones are apostrophes, too; so only double ones tell their words from ours.",
        text(
            "## Strengths\n\n- ‘We are asked before things are decided.’ (p. 4)",
            '## Strengths\n\n- "We are asked before things are decided." (p. 4)',
        ),
        stops=False,
    ),
    Explained(
        "html-in-text",
        "HTML in the text",
        "Leave it out, or say it in Markdown: `**bold**`, `*slanted*`, `[words](https://…)`. A "
        "remark for editors goes into the header, on a line that begins with `#`.",
        "It could change how the page works; so it is never carried out, and would be shown as it "
        "stands.",
        text("It met <b>three</b> times.", "It met **three** times."),
    ),
    Explained(
        "picture-in-text",
        "A picture in the text",
        "Leave it out, or describe in words what it shows.",
        "Pictures of reports are often of people, or of text that cannot be read aloud.",
        text(
            "![The five steps](/steps.png)",
            "The five steps are: ask, look, talk, decide, tell.",
        ),
    ),
    Explained(
        "code-not-closed",
        "A part set as computer code that does not end",
        "A line of three backticks begins such a part, and another ends it. Delete it, as a record "
        "has no need of it.",
        "Everything that follows would be set in narrow letters, and none of it gathered.",
        text("```\nIn pairs, over three days.", "In pairs, over three days."),
    ),
    Explained(
        "words-lost",
        "Words that would be shown to nobody",
        "They stand in a place that Markdown does not show: inside a link’s address, in a row of a "
        "table that is too long, or after a label in square brackets. Write them elsewhere.",
        "What you write should be read.",
        text(
            'It is on [its page](https://example.org/ "since May").',
            "It is on [its page](https://example.org/) since May.",
        ),
    ),
    Explained(
        "link-to-nothing",
        "A link to a page that we do not have",
        "It begins with `/`, and so leads to this site; but there is no such page. Copy the "
        "address from your browser, without the site’s name.",
        "A link that leads nowhere costs every reader a minute.",
        text(
            "See [Glenmore](/authorities/glenmoor/).",
            "See [Glenmore](/authorities/glenmore/).",
        ),
    ),
    Explained(
        "link-to-former-address",
        "A link to a former address",
        "It still leads there by a detour. Write the address as it is now.",
        "The detour is for links that others have made; ours can be right.",
        text(
            "See [Strathbeg](/reviews/2022-23/strath-beg/).",
            "See [Strathbeg](/reviews/2022-23/strathbeg/).",
        ),
        stops=False,
    ),
)

TEXTS = Area(
    "texts",
    "The text of a record",
    "What stands below the header: headings, bullets, quotations and links.",
    _EXPLAINED,
)
