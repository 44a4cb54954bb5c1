"""Each provider's form as it should be, and how the provider answers it."""

from __future__ import annotations

from typing import NamedTuple

from newsletter.stand_ins.listmonk import LIST

THANKS = "https://thanks.example.org/letter/"
_CHIMP = "https://desk.us6.list-manage.com/subscribe/post?u=abc&id=def"


class Form(NamedTuple):
    """`leads` are the addresses that a provider leads a reader through after a sign-up."""

    settings: dict[str, str]
    action: str
    email: str
    hidden: dict[str, str]
    honeypot: str
    leads: tuple[str, ...]


# Not verified against the providers' own documents: where Kit and Mailchimp lead on to.
FORMS = {
    "buttondown": Form(
        {"account": "desk"},
        "https://buttondown.com/api/emails/embed-subscribe/desk",
        "email",
        {"embed": "1"},
        "",
        ("https://buttondown.com/desk/subscribed",),
    ),
    "kit": Form(
        {"account": "123"},
        "https://app.kit.com/forms/123/subscriptions",
        "email_address",
        {},
        "",
        ("https://desk.kit.com/thanks",),
    ),
    "mailchimp": Form(
        {"account": _CHIMP},
        _CHIMP,
        "EMAIL",
        {},
        "b_abc_def",
        ("https://desk.list-manage.com/subscribe/confirm", "https://mailchi.mp/desk/thanks"),
    ),
    "mailerlite": Form(
        {"account": "9/forms/8"},
        "https://assets.mailerlite.com/jsonp/9/forms/8/subscribe",
        "fields[email]",
        {"ml-submit": "1", "anticsrf": "true"},
        "",
        (),
    ),
    "listmonk": Form(
        {"account": "https://lists.example.org", "list": LIST, "thanks": THANKS},
        "https://lists.example.org/subscription/form",
        "email",
        {"l": LIST, "next": THANKS},
        "nonce",
        (THANKS,),
    ),
    "generic": Form(
        {"account": "https://example.org/join", "thanks": THANKS},
        "https://example.org/join",
        "email",
        {},
        "website",
        (THANKS,),
    ),
}
