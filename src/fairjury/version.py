"""The engine's version, part of every record."""

VERSION = "0.1.0"
