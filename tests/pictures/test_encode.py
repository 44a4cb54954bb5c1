"""The measurements of a picture, and its renditions."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import coach.pictures.encode as encode_module
from coach.pictures.encode import LARGEST, Encoded, encode
from coach.pictures.image_set import MOST_BYTES, TOO_BIG, UNREADABLE, Fault
from coach.pictures.measure import Measured, measure
from pictures.corpus import SVG, bomb, moving, photo, saved, scene

PHOTO = photo()
SMALL = {
    "JPEG": photo(300, 200, orientation=6, profile=True),
    "PNG": saved(scene(300, 200).convert("RGBA"), "PNG"),
    "WEBP": saved(scene(300, 200), "WEBP"),
    "AVIF": saved(scene(300, 200), "AVIF"),
    "SVG": SVG,
    "GIF": moving(),
}


def opened(data):
    image = Image.open(BytesIO(data))
    image.load()
    return image


def made(data, *, shown=True):
    found = encode(data, shown=shown)
    assert isinstance(found, Encoded), found
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PHOTO, Measured(1600, 1000)),
        (photo(orientation=3), Measured(1600, 1000)),
        (photo(orientation=6), Measured(1000, 1600)),
        (SMALL["WEBP"], Measured(300, 200)),
        (SMALL["AVIF"], Measured(300, 200)),
        (moving("GIF"), Measured(64, 48, moving=True)),
        (moving("WEBP"), Measured(64, 48, moving=True)),
        (moving("PNG"), Measured(64, 48, moving=True)),
        (moving("AVIF"), Measured(64, 48, moving=True)),
        (SVG, Measured(640, 360)),
        (
            b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="20.4"/>',
            Measured(30, 20),
        ),
        (b"<svg", UNREADABLE),
        (b"<html/>", UNREADABLE),
        (b"", UNREADABLE),
        (b"no picture", UNREADABLE),
        (PHOTO[:300], UNREADABLE),
        (bomb(), TOO_BIG),
        (bomb(10_000, 6_000), TOO_BIG),
        (bytes(MOST_BYTES + 1), TOO_BIG),
    ],
)
def test_a_picture_is_measured_as_it_is_seen(data, expected):
    assert measure(data) == expected


def test_a_drawing_full_of_entities_is_not_unfolded():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    data = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]><svg viewBox="0 0 5 5"><text>&a8;</text></svg>'

    assert measure(data.encode()) in (Measured(5, 5), UNREADABLE)


def test_renditions_have_the_widths_that_screens_need():
    found = made(PHOTO)

    assert (found.width, found.height) == (1600, 1000)
    assert [(width, kind) for width, kind, _ in found.renditions] == [
        (480, "avif"), (800, "avif"), (1320, "avif"), (480, "webp"), (800, "webp"), (1320, "webp"),
    ]  # fmt: skip
    for width, kind, data in found.renditions:
        image = opened(data)
        assert (image.format.lower(), image.width, image.height) == (kind, width, round(width / 1.6))
        assert len(data) < len(PHOTO) / 3


def drawing(width=1600, height=1000):
    """Return something like a screenshot: large areas of one colour, and small hard edges."""
    image = Image.new("RGB", (width, height), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for step in range(0, min(width, height), 12):
        draw.line((step, 20, step + 300, height - 20), fill=((step * 7) % 255, 30, 90), width=2)
    return image


def test_a_drawing_gets_webp_only_and_a_photograph_avif_before_it():
    kinds = [dict.fromkeys(kind for _, kind, _ in made(saved(one)).renditions) for one in (drawing(), scene())]

    assert [list(one) for one in kinds] == [["webp"], ["avif", "webp"]]


@pytest.mark.parametrize(("width", "steps"), [(1600, [1600, 1320, 800]), (900, [900, 800]), (480, []), (300, [])])
def test_each_width_is_made_from_the_next_wider_one(monkeypatch, width, steps):
    data = saved(scene(width, 400))
    resize, found = Image.Image.resize, []
    monkeypatch.setattr(Image.Image, "resize", lambda image, *given: found.append(image.width) or resize(image, *given))
    made(data)

    assert found == steps


def test_a_type_that_saves_nothing_is_made_in_one_width_only(monkeypatch):
    found = []
    monkeypatch.setattr(encode_module, "_save", lambda image, *_: found.append(image.width) or bytes(10**7))

    assert made(saved(scene()), shown=True).renditions == ()
    assert found == [1320, 1320]  # AVIF and WebP


def test_no_picture_is_made_bigger():
    assert {width for width, _, _ in made(photo(500, 300)).renditions} == {480, 500}
    assert {width for width, _, _ in made(SMALL["JPEG"]).renditions} == {200}  # it lies on its side


def test_a_type_that_saves_nothing_is_left_out():
    flat = saved(Image.new("P", (900, 600)), "PNG")

    assert made(flat) == Encoded(900, 600)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation):
    upright = scene(320, 200)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transpositions that lead there
    stored = upright.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[274] = orientation
    found = made(saved(stored, quality=95, exif=exif))

    assert (found.width, found.height) == (320, 200)
    for data in (found.original, *(data for _, _, data in found.renditions)):
        image = opened(data).convert("RGB")
        red, other = image.getpixel((20, 20)), image.getpixel((300, 180))
        assert red[0] - red[1] > 100, image.format
        assert other[1] > 80 or other[2] > 80, image.format


def test_nothing_stays_of_who_took_it_where_and_with_what():
    found = made(photo(orientation=6, profile=True))
    for data in (found.original, *(data for _, _, data in found.renditions)):
        image = opened(data)
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "icc_profile", "comment", "xmp", "photoshop"}
        assert b"Phone of Ann" not in data
        assert b"taken at home" not in data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_words_in_other_types_go_too(kind):
    exif = Image.Exif()
    exif[271] = "Phone of Ann"
    data = saved(scene(300, 200), kind, exif=exif)
    assert b"Phone of Ann" in data

    assert b"Phone of Ann" not in made(data, shown=False).original


def test_words_behind_the_pixels_of_a_png_go_too():
    import zlib

    plain = saved(scene(300, 200), "PNG")
    chunk = b"tEXtAuthor\0Ann"
    data = (
        plain[:-12] + (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + plain[-12:]
    )

    assert b"Ann" not in made(data, shown=False).original


def test_an_original_without_words_is_published_as_it_is():
    assert made(saved(scene(300, 200)), shown=False) == Encoded(300, 200)


def test_a_png_keeps_its_few_colours():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Ann")
    found = made(saved(scene(300, 200).quantize(16), "PNG", pnginfo=words), shown=False)

    assert opened(found.original).mode == "P"


def test_a_huge_original_becomes_a_big_one():
    found = made(photo(5000, 2500), shown=False)

    assert (found.width, found.height) == opened(found.original).size == (LARGEST, LARGEST // 2)


@pytest.mark.parametrize("words", [{}, {"dpi": (72, 72)}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}])
def test_a_drawing_that_would_grow_when_it_is_made_smaller_keeps_its_size(words):
    image = Image.new("P", (2842, 1200))
    image.putpalette([255, 255, 255, 20, 60, 90])
    for step in range(0, 2800, 7):
        ImageDraw.Draw(image).line((step, 0, step + 400, 1200), fill=1)
    data = saved(image, "PNG", **words)
    found = made(data)

    assert (found.width, found.height) == (2842, 1200)
    assert found.original is None or len(found.original) < len(data)


@pytest.mark.parametrize("image", [scene(2000, 1200), scene(1400, 900).quantize(8), scene(900, 600).convert("1")])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_no_rendition_is_larger_than_a_wider_one_or_the_original(image, kind):
    data = saved(image, kind, **({"quality": 20} if kind == "WEBP" else {}))
    found = made(data)
    for type_ in ("avif", "webp"):
        lengths = [len(one) for _, kind, one in found.renditions if kind == type_]
        assert lengths == sorted(set(lengths))
        assert all(length < len(found.original or data) for length in lengths)


@pytest.mark.parametrize(("size", "expected"), [((4032, 3024), (2016, 1512)), ((3000, 2000), (2400, 1600))])
def test_a_photograph_of_a_telephone_is_decoded_at_half_its_size(size, expected):
    found = made(photo(*size), shown=False)

    assert (found.width, found.height) == opened(found.original).size == expected


def test_an_alpha_channel_that_hides_nothing_is_in_no_rendition():
    found = made(saved(scene(300, 200).convert("RGBA"), "PNG"))

    for _, _, data in found.renditions:
        assert opened(data).mode == "RGB"


def test_what_can_be_seen_through_stays_so():
    image = Image.new("RGBA", (300, 200), (200, 30, 30, 0))
    image.paste(scene(150, 200), (0, 0))
    for _, kind, data in made(saved(image, "PNG")).renditions:
        rendition = opened(data).convert("RGBA")
        assert (rendition.getpixel((290, 100))[3], rendition.getpixel((10, 190))[3]) == (0, 255), kind


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_understood(mode):
    if mode == "I;16":
        image = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        image = scene(256, 256).convert(mode)
    made(saved(image, "PNG"))


def test_a_picture_of_sixteen_bits_keeps_its_greys():
    image = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    _, _, data = made(saved(image, "PNG")).renditions[0]

    assert [abs(opened(data).convert("L").getpixel((128, y)) - y) < 6 for y in (20, 128, 230)] == [True] * 3


def test_colours_for_print_become_colours_for_screens():
    for _, _, data in made(saved(scene(300, 200).convert("CMYK"))).renditions:
        red = opened(data).convert("RGB").getpixel((20, 20))
        assert red[0] - red[1] > 80


def test_the_same_picture_gives_the_same_bytes():
    assert encode(PHOTO, shown=True) == encode(PHOTO, shown=True)


@settings(max_examples=60)
@given(st.data())
def test_no_damage_is_more_than_a_fault(data):
    whole = bytearray(SMALL[data.draw(st.sampled_from(sorted(SMALL)))])
    for _ in range(data.draw(st.integers(0, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(whole[: data.draw(st.integers(0, len(whole)))])

    found = measure(damaged)
    assert isinstance(found, (Measured, Fault))
    if (
        isinstance(found, Measured)
        and not found.moving
        and not damaged.startswith(b"<")
        and found.width < 1000 > found.height
    ):
        assert isinstance(encode(damaged, shown=False), (Encoded, Fault))
