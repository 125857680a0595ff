"""Papers as Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from ntm_geo.reports import official
from ntm_geo.reports.document import Grid, Page, Picture, Text

if TYPE_CHECKING:
    from ntm_geo.reports.document import Block, Paper

_UPRIGHT_MM, _ACROSS_MM = 164.0, 251.0
"""Width of the text of an A4 page."""
_SMALL_PT: Final = 9
_CAPTIONS: Final[dict[str, Literal["before", "after"]]] = {"caption": "before", "under": "after"}


def docx(paper: Paper) -> bytes:
    """Return a paper as a Word document in the form of Decree 30/2020/NĐ-CP."""
    document = official.new_paper()
    official.add_heading(document, paper.head)
    official.add_title(document, paper.title, paper.subtitle, paper.mark)
    width = _UPRIGHT_MM
    for block in paper.blocks:
        width = _put(document, block, width)
    official.add_signature(document, paper.head)
    for block in paper.annexes:
        width = _put(document, block, width)
    return official.as_bytes(document)


def _put(document: Any, block: Block, width: float) -> float:
    """Add a block, and return the width of the text after it."""
    if isinstance(block, Page):
        official.add_section(document, landscape=block.landscape)
        return _ACROSS_MM if block.landscape else _UPRIGHT_MM
    if isinstance(block, Picture):
        official.add_picture(document, block.content, width_mm=min(block.width_mm, width))
    elif isinstance(block, Grid):
        _grid(document, block, width)
    else:
        _text(document, block)
    return width


def _text(document: Any, block: Text) -> None:
    if block.kind == "heading":
        official.add_heading_line(document, block.text)
    elif block.kind == "title":
        official.add_title(document, block.text)
    elif block.kind == "item":
        official.add_text(document, f"- {block.text}")
    elif block.kind == "body":
        official.add_text(document, block.text)
    else:
        official.add_note(document, block.text, caption=_CAPTIONS.get(block.kind, ""))


def _grid(document: Any, block: Grid, width: float) -> None:
    total = sum(block.widths)
    official.add_table(
        document, block.headings, block.rows, [width * item / total for item in block.widths], centred=block.centred,
        total=block.total, size=_SMALL_PT if block.small else official.CELL_SIZE,
    )  # fmt: skip
