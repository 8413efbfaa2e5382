"""Refuses to start with an address that declares no door."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from baigong.kit.http.routes import routes


@register("doors")
def every_route_has_a_door(**_kwargs: Any) -> list[CheckMessage]:
    """One error per address without a declared policy."""
    from baigong.config.urls import DECLARED  # noqa: PLC0415 (the addresses load views, which load after the checks)

    open_doors = [route for route in routes(DECLARED) if route.door is None]
    return [
        Error(
            f"{route.pattern} ({route.name}) has no declared policy",
            hint="Put @door(...) on its view.",
            id="baigong.E001",
        )
        for route in open_doors
    ]
