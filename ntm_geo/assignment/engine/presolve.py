"""Look before solving: what is wrong with the question, each in plain words with its place and what to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ntm_geo.assignment.engine.assignment_problem import KM
from ntm_geo.assignment.engine.rules import AtLeast, AtMost, Capacity, Districts, KindsForbidden, KindsRequired
from ntm_geo.errors import msg
from ntm_geo.i18n import format_number
from ntm_geo.tables.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntm_geo.assignment.engine.assignment_problem import AssignmentProblem
    from ntm_geo.errors import Message
    from ntm_geo.tables.findings import Severity

_SHOWN: Final = 5


def look_before(problem: AssignmentProblem) -> list[Finding]:
    """Return what is wrong or doubtful; with an error among them there is no assignment, or it is not what was meant.

    Kinds: ``no-agency``, ``no-commune``, ``no-weight``, ``lock-unknown``, ``lock-double``, ``lock-both``,
    ``lock-impossible``, ``capacity-short``, ``capacity-upside-down``, ``nowhere-to-go``, ``nobody-can``,
    ``kinds-missing``, ``locks-over-capacity``, ``locks-over-partners``, ``piece-unknown``, ``distance-unknown``.
    """
    return [
        *_question(problem), *_locks(problem), *_capacity(problem), *_reach(problem), *_kinds(problem),
        *_unknown(problem),
    ]  # fmt: skip


def _found(kind: str, text: str, what: Message, hint: Message, *, severity: Severity = "error") -> Finding:
    return Finding(severity=severity, kind=kind, place=text, what=what, hint=hint)


def _question(problem: AssignmentProblem) -> Iterator[Finding]:
    if not problem.agencies:
        yield _found("no-agency", "", msg("No agency takes part."), msg("Bring in the list of agencies."))
    if not problem.places:
        yield _found("no-commune", "", msg("No commune is to be helped."), msg("Choose priority communes first."))
    if not any(objective.weight > 0 for objective in problem.objectives) or any(
        objective.weight < 0 for objective in problem.objectives
    ):
        yield _found(
            "no-weight", "", msg("The weights say nothing about what makes a good pair."),
            msg("Give at least one piece a weight above 0, and none below."),
        )  # fmt: skip


def _locks(problem: AssignmentProblem) -> Iterator[Finding]:
    seen: Counter[tuple[str, str]] = Counter((lock.agency, lock.code) for lock in problem.locks)
    sides = {pair: {lock.inside for lock in problem.locks if (lock.agency, lock.code) == pair} for pair in seen}
    possible = set(zip(problem.pairs["agency"], problem.pairs["code"], strict=True))
    for pair, times in seen.items():
        pair_name = _pair_name(problem, pair)
        unknown = [pair[0]] if pair[0] not in problem.agency_of else []
        unknown += [pair[1]] if pair[1] not in problem.place_of else []
        if unknown:
            yield _found(
                "lock-unknown", pair_name, msg("The lock names {who}, who takes no part.", who=", ".join(unknown)),
                msg("Correct the key or code, or take the lock back."),
            )  # fmt: skip
        elif len(sides[pair]) > 1:
            yield _found(
                "lock-both", pair_name, msg("The pair is locked in and out at once."), msg("Take one of the two back.")
            )
        elif times > 1:
            yield _found(
                "lock-double", pair_name, msg("The pair is locked {times} times.", times=times),
                msg("One lock is enough; take the others back."), severity="warning",
            )  # fmt: skip
        if not unknown and pair not in possible and True in sides[pair]:
            yield _found(
                "lock-impossible", pair_name, msg("The pair is locked in but is not possible."),
                msg("Take the lock back, or let the agency go there."),
            )  # fmt: skip


def _capacity(problem: AssignmentProblem) -> Iterator[Finding]:
    if not any(isinstance(rule, Capacity) for rule in problem.rules):
        return
    for item in problem.agencies:
        if item.least > item.most:
            yield _found(
                "capacity-upside-down", item.name or item.key,
                msg("It must take at least {least} communes but can take at most {most}.",
                    least=format_number(item.least), most=format_number(item.most)),
                msg("Correct its fewest and most communes."),
            )  # fmt: skip
    locked = Counter(lock.agency for lock in set(problem.locks) if lock.inside)
    for item in problem.agencies:
        if locked[item.key] > item.most:
            yield _found(
                "locks-over-capacity", item.name or item.key,
                msg("{locked} communes are locked to it, but it can take {most}.",
                    locked=locked[item.key], most=format_number(item.most)),
                msg("Take a lock back, or raise what it can take."),
            )  # fmt: skip
    needed = _needed(problem)
    room = sum(agency.most for agency in problem.agencies)
    if needed > room:
        yield _found(
            "capacity-short", "",
            msg("The communes need {needed} partners, the agencies can give {room}: {short} are missing.",
                needed=format_number(needed), room=format_number(room), short=format_number(needed - room)),
            msg("Let agencies take more communes, choose fewer communes, or ask for fewer partners a commune."),
        )  # fmt: skip


def _needed(problem: AssignmentProblem) -> int:
    counts = [rule.count for rule in problem.rules if isinstance(rule, AtLeast)]
    if not counts:
        return 0
    return sum(commune.wanted if commune.wanted is not None else max(counts) for commune in problem.places)


def _reach(problem: AssignmentProblem) -> Iterator[Finding]:
    """Find agencies with nowhere to go, communes nobody may come to, and communes locked to too many."""
    keeps_out = any(isinstance(rule, Districts) for rule in problem.rules)
    goes: set[str] = set()
    served: Counter[str] = Counter()
    for agency, code in zip(problem.pairs["agency"], problem.pairs["code"], strict=True):
        if not keeps_out or problem.agency_of[agency].may_go(problem.place_of[code].district):
            goes.add(agency)
            served[code] += 1
    for item in problem.agencies:
        if item.key not in goes:
            must = item.least > 0 and any(isinstance(rule, Capacity) for rule in problem.rules)
            yield _found(
                "nowhere-to-go", item.name or item.key, msg("No commune that is to be helped is open to it."),
                msg("Correct its districts, or leave it out this year."), severity="error" if must else "warning",
            )  # fmt: skip
    request = any(isinstance(rule, AtLeast) for rule in problem.rules)
    for commune in problem.places if request else ():
        wanted = max(rule.count for rule in problem.rules if isinstance(rule, AtLeast))
        wanted = commune.wanted if commune.wanted is not None else wanted
        if served[commune.code] < wanted:
            yield _found(
                "nobody-can", commune.name or commune.code,
                msg("It needs {wanted} partners, but only {count} agencies may come.",
                    wanted=wanted, count=served[commune.code]),
                msg("Open its district to more agencies, or ask for fewer partners."),
            )  # fmt: skip
    limits = [rule.count for rule in problem.rules if isinstance(rule, AtMost)]
    locked = Counter(lock.code for lock in set(problem.locks) if lock.inside)
    for code, count in locked.items():
        if limits and count > min(limits) and code in problem.place_of:
            yield _found(
                "locks-over-partners", problem.place_of[code].name or code,
                msg("{count} agencies are locked to it, but at most {most} may come.", count=count, most=min(limits)),
                msg("Take a lock back, or allow more partners a commune."),
            )  # fmt: skip


def _kinds(problem: AssignmentProblem) -> Iterator[Finding]:
    present = {agency.kind for agency in problem.agencies}
    for rule in problem.rules:
        if isinstance(rule, KindsRequired) and not rule.kinds & present:
            yield _found(
                "kinds-missing", ", ".join(sorted(rule.kinds)),
                msg("Communes need a partner of this kind, but no agency is one."),
                msg("Bring in such an agency, or take the rule back."),
            )  # fmt: skip
    required = [rule for rule in problem.rules if isinstance(rule, KindsRequired)]
    forbidden = [rule for rule in problem.rules if isinstance(rule, KindsForbidden)]
    for item in required:
        if any(other.group == item.group and item.kinds <= other.kinds for other in forbidden):
            yield _found(
                "kinds-both", ", ".join(sorted(item.kinds)), msg("The same kind is required and forbidden."),
                msg("Take one of the two rules back."),
            )  # fmt: skip


def _unknown(problem: AssignmentProblem) -> Iterator[Finding]:
    """Tell how many pairs a piece is not known for: it counts half there, never zero."""
    for objective in problem.objectives:
        missing = (
            problem.pairs.loc[problem.pairs[objective.piece].isna()] if objective.weight > 0 else problem.pairs.iloc[:0]
        )
        if len(missing):
            yield _found(
                "piece-unknown", objective.name,
                msg("It is not known for {count} of {total} pairs and counts half there.",
                    count=format_number(len(missing)), total=format_number(len(problem.pairs))),
                msg("Complete the data of: {who}.", who=_few(missing["agency"].unique())), severity="warning",
            )  # fmt: skip
    if KM in problem.pairs and problem.pairs[KM].isna().any():
        nowhere = problem.pairs.loc[problem.pairs[KM].isna(), "agency"]
        yield _found(
            "distance-unknown", "", msg("The place of {count} agencies is not known.", count=nowhere.nunique()),
            msg("Enter the place of: {who}.", who=_few(nowhere.unique())), severity="warning",
        )  # fmt: skip


def _few(keys: Iterable[object]) -> str:
    named = [str(key) for key in keys]
    return ", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")


def _pair_name(problem: AssignmentProblem, pair: tuple[str, str]) -> str:
    agency, code = pair
    first = problem.agency_of[agency].name or agency if agency in problem.agency_of else agency
    second = problem.place_of[code].name or code if code in problem.place_of else code
    return f"{first} – {second}"
