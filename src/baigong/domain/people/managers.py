"""How people are looked up and made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from baigong.domain.people.models import Person


class PersonManager(BaseUserManager["Person"]):
    """Addresses are kept in lower case, so one address is one account."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """For django-allauth and the worlds; everybody else calls an action."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person
