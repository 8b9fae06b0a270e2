"""Forms of the journey's own pages; the questions of an application are made from its definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.drafting import represented
from applications.drafting.errors import NoLabel
from applications.drafting.models import ForWhom
from applications.drafting.represented import Represented
from applications.uploads.fields import FilesField
from procedures.claims import Claim
from procedures.language.kinds.numbers import DateField
from procedures.language.schema import Answers, Field


class LastDayField(DateField):
    """Typed and refused as every date of an application."""

    def __init__(self) -> None:
        super().__init__(Field(key="last_lawful_day", kind="date", required=False))
        self.label = _("Last day of your legal stay")
        self.help_text = _(
            "The date on your visa or residence card, or the last day of your visa-free stay. "
            "Leave it empty if you do not know it."
        )


class LastDayForm(forms.Form):
    """The day as three inputs; cleaned, a date or None."""

    use_required_attribute = False
    last_lawful_day = LastDayField()

    @classmethod
    def of(cls, data: Any, known: date | None = None, **kwargs: Any) -> Self:
        """Over what was posted, if anything was; else with the day that is known."""
        shown = cls.base_fields["last_lawful_day"].widget.split(known.isoformat() if known else None)
        return cls(data, initial={"last_lawful_day": shown}, **kwargs)

    @property
    def day(self) -> date | None:
        """What was named, if it is a day."""
        return self.cleaned_data.get("last_lawful_day") if self.is_bound and self.is_valid() else None

    def clean_last_lawful_day(self) -> date | None:
        day = self.cleaned_data["last_lawful_day"]
        return date.fromisoformat(day) if day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What somebody said in the checker on the way to this procedure: keys of barriers, and answers its form asks for.

    `told` are those answers in words, each with its question.
    """

    barriers: tuple[str, ...]
    answers: Answers
    told: list[tuple[str, str]]


class BeginForm(LastDayForm):
    """The last lawful day, and what bars the opening of a case (art. 99 and its kin): asked before a draft is there.

    Nobody is turned away by an answer: it is shown what it means, and `anyway` begins all the same. It is no part of
    the application; what a stranger ticked waits sealed behind the sign-in for half an hour, as the day does.
    """

    NONE = "none"
    for_whom = forms.ChoiceField(
        label=_("For whom is the application?"),
        help_text=_("Each person has an application of their own. For a child, one parent or guardian is enough."),
        choices=represented.Choices.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    label = forms.CharField(
        label=_("What you call that person"),
        help_text=_("Only if it is not for you. A first name is enough: you see it in your list, nobody else does."),
        required=False,
        max_length=represented.LONGEST_LABEL,
    )

    def __init__(
        self,
        data: Any,
        *args: Any,
        barriers: Sequence[Claim],
        came: Came | None = None,
        is_of_another: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self.came = came
        self.order_fields(["for_whom", "label"])
        self.initial.setdefault("for_whom", ForWhom.CHILD if is_of_another else ForWhom.SELF)
        if is_of_another:
            self.fields["for_whom"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                each for each in represented.Choices.choices if each[0] != ForWhom.SELF
            ]
        self.known = {each.key: each for each in barriers}
        if barriers:
            self.fields["barriers"] = self._asked()
            self.order_fields(["for_whom", "label", "barriers"])
        if came is not None:
            self._presume(came)

    def _asked(self) -> forms.MultipleChoiceField:
        none = (_("or"), [(self.NONE, _("None of these is true of me"))])
        return forms.MultipleChoiceField(
            label=_("Is any of this true of you on the day you file?"),
            help_text=_("Then the office refuses to open a case. Your answer is no part of the application."),
            choices=[*((key, _(each.title)) for key, each in self.known.items()), none],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose what is true of you, or that none of these is")},
        )

    def clean_barriers(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["barriers"]
        if self.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Choose what is true of you, or that none of these is, not both"))
        return [key for key in chosen if key != self.NONE]

    def _presume(self, came: Came) -> None:
        """What the person said in the checker is shown as chosen, to be looked at once more."""
        if "barriers" in self.fields:
            self.fields["barriers"].initial = [key for key in came.barriers if key in self.known] or [self.NONE]
        if came.answers:
            self.fields["carry"] = forms.BooleanField(
                label=_("Take these answers over into the form"), required=False, initial=True
            )

    @property
    def carried(self) -> Answers:
        """What they take over from the checker."""
        return self.came.answers if self.came and self.cleaned_data.get("carry") else {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            cleaned["whom"] = represented.of(cleaned.get("for_whom") or ForWhom.SELF, cleaned.get("label", ""))
        except NoLabel as missing:
            self.add_error("label", str(missing))
        return cleaned

    @property
    def whom(self) -> Represented:
        whom: Represented = self.cleaned_data["whom"]
        return whom

    @property
    def barred_by(self) -> list[Claim]:
        """What was named, once the answers are in order."""
        chosen = self.cleaned_data.get("barriers", []) if self.is_bound and self.is_valid() else []
        return [claim for key, claim in self.known.items() if key in chosen]


class UploadForm(forms.Form):
    """Files of one purpose; `purpose` comes from who makes the form and is judged when they are received."""

    use_required_attribute = False
    purpose = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, purpose: str) -> None:
        mark = purpose.replace("%", "%%")  # a pattern to Django, and anything may be sent as a purpose
        super().__init__(data, files, auto_id=f"{mark}-%s", initial={"purpose": purpose})
        self.fields["file"] = FilesField(purpose=purpose)
