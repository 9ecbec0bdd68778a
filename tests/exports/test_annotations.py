"""Where checked quotations stand, as Web Annotations."""

from __future__ import annotations

import json

from reviewlib.library import Library
from tests.exports.conftest import taken


def test_a_checked_quotation_says_which_words_on_which_page_of_which_copy(made_up: Library) -> None:
    record = json.loads(taken(made_up)["reviews/2021-22/strathbeg/record.json"])
    findings = [
        finding
        for section in record["review"]["sections"]
        for block in section["blocks"]
        for finding in block.get("findings", ())
    ]
    told = [finding["annotation"] for finding in findings if finding["annotation"]]
    assert [finding["checked"] for finding in findings if finding["annotation"]] == [True, True]
    target = told[0]["target"]
    assert target["source"]["id"].endswith("/strathbeg-2021-full.pdf")
    assert target["source"]["schema:sha256"] == made_up.pdfs["strathbeg-2021-full.pdf"].sha256
    selector = target["selector"]
    assert selector["value"] == "page=4"
    words = selector["refinedBy"]
    assert words["exact"] == "Children told us that someone would notice if they were not there"
    page = made_up.pdfs["strathbeg-2021-full.pdf"].pages[3].text
    assert words["prefix"] + words["exact"] in page
    assert told[0]["body"].endswith("#strength-children-told-us-that-someone-would")
