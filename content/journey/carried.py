"""Taking over what a family shares from another application: each answer is shown, ticked, and only then copied."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.drafting import access, carrying, lifecycle, represented
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from content.journey.frame import frame
from content.journey.place import Guide, Place
from procedures import catalogue
from procedures.language import wording


class CarryForm(forms.Form):
    """A list of boxes for each step; nothing is ticked beforehand."""

    def __init__(self, data: Any, *, offered: list[carrying.CarriedAnswer]) -> None:
        super().__init__(data)
        for step, answers in carrying.by_step(offered):
            choices = [(each.key, f"{wording.of_question(each.question)}: {each.shown}") for each in answers]
            self.fields[step.key] = forms.MultipleChoiceField(
                label=_(step.title), choices=choices, widget=forms.CheckboxSelectMultiple, required=False
            )

    @property
    def chosen(self) -> list[str]:
        return [key for name in self.fields for key in self.cleaned_data[name]]


@never_cache
@login_required
def choose(request: HttpRequest, *, application_id: UUID, source: UUID, guide: Guide | None = None) -> HttpResponse:
    application, origin = access.get(request.user, application_id), access.get(request.user, source)
    offered = carrying.offered(origin, application)
    if not application.is_editable or application.pk == origin.pk:
        raise Http404
    place = Place.of(application, guide)
    form = CarryForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        return _taken(request, place, application, origin, form.chosen)
    context = frame(place, application, "carry", origin.pk) | {"form": form, "offered": offered, "source": line(origin)}
    return render(request, "applications/carry.html", context)


def links(request: HttpRequest, place: Place, application: Application) -> list[dict[str, str]]:
    """The other applications that may have something to take over; whether they do is asked on their page."""
    if not application.is_editable or application.is_frozen or not lifecycle.form_of(application).common:
        return []
    others = carrying.sources(access.person(request.user), application)
    return [{"title": line(each), "url": place.address("carry", application.pk, str(each.pk))} for each in others]


def line(application: Application) -> str:
    title, whom = _(catalogue.procedure(application.procedure).title), represented.label(application)
    return f"{title} ({whom})" if whom else title


def _taken(
    request: HttpRequest, place: Place, application: Application, origin: Application, keys: list[str]
) -> HttpResponse:
    try:
        carrying.take(origin, application, keys, acting=access.acting_in(request.user, application))
        messages.success(request, _("What you chose was taken over. Check it step by step."))
    except DraftingError as changed:  # chosen before it was changed, signed or filed in another window
        messages.error(request, str(changed))
    return HttpResponseRedirect(place.address("overview", application.pk))
