"""What pictures say of place and owner stays behind, and pixels, frames and times do not change."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageSequence

from coach.pictures.encode import Encoded, encode
from coach.pictures.image_set import UNREADABLE, Fault
from coach.pictures.kinds import kind_of
from coach.pictures.measure import decode, measure, without_metadata
from coach.pictures.metadata.strip import STRIPPED, strip
from pictures.corpus import saved, scene
from pictures.marked import AVIF, FILES, GIF, JPEG, PNG, PROFILE, WEBP, WITHHELD, exif, icon, moving, says_something

STRIPPABLE = {name: data for name, data in FILES.items() if kind_of(data, name) in STRIPPED}
NO_MARK = {
    "profile.jpg",
    "profile.png",
    "palette-profile.png",
    "profile.webp",
    "profile.avif",
}  # thirteen letters of it


def shown(data):
    """Return each frame as it is seen, with its time."""
    image = Image.open(BytesIO(data))
    return [(frame.convert("RGBA").tobytes(), frame.info.get("duration")) for frame in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("name", FILES)
def test_every_file_here_says_something(name):
    assert says_something(FILES[name]) or name in NO_MARK or "thumbnail" in name or b"Ann of Elm St" in FILES[name]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("as_shown", [True, False])
def test_nothing_of_it_is_published(name, as_shown):
    data = FILES[name]
    assert not isinstance(measure(data, name), Fault)
    found = encode(data, name, shown=as_shown)

    assert isinstance(found, Encoded)
    assert found.original is not None
    for one in (found.original, *(made for _, _, made in found.renditions)):
        assert not says_something(one)
        assert b"Ann of" not in one


@pytest.mark.parametrize("name", STRIPPABLE)
def test_pixels_frames_and_times_stay_the_same(name):
    data = STRIPPABLE[name]
    stripped = strip(data, kind_of(data, name))

    assert not says_something(stripped)
    frames = shown(data)
    assert shown(stripped) == (frames[:1] if "mpo" in name.lower() else frames)
    assert strip(stripped, kind_of(data, name)) == stripped


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_keeps_frames_times_and_loops(kind):
    data = moving(kind, **({} if kind == "AVIF" else {"loop": 3}), **({} if kind == "GIF" else {"exif": exif()}))
    found = encode(data, shown=True).original or data

    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(found))
    assert (after.n_frames, after.info.get("loop")) == (3, before.info.get("loop"))
    assert [time for _, time in shown(found)] == [time for _, time in shown(data)] == [100, 250, 40]


def test_an_animated_avif_is_the_same_at_any_time():
    first = encode(moving("AVIF", exif=exif()), shown=False)
    now = time.time()
    while int(time.time()) == int(now):
        time.sleep(0.05)

    assert encode(moving("AVIF", exif=exif()), shown=False) == first


@pytest.mark.parametrize("data", [JPEG, PNG, GIF, WEBP, saved(scene(64, 48), "GIF"), moving("PNG"), moving("WEBP")])
def test_a_file_that_says_nothing_is_published_as_it_is(data):
    assert encode(data, shown=False).original is None


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_orientation_is_all_that_stays_of_exif(kind, orientation):
    stripped = without_metadata(saved(scene(64, 48), kind, exif=exif(orientation)), "")

    assert dict(Image.open(BytesIO(stripped)).getexif()) == {274: orientation}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colours_are_all_that_stays_of_a_profile(kind):
    image = saved(scene(64, 48), kind, icc_profile=wide_profile())
    stripped = without_metadata(image, "")

    assert b"Ann of" not in Image.open(BytesIO(stripped)).info["icc_profile"]
    assert ImageChops.difference(in_srgb(image), in_srgb(stripped)).getbbox() is None
    assert ImageChops.difference(in_srgb(image), Image.open(BytesIO(image)).convert("RGB")).getbbox() is not None


def wide_profile():
    """Return a profile with other colours than sRGB: red and green change places, and words."""
    data = PROFILE
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    return data[:red] + b"gXYZ" + data[red + 4 : green] + b"rXYZ" + data[green + 4 :]


def in_srgb(data):
    image = Image.open(BytesIO(data))
    if "icc_profile" not in image.info:
        return image.convert("RGB")
    profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
    return ImageCms.profileToProfile(image.convert("RGB"), profile, ImageCms.createProfile("sRGB"))


@pytest.mark.parametrize("mode", ["RGB", "P", "RGBA"])
def test_other_colours_than_srgb_are_kept_or_converted(mode):
    image = scene(64, 48).convert(mode)
    if mode == "RGBA":
        image.putpixel((63, 47), (0, 0, 0, 0))
    found = encode(saved(image, "PNG", icc_profile=wide_profile()), shown=True)

    for data in (found.original, *(made for _, _, made in found.renditions)):
        red, green, _ = in_srgb(data).getpixel((5, 5))
        assert green > red + 100  # the corner was red


@pytest.mark.parametrize("name", WITHHELD)
def test_what_cannot_be_shown_has_a_fault(name):
    data = WITHHELD[name]
    found = measure(data, name)

    assert isinstance(found, Fault) or isinstance(decode(data, name), Fault)
    assert isinstance(encode(data, name, shown=True), Fault)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "phone.heic",
            'the picture "phone.heic" is a HEIC file, a kind that browsers do not show; it is not published.',
        ),
        (
            "phone-heic.jpg",
            'the picture "phone-heic.jpg" is a HEIC file, a kind that browsers do not show; it is not published.',
        ),
        ("scan.tif", 'the picture "scan.tif" is a TIFF file, a kind that browsers do not show; it is not published.'),
        ("packed.svgz", 'the drawing "packed.svgz" is a packed SVG; it is not published.'),
    ],
)
def test_the_kind_is_named(name, message):
    assert measure(WITHHELD[name], name).message.format(name) == message


@pytest.mark.parametrize("name", FILES)
def test_no_cut_is_more_than_a_fault(name):
    data = FILES[name]
    for length in {*range(min(len(data), 80)), *range(80, len(data), max(1, len(data) // 60))}:
        found = without_metadata(data[:length], name)
        assert isinstance(found, (bytes, Fault))
        if isinstance(found, bytes):
            assert not says_something(found)


def test_a_picture_that_is_cut_off_in_the_middle_of_a_block_is_named():
    assert without_metadata(GIF[:-20], "") == without_metadata(PNG[:-20], "") == UNREADABLE
    assert without_metadata(icon()[:60], "") == UNREADABLE
    assert kind_of(AVIF) == "AVIF"


def test_an_avif_with_millions_of_pieces_takes_no_longer():
    data = bytearray(AVIF)
    at = data.index(b"iloc") + 8
    data[at : at + 2] = b"\0\0"  # offsets and lengths of no bytes
    data[at + 2 : at + 4] = b"\xff\xff"  # so many items
    start = time.perf_counter()

    assert without_metadata(bytes(data), "") == UNREADABLE
    assert time.perf_counter() - start < 1
