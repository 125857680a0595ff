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
    found = contradictions(briefing)
    if found:
        raise ContractError(
            msg("The papers would contradict themselves in {count} places; nothing was written.", count=len(found)),
            where="; ".join(text(one) for one in found[:_SHOWN]),
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
    for one in shown:
        for fact in one.facts:
            wanted, said = briefing.facts.get(fact), one.figure(fact)
            if wanted is None or not _same(wanted, said):
                yield msg(
                    "{place} shows {said} for “{fact}”, which is {wanted}", place=one.title, said=said, fact=fact,
                    wanted=wanted,
                )  # fmt: skip


def _sentences(briefing: Briefing) -> Iterator[Message]:
    """Look for every figure a sentence has to say."""
    for section in briefing.sections:
        for statement in section.statements:
            for fact in statement.facts:
                wanted = briefing.facts.get(fact)
                if wanted is None or not any(_stands_in(one, statement.text) for one in ways_of_telling(wanted)):
                    yield msg(
                        "The sentence “{sentence}” does not say {wanted} for “{fact}”",
                        sentence=statement.text, wanted=wanted, fact=fact,
                    )  # fmt: skip


def _sums(briefing: Briefing) -> Iterator[Message]:
    for one in briefing.sums:
        parts = sum(briefing.facts[fact] for fact in one.parts)
        if not _same(briefing.facts[one.whole], parts):
            yield msg(
                "The parts of “{fact}” add up to {parts}, not to {whole}",
                fact=one.whole, parts=parts, whole=briefing.facts[one.whole],
            )  # fmt: skip


def _totals(briefing: Briefing) -> Iterator[Message]:
    for table in briefing.tables:
        for place, column in enumerate(table.columns):
            if column.kind == "count" and not _adds_up(table, place):
                yield msg("The column “{column}” of {place} does not add up", column=column.heading, place=table.title)


def _adds_up(table: BriefTable, place: int) -> bool:
    """Return whether a column adds up to its total, where it has one."""
    whole = None if table.total is None else table.total[place]
    return whole is None or _same(whole, sum(row[place] or 0 for row in table.rows))


def _same(wanted: float, said: Any) -> bool:
    return isinstance(said, (int, float)) and math.isclose(wanted, float(said), abs_tol=1e-9)


def _stands_in(figure: str, sentence: str) -> bool:
    """Return whether a figure stands in a sentence as a figure of its own, not as a part of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d|[.,]\d)", sentence) is not None
