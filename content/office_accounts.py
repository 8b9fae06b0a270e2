"""Editors' pages for the offices' bank accounts: one person enters what the payee confirmed, another types it again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.widgets import AdminDateInput

from content import second_persons
from content.second_persons import APPROVE, ENTER, furniture, number_of, only
from payments.bank_transfers import grouped
from procedures import errors, overlays
from procedures.models import Overlay
from procedures.tables import offices, payees
from procedures.tables.offices import Office
from writing.fields import CodeField

SAID = second_persons.SAID | {
    errors.NotAnAccount: gettext_lazy("This is not a Polish account number: 26 digits with a right checksum."),
    errors.LaterOneApproved: gettext_lazy("An account is confirmed from a later day on. Give that day or a later one."),
    errors.AlreadyWaiting: gettext_lazy("An entry for this account is waiting. Confirm it or withdraw it first."),
    errors.SamePerson: gettext_lazy("You entered this number. Somebody else has to confirm it."),
    errors.Different: gettext_lazy("This is not the number that was entered. Compare both with the payee's letter."),
}
FIELD: dict[type[errors.OverlayError], str | None] = {errors.LaterOneApproved: "valid_from"}


class EnterForm(forms.Form):
    value = CodeField(label=gettext_lazy("Account number"), max_length=40)
    valid_from = forms.DateField(label=gettext_lazy("Pay to it from this day on"), widget=AdminDateInput)
    source = forms.CharField(
        label=gettext_lazy("How the payee confirmed it"),
        help_text=gettext_lazy("The letter with its number and date, or the address of the payee's own page."),
        max_length=300,
    )


class ApproveForm(forms.Form):
    typed = CodeField(
        label=gettext_lazy("Type the account number again"),
        help_text=gettext_lazy("From the payee's letter or page, not from this screen."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountToday:
    """Of one payee of an office, as it stands today."""

    office: Office
    payee: str
    label: str  # what is paid to it
    recipient: str
    published: str  # what the table found on a public page; nobody may pay to it
    confirmed: str

    @property
    def fact(self) -> str:
        return overlays.account_fact(self.payee)

    @property
    def url(self) -> str:
        return reverse("office_accounts:account", args=[self.office.teryt, self.payee])


@require_safe
@only(ENTER, APPROVE)
def index(request: HttpRequest) -> HttpResponse:
    entered = Overlay.objects.filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    waiting = set(entered.values_list("key", "fact"))
    rows = [(account, (account.office.teryt, account.fact) in waiting) for account in _accounts(offices.all())]
    return render(request, "content/editors/office_accounts.html", furniture(_("Office accounts")) | {"rows": rows})


@require_safe
@only(ENTER, APPROVE)
def account(request: HttpRequest, teryt: str, payee: str) -> HttpResponse:
    return _page(request, _account(teryt, payee))


@require_POST
@only(ENTER)
def enter(request: HttpRequest, teryt: str, payee: str) -> HttpResponse:
    found, form, by = _account(teryt, payee), EnterForm(request.POST), number_of(request)

    def act() -> Overlay:
        entry = Overlay(fact=found.fact, key=teryt, entered_by=by, **form.cleaned_data)
        overlays.enter(entry)
        return entry

    return _done(request, found, form, act)


@require_POST
@only(APPROVE)
def approve(request: HttpRequest, teryt: str, payee: str, entry: UUID) -> HttpResponse:
    found, form, by = _account(teryt, payee), ApproveForm(request.POST), number_of(request)
    _entry_of(found, entry)
    return _done(request, found, form, lambda: overlays.approve(entry, typed=form.cleaned_data["typed"], by=by))


@require_POST
@only(APPROVE)
def withdraw(request: HttpRequest, teryt: str, payee: str, entry: UUID) -> HttpResponse:
    found, by = _account(teryt, payee), number_of(request)
    _entry_of(found, entry)
    return _done(request, found, forms.Form({}), lambda: overlays.withdraw(entry, by=by))


def _done(request: HttpRequest, found: AccountToday, form: forms.Form, act: Callable[[], Overlay]) -> HttpResponse:
    """Acts and tells the trail; what the floor below refuses is said at its field."""
    if not form.is_valid():
        return _page(request, found, form)
    try:
        entry = act()
    except errors.OverlayError as error:
        form.add_error(FIELD.get(type(error), next(iter(form.fields), None)), SAID[type(error)])
        return _page(request, found, form)
    second_persons.record(request, entry)
    messages.success(request, _("Done. Every page follows from now on."))
    return redirect(found.url)


def _page(request: HttpRequest, found: AccountToday, form: forms.Form | None = None) -> HttpResponse:
    """With the form that came back wrong in its place, and everything that was ever entered."""
    entries = list(Overlay.objects.filter(key=found.office.teryt, fact=found.fact).order_by("-entered_at"))
    known = second_persons.people(entries)
    context = furniture(
        f"{found.recipient}: {found.label}", above=(reverse("office_accounts:index"), _("Office accounts"))
    ) | {
        "account": found,
        "entries": [(entry, grouped(entry.value), second_persons.names(entry, known)) for entry in entries],
        "waiting": next((entry for entry in entries if entry.is_waiting), None),
        "enter_form": form if isinstance(form, EnterForm) else EnterForm(initial={"valid_from": timezone.localdate()}),
        "approve_form": form if isinstance(form, ApproveForm) else ApproveForm(),
        "errors": form.non_field_errors() if form else (),
        "may_enter": request.user.has_perm(ENTER),
        "may_approve": request.user.has_perm(APPROVE),
        "person": request.user.pk,
    }
    return render(request, "content/editors/office_account.html", context, status=422 if form else 200)


def _account(teryt: str, payee: str) -> AccountToday:
    found = [each for each in offices.all() if each.teryt == teryt]
    for each in _accounts(found):
        if each.payee == payee:
            return each
    raise Http404


def _accounts(found: list[Office]) -> Iterator[AccountToday]:
    labels = payees.labels()
    confirmed = overlays.confirmed(found, on=timezone.localdate())
    for table, office in zip(found, confirmed, strict=True):
        for account in table.accounts:
            counting = office.account(account.payee)
            yield AccountToday(
                office=table,
                payee=account.payee,
                label=_(labels[account.payee]),
                recipient=account.recipient,
                published=grouped(account.number),
                confirmed=grouped(counting.number) if counting.verified else "",
            )


def _entry_of(found: AccountToday, entry: UUID) -> None:
    if not Overlay.objects.filter(pk=entry, key=found.office.teryt, fact=found.fact).exists():
        raise Http404
