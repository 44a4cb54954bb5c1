"""Pictures that say where they were taken, and by whom, in every place that a kind of file has for it."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from pictures.corpus import saved, scene

MARKER = b"Ann of Elm Street 7"
PLACE = ((51, 1), (28, 1), (4037, 100))  # as Exif writes it, in fractions
PLACES = (struct.pack(">II", *PLACE[2]), struct.pack("<II", *PLACE[2]))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>' + MARKER + b"</a></x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB built-in", MARKER[:13])


def exif(orientation=1):
    """Return Exif data with owner and place."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = orientation
    found[ExifTags.Base.Artist] = MARKER.decode()
    found[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitude: tuple(a / b for a, b in PLACE)}
    return found


def says_something(data):
    """Return whether a file has the marker or the place anywhere, also in base64."""
    coded = [base64.b64encode(b" " * shift + MARKER)[4:20] for shift in range(3)]
    return any(words in data for words in (MARKER, *PLACES, *coded))


def segment(marker, content):
    """Return a segment of a JPEG."""
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def after_start(jpeg, *segments):
    """Return the JPEG with these segments right after its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(name, content):
    """Return a chunk of a PNG."""
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def riff(data, name, content):
    """Return the WebP with one more chunk."""
    body = data[8:] + name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def frames(size=(64, 48)):
    """Return three frames that differ."""
    found = []
    for number in range(3):
        frame = Image.new("RGB", size, (200, 40 * number, 30))
        ImageDraw.Draw(frame).rectangle((number * 10, 5, number * 10 + 8, 30), fill="blue")
        found.append(frame)
    return found


def moving(kind, **options):
    """Return an animation with times of its own for each frame."""
    first, *others = frames()
    return saved(first, kind, save_all=True, append_images=others, duration=[100, 250, 40], **options)


JPEG, PNG = saved(scene(320, 200)), saved(scene(320, 200), "PNG")
GIF, WEBP, AVIF = moving("GIF", loop=3), saved(scene(320, 200), "WEBP"), saved(scene(320, 200), "AVIF")
THUMBNAIL = saved(scene(64, 48), comment=MARKER)
WORDS = PngInfo()
WORDS.add_text("Author", MARKER.decode())
WORDS.add_itxt("XML:com.adobe.xmp", XMP.decode())


def mpo():
    """Return what phones write: two pictures in one file, each with a place."""
    target = BytesIO()
    second = scene(160, 100)
    second.encoderinfo = {"exif": exif()}
    scene(320, 200).save(target, "MPO", save_all=True, append_images=[second], exif=exif(6))
    return target.getvalue()


def icon():
    """Return an icon whose picture is a PNG with words."""
    picture = saved(Image.new("RGBA", (32, 32), "red"), "PNG", pnginfo=WORDS)
    table = struct.pack("<HHHBBBBHHII", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(picture), 22)
    return table + picture + MARKER


SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 64 48">'
# Every file by what it is; each says something, and each can be published.
FILES = {
    "exif.jpg": saved(scene(320, 200), exif=exif()),
    "turned.JPG": saved(scene(320, 200), exif=exif(6)),
    "mirrored.jpeg": saved(scene(320, 200), exif=exif(5)),
    "comment.jpg": saved(scene(320, 200), comment=MARKER),
    "xmp.jpg": after_start(JPEG, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "iptc.jpg": after_start(JPEG, segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x13" + MARKER)),
    "maker.jpg": after_start(JPEG, *(segment(number, MARKER) for number in range(0xE3, 0xF0))),
    "profile.jpg": saved(scene(320, 200), icc_profile=PROFILE),
    "thumbnail.jpg": after_start(JPEG, segment(0xE0, b"JFXX\0\x10" + THUMBNAIL)),
    "jfif-thumbnail.jpg": b"\xff\xd8" + segment(0xE0, JPEG[6:18] + b"\x03\x02" + MARKER[:18]) + JPEG[20:],
    "motion.jpg": JPEG + b"\0\0\0\x18ftypmp42" + MARKER,
    "mpo.jpg": mpo(),
    "mpo.MPO": mpo(),
    "progressive.jpg": saved(scene(320, 200), progressive=True, exif=exif()),
    "print.jpg": saved(scene(320, 200).convert("CMYK"), exif=exif()),
    "huge.jpg": saved(scene(2600, 300), exif=exif(3)),
    "exif.png": saved(scene(320, 200), "PNG", exif=exif()),
    "turned.png": saved(scene(320, 200), "PNG", exif=exif(8)),
    "words.png": saved(scene(320, 200), "PNG", pnginfo=WORDS),
    "profile.png": saved(scene(320, 200), "PNG", icc_profile=PROFILE),
    "palette-profile.png": saved(scene(320, 200).quantize(16), "PNG", icc_profile=PROFILE),
    "private.png": PNG[:33] + chunk(b"prVt", MARKER) + chunk(b"tIME", MARKER[:7]) + PNG[33:],
    "behind.png": PNG + MARKER,
    "moving.png": moving("PNG", pnginfo=WORDS, exif=exif()),
    "still.gif": saved(scene(320, 200), "GIF", comment=MARKER),
    "moving.gif": moving("GIF", comment=MARKER),
    "xmp.gif": GIF[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP + bytes((1, *range(255, -1, -1), 0)) + b"\x3b",
    "application.gif": GIF[:-1] + b"\x21\xff\x0bICCRGBG1012" + bytes((len(MARKER),)) + MARKER + b"\0\x3b",
    "text.gif": GIF[:-1] + b"\x21\x01\x0c" + bytes(12) + bytes((len(MARKER),)) + MARKER + b"\0\x3b",
    "behind.gif": GIF + MARKER,
    "exif.webp": saved(scene(320, 200), "WEBP", exif=exif(), xmp=XMP),
    "turned.webp": saved(scene(320, 200), "WEBP", exif=exif(6)),
    "lossless.webp": saved(scene(320, 200), "WEBP", lossless=True, exif=exif()),
    "profile.webp": saved(scene(320, 200), "WEBP", icc_profile=PROFILE),
    "moving.webp": moving("WEBP", exif=exif(), xmp=XMP, icc_profile=PROFILE),
    "private.webp": riff(WEBP, b"ANNX", MARKER),
    "behind.webp": WEBP + MARKER,
    "exif.avif": saved(scene(320, 200), "AVIF", exif=exif(), xmp=XMP),
    "turned.avif": saved(scene(320, 200), "AVIF", exif=exif(6)),
    "profile.avif": saved(scene(320, 200), "AVIF", icc_profile=PROFILE),
    "moving.avif": moving("AVIF", exif=exif(), xmp=XMP),
    "behind.avif": AVIF + MARKER,
    "favicon.ico": icon(),
    "really-a-jpeg.png": saved(scene(320, 200), exif=exif()),
    "really-a-gif.jpg": moving("GIF", comment=MARKER),
    "really-a-webp.jpeg": moving("WEBP", exif=exif()),
    "no-ending": saved(scene(320, 200), exif=exif()),
    "style.css": saved(scene(320, 200), exif=exif()),
    "notes.txt": saved(scene(320, 200), exif=exif()),
    "notes.drawn.svg": f"{SVG_START}<!-- {MARKER.decode()} --><metadata>{MARKER.decode()}</metadata><g/></svg>".encode(),
    "editor.svg": f'{SVG_START}<g xmlns:i="http://i" i:file="{MARKER.decode()}" data-by="{MARKER.decode()}"/></svg>'.encode(),
    "photo-in-it.svg": (
        SVG_START.encode()
        + b'<image href="data:image/jpeg;base64,'
        + base64.b64encode(saved(scene(32, 20), exif=exif(), comment=MARKER))
        + b'"/></svg>'
    ),
}
# Files that browsers do not show, or that nobody can read; none is published.
WITHHELD = {
    "phone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + MARKER,
    "phone-heic.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + MARKER,
    "scan.tif": saved(scene(64, 48), "TIFF", artist=MARKER.decode()),
    "tiff-without-ending": saved(scene(64, 48), "TIFF", artist=MARKER.decode()),
    "old.bmp": saved(scene(64, 48), "BMP") + MARKER,
    "new.jxl": b"\0\0\0\x0cJXL \r\n\x87\n" + MARKER,
    "film.jp2": saved(scene(64, 48), "JPEG2000") + MARKER,
    "raw.dng": b"II*\0" + MARKER,
    "raw.cr3": b"\0\0\0\x18ftypcrx " + MARKER,
    "layers.psd": b"8BPS" + MARKER,
    "packed.svgz": b"\x1f\x8b" + MARKER,
    "cut.jpg": saved(scene(800, 500), exif=exif())[:3000],
    "cut.png": saved(scene(320, 200), "PNG", exif=exif())[:3000],
    "cut.gif": moving("GIF", comment=MARKER)[:-60],
    "cut.webp": saved(scene(320, 200), "WEBP", exif=exif())[:-40],
    "cut-animation.webp": moving("WEBP", exif=exif())[:-40],
    "only-exif.jpg": b"\xff\xd8" + segment(0xE1, MARKER),
    "words.jpg": MARKER,
    "nothing.jpg": b"",
    "nothing.svg": b"",
    "runs.svg": f"{SVG_START}<script>{MARKER.decode()}</script></svg>".encode(),
}
