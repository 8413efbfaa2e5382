"""Sentences that several verbs of an entry say."""

from __future__ import annotations

from django.utils.translation import gettext as _


def closed() -> str:
    return _("The call has closed. Your draft stays here and can be downloaded at any time.")
