"""Geometry goes into a database and comes out as it was."""

import shapely
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select

from ntm_geo.store.geometry_type import Geometry


def test_a_geometry_comes_back_and_nothing_stays_nothing():
    engine = create_engine("sqlite://")
    table = Table("place", MetaData(), Column("id", Integer, primary_key=True), Column("geometry", Geometry))
    table.create(engine)
    square = shapely.box(105.7, 22.4, 106.0, 22.7)
    with engine.begin() as connection:
        connection.execute(insert(table), [{"id": 1, "geometry": square}, {"id": 2, "geometry": None}])
        shapes = [row.geometry for row in connection.execute(select(table).order_by(table.c.id))]
    assert shapely.equals_exact(shapes[0], square)
    assert shapes[1] is None
