"""Channels replay what was missed, in order, and end once."""

from __future__ import annotations

import pytest

from app.bridge.channels import Channel, ChannelHub, ChannelItem
from app.errors import ChannelGone, WorkerDied


def test_a_late_receiver_gets_everything_in_order() -> None:
    channel = ChannelHub().open()
    channel.send("a")
    got: list[ChannelItem] = []
    channel.receive(got.append)
    channel.send("b")
    channel.close()
    assert [(item.seq, item.data, item.end) for item in got] == [(1, "a", False), (2, "b", False), (3, None, True)]


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_resume_continues_after_the_named_item(after: int) -> None:
    channel = ChannelHub().open()
    for text in ("a", "b", "c"):
        channel.send(text)
    got: list[ChannelItem] = []
    channel.receive(got.append, after=after)
    channel.send("d")
    assert [item.data for item in got] == ["a", "b", "c", "d"][after:]


def test_leaving_stops_delivery_and_others_go_on() -> None:
    channel = ChannelHub().open()
    left: list[ChannelItem] = []
    stayed: list[ChannelItem] = []
    leave = channel.receive(left.append)
    channel.receive(stayed.append)
    leave()
    leave()
    channel.send("x")
    assert left == []
    assert len(stayed) == 1


def test_a_dropped_beginning_is_said() -> None:
    channel = Channel("id", lambda: None, max_items=2)
    for text in ("a", "b", "c"):
        channel.send(text)
    with pytest.raises(ChannelGone):
        channel.receive(lambda _item: None, after=0)
    got: list[ChannelItem] = []
    channel.receive(got.append, after=1)
    assert [item.data for item in got] == ["b", "c"]


def test_the_end_carries_the_error_and_comes_once() -> None:
    hub = ChannelHub()
    channel = hub.open()
    channel.close(WorkerDied("gone"))
    channel.close()
    channel.send("late")
    got: list[ChannelItem] = []
    hub.get(channel.id).receive(got.append)
    assert len(got) == 1
    assert got[0].end
    assert isinstance(got[0].error, WorkerDied)


def test_ended_channels_are_forgotten_in_order() -> None:
    hub = ChannelHub(max_ended=2)
    channels = [hub.open() for _ in range(4)]
    for channel in channels[:3]:
        channel.close()
    with pytest.raises(ChannelGone):
        hub.get(channels[0].id)
    assert hub.get(channels[2].id) is channels[2]
    assert hub.get(channels[3].id) is channels[3]
