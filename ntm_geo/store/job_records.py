"""Jobs as rows: what was asked for, by which browser, who works on it, how far it is, and what came of it.

Every process of the program sees them. A job belongs to the process that claimed it as long as its beat is fresh; one
whose process has gone is taken up by another, once, and then called broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from ntm_geo.store.schema import metadata

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from ntm_geo.store.database import Store

State = Literal["waiting", "running", "done", "failed", "stopped", "broken"]
OPEN: Final = ("waiting", "running")
"""States of a job that is still to be done."""
BEAT_SECONDS: Final = 3.0
STALE_SECONDS: Final = 20.0
"""A job whose process gave no sign for so long is taken up by another."""
TRIES: Final = 2
KEPT_FOR: Final = timedelta(days=7)
KEPT_PER_SEAT: Final = 5

job: Final = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    *(Column(key, Text, nullable=False) for key in ("province", "seat", "kind", "question", "language")),
    *(Column(key, Text, nullable=False) for key in ("state", "label", "asked_at")),
    *(Column(key, Text) for key in ("began_at", "beat_at", "ended_at", "runner", "file_name", "notes", "error")),
    *(Column(key, Integer, nullable=False) for key in ("done", "total", "tries")),
    Column("stop_asked", Boolean, nullable=False),
    *(Column(key, LargeBinary) for key in ("enclosure", "result")),
    Index("ix_job_seat", "province", "seat"),
)
_SHOWN: Final = tuple(column for column in job.columns if column.name not in {"enclosure", "result", "province"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """A job as it stands, without its files."""

    id: int
    seat: str
    """Browser it was asked for in, see `ui.kit.seat`."""
    kind: str
    question: str
    """What is to be made, as JSON."""
    language: str
    state: State
    label: str
    """What is under way, in that language."""
    asked_at: str
    """Moment, as ISO 8601 in UTC; so are the others."""
    began_at: str | None
    beat_at: str | None
    """When its process gave its last sign."""
    ended_at: str | None
    runner: str | None
    """Process that works on it: host, number, and a word of its own."""
    file_name: str | None
    notes: str | None
    error: str | None
    """What ended it without a result, as JSON."""
    done: int
    total: int
    tries: int
    stop_asked: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN

    @property
    def seconds(self) -> float:
        """How long it has been worked on, or was in all; 0 while it waits."""
        if not self.began_at:
            return 0.0
        until = datetime.fromisoformat(self.ended_at) if self.ended_at else datetime.now(tz=UTC)
        return (until - datetime.fromisoformat(self.began_at)).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """What is asked for."""

    seat: str
    kind: str
    question: str
    enclosure: bytes = b""
    """A file the question comes with."""
    language: str
    label: str


def ask_for(store: Store, new: NewJob) -> int:
    """Keep a job that is to be done, and forget old ones; returns its number."""
    row = {
        "province": store.province, "seat": new.seat, "kind": new.kind, "question": new.question,
        "enclosure": new.enclosure or None, "language": new.language, "state": "waiting", "label": new.label,
        "asked_at": _now(), "done": 0, "total": 1, "tries": 0, "stop_asked": False,
    }  # fmt: skip
    of_seat = and_(job.c.province == store.province, job.c.seat == new.seat, job.c.state.not_in(OPEN))
    newest = select(job.c.id).where(of_seat).order_by(job.c.id.desc()).limit(KEPT_PER_SEAT - 1).scalar_subquery()
    old = and_(job.c.province == store.province, job.c.ended_at < _said(datetime.now(tz=UTC) - KEPT_FOR))
    with store.writing() as connection:
        connection.execute(delete(job).where(or_(old, and_(of_seat, job.c.id.not_in(newest)))))
        number = connection.execute(insert(job).returning(job.c.id), row).scalar_one()
    return int(number)


def newest_job(store: Store, seat: str) -> JobRecord | None:
    """Return the job asked for last in a browser; None where there is none."""
    query = select(*_SHOWN).where(job.c.province == store.province, job.c.seat == seat).order_by(job.c.id.desc())
    with store.reading() as connection:
        row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else _record(row)


def get_job(store: Store, number: int) -> JobRecord | None:
    """Return a job by its number; None where it was forgotten."""
    with store.reading() as connection:
        row = connection.execute(select(*_SHOWN).where(job.c.id == number)).one_or_none()
    return None if row is None else _record(row)


def result_of(store: Store, number: int) -> bytes:
    """Return the file a job made; empty where it made none."""
    return _file(store, number, "result")


def enclosure_of(store: Store, number: int) -> bytes:
    """Return the file a job's question came with; empty where there was none."""
    return _file(store, number, "enclosure")


def _file(store: Store, number: int, name: str) -> bytes:
    with store.reading() as connection:
        return bytes(connection.execute(select(job.c[name]).where(job.c.id == number)).scalar_one_or_none() or b"")


def claim(store: Store, runner: str, host: str, *, at_once: int) -> JobRecord | None:
    """Take the job that has waited longest; one whose process has gone counts as waiting, or as broken the second time.

    Parameters
    ----------
    store : the open database.
    runner : who takes it; begins with the host.
    host : the machine.
    at_once : how many jobs may be under way on it.

    Returns
    -------
    The job, now running; None where there is nothing to do or the machine does enough.
    """
    fresh = _said(datetime.now(tz=UTC) - timedelta(seconds=STALE_SECONDS))
    mine = job.c.province == store.province
    gone = and_(mine, job.c.state == "running", job.c.beat_at < fresh)
    if not _anything_to_do(store, gone):
        return None
    with store.writing() as connection:
        connection.execute(update(job).where(gone, job.c.tries >= TRIES).values(state="broken", ended_at=_now()))
        connection.execute(update(job).where(gone).values(state="waiting", runner=None))
        busy = select(job.c.id).where(job.c.state == "running", job.c.runner.like(f"{host}:%"))
        if len(connection.execute(busy).all()) >= at_once:
            return None
        first = select(job.c.id).where(mine, job.c.state == "waiting").order_by(job.c.id).limit(1)
        number = connection.execute(first).scalar_one_or_none()
        if number is None:
            return None
        connection.execute(
            update(job)
            .where(job.c.id == number)
            .values(state="running", runner=runner, began_at=_now(), beat_at=_now(), tries=job.c.tries + 1)
        )
        return _record(connection.execute(select(*_SHOWN).where(job.c.id == number)).one())


def _anything_to_do(store: Store, gone: Any) -> bool:
    """Return whether a job waits or was left, without taking the lock of the writers."""
    waits = and_(job.c.province == store.province, job.c.state == "waiting")
    with store.reading() as connection:
        return connection.execute(select(job.c.id).where(or_(waits, gone)).limit(1)).one_or_none() is not None


def beat(store: Store, number: int, runner: str, *, label: str, done: int, total: int) -> bool:
    """Keep how far a job is; returns whether to go on: nobody asked to stop, and nobody else took it up."""
    with store.writing() as connection:
        connection.execute(
            update(job)
            .where(job.c.id == number, job.c.runner == runner)
            .values(label=label, done=done, total=total, beat_at=_now())
        )
        row = connection.execute(select(job.c.stop_asked, job.c.runner).where(job.c.id == number)).one_or_none()
    return row is not None and not row.stop_asked and row.runner == runner


def finish(store: Store, number: int, runner: str, state: State, **values: Any) -> None:
    """Keep what came of a job, unless somebody else has taken it up.

    Parameters
    ----------
    store : the open database.
    number : of the job.
    runner : who worked on it.
    state : how it ended.
    **values : ``result``, ``file_name``, ``notes``, ``error``.
    """
    with store.writing() as connection:
        connection.execute(
            update(job)
            .where(job.c.id == number, job.c.runner == runner)
            .values(state=state, ended_at=_now(), enclosure=None, **values)
        )


def put_back(store: Store, number: int, runner: str) -> None:
    """Let a job wait again, as if this process had never taken it: it is about to end."""
    with store.writing() as connection:
        connection.execute(
            update(job)
            .where(job.c.id == number, job.c.runner == runner)
            .values(state="waiting", runner=None, tries=job.c.tries - 1)
        )


def ask_to_stop(store: Store, number: int) -> None:
    """Ask whoever works on a job to stop; one that waits is stopped at once."""
    with store.writing() as connection:
        connection.execute(update(job).where(job.c.id == number, job.c.state.in_(OPEN)).values(stop_asked=True))
        waits = and_(job.c.id == number, job.c.state == "waiting")
        connection.execute(update(job).where(waits).values(state="stopped", ended_at=_now(), enclosure=None))


def _record(row: Row[Any]) -> JobRecord:
    return JobRecord(**row._mapping)  # noqa: SLF001 - the name SQLAlchemy gives it


def _now() -> str:
    return _said(datetime.now(tz=UTC))


def _said(moment: datetime) -> str:
    """Return a moment as text whose order is that of time."""
    return moment.isoformat(timespec="microseconds")
