"""A program in a process of its own that opens a database; it imports no test, so that it is there at once."""

from ntm_geo.store.database import open_store


def open_and_close(settings):
    open_store(settings).close()
