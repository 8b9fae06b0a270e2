"""What can be wrong with a receipt or the own copy that somebody asks for."""

from django.utils.translation import gettext_lazy as _


class ReceiptError(Exception):
    """Base of this room's errors."""

    code = "ReceiptError"


class NotFiled(ReceiptError):
    """There is no receipt yet."""

    code = "NotFiled"

    def __init__(self) -> None:
        super().__init__(_("This application is not filed yet."))


class CopyErased(ReceiptError):
    """The own copy is erased; a summary is left."""

    code = "CopyErased"

    def __init__(self) -> None:
        super().__init__(
            _("Your own copy was erased from the portal. The page of the receipt shows why, and what was filed.")
        )
