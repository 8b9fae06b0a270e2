"""What allauth says when something is wrong, in our words: what happened and what to do."""

from django.utils.translation import gettext_lazy as _

SIGN_IN = {
    "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
    "incorrect_code": _("This is not the code we sent. Type it as it stands in the newest e-mail."),
    "incorrect_password": _("The password is not right. Try again."),
    "too_many_login_attempts": _("There were too many tries. Wait five minutes and try again."),
    "rate_limited": _("There were too many tries. Wait a few minutes and try again."),
}
SECOND_STEP = {
    "incorrect_code": _("The code is not right, or it is out of date. Type the one the app shows now."),
}
