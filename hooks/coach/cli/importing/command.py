"""`coach import`: a first look that writes nothing but import.yml, then the import itself."""

from __future__ import annotations

import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coach.cli.check import find_problems
from coach.cli.common import CLEAN, FOUND, Project, UsageError
from coach.cli.guard import load_feed
from coach.cli.importing.export import open_export, open_media
from coach.cli.importing.writing import add_authors, add_tags, load_record, write_plan
from coach.content.authors import read_authors
from coach.content.tags import read_tags, tag_alias
from coach.importing import mapping as mappings
from coach.importing.articles.addresses import OldSite
from coach.importing.articles.pictures import Pictures
from coach.importing.articles.plan import Choices, Plan, Planner
from coach.importing.blog import Blog, ExportError, Form
from coach.importing.mapping import Mapping, new_tags, propose, read_mapping, words_of, write_mapping
from coach.importing.markup.dialects import plain
from coach.importing.markup.wordpress.shortcodes import expand
from coach.importing.old_feed import with_feed
from coach.importing.readers import READERS
from coach.importing.report import FILE as REPORT
from coach.importing.report import report, summary
from coach.io.disk.files import replace_file
from coach.io.network import NetworkError, look_up

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterator, Sequence

    from coach.cli.common import Commands
    from coach.importing.blog import Export
    from coach.importing.record import Record
    from coach.source.problems import Problem

_MOST_PICTURE = 40_000_000  # bytes, what docs/ takes
_MOST_PROBLEMS = 20
_MOST_WORDS = 8
_KEPT = Path(".cache/import")


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("import", help="move in with the posts of another tool")
    parser.add_argument("source", metavar="SOURCE", help="the export: a file, a zip or a folder")
    parser.add_argument("--into", default="", metavar="DOCS", help="another folder than docs/ to write into")
    parser.add_argument("--yes", action="store_true", help="write the articles; without it only import.yml is written")
    parser.add_argument("--site", default="", metavar="URL", help="the old site's address, if the export says none")
    parser.add_argument("--media", default="", metavar="PATH", help="the folder or zip with the old blog's pictures")
    parser.add_argument("--fetch", action="store_true", help="fetch pictures from the old site")
    parser.add_argument("--feed", default="", metavar="FEED", help="the old feed (file or web address): it has the ids")
    parser.add_argument("--private", action="store_true", help="write private posts too, as drafts")
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    try:
        return _Import(options).run()
    except ExportError as error:
        raise UsageError(str(error)) from None
    except KeyboardInterrupt:
        raise UsageError("stopped. Run it again: nothing is written twice.") from None


class _Import:
    """One run of the command."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.project = options, Project()
        self.settings = self.project.settings
        self.docs = Path(options.into) if options.into else self.project.docs
        self.memory = self.docs if options.into else Path()  # where record and report lie
        self.sources = self.project.sources()
        self.vocabulary, _ = read_tags(self.sources.named("tags.yml"), self.settings.docs, self.settings.coach.locale)
        self.authors, _ = read_authors(self.sources.named("authors.yml"), self.settings.docs)

    def run(self) -> int:
        export = open_export(Path(self.options.source), self.options.site)
        blog = _read(export)
        if self.options.feed:
            blog = with_feed(blog, load_feed(self.options.feed))
        unknown = _unknown(blog)
        chosen = Path(mappings.FILE)
        asked = chosen.is_file()
        mapping = read_mapping(chosen.read_text(encoding="utf-8")) if asked else self._proposed(blog, unknown)
        record = load_record(self.memory)
        pictures = self._pictures(export, blog, record)
        plan = self._plan(blog, mapping, pictures, record)
        for line in [*summary(blog, plan, len(pictures.missing)), *blog.notes]:
            print(line)
        self._tell_words(blog, mapping, asked=asked)
        if not asked:
            text = write_mapping(mapping, words_of(blog), unknown, Path(self.options.source).name)
            replace_file(chosen, text.encode())
        if not self.options.yes:
            print(f"Nothing else is written yet. Edit {mappings.FILE}, then run this again with --yes.")
            return CLEAN
        return self._write(blog, mapping, plan, pictures, record)

    def _tell_words(self, blog: Blog, mapping: Mapping, *, asked: bool) -> None:
        """Say how many old words become tags, and which ones import.yml does not name."""
        counts = words_of(blog)
        kept = sum(bool(mapping.tags.get(word)) for word in counts)
        print(f"{kept} of {len(counts)} categories and tags become tags; the others go. {mappings.FILE} names each.")
        unnamed = [word for word, _ in counts.most_common() if word not in mapping.tags]
        if asked and unnamed:
            more = ", …" if len(unnamed) > _MOST_WORDS else ""
            some = ", ".join(f'"{word}"' for word in unnamed[:_MOST_WORDS]) + more
            print(f"{mappings.FILE} does not name {len(unnamed)} of them, and they go: {some}")
            print("If it was made for another export, delete it, and run this again without --yes.")

    def _proposed(self, blog: Blog, unknown: Counter[str]) -> Mapping:
        return propose(blog, self.vocabulary, self.authors, unknown, self.settings.coach.locale)

    def _pictures(self, export: Export, blog: Blog, record: Record) -> Pictures:
        uploads = open_media(Path(self.options.media)) if self.options.media else export
        fetch = _fetched if self.options.fetch else None
        known = {address: place for address, place in record.pictures.items() if (self.docs / place).is_file()}
        return Pictures(self._site(blog), uploads, fetch, dict(blog.media), known)

    def _blog(self, blog: Blog) -> str:
        """Return by what the record knows a blog: two may have posts of the same number."""
        return blog.url or self.options.site or Path(self.options.source).name

    def _site(self, blog: Blog) -> OldSite:
        url = self.options.site or blog.url
        root = urlsplit(self.settings.site_url).path or "/"
        return OldSite(f"{url.rstrip('/')}/" if url else "", root, (blog.url,) if blog.url else ())

    def _plan(self, blog: Blog, mapping: Mapping, pictures: Pictures, record: Record) -> Plan:
        coach = self.settings.coach
        choices = Choices(
            site=pictures.site,
            zone=coach.timezone,
            locale=coach.locale,
            private=self.options.private,
            default_author=next(iter(self.authors), ""),
        )
        places = record.files.get(self._blog(blog), {})
        ours = set(places.values())
        paths = {source.path for source in self.sources.under("", ".md")} - ours
        taken = paths | {path.rpartition("/")[2] for path in paths if path.startswith("articles/")}
        return Planner(blog, mapping, choices, pictures, places).make(taken)

    def _write(self, blog: Blog, mapping: Mapping, plan: Plan, pictures: Pictures, record: Record) -> int:
        record.pictures.update(pictures.taken)
        fates = write_plan(plan, record, self.docs, self.memory, self._blog(blog))
        new = new_tags(mapping, self.vocabulary, plan.tags)
        add_tags(new, plan.tag_aliases, self.docs / "tags.yml")
        plan.tag_aliases = dict(self._missing_aliases(plan, new))
        about_them = self.settings.catalogue.form("moved.author")
        add_authors(mapping, self.authors, blog, self.docs / "authors.yml", about_them)
        left = [] if self.options.into else [one for one in find_problems(advice=False) if not one.advice]
        replace_file(self.memory / REPORT, report(blog, plan, fates, pictures.missing, left).encode())
        count = Counter(fates.values())
        print(f"{count['new']} files are new, {count['changed']} renewed, {count['same']} as they were.")
        kept = count["touched"] + count["deleted"]
        if kept:
            print(f"{kept} were changed or deleted by somebody, and stay as they are.")
        print(f"{(self.memory / REPORT).as_posix()} says what became of each post.")
        return CLEAN if self.options.into else _told(left)

    def _missing_aliases(self, plan: Plan, new: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield the tags that were there before, with what still has to lead on to them."""
        for tag, aliases in plan.tag_aliases.items():
            known = self.vocabulary.tags.get(tag)
            if known and tag not in new:
                have = {*known.aliases, *known.addresses}
                missing = [alias for alias in aliases if (tag_alias(alias) or alias) not in have]
                yield from [(tag, missing)] if missing else []


def _read(export: Export) -> Blog:
    for reader in READERS:
        if reader.recognises(export):
            return reader.read(export)
    known = "WordPress, Ghost, Substack, Medium, Blogger and folders of Markdown"
    raise ExportError(f"nobody here knows this kind of export; known are {known}.")


def _unknown(blog: Blog) -> Counter[str]:
    """Return the shortcodes that nobody knows, with their number."""
    unknown: Counter[str] = Counter()
    for post in blog.posts:
        if post.form is Form.WORDPRESS:
            unknown += expand(post.text, {}).unknown
        elif post.form is Form.MARKDOWN:
            unknown += plain(post.text, {}).unknown
    return unknown


def _fetched(address: str) -> bytes | None:
    """Return a picture of the old site; what was fetched is kept until the import is done, and not asked for again."""
    kept = _KEPT / sha256(address.encode()).hexdigest()
    if kept.is_file():
        return kept.read_bytes()
    print(f"Fetching {address}", file=sys.stderr)
    try:
        data = look_up(address, _MOST_PICTURE)
    except NetworkError as error:
        print(f"It cannot be fetched: {error}.", file=sys.stderr)
        return None
    if data is None or len(data) > _MOST_PICTURE:
        return None
    replace_file(kept, data)
    return data


def _told(mistakes: Sequence[Problem]) -> int:
    """Say what the checker finds now."""
    for problem in mistakes[:_MOST_PROBLEMS]:
        print(problem)
    if not mistakes:
        print("The checker finds no mistakes.")
        return CLEAN
    print(f"{len(mistakes)} mistakes are left; {REPORT} names them all, and so does `python run.py check`.")
    return FOUND
