"""NTM Geo: a planning room for the new rural development programme of a province.

doors      app.py, pages/                          python -m ntm_geo
hosts      ui (Streamlit: kit, screens)            cli (typer)
stories    briefing  dossier_papers  assignment  priorities  pathway  monitoring  themes  partners  intake
           dossiers  illustration  assessment  sharing  tasks
kept       records  workspace  accounts (who may do what)
subjects   boundaries (the land)  criteria (the law)  store (versions)  maps (drawing)  reports (papers)
ground     tables  jobs  serving (processes and proxy)  settings  solver  i18n  strict_toml  acting  errors  atomic

A story is one job of the office: its domain code, its use cases, and where it solves something an `engine` that knows
nothing but tables and numbers. Imports point down only: `.importlinter` has the walls, `docs/architecture.md` the plan.
"""

__version__ = "0.1.0"
