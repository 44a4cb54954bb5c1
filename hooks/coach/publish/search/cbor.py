"""CBOR, as much of it as Pagefind uses: numbers, texts and arrays (RFC 8949, section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER, TEXT, ARRAY = 0, 3, 4  # major types


def read_head(data: bytes, at: int) -> tuple[int, int]:
    """Return the number in the head of what starts at this place, and where the head ends."""
    short = data[at] & 31
    if short < 24:
        return short, at + 1
    end = at + 1 + (1 << short - 24)
    return int.from_bytes(data[at + 1 : end], "big"), end


def decode(data: bytes, at: int = 0) -> tuple[Any, int]:
    """Return what starts at this place, and where it ends; ValueError for what Pagefind does not use."""
    size, end = read_head(data, at)
    kind = data[at] >> 5
    if kind == NUMBER:
        return size, end
    if kind == TEXT:
        return data[end : end + size].decode(), end + size
    if kind != ARRAY:
        raise ValueError(f"a search index has no CBOR of major type {kind}")
    items = []
    for _ in range(size):
        item, end = decode(data, end)
        items.append(item)
    return items, end


def encode(value: int | str | Sequence[Any]) -> bytes:
    """Return the value as CBOR, in the shortest form."""
    if isinstance(value, int):
        return head(NUMBER, value)
    if isinstance(value, str):
        return text(value.encode())
    return head(ARRAY, len(value)) + b"".join(map(encode, value))


def text(data: bytes) -> bytes:
    """Return a text, given in UTF-8."""
    return head(TEXT, len(data)) + data


def head(kind: int, size: int) -> bytes:
    """Return the head of something: its major type, and its number or length."""
    if size < 24:
        return bytes([kind << 5 | size])
    bits = next(bits for bits in range(4) if size < 1 << (8 << bits))
    return bytes([kind << 5 | 24 + bits]) + size.to_bytes(1 << bits, "big")
