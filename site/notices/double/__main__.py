"""`python -m notices.double`: SMTP and page in one process, on the ports that follow from PORT."""

import os
from pathlib import Path

from aiosmtpd.controller import Controller
from werkzeug.serving import make_server

from notices.double.mailbox import Mailbox
from notices.double.page import create
from notices.double.server import MailReceiver, Mood

HOST = "127.0.0.1"
PAGE, SMTP = 7, 9  # offsets from PORT, as docs/architecture.md lists them


def main() -> None:
    first = int(os.environ.get("PORT", "8000"))
    mailbox, mood = Mailbox(Path(os.environ.get("DATA", "var")) / "mail"), Mood()
    receiver = Controller(MailReceiver(mailbox, mood), hostname=HOST, port=first + SMTP, enable_SMTPUTF8=True)
    receiver.start()
    try:
        make_server(HOST, first + PAGE, create(mailbox, mood), threaded=True).serve_forever()
    finally:
        receiver.stop()


if __name__ == "__main__":
    main()
