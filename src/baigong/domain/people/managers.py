"""How people are looked up and made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager

from baigong.kit.prepared import Prepared

if TYPE_CHECKING:
    from baigong.domain.people.models import Person


_people: Prepared[Any] = Prepared(lambda pk: apps.get_model("people.Person").objects.filter(pk=pk))


class PersonManager(BaseUserManager["Person"]):
    """Addresses are kept in lower case, so one address is one account."""

    def get(self, *args: Any, **wanted: Any) -> Person:
        """One person; by the key alone, as every page of a signed-in person begins, from a statement ready made."""
        if args or wanted.keys() != {"pk"} or not isinstance(wanted["pk"], int):
            return super().get(*args, **wanted)
        if (found := _people.first(wanted["pk"])) is None:
            raise self.model.DoesNotExist
        person: Person = found
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """For django-allauth and the worlds; everybody else calls an action."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person
