"""What our validators take, as patterns that an editor in a browser can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo
from pydantic.functional_validators import AfterValidator, BeforeValidator

from coach.source.schema import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WRITTEN = rf"(?!{PLACEHOLDER})"
_LONG = 120  # characters: a text that may be longer gets a field of several lines
# Signs that no file's name may have, or that mean something in an address.
_NAME = r"""(?:(?![. ])[^\x00-\x1f\x7f<>:"\\|?*%#/]*[^\x00-\x1f\x7f<>:"\\|?*%#/. ])"""
_ADDRESS = rf"\s*(?:/(?:index\.php)?\?[A-Za-z][A-Za-z0-9_]*=[A-Za-z0-9_-]+|/{_NAME}(?:/{_NAME})*/?)\s*"
_HOST = r"[^\s/?#@:\[\]]+"
_WEB = rf"\s*[Hh][Tt][Tt][Pp][Ss]?://(?:[^\s/?#@]*@)?{_HOST}(?::(?!0+(?![0-9]))[0-9]{{0,5}})?(?:[/?#]\S*)?\s*"
_STEADY = r"(?![\s\S]*[\u202a-\u202e\u2066-\u2069])"
# By the names of the functions that validate: the pattern of what they take, and the words for what they refuse.
_BY_VALIDATOR = {
    "old_address": (_ADDRESS, "address"),
    "_web_address": (_WEB, "web"),
    "_word_or_address": (rf"(?:\s*(?=\S)(?!/){_WRITTEN}[\s\S]+|{_ADDRESS})", "address"),
    "_paragraphs": (r"[\s\S]*\S[\s\S]*", "empty"),
}


class Limits(NamedTuple):
    """The limits of a field: of a number, of a length, and the pattern of a text with the key of its refusal."""

    least: int | None = None
    most: int | None = None
    shortest: int = 0
    longest: int | None = None
    pattern: str = ""
    refusal: str = ""

    @property
    def is_long(self) -> bool:
        """Whether a text may be so long that it needs several lines."""
        return self.refusal in {"empty", "written"} or (self.refusal != "slug" and (self.longest or 0) > _LONG)


def limits_of(constraints: Iterable[Any]) -> Limits:
    """Return the limits that a field's constraints set."""
    found: dict[str, Any] = {}
    names, slug = [], ""
    for one in _flat(constraints):
        if isinstance(one, (BeforeValidator, AfterValidator)):
            names.append(getattr(one.func, "__name__", ""))
        elif isinstance(one, StringConstraints):
            slug = str(one.pattern) if one.pattern else slug
            found |= {"shortest": max(one.min_length or 0, found.get("shortest", 0))}
            found |= {"longest": one.max_length} if one.max_length and "longest" not in found else {}
        elif isinstance(one, (MinLen, MaxLen)):
            found |= {"shortest": one.min_length} if isinstance(one, MinLen) else {"longest": one.max_length}
        elif isinstance(one, (Ge, Le)):
            found |= {"least": one.ge} if isinstance(one, Ge) else {"most": one.le}
    pattern, refusal = _pattern(names, slug, found)
    # In this form Sveltia CMS takes a flag: with u a sign outside of Unicode's first plane counts as one.
    return Limits(**found, pattern=f"/{pattern}/u" if pattern else "", refusal=refusal)


def _flat(constraints: Iterable[Any]) -> Iterator[Any]:
    """Yield the constraints, and those that a pydantic Field around a type holds."""
    for one in constraints:
        yield from one.metadata if isinstance(one, FieldInfo) else (one,)


def _pattern(names: list[str], slug: str, found: dict[str, Any]) -> tuple[str, str]:
    for name in names:
        if name in _BY_VALIDATOR:
            pattern, refusal = _BY_VALIDATOR[name]
            return f"^{pattern}$", refusal
    if slug:
        return rf"^(?=.{{1,{found.get('longest', '')}}}$){slug.removeprefix('^')}", "slug"
    if "_one_line" not in names:
        return "", ""
    shortest, longest = found.get("shortest") or 1, found.get("longest")
    head = rf"^{_STEADY if '_steady' in names else ''}\s*(?=\S){_WRITTEN if '_written' in names else ''}"
    counted = rf"(?:\S|\s+(?=\S)){{{shortest},{longest or ''}}}"
    refusal = "length" if longest and shortest > 1 else "longest" if longest else "written"
    return rf"{head}{counted}\s*$", refusal
