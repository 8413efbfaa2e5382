"""Writers take turns, and what the processes of one machine share is counted once."""

import time
from pathlib import Path
from threading import Thread

import pysqlite3

from baigong.kit.sqlite.base import Connection, Cursor
from baigong.kit.sqlite.cache import Cache
from baigong.kit.sqlite.turns import Turns


def opened(path: Path, *, patience: float = 60.0) -> Connection:
    made: Connection = pysqlite3.connect(
        path, factory=Connection, isolation_level=None, timeout=0, check_same_thread=False
    )
    made.turns = Turns(str(path), patience=patience)
    return made


def add(path: Path, times: int) -> None:
    """Read, think and write back; without a turn it would find the database locked at once."""
    connection = opened(path)
    cursor = connection.cursor(factory=Cursor)
    for _time in range(times):
        cursor.execute("BEGIN IMMEDIATE")
        [known] = cursor.execute("SELECT number FROM sums").fetchone()
        time.sleep(0.001)
        cursor.execute("UPDATE sums SET number = ?", (known + 1,))
        connection.commit()
    connection.close()


def test_many_who_write_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "sums.sqlite3"
    first = opened(path)
    first.executescript("PRAGMA journal_mode=WAL; CREATE TABLE sums (number INTEGER); INSERT INTO sums VALUES (0)")
    writers = [Thread(target=add, args=(path, 5)) for _writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert first.execute("SELECT number FROM sums").fetchone() == (40,)


def test_a_turn_ends_with_the_statement_the_transaction_or_the_line(tmp_path: Path) -> None:
    one, other = opened(tmp_path / "turns.sqlite3"), opened(tmp_path / "turns.sqlite3")
    cursor = one.cursor(factory=Cursor)
    cursor.execute("CREATE TABLE things (name TEXT UNIQUE)")
    assert not one.turns.is_ours
    for end in (one.commit, one.rollback, one.close):
        cursor.execute("BEGIN IMMEDIATE")
        assert [one.turns.is_ours, end(), one.turns.is_ours] == [True, None, False]
        other.cursor(factory=Cursor).execute("DELETE FROM things")
    other.close()


def test_a_transaction_that_hangs_holds_up_nobody_for_ever(tmp_path: Path) -> None:
    hung, *others = (opened(tmp_path / "hung.sqlite3", patience=0.2) for _one in range(4))
    hung.cursor(factory=Cursor).execute("BEGIN IMMEDIATE")
    refused: list[str] = []

    def ask(connection: Connection) -> None:
        try:
            connection.cursor(factory=Cursor).execute("BEGIN IMMEDIATE")
        except pysqlite3.OperationalError as error:
            refused.append(str(error))

    asking = [Thread(target=ask, args=(one,)) for one in others]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert refused == ["database is locked"] * 3
    hung.commit()
    others[0].cursor(factory=Cursor).execute("BEGIN IMMEDIATE")
    assert others[0].turns.is_ours


def test_the_cache_keeps_adds_and_forgets() -> None:
    mine, theirs = Cache("", {}), Cache("", {})
    assert mine.add("lock", 1, timeout=60)
    assert not theirs.add("lock", 2, timeout=60)
    assert theirs.get("lock") == 1
    assert mine.delete("lock")
    assert theirs.add("lock", 3, timeout=60)
    theirs.set("past", [1.5], timeout=-1)
    assert mine.get("past", "gone") == "gone"
    assert mine.add("past", 4)
    theirs.set("ever", "and ever", timeout=None)
    assert mine.get("ever") == "and ever"
    mine.clear()
    assert theirs.get("ever") is None
