"""Why a drawing is refused, as its author is told."""

from __future__ import annotations

from coach.pictures.image_set import Fault

_SHOWN = 60  # characters of an address in a message


class RefusedError(Exception):
    """The drawing holds what may not be published; `fault` says what and where."""

    def __init__(self, what: str, line: int, hint: str) -> None:
        super().__init__(what)
        text = what if len(what) <= _SHOWN else f"{what[:_SHOWN]}…"
        said = " ".join(text.split()).replace("{", "{{").replace("}", "}}")
        self.fault = Fault(f'the drawing "{{}}" {said} in line {line}; it is not published.', hint)


def has_element(name: str, line: int) -> RefusedError:
    """Return the refusal of an element."""
    if name == "foreignObject":
        return RefusedError("has a <foreignObject>", line, "Save it with its texts as SVG text or as paths.")
    return RefusedError(f"has a <{name}>", line, "Take it out, or save the drawing as plain SVG.")


def runs_script(what: str, line: int) -> RefusedError:
    """Return the refusal of an event handler, of an address that is a script, and of what could make one."""
    return RefusedError(f"has a script, {what},", line, "Take it out, or save the drawing as plain SVG.")


def loads(address: str, line: int) -> RefusedError:
    """Return the refusal of an address outside the drawing."""
    return RefusedError(f'loads "{address}"', line, "Put into the drawing what it shows, or take the address out.")
