"""The thread of a case: questions, answers, and the form for the next question."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.correspondence import access, threads
from applications.correspondence.errors import ThreadClosed
from applications.correspondence.forms import QuestionForm
from applications.drafting import access as drafts
from applications.drafting import offered
from applications.drafting.models import Application
from applications.exchange.portal import outbox
from procedures import catalogue

PAGE = "messages"  # what was typed there and not sent waits under this name


@never_cache
@offered.signed_in(subject="case_id", page=PAGE)
def thread(request: HttpRequest, *, case_id: UUID) -> HttpResponseBase:
    application = access.get(request.user, case_id)
    waiting = offered.of(request, subject=application.pk, page=PAGE)
    initial = {name: values[0] for name, values in (waiting or {}).items()}
    form = QuestionForm(request.POST or None, initial={"message": outbox.reserve(), **initial})
    if request.method == "POST" and form.is_valid():
        with offered.spared(request, subject=application.pk, page=PAGE):
            return offered.done(request, _asked(request, application, form))
    title = _(catalogue.procedure(application.procedure).title)
    case = {"title": title, "url": reverse("cases:case", args=[case_id])}
    context = {
        "offered": waiting,
        "offered_why": offered.why(request),
        "letters": threads.of(application),
        "form": form if threads.is_open(application) else None,
        "empty_title": _("No questions yet"),
        "empty_text": _("What you ask and what the office answers will be here."),
        "breadcrumbs": [{"title": _("Your cases"), "url": reverse("cases:list")}, case],
    }
    return render(request, "correspondence/thread.html", context)


def _asked(request: HttpRequest, application: Application, form: QuestionForm) -> HttpResponse:
    try:
        _ask(request, application, form)
    except ThreadClosed as error:
        messages.error(request, str(error))
    return redirect("correspondence:thread", case_id=application.pk)


def _ask(request: HttpRequest, application: Application, form: QuestionForm) -> None:
    facts = form.cleaned_data
    language = get_language() or application.language
    acting = drafts.acting_in(request.user, application)
    threads.ask(application, facts["text"], acting=acting, language=language, message_id=facts["message"])
    messages.success(request, _("Your question is on its way to the office. We write to you when it answers."))
