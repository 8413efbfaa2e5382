"""The year that the tests of this folder share."""

from tests.support.winners import shared_year

__all__ = ["shared_year"]
