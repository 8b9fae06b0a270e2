"""What the product defines, the product uses. What only its tests use is dead too."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from tests.config.names import FLOORS, Defined, files, in_tables, in_templates, module_of, read

OURS = (*FLOORS[:-1], "config", "launch", "accounts", "audit", "notices", "jobs", "sealing", "writing")

# Names that a framework reads where they stand: (module, name). Everything in `settings` and `formats` is such.
READ_BY_FRAMEWORKS = (
    (r"config\.(settings|formats)\..*", r"[A-Z][A-Z0-9_]+"),
    (r"(.*\.)?(\w*urls(_\w+)?|config\.api)", r"urlpatterns|handler\d+|app_name"),
    (r".*\.apps", r"\w+Config"),
    (r".*\.management\.commands\.\w+", "Command"),
    (r".*\.gunicorn_conf", r"\w+"),
    (r"accounts\.sessions", "SessionStore"),  # the module is SESSION_ENGINE
    (r"accounts\.authentication", "SessionTokenScheme"),  # drf-spectacular collects its extensions
    (r"accounts\.models", "create_superuser"),  # Django's command of that name
    (r"config\.readable", "process_exception"),  # a middleware's hook
    (r"content\.translation_pages", "publish_translations"),  # a form's field, instead of the parent's
    (r"notices\.double\.server", r"handle_(RCPT|DATA)"),  # aiosmtpd asks its handler for these
)
REGISTERED = re.compile(r"override|register\b|receiver\(|(\w+\.)+(get|post|route|errorhandler|before_request)\(|path\(")
OF_A_FIELD = re.compile(r"(?:get|clean|validate)_(\w+)")  # DRF and Django ask for these by the field's name

# Used from outside of the product; looked through on 2026-11-28.
USED_ELSEWHERE = {
    "applications.exchange.connector.backends.Folder": "an office's setting names its backend by a dotted path",
    "applications.exchange.connector.backends.Memory": "the same, for trials",
    "procedures.serializers.TermSerializer.suspended_until": "who calls the API reads it",
    "procedures.serializers.TermSerializer.get_suspended_until": "the same",
    "content.alert_api.AlertSerializer.topic_url": "the same",
    "content.alert_api.AlertSerializer.get_topic_url": "the same",
    "applications.exchange.register_double.backend.Misbehaving": "the same, for the tests of what goes wrong",
}


def is_read_by_a_framework(defined: Defined) -> bool:
    return any(
        re.fullmatch(module, defined.module) and re.fullmatch(name, defined.name) for module, name in READ_BY_FRAMEWORKS
    )


def is_of_a_foreign_class(defined: Defined) -> bool:
    """A base class that is not ours knows the name too, or reads all of its children: a table, an enum, a `Meta`."""
    if "Meta" in (*defined.within, defined.name):
        return True
    if defined.within:
        return is_known_above(attribute_at(defined.module, *defined.within), defined.name)
    found = attribute_at(defined.module, defined.name)
    return isinstance(found, type) and issubclass(found, Model)


def is_known_above(owner: Any, name: str) -> bool:
    foreign = [each for each in owner.__mro__[1:-1] if each.__module__.split(".")[0] not in OURS]
    return issubclass(owner, (Model, Enum)) or any(name in vars(each) for each in foreign)


def attribute_at(module: str, *names: str) -> Any:
    return reduce(getattr, names, import_module(module))


def is_asked_for_by_a_field(defined: Defined, used: set[str]) -> bool:
    """`get_title` where a serializer declares `title`, `clean_text` where a form does."""
    found = OF_A_FIELD.fullmatch(defined.name)
    return bool(defined.within and found and found[1] in used)


def is_alive(defined: Defined, used: set[str]) -> bool:
    return (
        defined.name in used
        or defined.name.startswith("__")
        or defined.path in USED_ELSEWHERE
        or any(REGISTERED.match(each) for each in defined.decorators)
        or is_read_by_a_framework(defined)
        or is_asked_for_by_a_field(defined, used)
        or is_of_a_foreign_class(defined)
    )


def dead(definitions: Iterable[Defined], used: set[str]) -> list[str]:
    return [each.path for each in definitions if not is_alive(each, used)]


def test_everything_that_is_defined_is_used() -> None:
    readers = [read(path.read_text(), module_of(path)) for path in files(".py")]
    used = set().union(in_templates(), in_tables(), *(each.used for each in readers))
    definitions = [each for reader in readers for each in reader.defined]
    assert len(definitions) > 3_000
    assert dead(definitions, used) == []
    assert USED_ELSEWHERE.keys() - {each.path for each in definitions} == set()


PLANTED = '''
"""Only told of: told."""
from dataclasses import dataclass
from functools import cache
from io import StringIO

from typing import override

UNUSED, USED = 1, 2

class Planted(StringIO):
    unused_attribute = USED

    def readline(self): return self.unknown

    def unused_method(self):
        """Only told of: told."""

    @cache
    def unused_and_cached(self): pass

    @override
    def marked(self): pass

    def get_title(self): pass

    def get_nothing(self): pass

@dataclass
class Fields:
    unused_field: int
    used_field: int

def told(): return helper(Fields(used_field="{{ x }}"), Planted)

def helper(used, lookup="named__in_a_lookup"): return 1

def in_a_lookup(): pass
'''


def test_planted_ones_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planted.py").write_text(PLANTED)
    monkeypatch.syspath_prepend(tmp_path)
    reader = read(PLANTED, "planted")
    assert dead(reader.defined, reader.used | {"title"}) == [
        "planted.UNUSED",
        "planted.Planted.unused_attribute",
        "planted.Planted.unused_method",
        "planted.Planted.unused_and_cached",
        "planted.Planted.get_nothing",
        "planted.Fields.unused_field",
        "planted.told",
    ]
