"""Editors' pages for dated facts: one enters what a source says, another types it again or approves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.widgets import AdminDateInput

from content import fact_list, office_page, second_persons
from content.fact_list import ComingValue, FactFilter, ListedFact
from content.second_persons import APPROVE, ENTER, furniture, number_of, only
from procedures import changeable, errors, overlays, spans
from procedures.changeable import Changeable
from procedures.models import Overlay
from procedures.spans import FactSpan
from procedures.tables.dated import Dated

NAMES = {f"{of}.{field}": label for of in ("offices", "branches") for field, label in office_page.LABELS.items()} | {
    "fees.amount": gettext_lazy("Fee"),
    "parameters.amount": gettext_lazy("Figure of the law"),
    "days_off.days": gettext_lazy("Days off of one year"),
    "statements.days": gettext_lazy("Days of a sentence of the law"),
    "rules.days": gettext_lazy("Days of a term that is counted here"),
    "rules.least": gettext_lazy("Fewest days of a term that a letter sets"),
    "rules.most": gettext_lazy("Most days of a term that a letter sets"),
    "rules.months": gettext_lazy("Months of a term that is counted here"),
    "terms.days": gettext_lazy("Days of a term"),
    "terms.months": gettext_lazy("Months of a term"),
    "windows.taken": gettext_lazy("When applications are taken"),
    "offices.address": gettext_lazy("Address of an office"),
    "offices.phones": gettext_lazy("Telephone numbers of an office"),
}
HOW = {
    "fees.amount": gettext_lazy("In złoty, like 440 or 440,50."),
    "parameters.amount": gettext_lazy("In złoty, like 440 or 440,50."),
    "days_off.days": gettext_lazy("All of them, a day a line, like 2027-11-12. Give a first day before them."),
    "statements.days": gettext_lazy(
        "The first day and, where it is known, the last, like 2026-03-05 2027-03-04. It holds on the day asked next."
    ),
}
HOW_OF_FIELD = {
    "days": gettext_lazy("A number of days, like 14."),
    "least": gettext_lazy("A number of days, like 14."),
    "most": gettext_lazy("A number of days, like 14."),
    "months": gettext_lazy("A number of months, like 6."),
    "taken": gettext_lazy(
        "The first and the last day, like 2026-05-04 2027-03-04; a side that is open as …. Nothing: always."
    ),
    "address": gettext_lazy("As on an envelope, a line each."),
    "phones": gettext_lazy("A number a line, like +48 22 695 69 95."),
    "hours": gettext_lazy("A day or some days a line, like pn–pt 8:15–16:15. Nothing: nobody knows."),
    "booking": gettext_lazy("The https address of the page where a visit is booked. Nothing: nobody knows."),
    "accessibility": gettext_lazy("In Polish, as the office says it, a line each. Nothing: nobody knows."),
}
NOTHING = {"windows.taken": gettext_lazy("Always.")}
SAID = second_persons.SAID | {
    errors.NotAValue: gettext_lazy("This cannot be read. Write it as the help text says."),
    errors.UnknownFact: gettext_lazy("Nothing is known here on that day that could change. Give a later day."),
    errors.SaidAlready: gettext_lazy("This is what holds on that day already."),
    errors.WrongDays: gettext_lazy("These days do not fit: it ends before it begins, or was checked on a day to come."),
}
FIELD: dict[type[errors.OverlayError], str] = {errors.UnknownFact: "valid_from", errors.WrongDays: "valid_from"}


class FactForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("New value"), max_length=600)
    valid_from = forms.DateField(label=gettext_lazy("Holds from this day on"), widget=AdminDateInput)
    valid_to = forms.DateField(
        label=gettext_lazy("Holds to this day"),
        help_text=gettext_lazy("Empty when no end is known."),
        widget=AdminDateInput,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("The act with its number, or the address of the page that says so."),
        max_length=300,
    )
    checked_on = forms.DateField(label=gettext_lazy("You read it there on"), widget=AdminDateInput)

    def __init__(self, fact: Changeable, data: QueryDict | None = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"valid_from": today, "checked_on": today})
        self.fields["value"].required = not fact.takes_nothing
        self.fields["value"].help_text = HOW.get(fact.name) or HOW_OF_FIELD[fact.field]
        self.fields["value"].widget = forms.TextInput() if fact.is_amount else forms.Textarea(attrs={"rows": 4})
        if not fact.may_end:
            del self.fields["valid_to"]


class AgainForm(forms.Form):
    """Of an amount; the rest is confirmed by its button."""

    typed = forms.CharField(
        label=gettext_lazy("Type the amount again"),
        help_text=gettext_lazy("From the source, not from this screen."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, fact: Changeable, data: QueryDict | None = None) -> None:
        super().__init__(data)
        if not fact.is_amount:
            del self.fields["typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactToday:
    """A row's fact; `row` is the one that holds today or, once it has ended, the last one."""

    fact: Changeable
    key: str
    row: Dated

    @property
    def name(self) -> str:
        return str(NAMES[self.fact.name])

    @property
    def label(self) -> str:
        return self.fact.label(self.row)

    @property
    def value(self) -> str:
        return _in_words(self.fact, self.fact.told(self.row) if self.row.holds(timezone.localdate()) else None)

    @property
    def url(self) -> str:
        return reverse("dated_facts:fact", args=[self.fact.name, self.key])


@require_safe
@only(ENTER, APPROVE)
def index(request: HttpRequest) -> HttpResponse:
    form = FactFilter(NAMES, request.GET)
    takes = form.takes()
    news, groups = fact_list.grouped(filter(takes, _listed()) if form.is_valid() else ())
    context = _of_list(_("Dated facts")) | {
        "form": form,
        "news": news,
        "groups": groups,
        "days_form": DaysForm(initial={"after": timezone.localdate()}),
    }
    return render(request, "content/editors/dated_facts.html", context, status=200 if form.is_valid() else 422)


class DaysForm(forms.Form):
    """Only one of both is asked for at a time."""

    on = forms.DateField(label=gettext_lazy("What applied on this day"), widget=AdminDateInput, required=False)
    after = forms.DateField(label=gettext_lazy("What changes after this day"), widget=AdminDateInput, required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("on") and self.cleaned_data.get("after"):
            raise forms.ValidationError(_("Give one of the two days."))
        return self.cleaned_data


@require_safe
@only(ENTER, APPROVE)
def days(request: HttpRequest) -> HttpResponse:
    """What applied on a day, today when none is given, or what changes after one."""
    form = DaysForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("after")
    found = spans.after(day) if day else spans.on(asked.get("on") or timezone.localdate())
    rows = (
        [(each, str(NAMES[each.fact.name]), _in_words(each.fact, each.value)) for each in found]
        if form.is_valid()
        else []
    )
    title = _("What changes after this day") if day else _("What applied on this day")
    context = _of_list(title, is_below=True) | {"form": form, "rows": rows, "day": day}
    return render(request, "content/editors/fact_days.html", context, status=200 if form.is_valid() else 422)


@require_safe
@only(ENTER, APPROVE)
def fact(request: HttpRequest, name: str, key: str) -> HttpResponse:
    return _page(request, _found(name, key))


@require_POST
@only(ENTER)
def enter(request: HttpRequest, name: str, key: str) -> HttpResponse:
    found, by = _found(name, key), number_of(request)
    form = FactForm(found.fact, request.POST)

    def act() -> Overlay:
        entry = Overlay(fact=name, key=key, entered_by=by, **form.cleaned_data)
        overlays.enter(entry)
        return entry

    return _done(request, found, form, act)


@require_POST
@only(APPROVE)
def approve(request: HttpRequest, name: str, key: str, entry: UUID) -> HttpResponse:
    found, by = _found(name, key), number_of(request)
    form = AgainForm(found.fact, request.POST)
    _entry_of(found, entry)
    return _done(request, found, form, lambda: overlays.approve(entry, typed=form.cleaned_data.get("typed", ""), by=by))


@require_POST
@only(APPROVE)
def withdraw(request: HttpRequest, name: str, key: str, entry: UUID) -> HttpResponse:
    found, by = _found(name, key), number_of(request)
    _entry_of(found, entry)
    return _done(request, found, forms.Form({}), lambda: overlays.withdraw(entry, by=by))


def addresses() -> list[URLPattern]:
    return [
        path("", index, name="index"),
        path("days/", days, name="days"),
        path("<str:name>/<str:key>/", fact, name="fact"),
        path("<str:name>/<str:key>/enter/", enter, name="enter"),
        path("<str:name>/<str:key>/<uuid:entry>/approve/", approve, name="approve"),
        path("<str:name>/<str:key>/<uuid:entry>/withdraw/", withdraw, name="withdraw"),
    ]


def _done(request: HttpRequest, found: FactToday, form: forms.Form, act: Callable[[], Overlay]) -> HttpResponse:
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


def _page(request: HttpRequest, found: FactToday, form: forms.Form | None = None) -> HttpResponse:
    """With the form that came back wrong in its place, and everything that was ever entered."""
    entries = list(Overlay.objects.filter(key=found.key, fact=found.fact.name).order_by("-entered_at"))
    known = second_persons.people(entries)
    context = _of_list(f"{found.name}: {found.label}", is_below=True) | {
        "found": found,
        "entries": [(entry, second_persons.names(entry, known)) for entry in entries],
        "waiting": next((entry for entry in entries if entry.is_waiting), None),
        "enter_form": form if isinstance(form, FactForm) else FactForm(found.fact),
        "approve_form": form if isinstance(form, AgainForm) else AgainForm(found.fact),
        "errors": form.non_field_errors() if form else (),
        "may_enter": request.user.has_perm(ENTER),
        "may_approve": request.user.has_perm(APPROVE),
        "person": request.user.pk,
    }
    return render(request, "content/editors/dated_fact.html", context, status=422 if form else 200)


def _found(name: str, key: str) -> FactToday:
    try:
        known = changeable.fact(name)
    except errors.UnknownFact as error:
        raise Http404 from error
    for each in _rows(known):
        if each.key == key:
            return each
    raise Http404


def _rows(fact: Changeable) -> Iterator[FactToday]:
    today = timezone.localdate()
    for key in fact.rows_known():
        if row := fact.row(key, today):
            yield FactToday(fact=fact, key=key, row=row)


def _listed() -> Iterator[ListedFact]:
    entered = Overlay.objects.filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    waiting = set(entered.values_list("fact", "key"))
    coming: dict[tuple[str, str], list[FactSpan]] = {}
    for span in spans.after(timezone.localdate()):
        coming.setdefault((span.fact.name, span.key), []).append(span)
    for fact in changeable.FACTS.values():
        for each in _rows(fact):
            place = (fact.name, each.key)
            yield ListedFact(
                kind=fact.name,
                name=each.name,
                label=each.label,
                value=each.value,
                source=each.row.source,
                key=each.key,
                url=each.url,
                waits=place in waiting,
                coming=tuple(
                    ComingValue(day=span.valid_from, value=_in_words(fact, span.value))
                    for span in coming.get(place, ())
                ),
            )


def _in_words(fact: Changeable, value: str | None) -> str:
    """As editors read it; None is what nobody knows, or what does not hold."""
    if value is None:
        return _("does not hold") if fact.holds_by_days else _("not known")
    return value or str(NOTHING.get(fact.name, _("Nothing.")))


def _entry_of(found: FactToday, entry: UUID) -> None:
    if not Overlay.objects.filter(pk=entry, key=found.key, fact=found.fact.name).exists():
        raise Http404


def _of_list(title: str, *, is_below: bool = False) -> dict[str, object]:
    above = (reverse("dated_facts:index"), _("Dated facts")) if is_below else None
    return furniture(title, above=above, icon="calendar-alt")
