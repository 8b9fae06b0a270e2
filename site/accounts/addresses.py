"""Whether somebody's e-mail address is proven to be theirs."""

from allauth.account.models import EmailAddress

from accounts.models import User


def is_confirmed(user: User) -> bool:
    found: bool = EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    return found
