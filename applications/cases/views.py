"""Own cases, one case, and the files that came with it."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.acting import Acting
from applications.cases import answers, files, timeline
from applications.cases.errors import NotWaitedFor
from applications.cases.forms import AnswerForm
from applications.cases.queries import listed
from applications.cases.timeline import Asked
from applications.correspondence import access
from applications.drafting import access as drafts
from applications.drafting import offered
from applications.drafting.models import Application
from applications.handover import ready
from applications.receipts import own_copy
from applications.retention import keeping
from applications.uploads.fields import take_in
from procedures import catalogue
from procedures.tables import statuses
from procedures.tables.voivodeships import VOIVODES
from sealing.errors import KeyDestroyed

ANSWER = "answer"  # what was chosen there and not sent waits under this name


@never_cache
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    context = {
        "rows": listed(request.user),
        "empty_title": _("Nothing filed yet"),
        "empty_text": _("When you file an application, its case appears here."),
        "empty_url": reverse("applications:list"),
        "empty_label": _("Your applications"),
    }
    return render(request, "cases/list.html", context)


@never_cache
@login_required
def case(request: HttpRequest, *, case_id: UUID) -> HttpResponse:
    application = access.get(request.user, case_id)
    copy = keeping.of(application)
    context = {
        "application": application,
        "case": timeline.of(application),
        "title": _(catalogue.procedure(application.procedure).title),
        "voivode": VOIVODES.get(application.teryt, ""),
        "coming": catalogue.track(application.procedure).said(statuses.COMING, timezone.localdate()),
        "keeping": copy,
        "can_hand_over": ready.is_ready(application),
        "copies": [] if copy.is_erased else _copies(application),
        "breadcrumbs": [{"title": _("Your cases"), "url": reverse("cases:list")}],
    }
    return render(request, "cases/case.html", context)


@never_cache
@login_required
def file(request: HttpRequest, *, case_id: UUID, file_id: UUID) -> HttpResponse:
    """As it came: the portal relays the certificate and never makes it (art. 108(3)-(6))."""
    application = access.get(request.user, case_id)
    try:
        return files.answer(application, file_id)
    except KeyDestroyed as error:
        raise Http404 from error


@never_cache
@offered.signed_in(subject="case_id", page=ANSWER)
def answer(request: HttpRequest, *, case_id: UUID, request_id: UUID) -> HttpResponseBase:
    """Files that answer one thing of a summons."""
    application = access.get(request.user, case_id)
    asked = answers.item(application, request_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(*posted, purpose=asked.purpose)
    with offered.spared(request, subject=application.pk, page=ANSWER):
        if form.is_valid() and _sent(form, application, asked, drafts.acting_in(request.user, application)):
            there = reverse("cases:case", args=[case_id]) + "#asked"
            return offered.done(request, HttpResponseRedirect(there))
    return _answer_page(request, application, asked, form)


def _answer_page(request: HttpRequest, application: Application, asked: Asked, form: AnswerForm) -> HttpResponse:
    """With the names of the files that were lost: a browser cannot be given them back."""
    crumbs = [
        {"title": _("Your cases"), "url": reverse("cases:list")},
        {"title": _("The case"), "url": reverse("cases:case", args=[application.pk])},
    ]
    lost = offered.lost(request, subject=application.pk, page=ANSWER)
    return render(request, "cases/answer.html", {"item": asked, "form": form, "breadcrumbs": crumbs, **lost})


def _sent(form: AnswerForm, application: Application, asked: Asked, acting: Acting) -> bool:
    """Whether every chosen file is on its way; what was refused is said at the field."""
    try:
        take_in(form, partial(answers.send, application, asked, acting=acting))
    except NotWaitedFor as error:
        form.add_error("file", str(error))
    return not form.errors


def _copies(application: Application) -> list[dict[str, str]]:
    names = {
        own_copy.APPLICATION_PDF: _("Your application, to read"),
        own_copy.SIGNED: _("Your application, as you signed it"),
        own_copy.RECEIPT_PDF: _("The receipt (UPO), to read"),
        own_copy.RECEIPT: _("The receipt (UPO), as it was sealed"),
    }
    return [
        {"title": title, "url": reverse("filing:download", args=[application.pk, name]), "name": name}
        for name, title in names.items()
    ]
