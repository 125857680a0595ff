"""What waits as text and as mail; a server that cannot be reached is said without its password."""

import socket
import threading
from datetime import date

import pandas as pd
import pytest

from ntm_geo.errors import SettingsError
from ntm_geo.tasks.digest import MailServer, digest_text, send_digest, task_table
from ntm_geo.tasks.seat_tasks import COLUMNS

NAMES = {"01291": "Xã Lý Quốc", "01294": "Xã <b>Minh</b> Long"}
DAY = date(2022, 11, 15)


@pytest.fixture
def tasks():
    rows = [
        {"kind": "correct", "code": "01291", "criterion": "10", "about": "=HYPERLINK thiếu\nbiểu", "since": "2022-11-01",
         "due_on": "2022-11-10", "late": True},
        {"kind": "overdue", "code": "01294", "about": "district", "due_on": "2022-11-20", "late": False},
    ]  # fmt: skip
    table = pd.DataFrame([dict.fromkeys(COLUMNS) | {"criterion": ""} | row for row in rows], columns=list(COLUMNS))
    return table.assign(since=pd.to_datetime(table["since"]), due_on=pd.to_datetime(table["due_on"]))


def test_the_text_has_a_line_for_every_task(tasks):
    lines = digest_text(tasks, NAMES, whose="Sở Y tế", day=DAY).splitlines()
    assert lines[0] == "Việc đang chờ Sở Y tế, ngày 15/11/2022"
    assert lines[1] == "Có 2 việc đang chờ, trong đó 1 việc quá hạn."
    assert "- Xã Lý Quốc · tiêu chí 10 · =HYPERLINK thiếu biểu · hạn 10/11/2022, quá hạn" in lines
    assert "- Xã <b>Minh</b> Long · Cấp huyện · hạn 20/11/2022" in lines
    assert sum(line.startswith("- ") for line in lines) == len(tasks)


def test_the_table_says_who_has_what_is_late(tasks):
    table = task_table(tasks, NAMES)
    assert table.iloc[1, 3] == "Cấp huyện"
    assert table.iloc[0].tolist()[:3] == ["Bị trả lại, cần hoàn thiện", "Xã Lý Quốc", "10"]


@pytest.fixture
def mailbox():
    """A server that speaks as much SMTP as taking one mail needs; what came stands in the list."""
    listener, letters = socket.create_server(("127.0.0.1", 0)), []
    listener.settimeout(30)

    def serve():
        connection, _address = listener.accept()
        with connection, connection.makefile("rwb") as wire:
            wire.write(b"220 test\r\n")
            wire.flush()
            for line in wire:
                word = line.split()[0].upper() if line.split() else b""
                if word == b"DATA":
                    wire.write(b"354 go on\r\n")
                    wire.flush()
                    letters.append(b"".join(iter(wire.readline, b".\r\n")).decode("utf-8"))
                wire.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                wire.flush()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"127.0.0.1:{listener.getsockname()[1]}", letters
    thread.join(30)
    listener.close()


def test_a_digest_goes_out_as_mail(tasks, mailbox):
    host, letters = mailbox
    words = digest_text(tasks, NAMES, whose="Sở Y tế", day=DAY)
    send_digest(MailServer(host=host, sender="ntm@caobang.gov.vn"), words, to="soyte@caobang.gov.vn")
    (letter,) = letters
    assert "To: soyte@caobang.gov.vn" in letter
    assert "From: ntm@caobang.gov.vn" in letter


@pytest.mark.parametrize("host", ["127.0.0.1:9", "127.0.0.1:no", ""])
def test_a_server_that_is_not_there_is_one_clear_error(host, tasks):
    with pytest.raises(SettingsError) as caught:
        send_digest(MailServer(host=host, user="ntm", password="mat-khau"), "x", to="a@b.vn")
    assert "mat-khau" not in str(caught.value)
    assert "mat-khau" not in repr(MailServer(host=host, user="ntm", password="mat-khau"))
