"""What stands below this room: an application to be filed, who signs it, and the signature double."""

from tests.applications.filing.conftest import (  # noqa: F401  # fixtures
    _sealed_bytes_apart,
    application,
    double,
    form,
    procedure,
    sign,
)
