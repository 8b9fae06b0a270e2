"""The mail double in a process of its own: receives, keeps, shows, and misbehaves when told to."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests
from django.conf import settings

from notices.double.mailbox import Mailbox


def free_first_port() -> int:
    """A port with free neighbours at the two offsets that the double uses."""
    for first in range(21000, 40000, 10):
        with socket.socket() as page, socket.socket() as smtp:
            try:
                page.bind(("127.0.0.1", first + 7))
                smtp.bind(("127.0.0.1", first + 9))
            except OSError:
                continue
            return first
    raise AssertionError("no free ports")


class Double:
    def __init__(self, folder: Path) -> None:
        self.first = free_first_port()
        self.page = f"http://127.0.0.1:{self.first + 7}"
        environment = {**os.environ, "PORT": str(self.first), "DATA": str(folder), "PYTHONPATH": str(settings.SITE)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "notices.double"], env=environment, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", self.first + 7)):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def send(self, subject: str, body: str = "x") -> None:
        message = EmailMessage()
        message["To"], message["From"], message["Subject"] = "olena@example.com", "mos@example.com", subject
        message.set_content(body)
        with smtplib.SMTP("127.0.0.1", self.first + 9) as smtp:
            smtp.send_message(message)

    def messages(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = requests.get(f"{self.page}/messages.json", timeout=5).json()
        return found


@pytest.fixture(scope="module")
def double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    running = Double(tmp_path_factory.mktemp("double"))
    yield running
    running.process.send_signal(signal.SIGTERM)
    running.process.wait()


def test_message_is_kept_and_shown_in_any_script(double: Double) -> None:
    double.send("Є новини", "Відкрийте http://127.0.0.1/uk/cases/\nقضية")
    newest = double.messages()[0]
    assert (newest["to"], newest["subject"]) == ("olena@example.com", "Є новини")
    assert newest["links"] == ["http://127.0.0.1/uk/cases/"]
    assert "قضية" in requests.get(f"{double.page}/messages/{newest['number']}", timeout=5).text
    assert "Є новини" in requests.get(double.page, timeout=5).text
    assert requests.get(f"{double.page}/messages/999", timeout=5).status_code == 404


@pytest.mark.parametrize(("answer", "code"), [("450 Try later", 450), ("550 No such user", 550)])
def test_double_refuses_as_often_as_told(double: Double, answer: str, code: int) -> None:
    before = len(double.messages())
    requests.post(f"{double.page}/mood", data={"answer": answer, "times": 2}, timeout=5)
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            double.send("never seen")
        assert refused.value.recipients["olena@example.com"][0] == code
    double.send("goes through")
    assert len(double.messages()) == before + 1


def test_mailbox_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    first = Mailbox(tmp_path).keep(b"Subject: one\n\nx")
    second = Mailbox(tmp_path).keep(b"Subject: two\n\nx")
    assert (first, second, [message.subject for message in Mailbox(tmp_path).messages()]) == (1, 2, ["two", "one"])
