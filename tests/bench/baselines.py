"""What our pages are measured against: a constant view, the wizard of formtools with its answers in the session, and
that wizard in the layout of the portal, with its fields and with none."""

from functools import cache
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import Template
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

from config.urls import urlpatterns as portal

STEPS = 4
PAGE = "<form>{% csrf_token %}{{ wizard.management_form }}{{ wizard.form }}</form>"
LAYOUT = '{% extends "base.html" %}{% block content %}PAGE{% endblock %}'


class Twenty(forms.Form):
    """As many fields as a long step of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(20):
            self.fields[f"field{number}"] = forms.CharField(max_length=100)


class Plain(NamedUrlSessionWizardView):
    """The fields alone, without a page around them."""

    form_list = [(f"step{number}", Twenty) for number in range(STEPS)]  # formtools reads the attribute
    page = PAGE

    def render_to_response(self, context: dict[str, Any], **kwargs: object) -> HttpResponse:
        return HttpResponse(written(self.page).render(context, self.request))

    def done(self, form_list: object, **kwargs: object) -> HttpResponse:
        return HttpResponse(b"done")


class InLayout(Plain):
    page = LAYOUT.replace("PAGE", PAGE)


class Empty(Plain):
    """What every page costs for who is signed in, before anything of its own stands in it."""

    page = LAYOUT.replace("PAGE", "")


@cache
def written(page: str) -> Template:
    return cast(Template, engines["django"].from_string(page))


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * 30_000)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/wizard/<slug:step>/", Plain.as_view(url_name="bench_step"), name="bench_step"),
    path("bench/in-layout/<slug:step>/", InLayout.as_view(url_name="bench_in_layout"), name="bench_in_layout"),
    path("bench/empty/<slug:step>/", Empty.as_view(url_name="bench_empty"), name="bench_empty"),
    *portal,
]
