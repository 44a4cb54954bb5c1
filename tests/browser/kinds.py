"""Every kind of page, by one address of it."""

from __future__ import annotations

ARTICLE = "articles/five-minutes-means-five-minutes/"
QUIZ = "quizzes/pusher-or-builder/"

KINDS = {
    "home": "",
    "article": ARTICLE,
    "article with a table": "articles/a-report-card-filled-in-by-your-customers/",
    "article with a conversation": "articles/anatomy-of-a-thread-that-went-nowhere/",
    "article on a path": "articles/fit-before-quota/#path-from-pusher-to-builder",
    "archive": "archive/",
    "year": "archive/2026/",
    "author": "authors/desk/",
    "start here": "start-here/",
    "tags": "tags/",
    "tag": "tags/trust/",
    "paths": "paths/",
    "path": "paths/from-pusher-to-builder/",
    "homework": "homework/",
    "glossary": "glossary/",
    "shelf": "shelf/",
    "no network": "offline/",
    "quizzes": "quizzes/",
    "quizzes, how they count": "quizzes/about/",
    "quiz": QUIZ,
    "checklist": "quizzes/would-they-hire-you/",
    "result in a preview": "quizzes/pusher-or-builder/result/high/",
    "customer": "quizzes/pusher-or-builder/customer/",
    "report card": "quizzes/pusher-or-builder/card/",
    "mirror": "mirror/",
    "mirror, collected": "mirror/collect/",
    "mirror, team": "mirror/team/",
    "newsletter": "newsletter/",
    "edition": "newsletter/2026-03/",
    "subscribe": "subscribe/",
    "coaching": "coaching/",
    "coaching of a path": "coaching/from-pusher-to-builder/",
    "about": "about/",
    "style": "style/",
    "privacy": "privacy/",
    "not found": "no/such/page/",
}
