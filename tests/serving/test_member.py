"""When a process is started again, when it gets no readers, and who steps in: worked out by hand."""

import pytest

from ntm_geo.serving.member import HUNG_SECONDS, LONGEST_WAIT, MISSES, STEADY_SECONDS, Member, serving, stand_ins


@pytest.fixture
def member():
    return Member(number=1, port=9001)


def test_it_waits_longer_every_time_it_dies_at_once(member):
    waits = []
    for moment in range(10):
        member.begin(float(moment))
        waits.append(member.end(float(moment)))
    assert waits[:4] == [0.5, 1, 2, 4]
    assert waits[-1] == LONGEST_WAIT


def test_after_a_steady_run_it_is_started_at_once_again(member):
    for moment in range(5):
        member.begin(float(moment))
        member.end(float(moment))
    member.begin(100)
    member.hear("ready", 101)
    assert member.end(100 + STEADY_SECONDS) == 0.5


@pytest.mark.parametrize("answer", ["silent", "not ready"])
def test_one_miss_is_none_and_several_in_a_row_are(member, answer):
    member.begin(0)
    member.hear("ready", 1)
    for _turn in range(MISSES - 1):
        member.hear(answer, 2)
    assert member.ready
    member.hear("ready", 3)
    for _turn in range(MISSES):
        assert member.ready
        member.hear(answer, 4)
    assert not member.ready
    member.hear("ready", 5)
    assert member.ready


def test_what_is_being_started_does_not_hang_and_what_fell_silent_does(member):
    member.begin(0)
    member.hear("silent", 10)
    assert not member.hangs(10 + 2 * HUNG_SECONDS)
    member.hear("ready", 20)
    assert not member.hangs(20 + HUNG_SECONDS)
    assert member.hangs(21 + HUNG_SECONDS)


def test_readers_go_to_who_is_ready_else_to_who_can_say_what_is_wrong():
    one, two, three = members = [Member(number=number, port=9000 + number) for number in (1, 2, 3)]
    assert serving(members) == (1, 2, 3), "nobody has said anything yet"
    two.hear("not ready", 1)
    assert serving(members) == (2,), "it shows that the database is away"
    one.hear("ready", 2)
    three.hear("ready", 2)
    assert serving(members) == (1, 3)


@pytest.mark.parametrize(
    ("serving_now", "expected"),
    [
        ((1, 2, 3), {1: (1, 2), 2: (2, 3), 3: (3, 1)}),
        ((1, 3), {1: (1, 3), 2: (3, 1), 3: (3, 1)}),
        ((1, 2), {1: (1, 2), 2: (2, 1), 3: (1, 2)}),
        ((2,), {1: (2, 2), 2: (2, 2), 3: (2, 2)}),
    ],
)
def test_the_next_in_the_circle_steps_in(serving_now, expected):
    assert stand_ins((1, 2, 3), serving_now) == expected


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_who_steps_in_at_once_is_who_the_proxy_is_told_of_afterwards(gone):
    """Else a reader would come to one process at once and to another one a moment later."""
    before = stand_ins((1, 2, 3), (1, 2, 3))
    after = stand_ins((1, 2, 3), tuple(number for number in (1, 2, 3) if number != gone))
    assert before[gone][1] == after[gone][0]
