"""Keeps the tokens of annex links out of every log: who reads a token can open the annex."""

import logging
import re

TOKEN = re.compile(r"(/annex(?:es)?/)[\w-]{20,}")


class NoTokens(logging.Filter):
    """Changes the record, and lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if "/annex" in text:
            record.msg, record.args = TOKEN.sub(r"\1…", text), ()
        return True
