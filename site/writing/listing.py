"""Several things named in one sentence, with the comma of the reader's script."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(things: Iterable[object]) -> str:
    return pgettext("between things of a list", ", ").join(map(str, things))
