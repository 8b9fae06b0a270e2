"""No operation of the API answers 500: each of the published description, with bodies, parameters and headers.

schemathesis (4.32 runs with our Django, Hypothesis and OpenAPI 3.1) is not used. It calls the WSGI application, which
closes the connection of the transaction that undoes each request: of 1,250 requests in the one trial 728 were answered
503 for that, so what it would find was not seen. Nor does it know an application in the state that an operation needs.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from applications.correspondence.forms import QuestionForm
from procedures import catalogue
from tests.config.test_openapi import published
from tests.fuzz import addresses, hostile_input
from tests.fuzz.hostile_input import some_of
from tests.fuzz.visited_world import World
from tests.fuzz.visitors import PORTAL, Tally, Visitor

pytestmark = pytest.mark.django_db  # before the tests that empty the database

JSON = "application/json"
DRAWN = 6  # whole bodies for each operation, the same in every run
LEAST_OPERATIONS, LEAST_CASES = 46, 1_300
SOME = 4  # of the queries and of the bodies that are none, for each operation in turn
# Which of the world's applications (draft, being signed, filed, in a case) a resource is about; else the draft
STATES = {"/cases/": 3, "/file/": 1, "/return/": 1, "/receipt/": 2, "/copy": 2}
# What the sign-in resources of the library read; they are not in the description
SIGN_IN = (
    "email",
    "password",
    "code",
    "key",
    "current_password",
    "new_password",
    "phone",
    "authenticators",
    "sessions",
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANYTHING = st.recursive(SCALARS, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(), each, max_size=3))

type Operation = tuple[str, str, dict[str, Any]]


def test_no_operation_is_answered_500(visited: World, record_property: Callable[[str, object], None]) -> None:
    document = published()
    tally = Tally()
    for user in (visited.olena, None):
        with Visitor(PORTAL, tally, user) as visitor:
            for operation in _operations(document):
                tally.add("operations")
                _fuzz(visitor, visited, document, operation, is_short=user is None)
    record_property("requests", tally.counts)
    cases = sum(number for kind, number in tally.counts.items() if kind.isupper())
    assert tally.counts["operations"] >= 2 * LEAST_OPERATIONS
    assert cases >= LEAST_CASES, cases
    assert not tally.broken, tally.told()


def test_no_answer_of_a_step_is_answered_500(visited: World) -> None:
    """Each question of each step with each value, at its own revision."""
    tally = Tally()
    assert visited.draft.sheet is not None
    revision = str(visited.draft.sheet.revision)
    with Visitor(PORTAL, tally, visited.olena) as visitor:
        for step in catalogue.form_of("temporary-work").steps:
            names = [field.key for field in step.fields if field.is_asked]
            address = f"/api/v1/applications/{visited.draft.pk}/steps/{step.key}/"
            for turn in range(len(hostile_input.JSON_VALUES)):
                values = {name: _value(place + turn) for place, name in enumerate(names)}
                visitor.send("PUT", address, _json({"answers": values}), JSON, **{"If-Match": revision})
                tally.add("questions x values", len(names))
    assert tally.counts["questions x values"] >= 1_000
    assert not tally.broken, tally.told()


def test_no_sign_in_resource_is_answered_500(visited: World) -> None:
    tally = Tally()
    routes = [route for route in addresses.routes(PORTAL) if route.startswith("_allauth/")]
    for user in (None, visited.olena):
        with Visitor(PORTAL, tally, user) as visitor:
            for turn, route in enumerate(routes):
                _sign_in(visitor, f"/{route}", turn)
    assert sum(tally.counts.values()) >= 10 * len(routes)
    assert not tally.broken, tally.told()


def test_a_planted_crash_is_caught(visited: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(form: QuestionForm) -> None:
        if form.cleaned_data["text"] == "²":
            raise LookupError("planted")

    monkeypatch.setattr(QuestionForm, "clean_text", crash)
    document, tally = published(), Tally()
    [operation] = [each for each in _operations(document) if each[:2] == ("post", "/api/v1/cases/{id}/messages/")]
    with Visitor(PORTAL, tally, visited.olena) as visitor:
        _fuzz(visitor, visited, document, operation, is_short=False)
    assert any("planted" in each for each in tally.broken)


def test_every_resource_is_described_or_known_not_to_be() -> None:
    """A resource that the description leaves out would not be fuzzed as an operation."""
    described = {path.replace("{", "<").replace("}", ">") for path in published()["paths"]}  # type: ignore[attr-defined]
    plain = {"/" + addresses.PART.sub(r"<\1>", route) for route in addresses.routes(PORTAL) if route.startswith("api/")}
    assert plain - described == {"/api/v1/openapi.json", "/api/v1/payments/stripe/webhook/"}


def _sign_in(visitor: Visitor, address: str, turn: int) -> None:
    for method in ("POST", "PUT", "DELETE"):
        visitor.send(method, address, hostile_input.RAW_JSON[turn % len(hostile_input.RAW_JSON)], JSON)
    for place in range(0, len(hostile_input.JSON_VALUES), 2):
        values = {name: _value(place + number + turn) for number, name in enumerate(SIGN_IN)}
        visitor.send("POST", address, _json(values), JSON)


def _fuzz(visitor: Visitor, world: World, document: dict[str, Any], operation: Operation, *, is_short: bool) -> None:
    method, path, described = operation
    for address in list(_addresses(path, world))[: 1 if is_short else 4]:
        visitor.send(method.upper(), address, b"{}", JSON)
    address = next(_addresses(path, world))
    if is_short:
        return
    for parameter in described.get("parameters", ()):
        _fuzz_parameter(visitor, method, address, parameter)
    turn = len(path) + len(method)
    for query in some_of(hostile_input.QUERIES, turn, SOME) if method == "get" else ():
        visitor.send("GET", f"{address}?{query}")
    for kind, schema in _bodies(document, described):
        _fuzz_body(visitor, method, address, kind, sorted(schema.get("properties", ())))
        for body in some_of(hostile_input.RAW_JSON, turn, SOME):
            visitor.send(method.upper(), address, body, JSON, **{"If-Match": '"1"', "Idempotency-Key": "k"})
        for content_type, body in some_of(hostile_input.BODIES, turn, SOME):
            visitor.send(method.upper(), address, body, content_type)


def _fuzz_parameter(visitor: Visitor, method: str, address: str, parameter: dict[str, Any]) -> None:
    name, place = parameter["name"], parameter["in"]
    for value in hostile_input.VALUES if place in {"query", "header"} else ():
        text = value.decode("utf-8", "replace")
        if place == "query":
            visitor.send(method.upper(), f"{address}?{name}={quote(value)}", b"{}", JSON)
        elif "\n" not in text:
            visitor.send(method.upper(), address, b'{"answers": {}}', JSON, **{name: text})


def _fuzz_body(visitor: Visitor, method: str, address: str, kind: str, names: list[str]) -> None:
    if kind != JSON:
        for turn, name in enumerate(hostile_input.FILE_NAMES):
            pairs = [
                (each.encode(), hostile_input.VALUES[turn + place])
                for place, each in enumerate(names)
                if each != "file"
            ]
            file = {b"file": (name, hostile_input.FILES[turn % len(hostile_input.FILES)])}
            visitor.send(
                method.upper(),
                address,
                hostile_input.multipart([*pairs, (b"purpose", b"photo")], file),
                hostile_input.MULTIPART,
            )
    for turn in range(len(hostile_input.JSON_VALUES)):
        values = {name: _value(place + turn) for place, name in enumerate(names)}
        visitor.send(method.upper(), address, _json(values), JSON, **{"If-Match": '"1"'})
    _drawn(visitor, method, address, names)


def _drawn(visitor: Visitor, method: str, address: str, names: list[str]) -> None:
    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(names, ANYTHING)))
    def send(body: dict[str, Any]) -> None:
        visitor.send(method.upper(), address, _json(body), JSON, **{"If-Match": '"1"'})

    send()


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            yield method, path, described


def _addresses(path: str, world: World) -> Iterator[str]:
    """The first names an application in the state that the resource is about."""
    ids = world.parts["id"]
    first = next((place for part, place in STATES.items() if part in path), 0)
    parts = {**world.parts, "id": [ids[first], *ids[:first], *ids[first + 1 :]]}
    return addresses.of(path.removeprefix("/").replace("{", "<").replace("}", ">"), parts)


def _bodies(document: dict[str, Any], described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, each in described.get("requestBody", {}).get("content", {}).items():
        name = each.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        yield kind, document["components"]["schemas"].get(name, each.get("schema", {}))


def _value(turn: int) -> object:
    return hostile_input.JSON_VALUES[turn % len(hostile_input.JSON_VALUES)]


def _json(value: object) -> bytes:
    """ASCII, so that halves of signs can be sent."""
    return json.dumps(value).encode()
