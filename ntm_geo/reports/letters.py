"""A letter (công văn) to every agency that is assigned, in the form of Decree 30/2020/NĐ-CP, Annex III, form 1.5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ntm_geo.i18n import _, format_years
from ntm_geo.reports import official
from ntm_geo.reports.annex_paper import headings, in_order
from ntm_geo.reports.signing import signature_lines
from ntm_geo.tables.base import each_row

if TYPE_CHECKING:
    import pandas as pd

    from ntm_geo.reports.annex_paper import AnnexContent


def letters_docx(content: AnnexContent) -> bytes:
    """Return one letter to every agency, each on a page of its own, in the order of their names.

    A letter has a number and a day of its own, for which room is left, and says by which decision it is written.
    """
    paper = official.new_paper()
    groups = in_order(content.pairs, ["agency_name", "agency", "name"]).groupby(["agency_name", "agency"], sort=False)
    for index, ((name, _key), these) in enumerate(groups):
        if index:
            official.add_section(paper, anew=True)
        _add_letter(paper, content, str(name), these)
    return official.as_bytes(paper)


def _add_letter(paper: Any, content: AnnexContent, agency: str, table: pd.DataFrame) -> None:
    years = format_years(content.first_year, content.last_year)
    head = official.Letterhead(
        issuer=content.issuer,
        place=content.place,
        number=_("        /letter"),
        about=_("Re: assignment to help communes build new rural areas in {years}", years=years),
        signer_role=signature_lines(content.signer_office),
        signer=content.signer,
        recipients=(_("As above;"), _("Archives.")),
    )
    official.add_heading(paper, head)
    official.add_title(paper, _("To: {agency}", agency=agency), "", content.mark)
    official.add_text(
        paper,
        _("Following {decision} on assigning agencies, units and enterprises to help communes build new rural areas in "
          "{years}, {issuer} asks {agency} to help the communes below:",
          decision=content.named_decision, years=years, issuer=content.issuer_name, agency=agency),
    )  # fmt: skip
    districts = table["district"].notna().any()
    columns = ["number", "commune", *(["district"] if districts else []), "note"]
    rows = [
        [number, pair.name, *([_said(pair.district)] if districts else []), _said(pair.note)]
        for number, pair in enumerate(each_row(table), start=1)
    ]
    widths = (12, 60, 50, 43) if districts else (12, 90, 63)
    official.add_table(paper, headings(columns), rows, widths, centred=(0,))
    official.add_text(
        paper,
        _("Please choose with the People's Committee of each commune the contents and criteria to register for the "
          "year, and report the results to {issuer} at the set times./.", issuer=content.issuer_name),
    )  # fmt: skip
    official.add_signature(paper, head)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else ""
