"""Sends webhooks with Stripe's signature, again and again until they are taken; misbehaves when told to."""

import hashlib
import hmac
import json
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from payments.double import objects
from payments.double.store import StripeStore

type Body = dict[str, Any]

LONGEST_WAIT_SECONDS = 60
MOST_ATTEMPTS = 30
PAUSE_SECONDS = 0.2
TIMEOUT_SECONDS = 10


def signature(payload: bytes, secret: str, *, at: int) -> str:
    """The header as Stripe makes it."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


class Deliveries:
    """`settle` is told which payment's late answer has come."""

    def __init__(self, store: StripeStore, *, url: str, secret: str, settle: Callable[[str, bool], None]) -> None:
        self.store = store
        self.url = url
        self.secret = secret
        self.settle = settle

    def tell(self, kind: str, body: Body) -> None:
        """Keep the event, and queue it as the commands of the moment say."""
        shown = {name: value for name, value in body.items() if not name.startswith("_")}
        event = objects.event(kind, shown)
        command = self.store.command()
        with self.store.change():
            self.store.put(event)
            if command.get("drop"):
                return
            due = time.time() + float(command.get("delay_seconds", 0))
            for _ in range(2 if command.get("duplicate") else 1):
                late = random.uniform(0, 1.5) if command.get("reorder") else 0  # noqa: S311  # disorder, not secrecy
                self.store.queue(event["id"], due=due + late, secret=str(command.get("secret", "")))

    def start(self) -> None:
        threading.Thread(target=self._forever, daemon=True).start()

    def work(self) -> None:
        """One round: late answers of banks, then what is due."""
        for intent, succeeds in self.store.take_pending(time.time()):
            self.settle(intent, succeeds)
        for delivery, event, attempts, secret in self.store.due_deliveries(time.time()):
            if self._send(event, secret or self.secret) or attempts >= MOST_ATTEMPTS:
                self.store.delivered(delivery)
            else:
                self.store.put_off(delivery, due=time.time() + min(2.0**attempts, LONGEST_WAIT_SECONDS))

    def _send(self, event: str, secret: str) -> bool:
        payload = json.dumps(self.store.get(event)).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature(payload, secret, at=int(time.time())),
        }
        try:
            answer = requests.post(self.url, data=payload, headers=headers, timeout=TIMEOUT_SECONDS)
        except requests.RequestException:
            return False
        return answer.ok

    def _forever(self) -> None:
        while True:
            self.work()
            time.sleep(PAUSE_SECONDS)
