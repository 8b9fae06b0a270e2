"""Forms of the signing and receipt pages: what is confirmed before signing, a signed file, files that follow."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.drafting.models import Application, ForWhom
from applications.filing import signer
from applications.uploads.fields import FilesField
from procedures.language import wording
from procedures.language.schema import Declaration

TRUSTED, OWN = "trusted", "own"
SIGNED_FILE_BYTES = 5_000_000


SIGNERS = {
    ForWhom.SELF: _("I am the person named in the application and I sign it myself"),
    ForWhom.CHILD: _("I am a parent of the child named in the application and I sign it for them"),
    ForWhom.MINOR_WARD: _("I am the guardian of the child named in the application and I sign it for them"),
    ForWhom.UNACCOMPANIED: _("I am the curator of the child named in the application and I sign it for them"),
    ForWhom.WARD: _("I am the guardian of the adult named in the application and I sign it for them"),
}
EITHER = _("I am a parent or guardian of the child named in the application and I sign it for them")
NOT_CONFIRMED = {
    True: _("Confirm that you are the person named and sign yourself"),
    False: _("Confirm that you are entitled to sign for the person named"),
}


def signer_of(application: Application) -> str:
    """Who signs, as they confirm it."""
    return str(EITHER if signer.is_either(application) else SIGNERS[signer.for_whom(application)])


class SignForm(forms.Form):
    """The instruction on rights, each declaration that is signed, and who signs.

    Who signs is named in the name of its box: a tick made before the 18th birthday confirms nothing after it.
    """

    def __init__(self, *args: Any, declarations: Iterable[Declaration], of: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instruction"] = _box(
            gettext("I have read my rights and duties and I understand them"),
            gettext("Confirm that you have read your rights and duties"),
        )
        for declaration in declarations:
            label = wording.of_declaration(declaration)
            field = _box(label, gettext("You can only sign if you declare this: %(text)s") % {"text": label})
            field.official = declaration.official  # type: ignore[attr-defined]  # read by the field's template
            self.fields[f"declaration-{declaration.key}"] = field
        # Always: which certificate comes back, and what it proves, is not known yet
        whom = signer.for_whom(of)
        self.fields[f"signer-{whom}"] = _box(signer_of(of), str(NOT_CONFIRMED[whom == ForWhom.SELF]))
        self.fields["way"] = forms.ChoiceField(
            choices=[(TRUSTED, TRUSTED), (OWN, OWN)], widget=forms.HiddenInput, required=False, initial=TRUSTED
        )

    @property
    def confirmations(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in {"instruction", "way"}]


class SignedApplicationForm(forms.Form):
    file = forms.FileField(
        label=_("Signed XML file"),
        widget=forms.FileInput({"accept": ".xml,.xades,application/xml,text/xml"}),
        error_messages={
            "required": _("Choose the file your signing program made"),
            "empty": _("The file is empty. Choose the file your signing program made"),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > SIGNED_FILE_BYTES:
            raise forms.ValidationError(_("This file is too large to be the signed application. Choose another one"))
        return file


class FollowingForm(forms.Form):
    """Files handed in after the filing."""

    use_required_attribute = False
    purpose = forms.ChoiceField(label=_("What it is"))

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["file"] = FilesField()


def _box(label: str, missing: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": missing})
