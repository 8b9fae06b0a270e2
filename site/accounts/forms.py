"""allauth's forms in our words: what to type, no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from writing import cleaning, mailboxes

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "oldpassword": _("Password you use now"),
    "code": _("Code"),
}
HELP = {
    "password1": _("At least 12 characters. A few words in a row are easy to remember."),
}
CLEANED = {"login", "email", "code"}
WIDTH = {"code": "govuk-input--width-10"}


class PlainWords(forms.Form):
    """Labels, hints and sizes of ours on the fields that the other parent has; our templates at every host."""

    default_renderer = TemplatesSetting

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clean_what_is_posted()
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                field.validators = [mailboxes.validate]
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")
            field.widget.attrs["class"] = WIDTH.get(name, "govuk-input--width-30")
            if name in CLEANED:
                field.widget.attrs["dir"] = "ltr"  # no word of the language, whichever way that runs

    def _clean_what_is_posted(self) -> None:
        """Before anybody judges it: what nobody sees does not count."""
        if self.is_bound:
            given: Any = self.data
            posted = given.copy()  # of a QueryDict: the copy can be written
            for name in CLEANED & posted.keys():
                posted[name] = cleaning.code(posted[name])
            self.data = posted


class LoginForm(PlainWords, account.LoginForm):
    def clean_login(self) -> str:
        return mailboxes.normal(self.cleaned_data["login"])


class SignupForm(PlainWords, account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password, once more")


class AddEmailForm(PlainWords, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    pass


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    def clean_email(self) -> str:
        """allauth looks for the cleaned address and gives back the typed one."""
        super().clean_email()
        return mailboxes.normal(self.cleaned_data["email"])


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    pass


class ConfirmEmailForm(PlainWords, account.ConfirmEmailVerificationCodeForm):
    pass


class MfaAuthenticateForm(PlainWords, mfa.AuthenticateForm):
    pass


class MfaReauthenticateForm(PlainWords, mfa.ReauthenticateForm):
    pass


class ActivateTotpForm(PlainWords, totp.ActivateTOTPForm):
    pass
