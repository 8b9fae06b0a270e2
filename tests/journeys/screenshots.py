"""Screenshots for docs/screenshots, of a running system: `python -m tests.journeys.screenshots DATA_FOLDER`.

One application is made and filed through the API; each page is then looked at in three languages, wide and narrow."""

import io
import os
import sys
import uuid
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from procedures import catalogue  # noqa: E402
from tests.journeys.answers import OLENA  # noqa: E402  # the forms of the answers need Django's settings
from tests.journeys.api_person import PASSWORD, Officer, Person, employer_fills_and_signs  # noqa: E402
from tests.journeys.browser import ARGUMENTS, DESKTOP, PHONE, arrive, executable  # noqa: E402
from tests.journeys.pages import NEXT, press, sign_in  # noqa: E402
from tests.journeys.purposes import PURPOSES, answers_asked_for  # noqa: E402
from tests.journeys.system import ROOT, System, wait_for  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
LANGUAGES = ("pl", "uk", "ar")
SIZES = {"desktop": (DESKTOP, 900), "phone": (PHONE, 720)}
GUIDE = "guides/temporary-work/"
KINDS = ("blue-card", "studies", "family", "business")  # shown beside each other, for what differs between them
KINDS_IN = ("pl", "ar")
TALL: ViewportSize = {"width": DESKTOP, "height": 2400}
COLOURS = 96


def main() -> None:
    system = System(data=Path(sys.argv[1]), process=None)
    person, draft, filed = prepare(system)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for size in SIZES:
            for language in LANGUAGES:
                shoot_all(browser, person, {"draft": draft, "filed": filed}, language, size)
        for key in KINDS:
            shoot_kind(browser, person, key)
        page = arrive(browser).page
        page.goto(f"{system.origin('portal')}/en/{GUIDE}")
        keep(page, "guide-en-desktop")


def prepare(system: System) -> tuple[Person, str, str]:
    """Somebody with one case that has moved and one draft."""
    run = uuid.uuid4().hex[:6]
    person = Person(system=system, email=f"olena.{run}@example.test", language="uk")
    person.sign_up()
    filed = fill(person, f"kadry.{run}@example.test")
    person.sign(filed)
    wait_for(lambda: person.get(f"applications/{filed}/receipt/")["verdict"] == "applied", what="applied")
    officer = Officer(system=system)
    officer.act(filed, "preliminary-received")
    officer.act(filed, "case-number")
    officer.act(filed, "summoned", items=[{"key": "1", "text": "Umowa najmu", "means": "document"}])
    wait_for(lambda: "summoned" in person.events(filed), what="the summons")
    return person, fill(person, f"kadry2.{run}@example.test"), filed


def fill(person: Person, employer: str) -> str:
    application = person.start()
    person.fill_in(application, {**OLENA, "reasons": {**OLENA["reasons"], "thirdPartyEmail": [employer]}})
    person.attach_all(application)
    person.ask_employer(application, employer)
    employer_fills_and_signs(person.system, employer)
    return application


def shoot_all(browser: Browser, person: Person, ids: dict[str, str], language: str, size: str) -> None:
    width, height = SIZES[size]
    page = arrive(browser, width=width, language=language).page
    page.set_viewport_size({"width": width, "height": height})
    portal = f"{person.system.origin('portal')}/{language}/"
    for name, path in {"home": "", "guide": GUIDE, "readiness": f"{GUIDE}apply/temporary-work/"}.items():
        page.goto(portal + path)
        keep(page, f"{name}-{language}-{size}")
    page.goto(f"{portal}applications/{ids['draft']}/")
    sign_in(page, person.email, PASSWORD)
    for name, path in own_pages(ids).items():
        page.goto(portal + path)
        keep(page, f"{name}-{language}-{size}")
    page.goto(f"{portal}applications/{ids['draft']}/birth/")
    page.locator('[name="birth-pesel"]').fill("92030512344")
    press(page.locator(NEXT))
    keep(page, f"error-{language}-{size}")
    page.context.close()


def shoot_kind(browser: Browser, person: Person, key: str) -> None:
    """The guide of a procedure, what to have ready for it, and the check of a draft, as on a tall screen."""
    purpose, procedure = PURPOSES[key], catalogue.procedure(key)
    email = f"{key}.{uuid.uuid4().hex[:6]}@example.test" if purpose.other else ""
    draft = person.start(key)
    person.fill_in(draft, answers_asked_for(catalogue.form_of(key), procedure.preset, purpose.answers, email))
    if purpose.own:
        person.fill_in_own_annex(draft, purpose.own.form, purpose.own.steps)
    for language in KINDS_IN:
        page = arrive(browser, language=language).page
        page.set_viewport_size(TALL)
        portal = f"{person.system.origin('portal')}/{language}/"
        for name, path in {"guide": f"guides/{key}/", "readiness": f"guides/{key}/apply/{key}/"}.items():
            page.goto(portal + path)
            keep(page, f"{name}-{key}-{language}")
        page.goto(f"{portal}applications/{draft}/check/")
        sign_in(page, person.email, PASSWORD)
        keep(page, f"check-{key}-{language}")
        page.context.close()


def own_pages(ids: dict[str, str]) -> dict[str, str]:
    draft, filed = ids["draft"], ids["filed"]
    return {
        "tasks": f"applications/{draft}/",
        "stays": f"applications/{draft}/stays/",
        "files": f"applications/{draft}/files/",
        "check": f"applications/{draft}/check/",
        "payment": f"applications/{draft}/payment/",
        "sign": f"filing/{draft}/sign/",
        "receipt": f"filing/{filed}/receipt/",
        "case": f"cases/{filed}/",
    }


def keep(page: Page, name: str) -> None:
    """As a small PNG: few colours are enough for a page."""
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    TARGET.mkdir(parents=True, exist_ok=True)
    picture.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
