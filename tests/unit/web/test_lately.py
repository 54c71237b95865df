"""What takes long is made once for each state; where an earlier answer is there, nobody waits for the next."""

import threading
import time

import pytest

from reportedly.web.lately import MOST, Lately


class ADesk:
    def __init__(self) -> None:
        self.version = 1


def test_what_is_quick_is_made_anew_at_once() -> None:
    desk, lately, made = ADesk(), Lately[int](), []

    def make() -> int:
        made.append(desk.version)
        return desk.version

    assert [lately.get(desk, "a", make) for _ in range(3)] == [1, 1, 1]
    desk.version = 2
    assert lately.get(desk, "a", make) == 2
    assert made == [1, 2]
    assert not lately.late(desk, "a")


def test_what_is_slow_is_shown_as_it_was_until_it_is_made() -> None:
    desk, lately, go = ADesk(), Lately[int](patience_s=0.0), threading.Event()

    def make() -> int:
        if desk.version > 1:
            go.wait(10)
        time.sleep(0.002)
        return desk.version

    assert lately.get(desk, "a", make) == 1
    desk.version = 2
    assert [lately.get(desk, "a", make) for _ in range(3)] == [1, 1, 1]
    assert lately.late(desk, "a")
    go.set()
    until = time.monotonic() + 10
    while lately.late(desk, "a") and time.monotonic() < until:
        time.sleep(0.01)
    assert lately.get(desk, "a", make) == 2


def test_many_who_ask_at_once_make_it_once() -> None:
    desk, lately, made = ADesk(), Lately[int](), []

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return 7

    threads = [threading.Thread(target=lately.get, args=(desk, "a", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_fault_is_told_to_whoever_asks_and_keeps_nothing() -> None:
    desk, lately = ADesk(), Lately[int](patience_s=0.0)

    def make() -> int:
        time.sleep(0.002)
        if desk.version == 2:
            raise ValueError("no")
        return desk.version

    lately.get(desk, "a", make)
    desk.version = 2
    lately.get(desk, "a", make)
    until = time.monotonic() + 10
    while lately.late(desk, "a") and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(ValueError, match="no"):
        lately.get(desk, "a", make)
    desk.version = 3
    assert lately.get(desk, "a", make) == 3


def test_only_so_much_is_kept_and_desks_are_apart() -> None:
    one, other, lately = ADesk(), ADesk(), Lately[int]()
    for key in range(MOST * 2):
        lately.get(one, key, lambda key=key: key)
    assert lately.get(one, 0, lambda: -1) == -1
    assert lately.get(one, MOST * 2 - 1, lambda: -1) == MOST * 2 - 1
    assert lately.get(other, 0, lambda: 5) == 5
