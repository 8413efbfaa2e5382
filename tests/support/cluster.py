"""A throw-away PostgreSQL cluster, started where PostgreSQL's programs are found and gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ALWAYS = (
    "listen_addresses=",
    "lock_timeout=20s",
    "max_connections=80",
    "shared_buffers=128MB",
    "timezone=UTC",
    "log_min_messages=fatal",
)


def programs() -> Path | None:
    """Tell the folder that holds initdb and postgres: the newest found, else what PATH knows."""
    on_path = shutil.which("initdb")
    places = [path for place in PLACES for path in Path("/").glob(place.lstrip("/")) if (path / "initdb").exists()]
    newest = max(
        places, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()], default=None
    )
    return newest or (Path(on_path).resolve().parent if on_path else None)


def servant() -> pwd.struct_passwd | None:
    """Tell whom the server runs as: PostgreSQL refuses root, so root lends it another's name."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def identity() -> dict[str, object]:
    user = servant()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def start(bin_folder: Path, *, folder: Path, settings: Sequence[str]) -> subprocess.Popen[bytes]:
    if user := servant():
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, log = folder / "data", folder / "log"
    initdb = [
        bin_folder / "initdb",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity())  # type: ignore[call-overload]
    options = [word for setting in settings for word in ("-c", setting)]
    with log.open("wb") as out:
        server = [bin_folder / "postgres", "-D", data, "-k", folder, *options]
        return subprocess.Popen(server, stdout=out, stderr=out, cwd=folder, **identity())  # type: ignore[call-overload, no-any-return]


def wait(folder: Path, *, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                raise RuntimeError((folder / "log").read_text()) from None
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("PostgreSQL did not come up within two minutes")


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Run a cluster of its own and yield the address of an empty database on it.

    Durable writes are for proofs that kill; without them the suite is a third faster.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("PostgreSQL's programs (initdb, postgres) are not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="baigong-pg-", dir="/tmp"))
    server = start(bin_folder, folder=folder, settings=ALWAYS if durable else ALWAYS + QUICK)
    try:
        wait(folder, server=server)
        with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE baigong")
        yield f"postgresql://postgres@/{folder}/baigong"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=120)
        shutil.rmtree(folder, ignore_errors=True)
