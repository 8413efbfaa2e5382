"""Certificates: signed statements that anybody can check."""
