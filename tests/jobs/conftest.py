"""What the rooms' own stories need: the register's half and the payment service."""

from tests.applications.exchange.conftest import exchange, government, register, register_url, routed
from tests.payments.conftest import stripe

__all__ = ["exchange", "government", "register", "register_url", "routed", "stripe"]
