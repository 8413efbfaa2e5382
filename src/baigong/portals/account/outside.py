"""Joins accounts of outside providers to people of the house: one person, one name, one verb."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.http import Http404, HttpRequest


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Where allauth asks the house about accounts of others."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """A provider that is not switched on is an address that does not exist."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take over the name as it is written here: family name first, nothing between."""
        person = super().populate_user(request, sociallogin, data)
        person.name = data.get("name") or f"{data.get('last_name') or ''}{data.get('first_name') or ''}"
        person.email = person.email.lower()
        return person

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        """What the provider told us stands in the form already; the person may correct it."""
        known: dict[str, str] = super().get_signup_form_initial_data(sociallogin)
        return known | {"name": sociallogin.user.name}
