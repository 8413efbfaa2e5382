"""Reads the environment: `.env` beside the project, plain variables, and secrets from files."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ

env = environ.Env()
DOTENV = Path(os.environ.get("BAIGONG_ENV_FILE", ".env"))
if DOTENV.is_file():
    env.read_env(DOTENV)

DATA = Path(env("BAIGONG_DATA", default="var")).absolute()


def secret(name: str) -> str:
    """A secret from NAME, from the file NAME_FILE, or made once and kept in the data folder."""
    if value := env(name, default=""):
        return str(value)
    path = Path(env(f"{name}_FILE", default=str(DATA / name.lower())))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
