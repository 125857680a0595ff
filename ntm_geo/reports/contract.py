"""The contract: text, legend, table, chart and annex say the same, and what is counted adds up.

A paper is only written of a briefing that keeps it: `require` stands before every export.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from ntm_geo.errors import ContractError, Message, msg
from ntm_geo.i18n import text
from ntm_geo.reports.briefing import ways_of_telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntm_geo.reports.briefing import BriefChart, Briefing, BriefMap, BriefTable

_SHOWN = 3


def require(briefing: Briefing) -> None:
    """Refuse a briefing that contradicts itself.

    Raises
    ------
    ContractError
        Names where it does.
    """
    messages = contradictions(briefing)
    if messages:
        raise ContractError(
            msg("The papers would contradict themselves in {count} places; nothing was written.", count=len(messages)),
            where="; ".join(text(item) for item in messages[:_SHOWN]),
            fix=msg("Check the figures named, or tell whoever looks after the program."),
        )


def contradictions(briefing: Briefing) -> tuple[Message, ...]:
    """Return where a briefing contradicts itself; empty when it keeps the contract."""
    return (*_facts(briefing), *_sentences(briefing), *_sums(briefing), *_totals(briefing))


def _facts(briefing: Briefing) -> Iterator[Message]:
    """Compare what tables, legends and charts show with the facts."""
    shown: list[BriefTable | BriefMap | BriefChart] = list(briefing.tables)
    for section in briefing.sections:
        shown += [*section.maps, *section.charts]
    for item in shown:
        for fact in item.facts:
            wanted, figure = briefing.facts.get(fact), item.figure(fact)
            if wanted is None or not _same(wanted, figure):
                yield msg(
                    "{place} shows {said} for “{fact}”, which is {wanted}", place=item.title, said=figure, fact=fact,
                    wanted=wanted,
                )  # fmt: skip


def _sentences(briefing: Briefing) -> Iterator[Message]:
    """Look for every figure a sentence has to say."""
    for section in briefing.sections:
        for statement in section.statements:
            for fact in statement.facts:
                wanted = briefing.facts.get(fact)
                if wanted is None or not any(_stands_in(way, statement.text) for way in ways_of_telling(wanted)):
                    yield msg(
                        "The sentence “{sentence}” does not say {wanted} for “{fact}”",
                        sentence=statement.text, wanted=wanted, fact=fact,
                    )  # fmt: skip


def _sums(briefing: Briefing) -> Iterator[Message]:
    for item in briefing.sums:
        parts = sum(briefing.facts[fact] for fact in item.parts)
        if not _same(briefing.facts[item.whole], parts):
            yield msg(
                "The parts of “{fact}” add up to {parts}, not to {whole}",
                fact=item.whole, parts=parts, whole=briefing.facts[item.whole],
            )  # fmt: skip


def _totals(briefing: Briefing) -> Iterator[Message]:
    for table in briefing.tables:
        for index, column in enumerate(table.columns):
            if column.kind == "count" and not _adds_up(table, index):
                yield msg("The column “{column}” of {place} does not add up", column=column.heading, place=table.title)


def _adds_up(table: BriefTable, number: int) -> bool:
    """Return whether a column adds up to its total, where it has one."""
    full = None if table.total is None else table.total[number]
    return full is None or _same(full, sum(row[number] or 0 for row in table.rows))


def _same(wanted: float, total: Any) -> bool:
    return isinstance(total, (int, float)) and math.isclose(wanted, float(total), abs_tol=1e-9)


def _stands_in(figure: str, sentence: str) -> bool:
    """Return whether a figure stands in a sentence as a figure of its own, not as a part of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d|[.,]\d)", sentence) is not None
