"""How allauth behaves here: mail through our queue, safe ways back, who may enter which host."""

from typing import Any, override
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import even, groups, sayings
from accounts.models import User
from notices import mail
from writing import mailboxes

ALREADY_EXISTS = "account/email/account_already_exists"
# allauth's mails and ours. Whatever else it sends says that something about the sign-in was changed
TEMPLATES = {
    "account/email/email_confirmation_signup": "email-confirmation",
    "account/email/email_confirmation": "email-confirmation",
    ALREADY_EXISTS: "account-exists",
    "account/email/password_reset_key": "password-reset",
    "account/email/unknown_account": "password-unknown",
}
CODE_SENT = "account/messages/email_confirmation_sent.txt"
LINKS = ("password_reset_url", "signup_url")  # in allauth's contexts


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **sayings.SIGN_IN}

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        template = TEMPLATES.get(template_prefix, "account-changed")
        if template == "password-unknown":
            even.reset_of_unknown()
        values = {"link": _link(template, context), "code": str(context.get("code", ""))}
        mail.queue(mailboxes.normal(email), template, language=_language(), context=values)

    @override
    def clean_email(self, email: str) -> str:
        """Of every form that takes an address, by page and by API."""
        return mailboxes.normal(email)

    @override
    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        typed = str(credentials.get("email", ""))
        user: AbstractBaseUser | None = super().authenticate(
            request, **credentials | {"email": mailboxes.normal_or_none(typed) or typed}
        )
        return user

    @override
    def send_account_already_exists_mail(self, email: str) -> None:
        even.rehearse_sign_up(allauth_context.request)
        super().send_account_already_exists_mail(email)

    @override
    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        even.reset_of_known(email)
        super().send_password_reset_mail(user, email, context)

    @override
    def add_message(self, request: HttpRequest, level: int, *told: Any, **named: Any) -> None:
        """The moment after a code was sent; a second one is sent to new accounts only."""
        if told and told[0] == CODE_SENT and even.is_asked_again_for_known(request):
            even.code_again(request)
            self.send_mail(ALREADY_EXISTS, told[1]["email"], {})
        super().add_message(request, level, *told, **named)

    @override
    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        even.sign_in_failed(str(credentials.get("email", "")))

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Officers and editors get their accounts from an administrator."""
        return bool(settings.ROLE == "portal")

    @override
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = _language()
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    @override
    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        if not groups.may_enter(user, settings.ROLE):
            messages.error(request, _("This account can't be used here. Sign in at the portal."))
            return redirect("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **details)
        return answer

    @override
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        language = _language()
        if user.language != language:
            User.objects.filter(pk=user.pk).update(language=language)

    @override
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if settings.ROLE == "editors":
            return reverse("wagtailadmin_home")
        if settings.ROLE == "officers":
            return f"/{get_language()}/"
        address: str = super().get_login_redirect_url(request)
        return address

    @override
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count an address. allauth puts the Host header in, so that each made-up port had tries of its own."""
        return str(credentials.get("email", "")).lower()

    @override
    def is_safe_url(self, url: str) -> bool:
        """Back to this very host only: another port of the same machine is another system."""
        host = allauth_context.request.get_host()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={host})


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **sayings.SECOND_STEP}


def _language() -> str:
    return get_language() or str(settings.LANGUAGE_CODE)


def _link(template: str, context: dict[str, Any]) -> str:
    """A path of the portal: allauth makes addresses from the Host header, which is anybody's word."""
    if template == "email-confirmation":
        return reverse("account_email_verification_sent")
    if template == "account-exists":
        return reverse("account_login")
    link = next((str(context[name]) for name in LINKS if name in context), reverse("account_login"))
    return urlsplit(link).path
