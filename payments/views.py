"""Pages of the order: what is owed to whom, the way to the payment service and back, and its webhook."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import access
from payments import checkout, orders, panels, webhooks
from payments.errors import Forged, PaymentsError
from payments.models import CheckoutSession, Order
from payments.states import PENDING, State


@never_cache
@login_required
@require_safe
def order(request: HttpRequest, application_id: UUID) -> HttpResponse:
    return _page(request, "payments/order.html", application_id)


@never_cache
@login_required
@require_safe
def returned(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The browser came back, which proves nothing: the service is asked at once, and the page says so."""
    found = access.get(request.user, application_id)
    CheckoutSession.objects.filter(item__order__application=found, closed_at__isnull=True).update(due_at=timezone.now())
    return _page(request, "payments/returned.html", application_id)


@login_required
@require_POST
def start_checkout(request: HttpRequest, application_id: UUID, item_id: UUID) -> HttpResponse:
    found = orders.of(access.get(request.user, application_id))
    item = orders.item_of(found, item_id)
    try:
        session = checkout.start(item.pk, language=get_language() or found.application.language)
    except PaymentsError as error:
        messages.error(request, str(error))
        return redirect("payments:order", application_id)
    response = redirect(session.url)
    response.status_code = 303
    return response


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """400 for what is not genuine; any other failure is a 500, and the service sends again."""
    try:
        webhooks.receive(request.body, request.headers.get("Stripe-Signature", ""))
    except Forged:
        return HttpResponseBadRequest()
    return HttpResponse(status=204)


def _page(request: HttpRequest, template: str, application_id: UUID) -> HttpResponse:
    application = access.get(request.user, application_id)
    found = orders.of(application)
    shown = panels.of(found)
    sessions = [panel.session for panel in shown if panel.session]
    newest = max(sessions, key=lambda session: session.opened_at, default=None)
    context = {
        "confirmed": newest is not None and newest.state == State.PAID,
        "waiting": newest is not None and newest.state in PENDING,
        "order": found,
        "application": application,
        "panels": shown,
        "sums": panels.sums(shown),
        "overview_url": reverse("applications:overview", args=[application.pk]),
        "breadcrumbs": _breadcrumbs(found),
    }
    return render(request, template, context)


def _breadcrumbs(found: Order) -> list[dict[str, str]]:
    return [
        {"title": _("Your applications"), "url": reverse("applications:list")},
        {"title": _("Your application"), "url": reverse("applications:overview", args=[found.application_id])},
    ]
