"""Pages of the order: what is owed to whom, the way to the payment service and back, and its webhook."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.drafting import access, charged, offered
from applications.drafting.models import Application
from payments import checkout, claiming, orders, outcome, owing, panels, webhooks
from payments.errors import Forged, PaymentsError
from payments.forms import ClaimsForm
from payments.orders import Bill


@never_cache
@login_required
@require_safe
def order(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Reading writes nothing: the order is made when somebody pays."""
    application = access.get(request.user, application_id)
    bill = orders.read(application)
    context = {
        "order": bill.order,
        "panels": panels.of(bill),
        "sums": owing.of_bill(bill),
        "unknown": bill.unknown,
        "unpaid": panels.unpaid(bill),
        "claims": _claims(bill),
    }
    return render(request, "payments/order.html", {**_frame(application), **context})


@login_required
def claim(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Which reliefs are due, as the person says; a GET comes from the sign-in that stood between, and does nothing."""
    if request.method != "POST":
        messages.warning(request, str(offered.NOT_DONE))
        return redirect("payments:order", application_id)
    application = access.get(request.user, application_id)
    form = _claims(orders.read(application), request.POST)
    if form is not None and form.is_valid():
        acting = access.acting_in(request.user, application)
        claiming.claim(application, form.cleaned_data["reliefs"], acting=acting)
    return redirect("payments:order", application_id)


def _claims(bill: Bill, data: QueryDict | None = None) -> ClaimsForm | None:
    """Nothing to say where no relief is claimed in this procedure."""
    claimable = charged.claimable(bill.dues)
    initial = {"reliefs": bill.application.claims}
    return ClaimsForm(data, claimable=claimable, initial=initial) if claimable else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The browser came back, which proves nothing: the page says what the service says, and a POST has it asked."""
    application = access.get(request.user, application_id)
    session = outcome.attempt(application, request.GET.get("payment", ""))
    if request.method == "POST":
        outcome.ask_soon(session)
        return redirect(request.get_full_path())
    context = {"outcome": outcome.of(session), "session": session, "panel": outcome.panel(application, session)}
    return render(request, "payments/returned.html", {**_frame(application), **context})


@login_required
def start_checkout(request: HttpRequest, application_id: UUID, item_id: UUID) -> HttpResponse:
    """A GET comes from the sign-in that stood between, and does nothing."""
    if request.method != "POST":
        messages.warning(request, str(offered.NOT_DONE))
        return redirect("payments:order", application_id)
    application = access.get(request.user, application_id)
    acting = access.acting_in(request.user, application)
    item = orders.item_of(orders.of(application, acting=acting), item_id)
    try:
        session = checkout.start(item.pk, acting=acting, language=get_language() or application.language)
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


def _frame(application: Application) -> dict[str, object]:
    overview = reverse("applications:overview", args=[application.pk])
    return {
        "application": application,
        "overview_url": overview,
        "breadcrumbs": [
            {"title": _("Your applications"), "url": reverse("applications:list")},
            {"title": _("Your application"), "url": overview},
        ],
    }
