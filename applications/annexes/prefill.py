"""What an annex takes over from the application: shown to the third party, signed by them, not theirs to change."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from applications.annexes import form_versions
from applications.annexes.errors import NotReady
from applications.annexes.models import AnnexRequest
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting.models import Application
from applications.exchange.protocol.canonical import canonical, digest
from procedures import catalogue
from procedures.language import conditions
from procedures.language.schema import Field, Form


def known(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The annex's answers that stand in the application already; NotReady when a required one is missing there."""
    found = carried_over(form, answers)
    if missing := lacking(form, found):
        raise NotReady(missing)
    return found


def carried_over(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {field.key: answers[field.source] for field in taken_over(form) if answers.get(field.source) is not None}


def lacking(form: Form, found: Mapping[str, Any]) -> list[Field]:
    """What has to be taken over, and is not answered in the application."""
    return [
        field
        for field in taken_over(form)
        if field.key not in found and conditions.required(field.required, found) and conditions.holds(field.when, found)
    ]


def digest_of(form: Form, found: Mapping[str, Any]) -> str:
    return digest(canonical([form.key, form.version, form.digest, dict(found)]))


def taken_over(form: Form) -> tuple[Field, ...]:
    return tuple(field for _step, field in form.fields() if field.carried)


def asker(request: AnnexRequest, answers: Mapping[str, Any]) -> str:
    """Who asks: the names that are taken over, in the order of the annex."""
    names = (answers.get(field.key) for field in taken_over(form_of(request)) if field.kind == "name")
    return " ".join(name for name in names if isinstance(name, str))


def form_of(request: AnnexRequest) -> Form:
    """The version the request is pinned to; what is carried over is fixed in it, and nobody is asked for it."""
    return catalogue.form(request.form_key, request.form_version)


def is_current(request: AnnexRequest) -> bool:
    """Does the application still say what the annex took over from it, and does its form still go with it?"""
    if form_versions.is_outdated(request):
        return False
    try:
        return digest_of(form_of(request), _of(request.application, form_of(request))) == request.prefill_digest
    except NotReady:
        return False


def refresh(request: AnnexRequest) -> None:
    """Take the applicant's data over again, under the version of today where its own is out of date; what the third
    party typed stays. The caller holds the request's lock."""
    if request.sheet is None:
        raise NotReady(())
    if form_versions.is_outdated(request):
        form_versions.move(request, request.sheet)
    form = form_of(request)
    found = _of(request.application, form)
    request.prefill_digest = digest_of(form, found)
    request.save(update_fields=["prefill_digest", "form_version"])
    contents = sheets.read(request.sheet)
    sheets.save(request.sheet, with_known(form, contents, found), expected=request.sheet.revision, step="")


def with_known(form: Form, contents: Contents, found: Mapping[str, Any]) -> Contents:
    """The third party's answers, with what is taken over as it has to be."""
    theirs = {field.key for field in taken_over(form)}
    own = {key: value for key, value in contents.answers.items() if key not in theirs}
    return replace(contents, answers={**own, **found})


def kept(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What an annex's own answers took over, as it stands in its sheet."""
    return {field.key: answers[field.key] for field in taken_over(form) if field.key in answers}


def _of(application: Application, form: Form) -> dict[str, Any]:
    if application.draft is None:
        raise NotReady(())
    return known(form, sheets.read(application.draft).answers)
