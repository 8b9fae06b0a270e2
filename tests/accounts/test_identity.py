"""The verified identity: sealed in the table, found by the PESEL, replaced as a whole."""

from datetime import UTC, date, datetime

import pytest

from accounts import identity
from accounts.identity import Identity
from accounts.models import User, VerifiedIdentity
from sealing.models import DataKey

pytestmark = pytest.mark.django_db
OLENA = Identity(
    pesel="92030512345",
    given_names="Olena",
    surname="Kovalenko",
    birth_date=date(1992, 3, 5),
    source="trusted-profile",
    level="substantial",
    verified_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("olena@example.com", "x")


def test_identity_comes_back_as_it_was_stored(user: User) -> None:
    assert identity.of(user) is None
    identity.store(user, OLENA)
    assert identity.of(user) == OLENA


def test_table_and_repr_show_nothing_of_it(user: User) -> None:
    identity.store(user, OLENA)
    row = VerifiedIdentity.objects.get()
    stored = bytes(row.sealed) + bytes(row.pesel_index)
    assert not [part for part in (b"Olena", b"Kovalenko", b"92030512345", b"1992") if part in stored]
    assert "Olena" not in repr(identity.of(user))


def test_one_person_may_have_several_accounts(user: User) -> None:
    other = User.objects.create_user("olena.k@example.com", "x")
    identity.store(user, OLENA)
    identity.store(other, OLENA)
    assert [identity.of(each) for each in (user, other)] == [OLENA, OLENA]
    assert len({bytes(row.pesel_index) for row in VerifiedIdentity.objects.all()}) == 1


def test_new_identity_destroys_the_old_key(user: User) -> None:
    identity.store(user, OLENA)
    identity.store(user, OLENA)
    assert VerifiedIdentity.objects.count() == 1
    assert [key.destroyed_at is None for key in DataKey.objects.order_by("pk")] == [False, True]
