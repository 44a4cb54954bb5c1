"""The web editor at /admin/: `extra.coach.editor` in mkdocs.yml."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from coach.content.config.shown import WebAddress
from coach.source.schema import Fields


class EditorFields(Fields):
    """The keys of `extra.coach.editor`.

    With `review`, what is written there is a pull request until somebody publishes it; without it each save is a
    commit. `sign_in` is the address of a service that signs people in at GitHub; without it they paste a token.
    """

    EXAMPLES: ClassVar[dict[str, str]] = {"sign_in": "sign_in: https://sign-in.example.org"}

    review: bool = True
    sign_in: WebAddress | None = None


def _group(value: Any) -> Any:
    """Return the group that `editor: true` means, or none for `editor: false`."""
    said = str(value).strip().lower()
    return {} if said in {"true", "yes", "on"} else None if said in {"false", "no", "off"} else value


EditorField = Annotated[EditorFields | None, BeforeValidator(_group)]
