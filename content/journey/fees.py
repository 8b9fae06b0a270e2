"""How far the fees of an application are paid, in a few words for the task list; the amounts are payments' own."""

from django.utils.translation import gettext as _

from applications.badges import Badge
from applications.drafting.models import Application
from payments import owing
from payments.owing import Owing
from procedures.money import zloty


def badge(application: Application) -> Badge:
    """From the order as it stands; who only looks at the task list makes none."""
    return of(owing.of(application))


def of(found: Owing) -> Badge:
    if found.kept and not found.owed and not found.is_open:
        return Badge(kind="done", icon="done", text=_("Paid"))
    if found.is_confirming:
        return Badge(kind="wait", icon="clock", text=_("Being confirmed"))
    if not found.kept:
        return Badge(kind="info", icon="pen", text=_("Not paid yet"))
    if found.is_settled:
        return Badge(kind="done", icon="done", text=_("%(amount)s paid") % {"amount": zloty(found.kept)})
    return Badge(kind="info", icon="pen", text=_("Paid in part"))


def hint(found: Owing) -> str:
    """What is still owed, in amounts."""
    amounts = {"paid": zloty(found.kept), "now": zloty(found.now), "later": zloty(found.later)}
    if not found.kept or not found.owed:
        return ""
    if found.is_settled:
        return _("%(later)s may wait until the office has decided") % amounts
    return _("%(paid)s paid, still owed: %(now)s") % amounts
