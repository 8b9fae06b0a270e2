"""The index of the cited law is made once; here it is made anew for each test."""

from collections.abc import Iterator

import pytest

from procedures.citing import index


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    index._of_files.cache_clear()
    index._joined.cache_clear()
