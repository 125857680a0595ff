"""Renew the table of steps and waits in docs/steps.md from what the browser tests counted last.

Run: ``python run.py test tests/pages/test_steps.py`` and then ``python -m benchmarks.steps``.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- counted -->", "<!-- end -->"


def renew(page: str, table: str) -> str:
    """Return a page with another table between its marks."""
    head, _mark, rest = page.partition(BEGIN)
    _old, _mark, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table.strip()}\n{END}{tail}"


def main() -> None:
    """Write the table that was counted into the page."""
    page = ROOT / "docs" / "steps.md"
    table = (ROOT / "var" / "steps.md").read_text(encoding="utf-8")
    page.write_text(renew(page.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
