"""Takes what a backend has to tell MOS into the connector's own stream, once each, in order within a case."""

from applications.exchange.connector.attempts import Attempts
from applications.exchange.connector.outgoing import Outgoing
from applications.exchange.protocol.backend import Backend, RegisterNews
from applications.exchange.protocol.errors import ProtocolError


def tell(backend: Backend, outgoing: Outgoing, attempts: Attempts) -> bool:
    """Whether there was any. Killed in between, the same news comes again and is found to be there."""
    return sum(_take(news, backend, outgoing, attempts) for news in backend.news()) > 0


def _take(news: RegisterNews, backend: Backend, outgoing: Outgoing, attempts: Attempts) -> bool:
    if attempts.is_trying(news.case_id):
        return False
    refused = ""
    if not outgoing.has(news.id):
        try:
            with outgoing.connection.transaction():
                outgoing.send(news)
        except ProtocolError as error:
            refused = str(error)
    backend.settled(news.id, refused=refused)
    return True
