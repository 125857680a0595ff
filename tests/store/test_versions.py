"""A version is known by its place and by the key of its content."""

import pytest

from ntm_geo.store.versions import Slot, content_key


@pytest.mark.parametrize(
    ("slot", "shown"),
    [
        (Slot(kind="results", vintage="2020", period=2022), "results 2020 2022"),
        (Slot(kind="hamlets", vintage="2020"), "hamlets 2020"),
        (Slot(kind="agencies"), "agencies"),
    ],
)
def test_a_slot_says_what_it_is(slot, shown):
    assert str(slot) == shown


def test_the_key_follows_the_content_and_not_the_order(results, boundaries):
    assert content_key("results", results("10?")) == content_key("results", results("10?").iloc[::-1])
    keys = {content_key("results", results(met)) for met in ("10?", "1?0", "100", "10", "")}
    assert len(keys) == 5
    assert content_key("boundaries", boundaries(2)) != content_key("boundaries", boundaries(2, size=1 + 1e-9))


def test_a_ring_that_begins_elsewhere_is_the_same_boundary(boundaries):
    import shapely

    drawn = boundaries(1)
    turned = drawn.set_geometry([shapely.Polygon([(1, 0), (1, 1), (0, 1), (0, 0)])], crs=4326)
    assert content_key("boundaries", drawn) == content_key("boundaries", turned)
