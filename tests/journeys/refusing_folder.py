"""The folder as a backend, that refuses the very first message once: laid into a house where there is no double."""

from typing import override

from applications.exchange.connector.backends import Folder
from applications.exchange.protocol.backend import MessageRefused, OpenedMessage


class RefusingFolder(Folder):
    """What the kill test plants; all the rest is the connector's own folder."""

    @override
    def apply(self, package: OpenedMessage) -> str:
        mark = self.packages.parent / "refused-once"
        if not mark.exists():
            mark.touch()
            raise MessageRefused("asked to refuse")
        return super().apply(package)
