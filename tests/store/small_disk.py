"""Steps on a small disk of its own, which is made full or closed to writing; for a process that may mount one.

``python small_disk.py FOLDER`` prints what came of each step as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

from ntm_geo.errors import NtmGeoError
from ntm_geo.settings import Settings
from ntm_geo.store.database import open_store
from ntm_geo.store.datasets import add_version, list_versions, read_version
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance


def _mount(folder, *options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], check=True)


def _fill(folder):
    with (folder / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def _write(store, met):
    table = pd.DataFrame(
        {"code": ["01001"], "criterion": "1", "period": 2022, "met": pd.Series([met], dtype="boolean")}
    )
    slot = Slot(kind="results", vintage="2020", period=2022)
    try:
        add_version(store, NewVersion(slot=slot, table=table, provenance=Provenance(source="x"), by="An"))
    except NtmGeoError as error:
        return str(error)
    return ""


def _seen(settings):
    """What a program that is started now sees, and what it says when it is to keep something."""
    store = open_store(settings)
    met = [bool(read_version(store, version)["met"].iloc[0]) for version in list_versions(store)]
    answer = {"met": met, "trouble": store.trouble, "refused": _write(store, met=pd.NA)}
    store.close()
    return answer


def _leave_a_journal(settings):
    """Write one more version in a process that ends without tidying up."""
    child = os.fork()
    if not child:
        _write(open_store(settings), met=False)
        os._exit(0)
    os.waitpid(child, 0)


def main(folder):
    """Go through a closed and a full disk, each with and without a journal beside the database."""
    _mount(folder, "size=16m")
    settings = Settings(data_dir=folder, province="toy")
    store = open_store(settings)
    _write(store, met=True)
    store.close()
    seen = {}
    _mount(folder, "remount", "ro")
    seen["closed"] = _seen(settings)
    _mount(folder, "remount", "rw", "size=16m")
    _leave_a_journal(settings)
    _mount(folder, "remount", "ro")
    seen["closed, with a journal"] = _seen(settings)
    _mount(folder, "remount", "rw", "size=16m")
    (folder / "ntm.sqlite-shm").unlink()
    _mount(folder, "remount", "ro")
    seen["closed, with a journal alone"] = _seen(settings)
    _mount(folder, "remount", "rw", "size=16m")
    _fill(folder)
    seen["full, with a journal alone"] = _seen(settings)
    (folder / "filling").unlink()
    _fill(folder)
    open_then_full = open_store(settings)
    seen["full"] = _seen(settings)
    (folder / "filling").unlink()
    seen["kept once there is room"] = {"refused": _write(open_then_full, met=True), "trouble": open_then_full.trouble}
    seen["with room again"] = {"met": _seen(settings)["met"]}
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
