"""`baigong reseal`: sealed columns move to the key in use."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from baigong.domain.people.actions import reseal
from baigong.kit.policy import SYSTEM
from baigong.kit.sealing import WrongKeyError


class Command(BaseCommand):
    """Seal anew."""

    help = "Encrypt telephone numbers anew with FIELD_KEY, so that FIELD_KEYS_RETIRED can be emptied."

    def handle(self, **_options: Any) -> None:
        try:
            self.stdout.write(_("%(count)d numbers are sealed with the key in use.") % {"count": reseal(by=SYSTEM)})
        except WrongKeyError as error:
            raise CommandError(str(error)) from error
