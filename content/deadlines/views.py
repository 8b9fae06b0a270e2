"""Which terms can be counted, one of them with its working, and the 90 of 180 visa-free days."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from content.deadlines import drawing, ical, saving
from content.deadlines.forms import LEAST_ROWS, MOST_ROWS, CountForm, VisitsForm
from content.deadlines.saving import TooManySaved
from procedures.deadlines import rules, saying, visits
from procedures.deadlines.engine import Deadline
from procedures.deadlines.rules import TermRule
from procedures.errors import Unknown
from procedures.law import citations

GROUPS: Mapping[str, str | Promise] = {
    "stay": gettext_lazy("To stay and to apply in time"),
    "service": gettext_lazy("After a letter or a decision"),
    "notice": gettext_lazy("What has to be told"),
    "card": gettext_lazy("Residence card"),
}
READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    held = rules.holding(timezone.localdate())
    groups = [(title, [rule for rule in held if rule.about == about]) for about, title in GROUPS.items()]
    return render(request, "deadlines/list.html", {"groups": groups})


@never_cache
@READ_OR_POST
def counted(request: HttpRequest, rule: str) -> HttpResponse:
    """Asks, and once it was asked, answers; the same post gives the entry for a calendar."""
    found = _rule(rule)
    form = CountForm(request.POST if request.method == "POST" else None, rule=found)
    deadline = form.deadline if form.is_bound and form.is_valid() else None
    if deadline and "calendar" in request.POST:
        return ical.answer(deadline)
    if deadline and "remind" in request.POST:
        return _save(request, deadline)
    context: dict[str, Any] = {"rule": found, "law": citations.said(found.law), "form": form, "deadline": deadline}
    if deadline:
        context["working"] = saying.working(deadline.counted)
    return render(request, "deadlines/one.html", context, status=422 if form.errors else 200)


@never_cache
@READ_OR_POST
def visa_free(request: HttpRequest) -> HttpResponse:
    """Rows for stays are added by a button, so that it needs no script."""
    rows = _rows(request)
    form = VisitsForm(request.POST if request.method == "POST" else None, rows=rows)
    law = citations.said(citations.read(visits.LAW))
    context: dict[str, Any] = {"form": form, "rows": rows, "may_add": rows < MOST_ROWS, "law": law}
    if form.is_bound and form.is_valid() and "more" not in request.POST:
        on = form.cleaned_data["on"] or timezone.localdate()
        found = visits.count(form.visits, on=on)
        drawn = drawing.of(visits.days_of(form.visits, on=on), found)
        context |= {"found": found, "drawn": drawn}
    return render(request, "deadlines/visa_free.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    rows = [{"id": row.pk, "day": row.day, "title": _title(row.rule)} for row in saving.of(_person(request))]
    return render(request, "deadlines/saved.html", {"every": rows})


@never_cache
@login_required
@require_POST
def remove(request: HttpRequest, saved_id: UUID) -> HttpResponse:
    saving.remove(_person(request), saved_id)
    messages.success(request, _("Removed. We do not remind you of it any more."))
    return HttpResponseRedirect(reverse("content:saved-deadlines"))


def _save(request: HttpRequest, deadline: Deadline) -> HttpResponse:
    """Only who is signed in was offered it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        saving.save(_person(request), deadline, language=get_language() or "")
    except TooManySaved:
        messages.error(request, _("You have saved as many deadlines as is possible. Remove some first."))
    return HttpResponseRedirect(reverse("content:saved-deadlines"))


def _title(key: str) -> str:
    """Of the rule as it is called now; one that ended has its key."""
    return next((_(row.title) for row in rules.table() if row.key == key), key)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _rows(request: HttpRequest) -> int:
    typed = request.POST.get("rows", "")
    rows = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_ROWS)) else LEAST_ROWS
    return min(max(rows + (LEAST_ROWS if "more" in request.POST else 0), LEAST_ROWS), MOST_ROWS)


def _rule(key: str) -> TermRule:
    try:
        return rules.rule(key, timezone.localdate())
    except Unknown as error:
        raise Http404 from error
