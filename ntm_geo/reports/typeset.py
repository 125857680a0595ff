"""Papers as PDF, set by Typst from the same blocks as the Word document; fonts are embedded."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from ntm_geo.i18n import _, current_language
from ntm_geo.reports.document import Grid, Page, Picture, Text
from ntm_geo.reports.official import date_line, issuer_lines, number_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.reports.document import Block, Paper

TEMPLATE: Final = Path(__file__).parent / "paper.typ"


def pdf(paper: Paper, *, own_fonts: bool = False) -> bytes:
    """Return a paper as PDF in the form of Decree 30/2020/NĐ-CP.

    Parameters
    ----------
    paper : what stands on it.
    own_fonts : whether only the letters that come with Typst are used, so that it is the same on every machine.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "paper.typ").write_bytes(TEMPLATE.read_bytes())
        (path / "paper.json").write_text(json.dumps(_plain(paper, path), ensure_ascii=False), encoding="utf-8")
        made: bytes = typst.compile(str(path / "paper.typ"), root=folder, format="pdf", ignore_system_fonts=own_fonts)
        return made


def _plain(paper: Paper, folder: Path) -> dict[str, Any]:
    """Return a paper as plain data; its pictures are written into a folder."""
    head = paper.head
    files = _Files(folder)
    return {
        "language": current_language(),
        "title": paper.title,
        "subtitle": paper.subtitle,
        "mark": paper.mark,
        "head": {
            "issuer": list(issuer_lines(head)),
            "state": _("SOCIALIST REPUBLIC OF VIET NAM"),
            "motto": _("Independence - Freedom - Happiness"),
            "number": number_line(head),
            "date": date_line(head),
            "about": head.about,
            "role": head.signer_role.split("\n"),
            "signer": head.signer,
            "recipients": list(head.recipients),
            "recipients-word": _("Recipients:"),
        },
        "blocks": [files.block(block) for block in paper.blocks],
        "annexes": [
            {"landscape": page.landscape, "blocks": [files.block(block) for block in blocks]}
            for page, blocks in _pages(paper.annexes)
        ],
    }


def _pages(blocks: Sequence[Block]) -> list[tuple[Page, list[Block]]]:
    """Return the blocks of every page that begins anew."""
    parts: list[tuple[Page, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Page):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return parts


class _Files:
    """Pictures beside the paper."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0

    def block(self, block: Block) -> dict[str, Any]:
        """Return a block as plain data."""
        if isinstance(block, Picture):
            self.count += 1
            name = f"picture-{self.count}.png"
            (self.folder / name).write_bytes(block.content)
            return {"kind": "picture", "file": name, "width": block.width_mm}
        if isinstance(block, Grid):
            return {
                "kind": "grid", "headings": block.headings, "rows": block.rows, "widths": block.widths,
                "centred": block.centred, "total": block.total, "small": block.small,
            }  # fmt: skip
        return {"kind": block.kind, "text": block.text} if isinstance(block, Text) else {}
