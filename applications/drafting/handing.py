"""An application goes to another account, with all that hangs on it. Whether it may, a room above has asked."""

from django.db import IntegrityError, transaction

from accounts.acting import Acting
from applications.drafting import lifecycle
from applications.drafting.errors import DraftExists
from applications.drafting.models import Application, ForWhom


def give(application: Application, *, acting: Acting) -> Application:
    """To whom it is for, who takes it and acts for themselves from now on. The caller holds the lock.

    What is still a draft is theirs to sign: what was frozen is thawed. Raises DraftExists.
    """
    receiver = acting.principal
    application.principal, application.for_whom = receiver, ForWhom.SELF
    application.represented = application.represented_label = application.represented_born = b""
    try:
        with transaction.atomic():
            application.save(
                update_fields=["principal", "for_whom", "represented", "represented_label", "represented_born"]
            )
    except IntegrityError:
        same = Application.objects.open().filter(principal=receiver, procedure=application.procedure)
        existing = same.filter(represented=b"").first()
        if existing is None:
            raise
        raise DraftExists(existing.pk) from None
    if application.is_editable:
        application, _was_frozen = lifecycle.edit(application, acting=acting)
    return application
