"""What kind of picture a file is, by its first bytes and not by its name, which may be wrong or missing."""

from __future__ import annotations

import posixpath
import re

from coach.pictures.image_set import Fault

FIRST = 2048  # bytes that `kind_of` looks at
DRAWING = "SVG"
STILL = ("JPEG", "PNG", "WebP", "AVIF")  # these get renditions, unless they are animated
_STARTS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"\0\0\1\0": "ICO",
    b"\0\0\2\0": "CUR",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"II+\0": "TIFF",
    b"MM\0+": "TIFF",
    b"II\xbc\1": "JPEG XR",
    b"IIRO": "Olympus",
    b"IIRS": "Olympus",
    b"IIU\0": "Panasonic",
    b"FUJIFILMCCD-RAW": "Fujifilm",
    b"8BPS": "Photoshop",
    b"gimp xcf": "GIMP",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL \r\n\x87\n": "JPEG XL",
    b"\0\0\0\x0cjP  \r\n\x87\n": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
}
_BRANDS = {  # of ISO files, whose first box names them
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"), "HEIC"),
    b"crx ": "Canon",
}
_BITMAP = re.compile(rb"BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
_SVG = re.compile(
    rb"\s*(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>)\s*)*+<(?:[\w.-]+:)?svg[\s>/]", re.DOTALL
)
# Endings that say a file is a picture, whatever is in it: "" for those that browsers show, and others by kind.
_BY_ENDING = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp", "png", "apng", "gif", "webp", "avif", "ico"), ""),
    **dict.fromkeys(("svg",), DRAWING),
    **dict.fromkeys(("heic", "heif", "hif", "heics", "avci"), "HEIC"),
    **dict.fromkeys(("tif", "tiff"), "TIFF"),
    **dict.fromkeys(("bmp", "dib"), "BMP"),
    **dict.fromkeys(("jp2", "j2k", "jpx", "jpf"), "JPEG 2000"),
    "jxl": "JPEG XL",
    "jxr": "JPEG XR",
    "psd": "Photoshop",
    "xcf": "GIMP",
    "svgz": "SVGZ",
    "cur": "CUR",
    **dict.fromkeys(("mpo", "jps"), "MPO"),
    **dict.fromkeys(("dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf", "pef", "srw"), "raw"),
}
_UNFIT = "a kind that browsers do not show; it is not published."
SVGZ = Fault('the drawing "{}" is a packed SVG; it is not published.', "Save it as plain SVG, with the ending .svg.")


def kind_of(data: bytes, path: str = "") -> str:
    """Return the kind of a picture by the first bytes of its file; "" where they are no picture's.

    A name that says SVG is believed; XML with any other name is a drawing if it is named .xml or has no ending.
    """
    ending = _ending(path)
    if data[4:8] == b"ftyp":
        return _iso_kind(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if ending == "svgz" or (ending == "svg" and data.startswith(b"\x1f\x8b")):
        return "SVGZ"
    if kind := next((kind for start, kind in _STARTS.items() if data.startswith(start)), ""):
        return kind
    if ending == "svg" or (ending in {"", "xml"} and _SVG.match(data.removeprefix(b"\xef\xbb\xbf"))):
        return DRAWING
    return "BMP" if _BITMAP.match(data) else ""


def named_picture(path: str) -> bool:
    """Return whether a file's name says that it is a picture."""
    return _ending(path) in _BY_ENDING


def named_kind(path: str) -> str:
    """Return the kind that a file's name says; "" where browsers show files of that name."""
    return _BY_ENDING.get(_ending(path), "")


def unfit(kind: str) -> Fault:
    """Return what is wrong with a picture of a kind that browsers do not show."""
    return (
        SVGZ
        if kind == "SVGZ"
        else Fault(f'the picture "{{}}" is {_article(kind)} file, {_UNFIT}', "Save it as JPEG or PNG.")
    )


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind}"


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1][1:].lower()


def _iso_kind(data: bytes) -> str:
    end = min(int.from_bytes(data[:4], "big"), len(data))
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))]
    kinds = {_BRANDS[brand] for brand in brands if brand in _BRANDS}
    return next((kind for kind in ("AVIF", "HEIC", "Canon") if kind in kinds), "")
