"""Where the connector finds things; every place can be named in the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from applications.exchange.protocol import payloads


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Folders and addresses of fetcher and importer. The two spools are all that they share."""

    portal: str
    pki: Path
    spool_in: Path
    spool_out: Path
    state: Path
    signature_trust: Path
    payload_schemas: Path

    @classmethod
    def from_environment(cls) -> "Places":
        environment = os.environ
        data = Path(environment.get("DATA", "var")).resolve()
        port = int(environment.get("PORT", "8000")) + 3
        folder = data / "exchange"
        return cls(
            portal=environment.get("EXCHANGE_URL", f"https://127.0.0.1:{port}"),
            pki=Path(environment.get("EXCHANGE_PKI", data / "pki" / "exchange")),
            spool_in=Path(environment.get("SPOOL_IN", folder / "spool-in")),
            spool_out=Path(environment.get("SPOOL_OUT", folder / "spool-out")),
            state=Path(environment.get("FETCHER_STATE", folder / "fetcher")),
            signature_trust=Path(environment.get("SIGNATURE_TRUST", data / "pki" / "signature-ca.pem")),
            payload_schemas=payloads.SCHEMAS,
        )

    @property
    def reports(self) -> Path:
        """Beside the spool: what lies there is no message."""
        return self.spool_in.with_name(f"{self.spool_in.name}-reports")

    def make(self) -> None:
        for folder in (self.spool_in, self.spool_out, self.state, self.reports):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
