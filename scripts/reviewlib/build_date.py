"""Which day the pages are made for. The only place that looks at a clock.

takes: a setting, the environment
gives: a date
independent of: who asks
"""

from __future__ import annotations

import datetime
import os

from reviewlib.diagnostics import ConfigError

__all__ = ["today"]


def today(setting: datetime.date | str | None = None) -> datetime.date:
    """The day that was set, else that of SOURCE_DATE_EPOCH, else today.

    SOURCE_DATE_EPOCH counts seconds since 1970 in UTC
    (https://reproducible-builds.org/specs/source-date-epoch/).

    >>> today("2024-03-08")
    datetime.date(2024, 3, 8)

    Raises:
        ConfigError: what was set is not a day.
    """
    if isinstance(setting, datetime.datetime):
        return setting.date()
    if isinstance(setting, datetime.date):
        return setting
    if setting:
        return _day(setting)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return _from_epoch(epoch) if epoch else datetime.date.today()


def _day(setting: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(setting)
    except ValueError:
        raise ConfigError(
            f'"today" is set to "{setting}"; write a day such as 2024-03-08.'
        ) from None


def _from_epoch(epoch: str) -> datetime.date:
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ConfigError(
            f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds since 1970.'
        ) from None
