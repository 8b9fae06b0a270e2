"""Your account: the one page that leads to all that can be changed about signing in; and the way out."""

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import groups


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/home.html")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where Wagtail leads whoever may not open its admin. Who is signed in already would be sent back at once."""
    if request.user.is_authenticated and not groups.may_enter(request.user, settings.ROLE):
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode(safe='/')}")


class SignOut(LogoutView):
    """Ends a sign-up that waits for its code too. allauth ends it for new accounts only, and so tells which are."""

    def logout(self) -> None:
        super().logout()
        self.request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
