"""What the law says otherwise since an application was begun."""

from datetime import date
from typing import Any

from django.utils import timezone

from applications.drafting.models import Application
from procedures import catalogue, changed


def of(application: Application) -> dict[str, Any]:
    """While it can still be changed; nothing on the day it was begun."""
    begun: date = timezone.localdate(application.created_at)
    if not application.is_editable:
        return {}
    found = changed.between(catalogue.procedure(application.procedure), begun, timezone.localdate())
    return {"changed_facts": found, "begun_on": begun} if found else {}
