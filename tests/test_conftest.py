"""What the other tests stand on holds: the tiny province is whole, and no test reaches another machine."""

import socket
import sys

import pytest
import shapely

from ntm_geo.boundaries.crosswalks import read_crosswalk
from ntm_geo.boundaries.units import read_units
from ntm_geo.boundaries.vintages import load_province


@pytest.mark.parametrize(("vintage", "count"), [("2020", 9), ("2025", 8)])
def test_the_tiny_province_is_a_valid_coverage_with_its_centres_inside(tiny_province, tiny_boundaries, vintage, count):
    units = read_units(load_province(tiny_province), vintage)
    drawn = tiny_boundaries(vintage)
    assert len(units) == len(drawn) == count
    assert units["code"].tolist() == drawn["code"].tolist()
    assert shapely.coverage_is_valid(drawn.geometry.to_numpy())
    assert set(drawn.geom_type) == {"Polygon"}
    assert shapely.contains_xy(drawn.geometry.to_numpy(), units["lon"], units["lat"]).all()


def test_the_tiny_province_has_an_enclave_and_a_name_used_twice(tiny_boundaries):
    drawn = tiny_boundaries("2020")
    assert shapely.get_num_interior_rings(drawn.geometry.to_numpy()).tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert drawn["name"].duplicated().sum() == 1


def test_the_tiny_crosswalk_names_a_merger_and_a_division(tiny_province):
    crosswalk = read_crosswalk(load_province(tiny_province), "2020", "2025")
    assert len(crosswalk) == 10
    assert crosswalk["target_code"].value_counts().max() == 2
    assert crosswalk["source_code"].value_counts().max() == 2
    assert crosswalk.groupby("source_code")["share"].sum().eq(1).all()


def test_no_test_reaches_another_machine():
    with pytest.raises(RuntimeError, match="asked for the address"):
        socket.getaddrinfo("example.org", 443)
    with socket.socket() as outside, pytest.raises(RuntimeError, match="reached for"):
        outside.connect(("192.0.2.1", 80))
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_an_application_that_ran_leaves_the_test_runner_its_main(app):
    """A process started afterwards would run the application as its own."""
    before = sys.modules["__main__"]
    assert not getattr(before, "__file__", "").endswith("app.py")
    app("guide")
