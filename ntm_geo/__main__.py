"""`python -m ntm_geo`."""

from ntm_geo.cli import main

main()
