"""Checked at start: what pages say of the law covers all that `procedures` holds, or nothing starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from content import law
from procedures.errors import ProceduresError
from procedures.tables import fees


@register
def payees(app_configs: object, **options: Any) -> list[CheckMessage]:
    """A guide names who is paid for each fee."""
    try:
        unknown = sorted({fee.payee for fee in fees.table()} - set(law.PAYEES))
    except ProceduresError:
        return []  # the tables themselves do not load: procedures says so
    return [Error(f"content.law.PAYEES has no words for the payee {payee!r}", id="content.E001") for payee in unknown]
