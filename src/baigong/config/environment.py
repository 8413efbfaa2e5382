"""Reads the environment: `.env` beside the project, plain variables, and secrets from files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ

from baigong.kit.durable import make_once

env = environ.Env()
DOTENV = Path(os.environ.get("BAIGONG_ENV_FILE", ".env"))
if DOTENV.is_file():
    env.read_env(DOTENV)

DATA = Path(env("BAIGONG_DATA", default="var")).absolute()


def given(name: str) -> str:
    """A secret from NAME or from the file NAME_FILE; empty where neither is set."""
    if path := env(f"{name}_FILE", default=""):
        return Path(path).read_text().strip()
    return str(env(name, default=""))


def secret(name: str) -> str:
    """The same, else made once and kept in the data folder."""
    if value := given(name):
        return value
    path = DATA / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_once(path, secrets.token_urlsafe(64).encode(), until=path.parent)
    return path.read_text().strip()
