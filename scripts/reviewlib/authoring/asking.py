"""What a record needs, asked one thing at a time in words."""

# Ctrl-C, or the end of what is typed, ends it all: until the last answer nothing is written.

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewlib.authoring.records import Newcomer, is_reports, listed
from reviewlib.fields import Choice, Choices, FieldType, Flag, Spec, Term, specs
from reviewlib.models import Report, Review, ThemeIntro
from reviewlib.problems import choices_in_words

__all__ = ["OF_A_REPORT", "Asker", "Judge"]

OF_A_REPORT = ("title", "kind", "listed", "file", "size", "rights")
"""The fields of a report that are asked for."""

Judge = Callable[[str], tuple[str, list[str]]]
"""Takes an answer; gives what is to be written for it, or what is wrong with it in words."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks for what was not said yet.

    Args:
        ask: shows some words and returns the answer.
        show: shows a line.
    """

    ask: Callable[[str], str]
    show: Callable[[str], None]

    def fill(self, record: Newcomer) -> None:
        """Ask until the record has all it needs."""
        self.show("Press Enter to leave something out, Ctrl-C to stop; nothing is written before")
        self.show("the end.")
        if record.kind.model is Review and not record.year:
            years = [year.id for year in record.library.vocabulary.years]
            self.explain("The programme year under which the review was listed.", ", ".join(years))
            record.year = self.needed("year", record.judge_year)
        if record.kind.model is ThemeIntro and not record.name:
            self.explain("The theme that it introduces.", "")
            record.name = self.needed("theme", record.judge_theme)
        for name in record.kind.usual:
            if name not in record.given:
                self._field(record, name)
        if not record.name:
            self._name(record)

    def explain(self, help: str, example: str) -> None:
        """Say what is asked for next."""
        self.show("")
        self.show(help)
        if example:
            self.show(f"  {example}")

    def _field(self, record: Newcomer, name: str) -> None:
        spec = record.spec(name)
        if is_reports(spec):
            report = self._report(record)
            if report:
                record.given[name] = (report,)
            return
        item = listed(spec)
        self.explain(
            spec.help, _example(spec, item or spec.type, record.library.vocabulary.choices)
        )
        if item is None:
            answer = self.one(name, lambda text: record.judge(name, spec.type, text), spec)
            if answer:
                record.given[name] = answer
            return
        answers: list[str] = []
        while True:
            prompt = "another" if answers else name
            judge: Judge = lambda text: record.judge(name, item, text)  # noqa: E731
            answer = self.one(prompt, judge, spec if not answers else None)
            if not answer:
                break
            if answer not in answers:
                answers.append(answer)
        if answers:
            record.given[name] = tuple(answers)

    def _report(self, record: Newcomer) -> dict[str, str]:
        """One report; more are added in the file, with the first to go by."""
        report: dict[str, str] = {}
        for name in OF_A_REPORT:
            spec = specs(Report)[name][1]
            self.explain(spec.help, _example(spec, spec.type, record.library.vocabulary.choices))

            def judge(text: str, name: str = name, spec: Spec = spec) -> tuple[str, list[str]]:
                return record.judge(name, spec.type, text)

            answer = self.one(f"report's {name}", judge)
            if answer:
                report[name] = answer
            elif name == "title":
                break
        return report

    def one(self, prompt: str, judge: Judge, needed: Spec | None = None) -> str:
        """An answer that can be read; "" where there is none and none is needed."""
        while True:
            text = self.ask(f"{prompt}: ").strip()
            if not text and needed and needed.required:
                self.show("  This is needed.")
            elif not text:
                return ""
            else:
                value, words = judge(text)
                if not words:
                    return value
                for line in words:
                    self.show(f"  {line}")

    def needed(self, prompt: str, judge: Judge) -> str:
        """An answer that can be read."""
        while True:
            answer = self.one(prompt, judge)
            if answer:
                return answer
            self.show("  This is needed.")

    def _name(self, record: Newcomer) -> None:
        """The file's name: the one proposed, unless it is taken or another is wanted."""
        proposed = record.free(record.proposed_name)
        self.explain("The name of its file, which becomes part of its address for good.", "")
        if record.judge_name(proposed)[1]:  # longer than a name may be
            record.name = self.needed("name", record.judge_name)
        else:
            record.name = self.one(f"name [{proposed}]", record.judge_name) or proposed


def _example(spec: Spec, type: FieldType, choices: Mapping[str, Choices]) -> str:
    """What may be chosen from, where that is short; else one value that may be given."""
    if isinstance(type, Choice | Flag):
        return type.describe()
    if isinstance(type, Term) and choices[type.vocabulary].labels:
        labels = choices[type.vocabulary].labels
        return choices_in_words(labels) or f"such as: {labels[0]}"
    return f"such as: {spec.example.strip().removeprefix('- ')}"
