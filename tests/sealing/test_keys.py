"""What is sealed opens under its own key and context, and under no other; a destroyed key opens nothing."""

import base64
import secrets
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from sealing import keys
from sealing.errors import KeyDestroyed, SealBroken
from sealing.models import DataKey, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> DataKey:
    return keys.create("test")


@hypothesis_settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000), st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_bytes_come_back_as_they_were_sealed(key: DataKey, plaintext: bytes, context: str) -> None:
    assert keys.unseal(key, keys.seal(key, plaintext, context=context), context=context) == plaintext


def test_json_comes_back_as_it_was_sealed(key: DataKey) -> None:
    value = {"nazwisko": "Żółć", "lista": [1, None, "عمر"]}
    assert keys.unseal_json(key, keys.seal_json(key, value, context="a"), context="a") == value


def test_same_bytes_are_never_sealed_alike(key: DataKey) -> None:
    assert keys.seal(key, b"x", context="a") != keys.seal(key, b"x", context="a")


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0, max_value=12 + 5 + 16 - 1), st.integers(min_value=0, max_value=7))
def test_any_changed_bit_is_seen(key: DataKey, place: int, bit: int) -> None:
    sealed = bytearray(keys.seal(key, b"Olena", context="sheet:1"))
    sealed[place] ^= 1 << bit
    with pytest.raises(SealBroken):
        keys.unseal(key, bytes(sealed), context="sheet:1")


@pytest.mark.parametrize("cut", [0, 5, 12, 20])
def test_cut_bytes_are_seen(key: DataKey, cut: int) -> None:
    with pytest.raises(SealBroken):
        keys.unseal(key, keys.seal(key, b"Olena", context="a")[:cut], context="a")


def test_sealed_bytes_cannot_move_to_another_place_or_key(key: DataKey) -> None:
    sealed = keys.seal(key, b"Olena", context="sheet:1")
    with pytest.raises(SealBroken):
        keys.unseal(key, sealed, context="sheet:2")
    with pytest.raises(SealBroken):
        keys.unseal(keys.create("test"), sealed, context="sheet:1")


def test_error_names_neither_content_nor_the_whole_context(key: DataKey) -> None:
    with pytest.raises(SealBroken) as broken:
        keys.unseal(key, b"Olena", context="sheet:olena@example.com")
    assert str(broken.value) == "sheet"


def test_wrapped_key_cannot_take_another_ones_row(key: DataKey) -> None:
    sealed = keys.seal(key, b"Olena", context="a")
    thief = keys.create("test")
    thief.wrapped = key.wrapped
    with pytest.raises(SealBroken):
        keys.unseal(thief, sealed, context="a")


def test_destroyed_key_opens_and_seals_nothing(key: DataKey) -> None:
    sealed = keys.seal(key, b"Olena", context="a")
    keys.destroy(key)
    keys.destroy(key)
    stored = DataKey.objects.get(pk=key.pk)
    assert (stored.wrapped, stored.destroyed_at == key.destroyed_at) == (None, True)
    acts: list[Callable[[], bytes]] = [
        lambda: keys.unseal(stored, sealed, context="a"),
        lambda: keys.seal(stored, b"x", context="a"),
    ]
    for act in acts:
        with pytest.raises(KeyDestroyed):
            act()


def test_database_keeps_no_half_destroyed_key(key: DataKey) -> None:
    with pytest.raises(IntegrityError):
        DataKey.objects.filter(pk=key.pk).update(wrapped=None)


def test_old_wrapping_key_still_opens_after_a_rotation(key: DataKey, settings: Settings) -> None:
    sealed = keys.seal(key, b"Olena", context="a")
    settings.SEALING_KEYS = {**settings.SEALING_KEYS, "next": base64.b64encode(secrets.token_bytes(32)).decode()}
    settings.SEALING_CURRENT_KEY = "next"
    assert keys.create("test").wrapped_by == "next"
    assert keys.unseal(key, sealed, context="a") == b"Olena"


def test_index_finds_equal_values_of_one_purpose_only() -> None:
    assert keys.index("92030512343", purpose="pesel") == keys.index("92030512343", purpose="pesel")
    different = {keys.index("92030512343", purpose="nip"), keys.index("92030512344", purpose="pesel")}
    assert keys.index("92030512343", purpose="pesel") not in different


def test_ids_are_in_the_order_of_time() -> None:
    ids = [new_id() for _ in range(100)]
    assert (ids, {each.version for each in ids}) == (sorted(ids), {7})
