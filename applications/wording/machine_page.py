"""The applicant's page of one text and a machine: where the text would go, then the draft to look at and confirm."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.acting import Acting
from applications.drafting import access, offered
from applications.drafting.models import Application
from applications.wording import asking, machine, texts
from applications.wording.errors import MachineUnavailable, PolishRefused
from applications.wording.forms import PolishForm
from applications.wording.machine import MachineTranslation
from applications.wording.texts import OwnText, TextQuestion
from applications.wording.views import REFUSALS, frame, get_draft, is_open

PAGE = "wording-machine"  # what was typed there and not saved waits under this name


@never_cache
@offered.signed_in(subject="application_id", page=PAGE)
def page(request: HttpRequest, *, application_id: UUID) -> HttpResponseBase:
    """Opening it sends nothing. Not found while no machine is there, or for a text that is not."""
    application, service = get_draft(request, application_id), machine.service()
    key = (request.POST if request.method == "POST" else request.GET).get("text", "")
    found = next((each for each in texts.of(application) if each.key == key and each.own), None)
    if service is None or found is None or not is_open(application):
        raise Http404
    shown = _Text(request, application, found, service)
    if request.method != "POST":
        return shown.page(_waiting(request, shown))
    with offered.spared(request, subject=application.pk, page=PAGE):
        acting = access.acting_in(request.user, application)
        answer = _drafted(shown, acting) if request.POST.get("action") == "send" else _confirmed(shown, acting)
        return offered.done(request, answer)


@dataclass(frozen=True, slots=True)
class _Text:
    request: HttpRequest
    application: Application
    text: OwnText
    service: MachineTranslation

    @property
    def question(self) -> TextQuestion:
        return texts.question(self.application, self.text.spot)

    def form(self, polish: str) -> PolishForm:
        """To confirm, over what stands in the draft now."""
        initial = {"polish": polish, "seen": asking.version_of(self.text)}
        return PolishForm(initial=initial, has_lines=self.question.has_lines)

    def page(self, form: PolishForm | None, *, refused: str = "", status: int = 200) -> HttpResponse:
        context = frame(self.application) | {
            "text": self.text,
            "question": self.question,
            "goes_to": self.service.goes_to,
            "form": form,
            "refused": refused,
            "list_url": reverse("wording:list", args=[self.application.pk]),
            "offered": form is not None and self.request.method != "POST",
            "offered_why": offered.why(self.request),
        }
        return render(self.request, "wording/machine.html", context, status=status)


def _drafted(shown: _Text, acting: Acting) -> HttpResponse:
    """The draft is in the answer alone. What was in the box stays there when the service is away."""
    try:
        drafted = machine.draft(shown.application, shown.text, acting=acting)
    except MachineUnavailable as refusal:
        typed = shown.request.POST.get("polish", shown.text.polish)
        return shown.page(shown.form(typed) if typed else None, refused=str(refusal), status=503)
    except REFUSALS as refusal:
        return shown.page(None, refused=str(refusal), status=409)
    return shown.page(shown.form(drafted))


def _confirmed(shown: _Text, acting: Acting) -> HttpResponse:
    form = PolishForm(shown.request.POST, has_lines=shown.question.has_lines)
    if not form.is_valid():
        return shown.page(form, status=422)
    sent = form.cleaned_data
    try:
        asking.confirm(shown.application, key=shown.text.key, polish=sent["polish"], seen=sent["seen"], acting=acting)
    except PolishRefused as refusal:
        form.add_error("polish", str(refusal))
        return shown.page(form, status=422)
    except REFUSALS as changed:
        return shown.page(shown.form(sent["polish"]), refused=str(changed), status=409)
    messages.success(shown.request, _("The Polish text stands in your application now."))
    return HttpResponseRedirect(reverse("wording:list", args=[shown.application.pk]))


def _waiting(request: HttpRequest, shown: _Text) -> PolishForm | None:
    """What was typed and could not be saved; else there is nothing to confirm yet."""
    waiting = offered.of(request, subject=shown.application.pk, page=PAGE, fits=lambda sent: bool(sent.get("polish")))
    if not waiting or waiting.get("text") != [shown.text.key]:
        return None
    return shown.form(waiting["polish"][0])
