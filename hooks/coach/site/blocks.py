"""The blocks in a text: their mistakes, and the variables of their templates."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from coach.markdown.blocks.audio import read_audio
from coach.markdown.blocks.charts.chart import read_chart
from coach.markdown.blocks.chat import read_chat
from coach.markdown.blocks.fences import block_lines
from coach.markdown.blocks.video import read_video
from coach.site.linking.hints import put_it
from coach.source.problems import Mistake, Problem, suggest, suggest_quiz
from coach.source.urls import between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coach.markdown.rendered import Block, Rendered
    from coach.markdown.set_type import TextWords
    from coach.quizzes.catalog import QuizCatalog
    from coach.source.urls import Written


def block_problems(
    rendered: Rendered, item: Written, catalog: QuizCatalog, files: Collection[str], words: TextWords
) -> list[Problem]:
    """Return the slips in a text, and the mistakes in its fences, each at its line."""
    found = [*rendered.slips]
    for block, line in zip(rendered.blocks, block_lines(item.file.body), strict=False):
        found += [one._replace(line=line + 1 + one.line) for one in _mistakes(block, item, catalog, files, words)]
    start = item.file.body_line
    return [Problem(item.file.path, start + one.line, one.column, one.message, one.hint) for one in found]


def _mistakes(
    block: Block, item: Written, catalog: QuizCatalog, files: Collection[str], words: TextWords
) -> Iterator[Mistake]:
    if block.kind == "chat":
        yield from read_chat(block.text, words)[1]
    elif block.kind == "chart":
        yield from read_chart(block.text)[1]
    elif block.kind == "video":
        video, mistakes = read_video(block.text)
        yield from mistakes
        if video and video.poster:
            yield from _missing(video.poster, "picture", "../../assets/still.jpg", item, files)
    elif block.kind == "audio":
        audio, mistakes = read_audio(block.text)
        yield from mistakes
        if audio:
            yield from _missing(audio.file, "file", "../../assets/call.mp3", item, files)
    elif block.text.strip() not in catalog.names:
        hint = suggest_quiz(block.text.strip(), catalog.names)
        yield Mistake(0, f'unknown quiz "{block.text.strip()}".', hint)


def _missing(file: str, what: str, example: str, item: Written, files: Collection[str]) -> Iterator[Mistake]:
    """Yield a mistake if the file that a block names is not there."""
    if (path := _beside(item, file)) in files:
        return
    forward = file.replace("\\", "/")
    near = [posixpath.relpath(other, posixpath.dirname(item.file.source.path)) for other in files]
    otherwise = put_it(posixpath.basename(forward), item.file.source.path)
    hint = suggest(forward, near, otherwise or f"Write the path from this file, as in {example}.")
    if forward != file and _beside(item, forward) in files:
        hint = f'Write it with forward slashes: "{forward}".'
    yield Mistake(0, f'there is no {what} "{path}".', hint)


def block_facts(block: Block, item: Written, catalog: QuizCatalog, words: TextWords) -> dict[str, Any] | None:
    """Return the variables of the block's template; None when there is nothing to show."""
    if block.kind == "chat":
        chat, _ = read_chat(block.text, words)
        return {"chat": chat} if chat.messages else None
    if block.kind == "chart":
        chart, _ = read_chart(block.text, words.quotes)
        return {"chart": chart} if chart else None
    if block.kind == "video":
        video, _ = read_video(block.text, words.quotes)
        poster = between(_beside(item, video.poster), item.address) if video and video.poster else ""
        return {"video": video, "poster": poster} if video else None
    if block.kind == "audio":
        audio, _ = read_audio(block.text, words.quotes)
        return {"audio": audio, "file": between(_beside(item, audio.file), item.address)} if audio else None
    quiz = catalog.quizzes.get(block.text.strip())
    return {"quiz": quiz} if quiz else None


def _beside(item: Written, path: str) -> str:
    """Return the path in docs/ of a file that is named relative to the text."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(item.file.source.path), path))
