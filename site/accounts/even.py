"""The same work for an address that has an account and for one that has none, so that time does not tell which.

The numbers follow allauth's queries; a test compares the whole work of both ways and fails when they change.
"""

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.core.internal.httpkit import is_headless_request
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from accounts.models import User
from sealing.models import new_id

LOOKS_AFTER_SIGN_UP, LOOKS_AT_RESET = 4, 2


@transaction.atomic
def rehearse_sign_up(request: HttpRequest) -> None:
    """What is done for a new account, its slow password too, and nothing of it stays."""
    user = User.objects.create_user(f"{new_id()}@rehearsal.invalid", get_random_string(12))
    setup_user_email(request, user, [])
    for _ in range(LOOKS_AFTER_SIGN_UP):
        _look_for_addresses(user.pk)
    _look_for_user_numbered(user.pk, times=2 if is_headless_request(request) else 1)
    transaction.set_rollback(True)


def is_asked_again_for_known(request: HttpRequest) -> bool:
    """Whether a code waits that belongs to no account, because the address has one already."""
    waiting = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    return waiting is not None and "user_id" not in waiting


def code_again(request: HttpRequest) -> None:
    _look_for_addresses(0)
    _look_for_user_numbered(0, times=1 if is_headless_request(request) else 2)


def sign_in_failed(email: str) -> None:
    """allauth looks among the users only for an address that nobody confirmed."""
    if EmailAddress.objects.is_verified(email):
        _look_for_user(email)


def reset_of_known(email: str) -> None:
    _look_for_user(email)


def reset_of_unknown() -> None:
    for _ in range(LOOKS_AT_RESET):
        _look_for_addresses(0)


def _look_for_user(email: str) -> None:
    list(User.objects.filter(email=email).iterator(2000))


def _look_for_user_numbered(number: int, *, times: int) -> None:
    for _ in range(times):
        User.objects.filter(pk=number).first()


def _look_for_addresses(user_id: int) -> None:
    list(EmailAddress.objects.filter(user_id=user_id))
