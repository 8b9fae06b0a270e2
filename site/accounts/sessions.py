"""Sessions that end an hour after the last request and eight hours after sign-in, cookie and token alike."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

BEGAN = "began"
LONGEST = timedelta(seconds=settings.SESSION_COOKIE_AGE)
IDLE = timedelta(minutes=20 if settings.ROLE == "officers" else 60)
STEP = timedelta(minutes=1)  # the row is written at most this often for being used


class SessionStore(DatabaseStore):
    """The row's expiry date is the last use and the idle limit; the beginning is noted in the data."""

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # in Django, not in its stubs
        if row is None:
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        now = timezone.now()
        if BEGAN in data and now.timestamp() - data[BEGAN] > LONGEST.total_seconds():
            row.delete()
            self._session_key = None
            return {}
        if row.expire_date - now < IDLE - STEP:
            self.model.objects.filter(pk=row.pk).update(expire_date=now + IDLE)
        return data

    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self and BEGAN not in self:
            self[BEGAN] = timezone.now().timestamp()
        super().save(must_create=must_create)

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        return timezone.now() + IDLE
