"""What our pages are measured against: a constant view, and the wizard of formtools with its answers in the session."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

from config.urls import urlpatterns as portal

STEPS = 4
PAGE = "<form>{% csrf_token %}{{ wizard.management_form }}{{ wizard.form }}</form>"


class Twenty(forms.Form):
    """As many fields as a long step of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(20):
            self.fields[f"field{number}"] = forms.CharField(max_length=100)


class Plain(NamedUrlSessionWizardView):
    form_list = [(f"step{number}", Twenty) for number in range(STEPS)]  # formtools reads the attribute

    def render_to_response(self, context: dict[str, Any], **kwargs: object) -> HttpResponse:
        """The fields alone, without a page around them."""
        return HttpResponse(engines["django"].from_string(PAGE).render(context, self.request))

    def done(self, form_list: object, **kwargs: object) -> HttpResponse:
        return HttpResponse(b"done")


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * 30_000)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/wizard/<slug:step>/", Plain.as_view(url_name="bench_step"), name="bench_step"),
    *portal,
]
