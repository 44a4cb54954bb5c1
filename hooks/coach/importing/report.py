"""import-report.md: what became of each post, and what a person has to do."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from coach.importing.blog import State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from coach.importing.articles.plan import Plan
    from coach.importing.blog import Blog
    from coach.source.problems import Problem

FILE = "import-report.md"
_MOST = 50  # addresses in a list
_OFTEN = 10  # posts: what so many have in common is said once


def summary(blog: Blog, plan: Plan, missing: int) -> list[str]:
    """Return what an import comes to, a sentence a line."""
    states = Counter("page" if post.page else post.state.value for post in blog.posts)
    articles = sum(file.startswith("articles/") for file in plan.origins.values())
    pages = len(plan.origins) - articles
    kinds = ", ".join(f"{count} {state}" for state, count in states.most_common())
    files = sum(path.startswith("assets/") for path in plan.files)
    lines = [
        f"{blog.tool}: {len(blog.posts)} posts and pages ({kinds}).",
        f"They become {articles} articles and {pages} pages.",
        f"{files} pictures and files come along; {missing} are missing.",
    ]
    hidden = sum(post.state is State.PRIVATE for post in blog.posts)
    left = sum(not entry.file for entry in plan.entries)
    lines += [f"{left} stay behind; {min(hidden, left)} of them were not public."] if left else []
    lines += [f"{plan.comments} comments come along, to be read under their articles."] if plan.comments else []
    return lines


def report(
    blog: Blog, plan: Plan, fates: dict[str, str], missing: dict[str, list[str]], left: Sequence[Problem] = ()
) -> str:
    """Return the report as Markdown; `fates` says of each file whether it was written.

    `left` are the mistakes that the checker finds in what was written.
    """
    common = Counter(note for entry in plan.entries for note in _grouped(entry.notes))
    often = {note: count for note, count in common.most_common() if count >= _OFTEN}
    return "\n".join([*_head(blog, plan, missing), *_left(left), *_common(often), *_posts(plan, fates, often), ""])


def _common(often: dict[str, int]) -> Iterator[str]:
    """Yield what is true of many posts, once."""
    if often:
        yield "## What is true of many posts"
        yield ""
        yield from (f"- {note} ({count} posts)" for note, count in often.items())
        yield ""


def _head(blog: Blog, plan: Plan, missing: dict[str, list[str]]) -> Iterator[str]:
    yield f"# What came over from {blog.tool}"
    yield ""
    yield from (f"- {line}" for line in [*summary(blog, plan, len(missing)), *blog.notes])
    if plan.featured:
        yield f"- Posts that stood on top: write `featured: [{', '.join(plan.featured[:3])}]` in docs/index.md."
    if plan.old_feeds:
        feeds = ", ".join(plan.old_feeds)
        yield f"- Those who follow the old feed go on asking at its address. Write `old_feeds: [{feeds}]`, or what"
        yield "  it was, under `extra: coach:` in mkdocs.yml, and they get the new one there."
    for tag, aliases in plan.tag_aliases.items():
        yield f"- `{tag}` was in docs/tags.yml before. So that its old addresses lead on, add to its aliases: "
        yield f"  `[{', '.join(aliases)}]`"
    yield ""
    if missing:
        yield "## Pictures and files that are missing"
        yield ""
        yield "Run it again with --media and the folder or zip of the old uploads, or with --fetch."
        yield ""
        yield from (f"- {address} ({len(posts)} posts)" for address, posts in list(missing.items())[:_MOST])
        if len(missing) > _MOST:
            yield f"- and {len(missing) - _MOST} more"
        yield ""


def _left(left: Sequence[Problem]) -> Iterator[str]:
    """Yield what the checker finds, a line to tick off for each."""
    if left:
        yield f"## What is left to do: {len(left)} places"
        yield ""
        yield "`mkdocs build --strict` passes when all of these are mended. Many of a kind? import.yml may have a line"
        yield "for them (links, pictures): change it, and run the import again."
        for path, problems in groupby(left, lambda problem: problem.path):
            yield ""
            yield f"`{path}`"
            yield ""
            yield from (f"- [ ] line {problem.line}: {problem.sentence}" for problem in problems)
        yield ""


def _posts(plan: Plan, fates: dict[str, str], often: Collection[str]) -> Iterator[str]:
    yield "## Posts"
    yield ""
    for entry in sorted(plan.entries, key=lambda one: (not set(one.notes) - set(often), one.file, one.origin)):
        where = f"`docs/{entry.file}`" if entry.file else "not written"
        yield f"- **{entry.title}** ({entry.origin}): {where}{_FATES.get(fates.get(entry.file, ''), '')}"
        yield from (f"    - {note}" for note in _grouped(entry.notes) if note not in often)


_FATES = {
    "touched": ", left as it is: somebody has changed it since",
    "deleted": ", not written again: somebody has deleted it",
    "same": "",
}


def _grouped(notes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(notes))
