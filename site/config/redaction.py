"""Keeps the tokens of links out of every log: who reads a token can open what it leads to."""

import logging
import re

TOKEN = re.compile(r"(/(?:annex(?:es)?|wording|hand-overs?)/)[\w-]{20,}")


class NoTokens(logging.Filter):
    """Changes the record, and lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if TOKEN.search(text):
            record.msg, record.args = TOKEN.sub(r"\1…", text), ()
        return True
