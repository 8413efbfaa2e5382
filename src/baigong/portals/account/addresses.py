"""An address that somebody changed comes back by the link in the letter that went to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.people.actions import bring_address_back, lost_address
from baigong.kit.http.doors import PUBLIC, door


@door(PUBLIC, methods=("GET", "POST"))
def back(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it changes nothing, whoever opens it: mail scanners follow links too."""
    lost = lost_address(secret)
    if request.method != "POST":
        return render(request, "account_pages/address_back.html", {"lost": lost})
    bring_address_back(secret, drops_keys="keeps_keys" not in request.POST)
    messages.success(request, _("The address is back and everybody is signed out. Set a new password now."))
    return redirect("account_reset_password")
