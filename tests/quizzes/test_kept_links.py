"""Links made before the quizzes were rewritten: two hundred results, invites, replies, bundles and sums count as then."""

from __future__ import annotations

import json

import pytest

from building import ROOT
from coach.quizzes.frozen import read_frozen
from coach.source.sources import Source
from reference.gaps import parts_of
from reference.mirror_tokens import BUNDLE, INVITE, REPLY, SUM, unpack_bundle, unpack_invite, unpack_reply, unpack_sum
from reference.tokens import ANSWERS, fingerprint, unpack

LINKS = json.loads((ROOT / "tests/quizzes/cases/kept_links.json").read_text(encoding="utf-8"))
FILES = sorted((ROOT / "docs/quizzes/frozen").glob("*.yml"))
FROZEN, _ = read_frozen(Source(f"quizzes/frozen/{path.name}", path.read_bytes()) for path in FILES)
KINDS = {"result": ANSWERS, "invite": INVITE, "reply": REPLY, "bundle": BUNDLE, "sum": SUM}
SCALES = {one.scale.fingerprint: one for one in FROZEN}


def scores(scale, answers):
    return {id_: part.score for id_, part in parts_of(scale, answers).items()}


def opened(link, scale):
    """Return what the link holds, in the form in which it was written down when it was made."""
    token = link["token"]
    if link["kind"] == "result":
        return {"scores": scores(scale, unpack(scale, token))}
    if link["kind"] == "invite":
        return {"nonce": unpack_invite(scale, token)}
    if link["kind"] == "reply":
        reply = unpack_reply(scale, token)
        return {"nonce": reply.nonce, "comment": reply.comment, "scores": scores(scale, reply.answers)}
    if link["kind"] == "bundle":
        mine, replies = unpack_bundle(scale, token)
        return {"scores": scores(scale, mine), "customers": [scores(scale, reply.answers) for reply in replies]}
    total = unpack_sum(scale, token)
    return {"people": total.people, "scores": total.means}


@pytest.mark.parametrize("kind", KINDS)
def test_links_of_the_first_versions_open_and_count_as_they_did(kind):
    links = [link for link in LINKS if link["kind"] == kind]

    assert len(LINKS) == 200
    assert {link["quiz"] for link in links} == {path.stem for path in (ROOT / "docs/quizzes").glob("*.yml")}
    for link in links:
        frozen = SCALES[fingerprint(link["token"], KINDS[kind])]
        assert frozen.quiz == link["quiz"]
        assert {key: link[key] for key in link.keys() - {"quiz", "kind", "token"}} == opened(link, frozen.scale)
