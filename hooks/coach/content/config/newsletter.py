"""`extra.coach.newsletter` in mkdocs.yml, checked by what the chosen provider's form wants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from coach.content.config.mkdocs import CONFIG
from coach.source.problems import Problem
from coach.source.schema import Fields, Slug, Text
from coach.source.urls import former_slug

if TYPE_CHECKING:
    from coach.source.yaml_document import Document

_AT = ("extra", "coach", "newsletter")
_HTTPS = r"https://[\w-]+(\.[\w-]+)+(:\d+)?"
_PUBLIC_PAGE = re.compile(rf"{_HTTPS}(/\S*)?")


class NewsletterFields(Fields):
    """The keys of `extra.coach.newsletter`."""

    key: Slug = "site"  # if it is not given, it is made of the site's name
    letters: bool = True  # without them the key is still that of feeds and of what browsers keep
    title: Text = "Letters"
    description: Text = "One short letter a month."
    provider: Literal["none", "buttondown", "kit", "mailchimp", "mailerlite", "listmonk", "ghost", "generic"] = "none"
    account: Text | None = None
    list: Text | None = None
    opt_in: Literal["double", "single"] = "double"
    thanks: Text | None = None
    sender: Text | None = None
    address: Text | None = None
    hub: Text | None = None


class _Form(NamedTuple):
    """What `account` and `list` of a provider look like, and how to write them; no `list`: it has none."""

    account: str
    written: str
    list: str = ""
    list_written: str = ""
    needs_list: bool = False


_FORMS = {
    "buttondown": _Form(r"[\w-]+", "your name at Buttondown, as in account: second-sale"),
    "kit": _Form(r"\d+", "the form's number at Kit, as in account: 1234567"),
    "mailchimp": _Form(
        rf"{_HTTPS}/subscribe/post\?(?=\S*\bu=\w)(?=\S*\bid=\w)\S+",
        "the address behind action= in the form that Mailchimp shows: account: "
        "https://name.us6.list-manage.com/subscribe/post?u=…&id=…",
        r"\w+",
        "the audience's id, as in list: a1b2c3d4e5",
    ),
    "mailerlite": _Form(
        r"\d+/forms/\d+",
        "both numbers from the form's address at MailerLite, as in account: 123456/forms/7891011",
        r"\d+",
        "the group's number, as in list: 42",
    ),
    "listmonk": _Form(
        rf"{_HTTPS}(/[^\s?#]*)?",
        "your server's address, as in account: https://lists.example.org",
        r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
        "the list's UUID, as in list: eb420c55-4cfb-4972-92ba-c93c34ba475d",
        needs_list=True,
    ),
    "ghost": _Form(  # has no form, but drafts are pushed to the account
        rf"{_HTTPS}(/[^\s?#]*)?(?<!/ghost)(?<!/ghost/)",
        "the address of your Ghost, without /ghost/ at its end, as in account: https://blog.example.org",
    ),
    "generic": _Form(
        rf"{_HTTPS}(/\S*)?", "the address that the form posts to, as in account: https://example.org/join"
    ),
}


def with_key(fields: NewsletterFields, site_name: str) -> NewsletterFields:
    """Return the settings with a key, which is made of the site's name if none is given."""
    if "key" in fields.model_fields_set:
        return fields
    return fields.model_copy(update={"key": former_slug(site_name) or fields.key})


def check_newsletter(fields: NewsletterFields, document: Document) -> tuple[NewsletterFields, list[Problem]]:
    """Return the settings, without provider if its form could not work, and the mistakes in them."""
    problems = [Problem(CONFIG, *document.place((*_AT, "hub")), *found) for found in _hub_mistakes(fields)]
    if problems:
        fields = fields.model_copy(update={"hub": None})
    if fields.provider != "none" and not fields.letters:
        message = f"provider: {fields.provider} has nothing to send, since letters is false."
        problems.append(Problem(CONFIG, *document.place((*_AT, "provider")), message, "Take one of both lines out."))
        fields = fields.model_copy(update={"provider": "none"})
    form = _FORMS.get(fields.provider)
    if form is None:
        return fields, problems
    if fields.account:  # as copied out of HTML
        fields = fields.model_copy(update={"account": fields.account.replace("&amp;", "&")})
    found = [*_account_mistakes(fields, form), *_list_mistakes(fields, form), *_thanks_mistakes(fields)]
    problems += [Problem(CONFIG, *document.place((*_AT, key)), message, hint) for key, message, hint in found]
    return fields.model_copy(update={"provider": "none"}) if found else fields, problems


Mistakes = list[tuple[str, str, str]]


def _account_mistakes(fields: NewsletterFields, form: _Form) -> Mistakes:
    if fields.account is None:
        message = f"provider: {fields.provider} needs an account."
        return [("provider", message, f"Write below it {form.written}.")]
    if re.fullmatch(form.account, fields.account):
        return []
    return [("account", f'account "{fields.account}" is not what {fields.provider} needs.', f"Write {form.written}.")]


def _list_mistakes(fields: NewsletterFields, form: _Form) -> Mistakes:
    if fields.list is None:
        message = f"provider: {fields.provider} needs a list."
        return [("provider", message, f"Write below it {form.list_written}.")] if form.needs_list else []
    if not form.list:
        return [("list", f"{fields.provider} has no use for list.", "Take it out.")]
    if re.fullmatch(form.list, fields.list):
        return []
    return [("list", f'list "{fields.list}" is not what {fields.provider} needs.', f"Write {form.list_written}.")]


def _hub_mistakes(fields: NewsletterFields) -> list[tuple[str, str]]:
    if fields.hub is None or _PUBLIC_PAGE.fullmatch(fields.hub):
        return []
    hint = "Write the hub's whole address, as in hub: https://hub.example.org/, or take it out."
    return [(f'hub "{fields.hub}" is no address.', hint)]


def _thanks_mistakes(fields: NewsletterFields) -> Mistakes:
    if fields.thanks is None or _PUBLIC_PAGE.fullmatch(fields.thanks):
        return []
    hint = "Write the whole address of the page where readers arrive: https://example.org/thanks/"
    return [("thanks", f'thanks "{fields.thanks}" is no address.', hint)]
