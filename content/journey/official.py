"""Whether the official Polish wording stands under each question: the person's choice, in a cookie."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

NAME = "official"
SHOWN, HIDDEN = "shown", "hidden"


def is_shown(request: HttpRequest) -> bool:
    """Shown until the person says otherwise: it is the wording that is filed."""
    return request.COOKIES.get(NAME) != HIDDEN


def hide(form: Form) -> None:
    """Take the official wording off this form and the rows in it."""
    for field in form.fields.values():
        field.official = ""  # type: ignore[attr-defined]  # a question of a definition has it
        rows = getattr(field, "rows", None)
        for row in rows.forms if rows else ():
            hide(row)


def remembered(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Takes `?official=` off the address and remembers it, so it works without JavaScript."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        choice = request.GET.get(NAME)
        if choice not in {SHOWN, HIDDEN}:
            return view(request, *args, **kwargs)
        response = HttpResponseRedirect(request.path)
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(NAME, choice, max_age=timedelta(days=365), httponly=True, samesite="Lax", secure=secure)
        return response

    return answer
