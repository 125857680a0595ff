"""Plain data comes back as it was; anything else is refused on both sides."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.intake.sandbox.plain import BrokenAnswerError, decode, encode

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates() | st.datetimes() | st.times() | st.timedeltas()  # fmt: skip


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1).filter(lambda k: k[0] != "\0"), inner),
        max_leaves=20,
    )
)
def test_data_comes_back(value):
    assert decode(encode(value)) == value


def test_times_keep_their_kind():
    value = [
        date(2024, 2, 29),
        datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=UTC),
        clock(23, 59),
        timedelta(days=-1, microseconds=1),
    ]
    back = decode(encode(value))
    assert back == value
    assert [type(one) for one in back] == [type(one) for one in value]


def test_arrays_come_back_in_order():
    arrays = [np.arange(5), np.array([1.5, np.nan]), np.array(["2024-01-01"], dtype="datetime64[ms]"), np.array([True])]
    for before, after in zip(arrays, decode(encode(arrays)), strict=True):
        assert before.dtype == after.dtype
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", np.array([object()]), np.zeros((2, 2))])
def test_what_is_no_plain_data_is_not_sent(value):
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00",
        (8).to_bytes(8, "big") + b"{",
        (2**60).to_bytes(8, "big") + b"1",
        *[
            len(body).to_bytes(8, "big") + body
            for body in (
                b"[" * 100_000,
                b'{"\\u0000array": ["|O", 8]}',
                b'{"\\u0000array": ["<f8", -8]}',
                b'{"\\u0000array": ["<f8", 800]}',
                b'{"\\u0000array": 5}',
                b'{"\\u0000date": "never"}',
                b'{"\\u0000span": 1e400}',
                b'{"\\u0000span": "' + b"9" * 4000 + b'"}',
                b"\xff",
            )
        ],
    ],
)
def test_bytes_that_are_something_else_are_refused(text):
    with pytest.raises(BrokenAnswerError):
        decode(text)


def test_a_large_sheet_crosses_quickly():
    rows = [[f"Xã {row}", row, row / 7, None, True] * 12 for row in range(11_000)]
    start = time.process_time()
    assert len(decode(encode(rows))) == 11_000
    assert time.process_time() - start < 2
