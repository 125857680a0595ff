"""What came of a boundary file, as lines to read and as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ntm_geo.i18n import _, format_number, text
from ntm_geo.store.kinds import BOUNDARIES

if TYPE_CHECKING:
    from ntm_geo.intake.boundary_files.boundary_preview import BoundaryPreview, Ingested
    from ntm_geo.tables.findings import Finding

_LEFT_OUT: Final = frozenset(
    ("not-read", "province", "no-geometry", "not-polygon", "code-missing", "not-listed", "no-area", "link")
)
"""Kinds of findings about what a file holds and was not read or is not kept."""


def report(done: Ingested) -> dict[str, Any]:
    """Return what came of a file as plain data, for programs; texts in the current language."""
    intake, preview = done.intake, done.preview
    return {
        "source": intake.provenance.source,
        "sha256": intake.provenance.sha256,
        "kind": BOUNDARIES,
        "vintage": preview.vintage,
        "units": len(intake.units),
        "layer": intake.layer,
        "crs": intake.source_crs,
        "encoding": intake.encoding,
        "columns": intake.columns_used,
        "matched": done.match.matched,
        "contradictions": list(done.match.contradictions),
        "not_in_gazetteer": list(done.match.not_in_gazetteer),
        "proposals": list(done.match.proposals),
        "not_drawn": list(done.match.not_drawn),
        "wrong_codes": list(done.match.wrong_codes),
        "findings": [describe_finding(finding) for finding in findings(preview)],
        "not_read": [text(finding.what) for finding in findings(preview) if finding.kind in _LEFT_OUT],
        "vintages": [
            {"vintage": vintage.vintage, "matched": vintage.matched, "drawn": vintage.drawn, "listed": vintage.listed}
            for vintage in preview.vintages
        ],
        "listed": done.match.listed,
        "refused": [describe_finding(hindrance) for hindrance in preview.hindrances],
        "dry_run": done.dry_run,
        "defects": len(preview.coverage.defects),
        "mended": preview.repair is not None,
        "changes": {
            "new": preview.changes.new,
            "changed": preview.changes.changed,
            "missing": preview.changes.missing,
            "unchanged": preview.changes.unchanged,
        },
        "kept": done.kept.key if done.kept else None,
        "new": done.new,
    }


def findings(preview: BoundaryPreview) -> tuple[Finding, ...]:
    """Return everything noticed about a file: while reading it, between its units, and in mending it."""
    source = preview.intake.provenance.source
    shape = preview.repair.findings(source) if preview.repair else preview.coverage.findings(source)
    return (*preview.remarks, *preview.intake.findings, *shape)


def report_lines(done: Ingested) -> list[str]:
    """Return what came of a file as lines to read."""
    lines = plan_lines(done.preview)
    if done.preview.hindrances:
        reasons = [
            f"- {text(hindrance.what)} {text(hindrance.hint) if hindrance.hint else ''}".rstrip()
            for hindrance in done.preview.hindrances
        ]
        if done.dry_run:
            return [*lines, _("Nothing was kept (dry run)."), _("The file could not be put in use:"), *reasons]
        return [*lines, _("Nothing was kept; the file cannot be put in use:"), *reasons]
    if done.kept is None:
        return [*lines, _("Nothing was kept (dry run).")]
    return [*lines, _("Kept as {key}.", key=done.kept.key) if done.new else _("It was kept before; nothing changed.")]


def plan_lines(preview: BoundaryPreview) -> list[str]:
    """Return what a file holds and would change as lines to read."""
    match = preview.match
    return [
        _(
            "{source}: {count} units, {matched} of them on the list of units",
            source=preview.intake.provenance.source,
            count=len(preview.intake.units),
            matched=match.matched,
        ),
        *(f"- {text(finding.what)}" for finding in findings(preview)),
        *(
            _("Code of another unit (code: name drawn / name on the list): {unit}", unit=unit)
            for unit in match.contradictions
        ),
        *(_("Not on the list of units: {unit}", unit=unit) for unit in match.not_in_gazetteer),
        *(_("To be confirmed (code: name drawn / name on the list): {unit}", unit=unit) for unit in match.likenesses),
        *(
            _("Code that is not on the list (code: name drawn / code of that name): {unit}", unit=unit)
            for unit in match.wrong_codes
        ),
        *(_("Not in the file: {unit}", unit=unit) for unit in match.not_drawn),
        _(
            "Units: {new} new, {changed} changed, {unchanged} unchanged, {missing} removed.",
            new=format_number(preview.changes.new),
            changed=format_number(preview.changes.changed),
            unchanged=format_number(preview.changes.unchanged),
            missing=format_number(preview.changes.missing),
        ),
    ]


def describe_finding(finding: Finding) -> dict[str, str]:
    """Return a finding as plain data; texts in the current language."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "place": finding.place,
        "what": text(finding.what),
        "hint": text(finding.hint) if finding.hint else "",
    }
