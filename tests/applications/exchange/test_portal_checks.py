"""Start-up says which kinds of news nobody handles, and which handler is not there."""

import pytest
from django.core.checks import CheckMessage
from pytest_django import Settings

from applications.exchange.portal.checks import inbound_handlers

HANDLER = "applications.exchange.portal.checks.inbound_handlers"  # any name that is there


def ids_and_texts(found: list[CheckMessage]) -> list[tuple[str | None, str]]:
    return [(each.id, str(each.msg)) for each in found]


def test_every_kind_has_a_handler() -> None:
    assert ids_and_texts(inbound_handlers(None)) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"gossip": HANDLER}, ("exchange.E001", "INBOUND names the kind gossip, which the register never sends")),
        ({"officer": "nowhere.at_all"}, ("exchange.E002", "INBOUND['officer']: there is no nowhere.at_all")),
        ({"officer": f"{HANDLER}x"}, ("exchange.E002", f"INBOUND['officer']: there is no {HANDLER}x")),
    ],
)
def test_a_wrong_handler_stops_the_start(settings: Settings, change: dict[str, str], message: tuple[str, str]) -> None:
    settings.INBOUND = settings.INBOUND | change
    assert ids_and_texts(inbound_handlers(None)) == [message]


def test_a_forgotten_kind_is_warned_of(settings: Settings) -> None:
    settings.INBOUND = {kind: path for kind, path in settings.INBOUND.items() if kind != "officer"}
    assert ids_and_texts(inbound_handlers(None)) == [("exchange.W001", "No handler for officer")]
