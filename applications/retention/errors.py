"""What can go wrong with the own copy."""

from django.utils.translation import gettext_lazy as _


class RetentionError(Exception):
    """Base of this room's errors."""

    code = "RetentionError"


class OldConsent(RetentionError):
    """The text that was agreed to is not the present one."""

    code = "OldConsent"

    def __init__(self) -> None:
        super().__init__(_("The text of the consent has changed. Read it again before you agree."))
