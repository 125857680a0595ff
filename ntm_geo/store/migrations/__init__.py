"""Steps from every shipped version of the database to the newest; run by `ntm_geo.store.database`."""
