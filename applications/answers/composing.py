"""The button that shows the Polish text of ready sentences: what was chosen is kept as it is, and shown again."""

from django.http import QueryDict

from applications.answers.lists import Acted
from procedures.language.schema import Step

BUTTON = "-compose"


def acted(step: Step, post: QueryDict, *, prefix: str) -> Acted | None:
    """Was it pressed? Then go on at the question; a text that was shown before is confirmed no longer."""
    for field in step.fields:
        name = f"{prefix}-{field.key}".replace(".", "-")
        if field.bank is not None and name + BUTTON in post:
            left_out = {name + BUTTON, f"{name}-confirmed"}
            own = {key: values for key, values in post.lists() if key.startswith(f"{prefix}-") and key not in left_out}
            posted = {key: [str(value) for value in values] for key, values in own.items()}
            return Acted(posted=posted, anchor=f"#id_{name}-polish")
    return None
