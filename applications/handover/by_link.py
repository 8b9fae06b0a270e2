"""The page of whom it was sent to, who is signed in with the address the link came to: what it is, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.drafting import access as drafts
from applications.drafting.models import Application
from applications.handover import links, receiving
from applications.handover.errors import AnotherAddress, HandOverEnded, HandOverError, UnknownHandOver
from applications.handover.forms import AcceptForm
from applications.handover.models import HandOver
from procedures import catalogue

ENDED: dict[type[HandOverError], int] = {UnknownHandOver: 404, HandOverEnded: 410, AnotherAddress: 403}


@never_cache
@login_required
def receive(request: HttpRequest, *, token: str) -> HttpResponse:
    try:
        answer = _answered(request, links.find(token, drafts.person(request.user)))
    except (UnknownHandOver, HandOverEnded, AnotherAddress) as refusal:
        answer = render(request, "handover/ended.html", {"text": refusal}, status=ENDED[type(refusal)])
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _answered(request: HttpRequest, found: HandOver) -> HttpResponse:
    if found.is_accepted:
        return HttpResponseRedirect(address(found.application))
    if request.method != "POST":
        return _page(request, found, AcceptForm())
    if request.POST.get("action") == "refuse":
        receiving.refuse(found, acting=drafts.acting_for_oneself(request.user))
        messages.success(request, _("You refused. The application stays where it is."))
        return HttpResponseRedirect(reverse("applications:list"))
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        acting = drafts.acting_for_oneself(request.user)
        taken = receiving.accept(found, born=form.cleaned_data["born"], acting=acting)
    except (UnknownHandOver, HandOverEnded, AnotherAddress):
        raise
    except HandOverError as refusal:
        form.add_error("born", str(refusal))
        return _page(request, found, form)
    messages.success(request, _("The application is in your account now. Only you can see it and act in it."))
    return HttpResponseRedirect(address(taken))


def address(application: Application) -> str:
    page = "applications:overview" if application.filed_at is None else "cases:case"
    return reverse(page, args=[application.pk])


def _page(request: HttpRequest, found: HandOver, form: AcceptForm) -> HttpResponse:
    """What it is, and nothing that somebody answered in it."""
    context = {
        "found": found,
        "application": found.application,
        "procedure": catalogue.procedure(found.application.procedure),
        "form": form,
    }
    return render(request, "handover/receive.html", context, status=422 if form.errors else 200)
