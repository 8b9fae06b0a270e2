"""What a person says is due to them, and what it makes of that which is paid."""

from collections.abc import Sequence

from django.db import transaction

from accounts.acting import Acting
from applications.drafting import lifecycle
from applications.drafting.models import Application
from payments import attention, orders


@transaction.atomic
def claim(application: Application, reliefs: Sequence[str], *, acting: Acting) -> Application:
    """Before the filing the answers may change as well: the comparison waits for it (`telling.tell`).

    Raises NotClaimable.
    """
    application = lifecycle.claim(application, reliefs, acting=acting)
    if application.filed_at is not None:
        attention.compare(orders.read(application).items)
    return application
