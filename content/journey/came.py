"""What somebody who was led here by the checker has said there, as far as this procedure asks for it."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from content.checker import chosen
from content.journey.forms import Came
from procedures import catalogue
from procedures.language import wording
from procedures.language.schema import Field, Procedure
from procedures.language.trees import Walked
from procedures.outputs import trees


def of(request: HttpRequest, procedure: Procedure) -> Came | None:
    """None for who did not come from there, or whose half hour is over."""
    walked = chosen.led_to(request, procedure.key)
    if walked is None:
        return None
    asked = catalogue.form_on(procedure.key, timezone.localdate()).index
    answers = {key: value for key, value in trees.fills(walked).items() if key in asked and key not in procedure.preset}
    return Came(
        barriers=_barriers(walked),
        answers=answers,
        told=[(wording.of_question(asked[key]), _shown(asked[key], value)) for key, value in answers.items()],
    )


def _barriers(walked: Walked) -> tuple[str, ...]:
    return tuple(answer.barrier for _question, answer in walked.answered if answer.barrier)


def _shown(field: Field, value: object) -> str:
    """The option's own words; the checker fills in nothing but options and yes or no."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return next((_(option.label) for option in field.options if option.code == value), str(value))
