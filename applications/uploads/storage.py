"""Sealed bytes under random names, outside of everything a web server shows."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def write(sealed: bytes) -> str:
    """The random name under which the bytes now lie; its first letters spread the files over folders."""
    name = secrets.token_hex(16)
    return _storage().save(f"{name[:2]}/{name[2:]}", ContentFile(sealed))


def read(name: str) -> bytes:
    with _storage().open(name) as file:
        content: bytes = file.read()
        return content


def delete(name: str) -> None:
    """A file that is gone already is fine."""
    _storage().delete(name)


def _storage() -> Storage:
    return storages["sealed"]
