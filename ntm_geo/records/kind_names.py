"""What each kind of data is called."""

from __future__ import annotations

from ntm_geo.i18n import _


def kind_name(kind: str) -> str:
    """Return what a kind of data is called, in the current language."""
    return {
        "results": _("Criteria met"),
        "scores": _("Values of the indicators"),
        "advanced_scores": _("Values of the indicators, advanced level"),
        "modern_scores": _("Values of the indicators, modern level"),
        "next_scores": _("Values of the indicators, by the next set"),
        "hamlets": _("Hamlets and their certification"),
        "hamlet_results": _("Criteria met by hamlets"),
        "hamlet_counts": _("Hamlets as communes report them"),
        "recognitions": _("Recognised communes"),
        "attributes": _("Attributes of the communes"),
        "agencies": _("Agencies that help"),
        "boundaries": _("Boundaries"),
        "registrations": _("Registered criteria"),
        "steps": _("Steps of recognition"),
        "difficulties": _("Difficulties"),
        "inspections": _("Inspections"),
        "conditions": _("Conditions of recognition"),
        "funds": _("Money raised for the programme"),
        "comments": _("Comments on views"),
        "views": _("Saved views"),
        "reports": _("Self-assessment of communes, draft"),
        "evidence": _("Evidence of self-assessments"),
        "sent_reports": _("Self-assessments as sent"),
        "appraisals": _("Appraisals of criteria"),
        "councils": _("Votes of the council of appraisal"),
        "thresholds": _("Thresholds of the province"),
        "advanced_thresholds": _("Thresholds of the province, advanced level"),
        "modern_thresholds": _("Thresholds of the province, modern level"),
        "law": _("Criteria sets as entered"),
        "correspondences": _("Correspondence of two criteria sets"),
        "attachments": _("Photographs and documents"),
        "scenarios": _("Scenarios of priorities"),
        "plans": _("Plans of assignment"),
        "assignments": _("Pairs of a plan of assignment"),
        "partners": _("Partners of earlier years"),
        "support": _("Support registered and done"),
        "confirmations": _("What communes confirm of support"),
        "distances": _("Ways by road"),
        "costs": _("Costs of the criteria"),
        "running_orders": _("Running orders of meetings"),
        "paths": _("Saved paths to the targets"),
    }[kind]
