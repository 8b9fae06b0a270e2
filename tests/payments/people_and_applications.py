"""Valid people and applications, and nothing surprising."""

from django.utils import timezone

from accounts.models import User
from applications.drafting.models import Application
from sealing import keys


def person(email: str) -> User:
    return User.objects.create_user(email=email, password="a long password of a test")


def application(owner: User, **changes: object) -> Application:
    values = {
        "procedure": "temporary-work",
        "form_key": "temporary-residence",
        "form_version": "2026-04-27",
        "language": "en",
        "teryt": "06",
        "draft_key": keys.create("draft"),
        "case_key": keys.create("case"),
        "changed_at": timezone.now(),
    }
    return Application.objects.create(principal=owner, **{**values, **changes})
