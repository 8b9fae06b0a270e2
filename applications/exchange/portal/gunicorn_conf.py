"""How gunicorn serves the exchange: mutual TLS 1.3 with our own authority, keys pinned in the application."""

import os
import ssl
from collections.abc import Callable
from pathlib import Path

_pki = Path(os.environ.get("DATA", "var")) / "pki" / "exchange"
bind = f"127.0.0.1:{int(os.environ.get('PORT', '8000')) + 3}"
certfile, keyfile, ca_certs = str(_pki / "server.pem"), str(_pki / "server.key"), str(_pki / "ca.pem")
cert_reqs = ssl.CERT_REQUIRED
worker_class, workers, threads = "gthread", 1, 4
raw_env = ["MOS_ROLE=exchange"]


def ssl_context(config: object, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
