"""Queues a mail in the transaction of the change it tells of, and writes its text when it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine, Template
from django.utils import translation
from django.utils.encoding import punycode

from notices.errors import Undeliverable
from notices.models import Mail
from sealing import keys
from sealing.models import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    subject: str
    body: str


def queue(to: str, template: str, *, language: str, context: Mapping[str, str]) -> Mail:
    """`context["link"]` may be a path of the portal. Says "there is news", never what: mail is read by others too."""
    _template(template)  # a missing text fails here, not in the night
    key = keys.create("mail")
    mail = Mail(id=new_id(), template=template, language=_known(language), key=key)
    mail.sealed = keys.seal_json(key, {"to": to, "context": dict(context)}, context=_context(mail))
    mail.save(force_insert=True)
    return mail


def message(mail: Mail) -> EmailMessage:
    """Raises Undeliverable for an address that no mail server takes."""
    if mail.sealed is None:
        raise ValueError(f"Mail {mail.pk} is done and erased")
    content = keys.unseal_json(mail.key, bytes(mail.sealed), context=_context(mail))
    if not _is_writable(content["to"]):
        raise Undeliverable
    text = write(mail.template, language=mail.language, context=content["context"])
    # The same id at every attempt: a server or reader that got it twice shows it once
    headers = {"Message-ID": f"<{mail.pk}@mos>", "Content-Language": mail.language, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=text.subject, body=text.body, to=[content["to"]], headers=headers)


def write(template: str, *, language: str, context: Mapping[str, str]) -> MailText:
    """The first line of the template is the subject."""
    link = context.get("link", "")
    if link.startswith("/"):
        link = settings.PORTAL_URL.rstrip("/") + link
    values = {**context, "link": link, "portal": settings.PORTAL_URL}
    with translation.override(language):
        # Plain text: nothing is escaped as HTML
        whole = _template(template).render(Context(values, autoescape=False))
    subject, _, body = whole.strip().partition("\n")
    return MailText(subject=" ".join(subject.split()), body=body.strip() + "\n")


def _is_writable(address: str) -> bool:
    """Of its two parts only the domain has a form in ASCII (RFC 5891); a local part outside of it reaches nobody."""
    try:
        parsed = Address(addr_spec=address)
        punycode(parsed.domain)
    except (ValueError, IndexError, MessageError):
        return False
    return parsed.username.isascii() and bool(parsed.domain)


def _template(name: str) -> Template:
    return Engine.get_default().get_template(f"notices/{name}.txt")


def _context(mail: Mail) -> str:
    return f"mail:{mail.pk}"


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
