"""Argon2id as OWASP advises: 19 MiB, two passes, one lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """The hasher of all passwords."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
