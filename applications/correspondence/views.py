"""The thread of a case: questions, answers, and the form for the next question."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.correspondence import access, threads
from applications.correspondence.errors import ThreadClosed
from applications.correspondence.forms import QuestionForm
from applications.drafting.models import Application
from applications.exchange.portal import outbox
from procedures import catalogue


@never_cache
@login_required
def thread(request: HttpRequest, *, case_id: UUID) -> HttpResponse:
    application = access.get(request.user, case_id)
    form = QuestionForm(request.POST or None, initial={"message": outbox.reserve()})
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, application, form)
        except ThreadClosed as error:
            messages.error(request, str(error))
        return redirect("correspondence:thread", case_id=case_id)
    title = _(catalogue.procedure(application.procedure).title)
    case = {"title": title, "url": reverse("cases:case", args=[case_id])}
    context = {
        "letters": threads.of(application),
        "form": form if threads.is_open(application) else None,
        "empty_title": _("No questions yet"),
        "empty_text": _("What you ask and what the office answers will be here."),
        "breadcrumbs": [{"title": _("Your cases"), "url": reverse("cases:list")}, case],
    }
    return render(request, "correspondence/thread.html", context)


def _ask(request: HttpRequest, application: Application, form: QuestionForm) -> None:
    facts = form.cleaned_data
    language = get_language() or application.language
    threads.ask(application, facts["text"], by=application.owner, language=language, message_id=facts["message"])
    messages.success(request, _("Your question is on its way to the office. We write to you when it answers."))
