"""A reader by script: a websocket that opens pages, knows their boxes by key, and changes and presses them."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PAGES = {
    "": "Overview", "ban-do": "Tier map", "tieu-chi": "Criteria", "huyen": "Districts", "tien-do": "Progress",
    "xom": "Hamlets", "uu-tien": "Priorities", "lo-trinh": "Pathway", "phan-cong": "Assignment", "du-lieu": "Data",
    "trinh-chieu": "Presentation", "bao-cao": "Papers", "huong-dan": "Guide", "ho-so-xa": "Commune profile",
    "so-nganh": "Departments", "dang-ky": "Plans", "co-quan": "Agencies", "bo-tieu-chi": "Criteria sets",
}  # fmt: skip
"""Every page of the application: its address and its name in English."""
PATIENCE = 300
"""Seconds until a reader who is not answered is lost."""
_KINDS = ("selectbox", "button_group", "button", "number_input", "dataframe")


class Reader:
    """One session; ``widgets`` are those of the page as it was sent last, by what stands after their identity."""

    cookie = ""
    """What a reader who is signed in shows; for all that are made from here on."""

    def __init__(self, address: str) -> None:
        self._where = f"ws://{urlsplit(address).netloc}/_stcore/stream"
        self.page, self.size = "", 0
        self.widgets: dict[str, Any] = {}
        self._states: dict[str, WidgetState] = {}
        """What was changed on the page; a browser sends all of it with every request."""
        self.trouble: list[str] = []
        """Exceptions the page showed."""

    async def __aenter__(self) -> Self:
        self._connection = connect(
            self._where,
            max_size=None,
            subprotocols=["streamlit"],
            open_timeout=PATIENCE,
            ping_interval=None,
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
        )
        self._socket = await self._connection.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._connection.__aexit__(*error)

    async def open(self, page: str) -> float:
        """Open a page; returns the seconds until it stood."""
        self.page, self._states = page, {}
        return await self._run()

    async def choose(self, key: str, place: int) -> float:
        """Choose an option of a box or of a group of buttons."""
        widget, state = self.widgets[key], self._state(key)
        option = widget.options[place % len(widget.options)]
        if hasattr(widget, "click_mode"):
            state.string_array_value.data.append(option.content)
        else:
            state.string_value = option
        return await self._run()

    async def pick_row(self, key: str, row: int) -> float:
        """Choose a row of a table."""
        self._state(key).string_value = f'{{"selection":{{"rows":[{row}],"columns":[],"cells":[]}}}}'
        return await self._run()

    def write(self, key: str, number: int) -> None:
        """Write a whole number into a box of a form; the server hears of it when a button is pressed."""
        self._state(key).int_value = number

    async def press(self, key: str) -> float:
        """Press a button."""
        self._state(key).trigger_value = True
        try:
            return await self._run()
        finally:
            del self._states[key]

    def named(self, beginning: str) -> list[str]:
        """Return the keys of the widgets on the page that begin like this."""
        return [key for key in self.widgets if key.startswith(beginning)]

    def _state(self, key: str) -> WidgetState:
        state = WidgetState(id=self.widgets[key].id)
        self._states[key] = state
        return state

    async def _run(self) -> float:
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = self.page, ""
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            raw = await asyncio.wait_for(self._socket.recv(), PATIENCE)
            self.size += len(raw)
            answer.ParseFromString(raw)
            match answer.WhichOneof("type"):
                case "new_session":
                    self.widgets = {}
                case "delta" if answer.delta.WhichOneof("type") == "new_element":
                    self._note(answer.delta.new_element)
                case "script_finished" if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return time.perf_counter() - began

    def _note(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.trouble.append(element.exception.message)
        elif kind in _KINDS and (widget := getattr(element, kind)).id:
            key = widget.id.split("-", 2)[2]
            self.widgets[getattr(widget, "label", "") if key == "None" else key] = widget
