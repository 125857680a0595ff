"""Figures of an assignment: coverage, who does what where, lists by agency and by commune, sentences.

Everything is computed from a `Case` and a table of pairs (``agency, code``, more columns are ignored), so that what a
solver found, what people changed by hand and what a plan keeps are counted by the same functions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ntm_geo.assessment.derived import derived
from ntm_geo.assignment.case import fit_of
from ntm_geo.assignment.engine.pieces import PIECES
from ntm_geo.i18n import _, format_number
from ntm_geo.tables.agency_table import AGENCY_KINDS

if TYPE_CHECKING:
    from ntm_geo.assignment.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Figures of an assignment."""

    communes: int
    served: int
    unserved: tuple[str, ...]
    """Codes of the communes without a partner."""
    agencies: int
    """Agencies that take part."""
    used: int
    """Agencies with at least one commune."""
    pairs: int
    missing: int
    """Criteria missed, counted commune by commune."""
    covered: int
    """Those of them some partner of the commune is strong in."""
    mean_km: float | None
    """Mean distance of the pairs whose distance is known; None where none is."""
    unknown_km: int
    """Pairs whose distance is not known."""
    earlier: int
    """Pairs of the year before that could be kept."""
    kept: int
    """Those of them that are kept."""


@derived
def coverage(case: Case, pairs: pd.DataFrame) -> Coverage:
    """Return the figures of an assignment."""
    chosen = _chosen(case, pairs)
    communes, keys = case.pieces.communes, set(zip(chosen["agency"], chosen["code"], strict=True))
    served = set(chosen["code"])
    able = _able(case, chosen)
    missing = {str(code): set(missed) for code, missed in communes[["code", "missing"]].to_numpy()}
    possible = case.pieces.earlier & set(zip(case.problem.pairs["agency"], case.problem.pairs["code"], strict=True))
    km = chosen["km"].dropna()
    return Coverage(
        communes=len(communes),
        served=len(served),
        unserved=tuple(code for code in communes["code"] if code not in served),
        agencies=len(case.pieces.agencies),
        used=int(chosen["agency"].nunique()),
        pairs=len(chosen),
        missing=sum(len(missed) for missed in missing.values()),
        covered=sum(len(value & able.get(code, set())) for code, value in missing.items()),
        mean_km=float(km.mean()) if len(km) else None,
        unknown_km=int(chosen["km"].isna().sum()),
        earlier=len(possible),
        kept=len(possible & keys),
    )


def coverage_sentences(result: Coverage) -> tuple[str, ...]:
    """Return the figures of an assignment as sentences, the one of what is missing first."""
    sentences = []
    if result.unserved:
        sentences.append(_("{count} communes have no partner yet.", count=format_number(len(result.unserved))))
    sentences.append(
        _(
            "{used} of {agencies} agencies help {served} of {communes} communes, in {pairs} pairs.",
            used=format_number(result.used), agencies=format_number(result.agencies),
            served=format_number(result.served), communes=format_number(result.communes),
            pairs=format_number(result.pairs),
        )
    )  # fmt: skip
    if result.missing:
        sentences.append(
            _(
                "Of {missing} missing criteria, {covered} ({share}%) have a partner who is strong in them.",
                missing=format_number(result.missing), covered=format_number(result.covered),
                share=format_number(100 * result.covered / result.missing, digits=0),
            )
        )  # fmt: skip
    if result.mean_km is not None:
        sentences.append(_("A partner is {km} km away on average.", km=format_number(result.mean_km, digits=0)))
    if result.unknown_km:
        sentences.append(_("The distance of {count} pairs is not known.", count=format_number(result.unknown_km)))
    if result.earlier:
        sentences.append(
            _("{kept} of {earlier} pairs of the year before are kept.",
              kept=format_number(result.kept), earlier=format_number(result.earlier))
        )  # fmt: skip
    return tuple(sentences)


def who_what_where(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return who does what where, as boards of humanitarian work have it.

    Returns
    -------
    ``agency, agency_name, kind, district, district_name, criterion, communes, codes``: one row per agency, district and
    criterion that a commune there misses and the agency is strong in; ``communes`` counts them, ``codes`` has
    semicolons between. Pairs that share no criterion stand in a row with an empty ``criterion``. Sorted by agency,
    district, criterion in the law's order.
    """
    communes = case.pieces.communes.set_index("code").to_dict("index")
    names = case.pieces.agencies.set_index("agency").to_dict("index")
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for agency, code in _chosen(case, pairs)[["agency", "code"]].to_numpy():
        commune = communes[code]
        shared = [item for item in case.pieces.strong_in.get(agency, ()) if item in commune["missing"]] or [""]
        for criterion in shared:
            key = (agency, str(commune["district"]), str(commune["district_name"]), criterion)
            groups.setdefault(key, []).append(str(code))
    rows = [
        {
            "agency": agency,
            "agency_name": names[agency]["name"],
            "kind": names[agency]["kind"],
            "district": district,
            "district_name": district_name,
            "criterion": criterion,
            "communes": len(codes),
            "codes": ";".join(sorted(codes)),
        }
        for (agency, district, district_name, criterion), codes in groups.items()
    ]
    columns = ["agency", "agency_name", "kind", "district", "district_name", "criterion", "communes", "codes"]
    frame = pd.DataFrame(rows, columns=columns)
    order = frame["criterion"].map(lambda value: int(value) if value else 0)
    placed = frame.assign(order=order).sort_values(["agency", "district", "order"], ignore_index=True)
    return placed.drop(columns="order")


@derived
def by_agency(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return every agency that takes part with what it was given, those without any last.

    Returns
    -------
    ``agency, agency_name, kind, kind_name, capacity_min, capacity_max, count, names, codes, strong_in, mean_km``.
    """
    chosen = _chosen(case, pairs)
    names = dict(zip(case.pieces.communes["code"], case.pieces.communes["name"], strict=True))
    communes, kilometres = _lists(chosen, by="agency", of="code"), chosen.groupby("agency")["km"].mean()
    rows = []
    for row in case.pieces.agencies.to_dict("records"):
        partners = communes.get(str(row["agency"]), [])
        rows.append(
            {
                "agency": row["agency"],
                "agency_name": row["name"],
                "kind": row["kind"],
                "kind_name": str(AGENCY_KINDS[row["kind"]]),
                "capacity_min": row["capacity_min"],
                "capacity_max": row["capacity_max"],
                "count": len(partners),
                "names": ", ".join(names[code] for code in partners),
                "codes": ";".join(partners),
                "strong_in": ", ".join(case.pieces.strong_in.get(row["agency"], ())),
                "mean_km": kilometres.get(row["agency"], float("nan")),
            }
        )
    frame = pd.DataFrame(rows)
    return frame.sort_values(["count", "agency_name"], ascending=[False, True], ignore_index=True)


def _lists(pairs: pd.DataFrame, *, by: str, of: str) -> dict[str, list[str]]:
    """Return the values of a column for each value of another, in the order of the rows."""
    lists: dict[str, list[str]] = {}
    for key, value in zip(pairs[by], pairs[of], strict=True):
        lists.setdefault(str(key), []).append(str(value))
    return lists


@derived
def by_commune(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return every commune with its partners, those without any first.

    Returns
    -------
    ``code, name, district_name, border, score, count, partners, agencies, missing, covered, uncovered``: the last three
    are criteria with commas between.
    """
    chosen = _chosen(case, pairs)
    names = dict(zip(case.pieces.agencies["agency"], case.pieces.agencies["name"], strict=True))
    agencies, able = _lists(chosen, by="code", of="agency"), _able(case, chosen)
    rows = []
    for row in case.pieces.communes.to_dict("records"):
        partners = agencies.get(str(row["code"]), [])
        strong = able.get(str(row["code"]), set())
        rows.append(
            {
                "code": row["code"],
                "name": row["name"],
                "district_name": row["district_name"],
                "border": row["border"],
                "score": row["score"],
                "count": len(partners),
                "partners": ", ".join(names[agency] for agency in partners),
                "agencies": ";".join(partners),
                "missing": ", ".join(row["missing"]),
                "covered": ", ".join(key for key in row["missing"] if key in strong),
                "uncovered": ", ".join(key for key in row["missing"] if key not in strong),
            }
        )
    return pd.DataFrame(rows).sort_values(["count", "code"], ignore_index=True)


def pair_sentence(case: Case, agency: str, code: str) -> str:
    """Return why a pair is a good one or not, in figures and words, as it can be read aloud."""
    result = pair_facts(case, agency, code)
    if result is None:
        return _("This agency cannot go to this commune.")
    parts = [
        _("{piece}: {points}", piece=str(PIECES[key]).lower(), points=format_number(100 * points, digits=1))
        for key, points in sorted(result["parts"].items(), key=lambda part: -part[1])
        if points > 0
    ]
    sentence = _(
        "{agency} for {commune}: {points} of 100 points ({parts}).",
        agency=result["agency_name"], commune=result["name"], points=format_number(100 * result["fit"], digits=1),
        parts="; ".join(parts) or "–",
    )  # fmt: skip
    if result["shared"]:
        sentence += " " + _("It is strong in criteria {criteria}, which the commune misses.",
                        criteria=", ".join(result["shared"]))  # fmt: skip
    if result["km"] is None:
        sentence += " " + _("How far it is, is not known.")
    else:
        sentence += " " + _("It is {km} km away.", km=format_number(result["km"], digits=0))
    if (agency, code) in case.pieces.earlier:
        sentence += " " + _("It was the partner in the year before.")
    return sentence


def pair_facts(case: Case, agency: str, code: str) -> dict[str, Any] | None:
    """Return what is known of a pair as plain data; None where it is not possible.

    Returns
    -------
    ``agency, agency_name, code, name, fit`` (0 … 1), ``parts`` (piece to its share of the fit), ``shared`` (criteria),
    ``km`` (None where not known), ``earlier``.
    """
    table = case.problem.pairs
    rows = table.index[table["agency"].eq(agency) & table["code"].eq(code)]
    if rows.empty:
        return None
    row = int(rows[0])
    missing = next(missed for item, missed in case.pieces.communes[["code", "missing"]].to_numpy() if item == code)
    km = float(table["km"].to_numpy()[row])
    return {
        "agency": agency,
        "agency_name": case.problem.agency_of[agency].name,
        "code": code,
        "name": case.problem.place_of[code].name,
        "fit": float(case.problem.fit[row]),
        "parts": {str(key): float(chosen_part) for key, chosen_part in case.problem.parts.loc[row].to_dict().items()},
        "shared": tuple(item for item in case.pieces.strong_in.get(agency, ()) if item in missing),
        "km": None if math.isnan(km) else km,
        "earlier": (agency, code) in case.pieces.earlier,
    }


def _chosen(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs assigned with what their distance is in this case."""
    chosen_pairs = pairs[pairs["assigned"]] if "assigned" in pairs else pairs
    inside = chosen_pairs["agency"].isin(case.pieces.agencies["agency"]) & chosen_pairs["code"].isin(
        case.pieces.communes["code"]
    )
    frame = chosen_pairs.loc[inside, ["agency", "code"]].reset_index(drop=True)
    keys = list(zip(frame["agency"], frame["code"], strict=True))
    fits = fit_of(case, set(keys))
    km = [fits[key][2] if key in fits else None for key in keys]
    return frame.assign(km=pd.Series(km, index=frame.index, dtype="float64"))


def _able(case: Case, chosen: pd.DataFrame) -> dict[str, set[str]]:
    """Return the criteria the partners of each commune are strong in."""
    result: dict[str, set[str]] = {}
    for agency, code in chosen[["agency", "code"]].to_numpy():
        result.setdefault(str(code), set()).update(case.pieces.strong_in.get(agency, ()))
    return result
