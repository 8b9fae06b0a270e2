"""A clamd of ours that listens on a real socket: scans for one word, hangs, answers late, knows old signatures."""

import socketserver
import struct
import threading
import time
from datetime import UTC, datetime, timedelta

VIRUS = b"a virus"


class Clamd(socketserver.ThreadingTCPServer):
    """What it does is told by its attributes; what it was asked stands in `asked`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.age = timedelta(hours=1)  # of its signatures; None: it has none
        self.hangs: set[str] = set()  # commands it never answers
        self.hangs_at = b"\0 nothing"  # content it never comes to an end with
        self.says = ""  # in place of an answer about content
        self.asked: list[str] = []
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"

    def close(self) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


class _Answer(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        command = self.rfile.readline().decode().strip().removeprefix("n")
        self.server.asked.append(command)
        content = self._content() if command == "INSTREAM" else b""
        if command in self.server.hangs or self.server.hangs_at in content:
            self.server.over.wait()
            return
        self.wfile.write(self._answer(command, content).encode() + b"\n")

    def _answer(self, command: str, content: bytes) -> str:
        if command == "VERSION":
            published = datetime.now(tz=UTC) - self.server.age
            return f"ClamAV 1.4.3/27827/{time.asctime(published.timetuple())}"
        return self.server.says or ("stream: Eicar FOUND" if VIRUS in content else "stream: OK")

    def _content(self) -> bytes:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        return content
