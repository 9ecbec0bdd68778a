from __future__ import annotations

import datetime

import pytest

from reviewlib.build_date import today
from reviewlib.diagnostics import ConfigError


@pytest.mark.parametrize(
    "setting",
    ["2024-03-08", datetime.date(2024, 3, 8), datetime.datetime(2024, 3, 8, 23, 59)],
)
def test_a_day_that_is_set_counts_before_the_environment(
    setting: str | datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    day = today(setting)
    assert (type(day), day) == (datetime.date, datetime.date(2024, 3, 8))


def test_source_date_epoch_is_read_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert today() == datetime.date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == datetime.date(1970, 1, 2)


def test_without_either_it_is_the_computers_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = datetime.date.today()
    assert before <= today() <= datetime.date.today()


def test_what_is_not_a_day_is_refused_with_a_day_to_write() -> None:
    with pytest.raises(ConfigError, match=r'"8 March 2024"; write a day such as 2024-03-08\.'):
        today("8 March 2024")


@pytest.mark.parametrize("epoch", ["soon", "9" * 30])
def test_a_wrong_source_date_epoch_is_refused(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ConfigError, match="must be a number of seconds since 1970"):
        today()
