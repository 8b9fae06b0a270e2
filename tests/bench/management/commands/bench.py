"""`make bench`: CPU time and queries of what people do most, beside baselines measured in the same run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.test import Client
from django.test.utils import override_settings, setup_databases, teardown_databases
from django.utils import timezone

from accounts.acting import themselves
from accounts.models import User
from applications.answers import forms
from applications.drafting import lifecycle
from applications.filing import application_pdf
from freshness import hearing
from launch import postgres, template
from launch.ports import from_environment
from procedures import catalogue
from procedures.language import walk
from tests.applications.filing.test_snapshots import application
from tests.applications.filing.test_xml import frozen as of_small
from tests.bench import over_http, searching
from tests.bench.measure import Answer, Browser, Figure, Measured, figure, side_by_side
from tests.journeys.answers import OLENA
from tests.whitespace import sent_back

GUIDE = "/pl/guides/temporary-work/"
LISTING = "/api/v1/content/pages/"
PROCEDURE = "/api/v1/procedures/temporary-work/"
STEP = "name"
FIELDS = 20


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        with database() as server:
            call_command("load_content", verbosity=0)
            rows = [*public_pages(), *kept_pages(), *wizard(), document()]
            served = over_http_of(server)
            searched = searching.measured()
        width = max(len(row.name) for row in rows)
        self.stdout.write(f"{'':{width}}  CPU ms  queries  goal")
        for row in rows:
            self.stdout.write(f"{row.name:{width}}  {row.milliseconds:6.2f}  {row.queries:7}  {row.goal}")
        width = max(len(each.name) for each in served)
        self.stdout.write(f"\n{'over HTTP, the processes of the server':{width}}  CPU ms  rate  goal")
        for each in served:
            self.stdout.write(f"{each.name:{width}}  {each.milliseconds:6.2f}  {each.rate:4.2f}  {each.goal}")
        self.stdout.write(searched)


@contextmanager
def database() -> Iterator[postgres.Server]:
    """A database of this run, copied from the migrated template."""
    server = postgres.ensure(settings.DATA, from_environment().of("postgres"))
    template.ensure(server, settings.DATA)
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template.NAME
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield server
    finally:
        teardown_databases(made, verbosity=0)
        postgres.stop(server)


def public_pages() -> Iterator[Figure]:
    anybody = Browser()
    yield figure("a constant view of 30 kB", lambda: expect(200, anybody.get("/bench/constant/")))
    yield figure("guide page", lambda: expect(200, anybody.get(GUIDE)), goal="≤ 7 ms, ≤ 8 queries")
    yield figure("content API, a list", lambda: expect(200, anybody.get(LISTING)), goal="≤ 6 queries")
    tag = anybody.get(LISTING).headers["ETag"]
    yield figure("the same list, unchanged", lambda: expect(304, unchanged(anybody, tag)))
    yield figure("a procedure in the API", lambda: expect(200, anybody.get(PROCEDURE)), goal="≤ 2 ms")


def kept_pages() -> Iterator[Figure]:
    """As in the server: the same pages once they were made."""
    with override_settings(MIDDLEWARE=["config.kept_pages.KeptPages", *settings.MIDDLEWARE]):
        anybody = Browser()
    goal = "≤ 1.3 × the constant view, 0 queries"
    try:
        yield figure("guide page, kept", lambda: expect(200, anybody.get(GUIDE)), goal=goal)
        yield figure("content API, a list, kept", lambda: expect(200, anybody.get(LISTING)), goal=goal)
        yield figure("a procedure in the API, kept", lambda: expect(200, anybody.get(PROCEDURE)), goal=goal)
        tag = anybody.get(LISTING).headers["ETag"]
        yield figure("the same list, unchanged, kept", lambda: expect(304, unchanged(anybody, tag)), goal=goal)
    finally:
        hearing.listener.stop()  # or its connection would hold the database


def unchanged(browser: Browser, tag: str) -> Answer:
    return browser.get(LISTING, HTTP_IF_NONE_MATCH=tag)


def over_http_of(server: postgres.Server) -> list[over_http.Served]:
    """Warm: what a reader is answered from the second time on."""
    ports, name = from_environment(), str(connections["default"].settings_dict["NAME"])
    with over_http.server(ports, database=server.url(name), settings="tests.bench.served") as pid:
        etag = {"If-None-Match": over_http.tag(ports, LISTING)}
        return over_http.measure(
            ports,
            pid,
            over_http.Asked(name="a constant view of 30 kB", path=over_http.CONSTANT),
            over_http.Asked(name="guide page", path=GUIDE, goal="≥ 0.75 of its rate"),
            over_http.Asked(name="content API, a list", path=LISTING, goal="≥ 0.5, ≤ 1.2 ms"),
            over_http.Asked(name="a procedure in the API", path=PROCEDURE, goal="≥ 0.5, ≤ 1.8 ms"),
            over_http.Asked(
                name="the same list, unchanged",
                path=LISTING,
                status=HTTPStatus.NOT_MODIFIED,
                headers=etag,
                goal="≥ 0.5",
            ),
        )


def wizard() -> Iterator[Figure]:
    user = User.objects.create_user("bench@example.test", "cztery-lipy-nad-rzeka")
    client, browser = Client(), Browser()
    client.force_login(user)
    browser.cookies.update(client.cookies)
    procedure = catalogue.procedure("temporary-work")
    draft = lifecycle.start(themselves(user), procedure, language="en")
    form = lifecycle.form_of(draft)
    plain = {f"step0-field{number}": "Kovalenko" for number in range(FIELDS)}
    answers = dict(forms.posted(form, form.step(STEP), OLENA[STEP], prefix=STEP).items())
    address = f"{GUIDE}apply/temporary-work/{draft.pk}/{STEP}/"
    yield from side_by_side(
        Measured(
            name=f"formtools' session wizard, {FIELDS} fields saved",
            before=lambda: typed(browser, "/bench/wizard/step0/") | plain,
            act=lambda values: saved(browser, "/bench/wizard/step0/", values),
        ),
        opened("our layout, nothing in it", browser, "/bench/empty/step0/"),
        opened(f"the same wizard in it, {FIELDS} fields opened", browser, "/bench/in-layout/step0/"),
        opened(f"step “{STEP}” opened", browser, address, goal="≤ 2.5 × the empty layout, ≤ 1 × the wizard in it"),
        Measured(
            name=f"step “{STEP}” saved, sealed",
            before=lambda: typed(browser, address) | answers,
            act=lambda values: saved(browser, address, values),
            goal="≤ 2 × the session wizard, ≤ 8 statements",
        ),
    )


def opened(name: str, browser: Browser, address: str, *, goal: str = "") -> Measured[None]:
    return Measured(name=name, before=lambda: None, act=lambda _nothing: expect(200, browser.get(address)), goal=goal)


def saved(browser: Browser, address: str, values: dict[str, Any]) -> None:
    expect(302, browser.post(address, urlencode(values, doseq=True).encode()))


def document() -> Figure:
    form, answers = application("temporary-work")
    frozen = replace(of_small(form), boxes=list(walk.official(form, answers, {"signDate": "2026-11-22"})))
    now = timezone.now()
    return figure(
        "application as PDF/UA", lambda: application_pdf.render(form, frozen, made=now), goal="≤ 50 ms", rounds=10
    )


def typed(browser: Browser, address: str) -> dict[str, str]:
    """What the page would send back of its own accord."""
    return sent_back(browser.get(address).content.decode())


def expect(status: int, answer: Answer) -> None:
    if answer.status != status:
        raise CommandError(f"{answer.status} instead of {status}")
