"""NTM Geo: a planning room for the new rural development programme of a province.

doors    app.py, pages/                       python -m ntm_geo
hosts    ui (Streamlit)                       cli (typer)
hall     workflows
bridges  intake    assessment   reports
wings    boundaries   criteria   monitoring   priorities   pathway   assignment   store   maps
table    tables, highs
ground   i18n, settings, errors, atomic

Imports point down only; `.importlinter` holds the walls.
"""

__version__ = "0.1.0"
