"""The digest of a translation: the same in Python and in the database, which compares without sending the text."""

import hashlib

from django.db.models import CharField, Func


class TextDigest(Func):
    """PostgreSQL's own sha256, which needs no extension."""

    template = "ENCODE(SHA256(CONVERT_TO(%(expressions)s, 'UTF8')), 'hex')"
    output_field = CharField()


def of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
