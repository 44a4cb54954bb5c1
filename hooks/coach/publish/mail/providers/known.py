"""Which provider has a push, by name."""

from __future__ import annotations

from coach.publish.mail.providers.buttondown import Buttondown
from coach.publish.mail.providers.ghost import Ghost
from coach.publish.mail.providers.kit import Kit
from coach.publish.mail.providers.listmonk import Listmonk
from coach.publish.mail.providers.mailchimp import Mailchimp
from coach.publish.mail.providers.mailerlite import MailerLite

Pushing = type[Buttondown] | type[Ghost] | type[Kit] | type[Listmonk] | type[Mailchimp] | type[MailerLite]

PROVIDERS: dict[str, Pushing] = {
    provider.name: provider for provider in (Buttondown, Ghost, Kit, Listmonk, Mailchimp, MailerLite)
}
