"""Telephone numbers are encrypted; those that stand in clear are sealed on the way."""

from typing import Any

import django.db.models
from django.db import migrations

import baigong.kit.fields
from baigong.kit.sealing import seal, unseal


def _each(apps: Any, change: Any) -> None:
    for person in apps.get_model("people", "Person").objects.exclude(phone="").only("phone"):
        person.phone = change(person.phone)
        person.save(update_fields=["phone"])


def sealed(apps: Any, _editor: Any) -> None:
    _each(apps, seal)


def opened(apps: Any, _editor: Any) -> None:
    _each(apps, unseal)


class Migration(migrations.Migration):
    dependencies = (("people", "0003_data_requests"),)
    operations = (
        migrations.AlterField("person", "phone", django.db.models.TextField(blank=True)),
        migrations.RunPython(sealed, opened),
        migrations.AlterField("person", "phone", baigong.kit.fields.SealedField(blank=True)),
    )
