"""The other end of a process job takes one order and leaves one answer."""

import pickle
import subprocess
import sys
from pathlib import Path

from ntm_geo.jobs.job_worker import LENGTH_BYTES, Order

ROOT = Path(__file__).resolve().parents[2]


def _sent(content, *, closed):
    with subprocess.Popen(
        [sys.executable, "-c", "from ntm_geo.jobs.job_worker import work; work()"], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as worker:  # fmt: skip
        worker.stdin.write(content)
        worker.stdin.flush()
        if closed:
            worker.stdin.close()
        return worker.wait(60), worker.stderr.read()


def _framed(order):
    content = pickle.dumps(order)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def test_nothing_is_done_where_no_whole_order_comes(tmp_path):
    order = _framed(Order(module="math", function="sqrt", arguments=(), language="vi", answer=tmp_path / "answer"))
    for part in (b"", order[:4], order[:-1]):
        assert _sent(part, closed=True)[0] == 1
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_stands_in_the_log_and_not_in_the_answer(tmp_path):
    order = Order(module="math", function="sqrt", arguments=(), language="vi", answer=tmp_path / "answer")
    code, log = _sent(_framed(order), closed=False)
    result, error = pickle.loads(order.answer.read_bytes())
    assert (code, result) == (0, None)
    assert b"TypeError" in log
    assert "TypeError" not in str(error)
