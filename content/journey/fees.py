"""How far the fees of an application are paid, in a few words for the task list."""

from django.utils.translation import gettext as _

from applications.drafting.models import Application
from content.journey.badges import Badge
from payments import orders
from payments.models import OrderItem
from payments.states import State


def badge(application: Application) -> Badge:
    """From the order as it stands; who only looks at the task list makes none."""
    items = list(OrderItem.objects.filter(order__application=application))
    paid = [item.is_paid for item in items]
    if paid and all(paid):
        return Badge(kind="done", icon="done", text=_("Paid"))
    if any(session.state == State.PROCESSING for session in orders.payments_of(items).values()):
        return Badge(kind="wait", icon="clock", text=_("Being confirmed"))
    return Badge(kind="info", icon="pen", text=_("Paid in part") if any(paid) else _("Not paid yet"))
