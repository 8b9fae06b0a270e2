"""What the rooms' own stories need: the register's half and the payment service."""

from tests.applications.exchange.conftest import exchange, government, handled_as_the_exchange, register, register_url
from tests.payments.conftest import stripe

__all__ = ["exchange", "government", "handled_as_the_exchange", "register", "register_url", "stripe"]
