"""What each provider's sign-up form posts, and where it may lead."""

from __future__ import annotations

import pytest

from coach.content.config.newsletter import NewsletterFields
from coach.content.settings import read_settings
from coach.io.disk.files import read_data
from coach.publish.mail.placeholders import choose_provider
from newsletter.forms import FORMS
from newsletter.stand_ins.listmonk import LIST


def chosen(**fields):
    return choose_provider(read_data("publish/mail/providers.yml"), NewsletterFields(**fields))


@pytest.mark.parametrize("name", FORMS)
def test_each_provider_has_its_form(name):
    form = FORMS[name]
    made = chosen(provider=name, **form.settings)
    assert (made.action, made.email, made.hidden, made.honeypot) == (
        form.action,
        form.email,
        form.hidden,
        form.honeypot,
    )


def test_none_has_no_form():
    assert (chosen(account="desk").action, chosen(account="desk").hosts) == ("", ())


def test_ghost_is_push_only():
    made = chosen(provider="ghost", account="https://blog.example.org")
    assert (made.title, made.action, made.hosts) == ("Ghost", "", ())


def test_the_policy_names_the_hosts_of_form_and_thanks_page_with_their_ports_and_none_twice():
    made = chosen(provider="generic", account="https://example.org:8443/join?a=b", thanks="https://example.com/thanks/")
    assert made.hosts == ("https://example.org:8443", "https://example.com")
    made = chosen(provider="listmonk", account="https://a.example.org", list=LIST, thanks="https://a.example.org/x")
    assert made.hosts == ("https://a.example.org",)


def test_a_slash_behind_a_servers_address_changes_nothing():
    made = chosen(provider="listmonk", account="https://lists.example.org/", list=LIST)
    assert made.action == "https://lists.example.org/subscription/form"


def test_an_address_copied_out_of_html_is_read_as_browsers_read_it():
    text = "site_name: X\nextra:\n  coach:\n    newsletter:\n      provider: mailchimp\n      account: "
    settings, problems = read_settings(f"{text}https://x.us6.list-manage.com/subscribe/post?u=abc&amp;id=def\n")

    assert problems == []
    made = choose_provider(read_data("publish/mail/providers.yml"), settings.coach.newsletter)
    assert (made.action, made.honeypot) == ("https://x.us6.list-manage.com/subscribe/post?u=abc&id=def", "b_abc_def")


def test_a_form_that_could_not_work_is_left_out():
    text = "site_name: X\nextra:\n  coach:\n    newsletter:\n      provider: mailchimp\n      account: foo\n"
    settings, problems = read_settings(text)

    assert len(problems) == 1
    assert choose_provider(read_data("publish/mail/providers.yml"), settings.coach.newsletter).action == ""
