"""The year that the tests of this folder share."""

from tests.support.winners import shared_folder, shared_year, year

__all__ = ["shared_folder", "shared_year", "year"]
