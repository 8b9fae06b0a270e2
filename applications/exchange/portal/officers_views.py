"""The officers' board: for signed-in members of the group Officers only."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.exchange.portal import officers_board

GROUP = "Officers"

type View = Callable[..., HttpResponse]


def officers_only(view: View) -> View:
    """Signing in comes first; whoever is no officer is told so."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, **arguments: object) -> HttpResponse:
        if not request.user.groups.filter(name=GROUP).exists():
            raise PermissionDenied
        return view(request, **arguments)

    return guarded


@require_safe
@officers_only
def board(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/board.html", {"board": officers_board.now()})


@require_POST
@officers_only
def retry(request: HttpRequest, *, attempt_id: int) -> HttpResponse:
    """What is done meanwhile needs no other try: both are told alike."""
    officers_board.again(attempt_id, by=request.user)
    messages.success(request, _("It will be tried again in a moment"))
    return redirect("officers:board")
