"""Makes the accounts that `make run` prints, and tells the launcher about them. Never in production."""

import json
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User

PASSWORD = "lipowa-brama-2026"  # noqa: S105  # of a demonstration on one machine
STAFF = {"language": "pl", "is_staff": True}
PEOPLE: dict[str, dict[str, Any]] = {
    "applicant": {"email": "olena@example.test", "language": "uk"},
    "second applicant": {"email": "ahmed@example.test", "language": "ar"},
    "editor": {"email": "editor@example.test", "language": "pl", "groups": ["Editors"], "is_staff": True},
    "second editor": {"email": "editor2@example.test", "language": "pl", "groups": ["Editors"], "is_staff": True},
    "translator into English": {"email": "translator@example.test", "groups": ["Translators en"], **STAFF},
    "legal reviewer": {"email": "lawyer@example.test", "groups": ["Legal reviewers"], **STAFF},
    "publisher": {"email": "publisher@example.test", "groups": ["Publishers"], **STAFF},
    "officer of MOS": {"email": "officer@example.test", "language": "pl", "groups": ["Officers"], "office": "14"},
    "administrator": {"email": "admin@example.test", "language": "en", "is_staff": True, "is_superuser": True},
}


class Command(BaseCommand):
    help = __doc__ or ""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Demo accounts exist where settings.DEMO says so, and nowhere else")
        for person in PEOPLE.values():
            _make(dict(person))
        known = {role: {"login": person["email"], "password": PASSWORD} for role, person in PEOPLE.items()}
        known["officer of the register"] = {"login": "urzednik", "password": PASSWORD}
        (settings.DATA / "accounts.json").write_text(json.dumps(known, indent=2))


def _make(person: dict[str, Any]) -> None:
    """Once: a demo person who changed the password keeps it."""
    groups, email = person.pop("groups", []), person.pop("email")
    if User.objects.filter(email=email).exists():
        return
    user = User.objects.create_user(email, PASSWORD, **person)
    user.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
