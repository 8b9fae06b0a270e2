"""The officers' page of payments: for members of the group Officers only."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from applications.exchange.portal.officers_views import officers_only
from payments import attention


@never_cache
@require_safe
@officers_only
def board(request: HttpRequest) -> HttpResponse:
    waiting, looked = attention.waiting()[: attention.AT_ONCE], attention.looked()[: attention.AT_ONCE]
    return render(request, "payments/officers.html", {"waiting": waiting, "looked": looked})


@require_POST
@officers_only
def look(request: HttpRequest, *, session_id: UUID) -> HttpResponse:
    if isinstance(request.user, User) and attention.look(session_id, by=request.user):
        messages.success(request, _("Written down that you looked at this payment"))
    else:
        messages.info(request, _("Somebody looked at this payment before you"))
    return redirect("payments-officers:board")
