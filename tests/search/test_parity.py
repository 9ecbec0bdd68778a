"""Python and the browser must have the same words: else what is indexed is not found."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlib.search import all_entries
from reviewlib.search.lunr import IndexBuilder, index_part
from reviewlib.search.normalize import normalize, stem, words
from tests.search.sites import loaded

if TYPE_CHECKING:
    from playwright.sync_api import Page

Engines = Callable[[str, str], "Page"]

_ENDINGS = """
 y ay ey oy uy ly ry ty ies ied ying yed s es ed ing eed eedly edly ingly er est ment ement ness
 ation ations ator ative ativeness iveness ization izer ousness fulness alism aliti iviti biliti
 ational tional enci anci bli alli entli eli ousli logi icate alize iciti ical ful ance ence able
 ible ant ent ion ou ism ate iti ous ive ize e ll sses ss
"""
_STEMS = """
 a e y be by cr sk pl surv orkn pathw journ attain includ equ educ learn play studi happi fl tr
 agre feed plast hop hopp fall fizz fil tann conflat troubl siz sky relat condition rational valen
 digit conform radical differ vile analog vietnam predic operat feudal decis hope callous formal
 sensit sensibl triplic form electric electr good reviv allow infer airlin gyroscop adjust defens
 irrit replac depend adopt homolog commun activ angul effect bowdler prob rat ceas contr roll
 oy ay yell year yoyo syzyg rhythm wellb eilean gaidhlig sgail
"""


def _words(root: Path) -> list[str]:
    """Every word of both libraries, of our own documents, and made-up ones of every ending."""
    texts = []
    for name in ("real", "made"):
        for entry in all_entries(loaded(name)):
            texts += [entry.title, *entry.names, *entry.themes, *entry.about, entry.text]
            texts += [part for one in entry.passages for part in (one.label, one.text, one.head)]
    texts += [path.read_text("utf-8") for path in (root / "docs").rglob("*.md")]
    made = [f"{begin}{end}" for begin in _STEMS.split() for end in _ENDINGS.split()]
    return sorted({*words(" ".join(texts)), *made})


_STEM = """
async (all) => {
  const { default: lunr } = await import(new URL('search/lunr.js', document.baseURI))
  return all.map((word) => lunr.stemmer(new lunr.Token(word, {})).toString())
}
"""
_FOLD = """
async (all) => {
  const place = new URL('assets/js/search/normalize.js', document.baseURI)
  const { normalize: fold, tokenize: words } = await import(place)
  return all.map((text) => [
    fold(text), words(text).flatMap(({ parts, joined }) => (joined ? [...parts, joined] : parts)),
  ])
}
"""


def test_the_stems_of_thousands_of_words_are_the_same(engines: Engines, root: Path) -> None:
    all_words = _words(root)
    assert len(all_words) >= 5_000
    found = engines("made", "lunr").evaluate(_STEM, all_words)
    differ = {
        word: (stem(word), other)
        for word, other in zip(all_words, found, strict=True)
        if stem(word) != other
    }
    assert differ == {}


def _texts() -> Iterator[str]:
    for name in ("real", "made"):
        for entry in all_entries(loaded(name)):
            yield from (entry.title, *entry.names, *entry.themes, *entry.about, entry.text)
            yield from (one.text for one in entry.passages)
    chance = random.Random(1)
    letters = [chr(number) for number in range(32, 0x2100)]
    letters = [one for one in letters if unicodedata.category(one) not in ("Cn", "Cc")]
    for _ in range(2_000):
        yield "".join(chance.choices([*letters, *"abcdeyz -'’‐  "], k=12))


def test_texts_are_folded_and_parted_the_same(engines: Engines) -> None:
    texts = list(dict.fromkeys(_texts()))
    found = engines("made", "lunr").evaluate(_FOLD, texts)
    differ = [
        (text, (normalize(text), words(text)), other)
        for text, other in zip(texts, found, strict=True)
        if [normalize(text), words(text)] != other
    ]
    assert differ == []


_SCORES = """
async ([packed, documents, asked]) => {
  const { default: lunr } = await import(new URL('search/lunr.js', document.baseURI))
  const { Index } = await import(new URL('assets/js/search/index.js', document.baseURI))
  const whole = lunr(function () {
    this.pipeline.reset()
    this.searchPipeline.reset()
    this.tokenizer.separator = / /
    for (const [name, boost] of packed.fields) this.field(name, { boost })
    documents.forEach((one, id) => this.add({ id, ...one }))
  })
  const ours = new Index(packed)
  return asked.map((stems) => [
    whole.query((query) => stems.forEach((term) => query.term(term, {})))
      .map(({ ref, score }) => [Number(ref), score]),
    ours.search(new Map(stems.map((one) => [one, 1])))
      .map(({ document, score }) => [document, score]),
  ])
}
"""


def test_documents_score_as_in_an_index_that_lunr_js_built_itself(engines: Engines) -> None:
    chance = random.Random(2)
    vocabulary = [f"w{number}" for number in range(60)]
    texts = [
        {"name": " ".join(chance.choices(vocabulary, k=chance.randint(0, 4))),
         "text": " ".join(chance.choices(vocabulary, k=chance.randint(0, 60)))}
        for _ in range(150)
    ]  # fmt: skip
    index = IndexBuilder((("name", 6), ("text", 1)))
    index.join(index_part([[one["name"]], [one["text"]]] for one in texts))
    packed = json.loads(json.dumps(index.packed()))
    asked = [chance.sample(vocabulary, chance.randint(1, 5)) for _ in range(60)]
    for whole, ours in engines("made", "lunr").evaluate(_SCORES, [packed, texts, asked]):
        assert {ref: round(score, 6) for ref, score in whole} == {
            ref: round(score, 6) for ref, score in ours
        }


def test_the_usual_word_of_each_stem_comes_back_whole(engines: Engines) -> None:
    index = IndexBuilder((("text", 1),))
    texts = ["schools school schools", "studies", "equity", "pathway", "happiness", "dùn"]
    index.join(index_part([[text]] for text in texts))
    packed = index.packed()
    found = engines("made", "lunr").evaluate(
        """async (terms) => {
          const { unwritten } = await import(new URL('assets/js/search/index.js', document.baseURI))
          return terms.split(' ').map(unwritten)
        }""",
        packed["terms"],
    )
    assert {word: one for one, word in found} == {
        word: stem(word) for word in ("schools", "studies", "equity", "pathway", "happiness", "dun")
    }
    assert not re.search(r"[^a-z0-9 +-]", packed["terms"])
