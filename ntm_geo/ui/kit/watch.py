"""How the program fares: reruns and their time, sessions, questions to the database, what is shared; and a log to read.

A line of the log is ``time | level | what``, in a file of the data folder that is rotated; addresses in it carry no
password. Figures are offered in the form of Prometheus.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Summary, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import event
from streamlit.runtime import exists, get_instance

from ntm_geo.ui.kit import shared

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

log: Final = logging.getLogger("ntm_geo")
SLOW_SECONDS: Final = 1.0
"""A rerun that takes longer is logged with its page."""
_LOG_BYTES, _LOG_FILES = 2_000_000, 5
_REGISTRY: Final = CollectorRegistry()
_RERUNS: Final = Counter("ntm_reruns", "Runs of a page, begun by a visitor or a click.", ["page"], registry=_REGISTRY)
_SECONDS: Final = Histogram(
    "ntm_rerun_seconds",
    "Seconds a run of a page took.",
    ["page"],
    buckets=(0.01, 0.03, 0.05, 0.1, 0.3, 1, 3, 10),
    registry=_REGISTRY,
)
_STATEMENTS: Final = Counter("ntm_sql_statements", "Statements sent to the database.", registry=_REGISTRY)
_COLLECTIONS: Final = Summary("ntm_collection_seconds", "Seconds of full collections of garbage.", registry=_REGISTRY)
_RUNNING: Final = Gauge("ntm_runs_now", "Runs of pages at this moment.", registry=_REGISTRY)
_last_run = [0.0]


class _Usage:
    """What is asked for when the figures are read: sessions, and what sessions share."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the figures of this moment."""
        sessions = GaugeMetricFamily("ntm_sessions", "Sessions that are connected.")
        sessions.add_metric([], active_sessions())
        yield sessions
        waiting = GaugeMetricFamily("ntm_sessions_waiting", "Sessions whose reader has left and may come back.")
        waiting.add_metric([], drop_ended_sessions())
        yield waiting
        entries = GaugeMetricFamily("ntm_shared_entries", "Answers shared by all sessions.", labels=["function"])
        sizes = GaugeMetricFamily("ntm_shared_bytes", "Bytes of the answers shared.", labels=["function"])
        for name, usage in shared.usage().items():
            entries.add_metric([name], usage.entries)
            sizes.add_metric([name], usage.size)
        yield entries
        yield sizes


_REGISTRY.register(_Usage())


@contextmanager
def watched_run(page: str) -> Iterator[None]:
    """Count a run of a page and its time; one that is slow is logged."""
    began = time.perf_counter()
    _RUNNING.inc()
    try:
        yield
    finally:
        seconds = time.perf_counter() - began
        _RUNNING.dec()
        _RERUNS.labels(page).inc()
        _SECONDS.labels(page).observe(seconds)
        _last_run[0] = time.monotonic()
        if seconds > SLOW_SECONDS:
            log.warning("slow page: %s took %.1f s", page, seconds)


def idle_seconds() -> float:
    """Return how long no page has run; 0 while one does."""
    running: Any = _RUNNING
    return 0.0 if running._value.get() else time.monotonic() - _last_run[0]  # noqa: SLF001 - a gauge has no other way


def note_collection(seconds: float) -> None:
    """Count a full collection of garbage and its time."""
    _COLLECTIONS.observe(seconds)


def active_sessions() -> int:
    """Return how many sessions are connected to this process."""
    return int(get_instance()._session_mgr.num_active_sessions()) if exists() else 0  # noqa: SLF001 - told nowhere else


def drop_ended_sessions() -> int:
    """Let go the sessions whose reader has not come back within two minutes; returns how many still wait for theirs.

    Streamlit lets them go when the next reader leaves, which may be tomorrow.
    """
    if not exists():
        return 0
    manager: Any = get_instance()._session_mgr  # noqa: SLF001 - there is no other way
    with manager._storage_lock:  # noqa: SLF001 - as above
        return len(manager._session_storage._cache)  # noqa: SLF001 - counting drops those whose time is over


def count_statements(engine: Engine) -> None:
    """Count what is sent to a database from here on."""
    event.listen(engine, "before_cursor_execute", lambda *_: _STATEMENTS.inc())


def figures() -> bytes:
    """Return the figures as Prometheus reads them."""
    return generate_latest(_REGISTRY)


def write_log(folder: Path, name: str = "ntm") -> None:
    """Write what is logged into a file of a folder, rotated; where it cannot be written, nothing else suffers.

    Parameters
    ----------
    folder : of the data.
    name : of the file without its ending; processes that run side by side have one each.
    """
    if any(isinstance(handler, RotatingFileHandler) for handler in log.handlers):
        return
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "log" / f"{name}.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
        )
    except OSError:
        log.warning("the log cannot be written into %s", folder)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s | %(levelname)-7s | %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
