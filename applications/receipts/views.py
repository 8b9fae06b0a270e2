"""The page for whoever was shown a receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.receipts.forms import CompareForm
from applications.receipts.models import Receipt


@require_safe
def verify(request: HttpRequest, *, code: str) -> HttpResponse:
    """For anybody who was shown a receipt: number, moment, digest, and nothing of the person."""
    found = Receipt.objects.filter(code=code).first()
    form = CompareForm(request.GET if "digest" in request.GET else None)
    matches = None
    if found is not None and form.is_bound and form.is_valid():
        matches = form.cleaned_data["digest"].lower() == found.signed_sha256
    context = {"receipt": found, "form": form, "matches": matches}
    return render(request, "receipts/verify.html", context, status=200 if found else 404)
