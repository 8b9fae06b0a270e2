"""The checker: an introduction, a question a page, and the outcome."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.drafting import access
from applications.finding import keeping
from applications.finding.errors import FindingError
from content.checker import chosen, telling
from content.checker.forms import TreeQuestionForm
from procedures import catalogue
from procedures.language.trees import TreeQuestion, Walked
from procedures.outputs.trees import title


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it is, before the first question; the same for everybody."""
    return render(request, "checker/start.html", {"tree": chosen.tree()})


@never_cache
def question(request: HttpRequest, *, number: int) -> HttpResponseBase:
    """The question in that place of the reader's own way; who has not come so far is led to where they are."""
    tree, known = chosen.tree(), chosen.of(request)
    walked = chosen.walked(request)
    asked = _asked(walked, number)
    if asked is None:
        return HttpResponseRedirect(_place(walked))
    posted = request.POST if request.method == "POST" else None
    form = TreeQuestionForm(posted, tree=tree, question=asked, known=known.get(asked.key))
    if form.is_valid():
        return _answered(request, known | {asked.key: form.cleaned_data["answer"]}, number)
    context = {
        "tree": tree,
        "form": form,
        "number": number,
        "question": _(asked.title),
        "units": telling.units(asked),
        "answered": telling.answered(tree, walked)[: number - 1],
        "back": _address(number - 1) if number > 1 else reverse("checker:start"),
    }
    return render(request, "checker/question.html", context)


@never_cache
@require_safe
def outcome(request: HttpRequest) -> HttpResponseBase:
    walked = chosen.walked(request)
    if not walked.end:
        return HttpResponseRedirect(_place(walked))
    return render(request, "checker/outcome.html", {"outcome": telling.outcome(chosen.tree(), walked)})


@never_cache
@require_POST
def anew(request: HttpRequest) -> HttpResponseBase:
    answer = HttpResponseRedirect(reverse("checker:start"))
    chosen.forget(request, answer)
    messages.success(request, _("Your answers were deleted."))
    return answer


@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponseBase:
    """For who is signed in; who signs in first comes back to the outcome, where it still waits."""
    there = reverse("checker:outcome")
    if not request.user.is_authenticated:
        return redirect_to_login(there)
    try:
        row = keeping.keep(access.person(request.user), chosen.tree(), chosen.of(request))
    except FindingError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(there)
    messages.success(request, _("The outcome is in your account now."))
    return HttpResponseRedirect(reverse("checker:kept", args=[row.pk]))


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The outcomes that the person keeps."""
    found = [keeping.opened(row) for row in keeping.of(request.user)]
    rows = [(each, title(catalogue.tree(each.tree), each.walked.end) if each.walked.end else "") for each in found]
    return render(request, "checker/listing.html", {"rows": rows})


@never_cache
@login_required
@require_safe
def kept(request: HttpRequest, *, outcome_id: UUID) -> HttpResponse:
    """One of them, as it reads today."""
    row = keeping.get(request.user, outcome_id)
    opened = keeping.opened(row)
    told = telling.outcome(catalogue.tree(row.tree), opened.walked) if opened.walked.end else None
    return render(request, "checker/kept.html", {"opened": opened, "outcome": told, "is_fixed": True})


@never_cache
@login_required
@require_POST
def delete(request: HttpRequest, *, outcome_id: UUID) -> HttpResponse:
    keeping.delete(keeping.get(request.user, outcome_id))
    messages.success(request, _("The outcome was deleted."))
    return HttpResponseRedirect(reverse("checker:listing"))


def _answered(request: HttpRequest, known: dict[str, str], number: int) -> HttpResponseBase:
    answer = HttpResponseRedirect(_address(number + 1))
    chosen.keep(request, answer, known)
    return answer


def _asked(walked: Walked, number: int) -> TreeQuestion | None:
    """The question in this place of the way, answered already or next."""
    asked = [question for question, _answer in walked.answered]
    if walked.question is not None:
        asked.append(walked.question)
    return asked[number - 1] if 0 < number <= len(asked) else None


def _place(walked: Walked) -> str:
    return reverse("checker:outcome") if walked.end else _address(len(walked.answered) + 1)


def _address(number: int) -> str:
    return reverse("checker:question", args=[number])
