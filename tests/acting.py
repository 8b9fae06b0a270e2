"""Acting as today everybody does: for oneself, in one's own case."""

from accounts.acting import Acting, themselves
from applications.drafting.models import Application


def own(application: Application) -> Acting:
    return themselves(application.principal)
