"""Pictures as authors have them, made by Pillow, so that the repository holds no large files."""

from __future__ import annotations

from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageDraw

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><path d="M0 0h640v360z"/></svg>'


def scene(width=1600, height=1000):
    """Return something like a photograph: soft, with a red corner at the top left and a few hard edges."""
    soft = Image.linear_gradient("L").resize((width, height)), Image.radial_gradient("L").resize((width, height))
    image = Image.merge("RGB", (soft[0], soft[1], soft[0].transpose(Image.Transpose.ROTATE_180)))
    draw = ImageDraw.Draw(image)
    for step in range(0, max(width, height), 40):
        draw.ellipse((step, step // 2, step + 30, step // 2 + 25), fill=(step % 255, 120, 200))
    draw.rectangle((0, 0, width // 4, height // 4), fill=(220, 20, 20))
    return image


def saved(image, kind="JPEG", **options):
    """Return the image's file."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photo(width=1600, height=1000, *, orientation=1, profile=False):
    """Return a JPEG as a telephone takes it: where, with what, lying on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Phone of Ann"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 30.0, 0.0)
    exif[ExifTags.IFD.GPSInfo] = exif.get_ifd(ExifTags.IFD.GPSInfo)
    more = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()} if profile else {}
    return saved(scene(width, height), quality=88, exif=exif, comment=b"taken at home", **more)


def moving(kind="GIF"):
    """Return a picture of two frames."""
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=200)


def bomb(width=20_000, height=20_000):
    """Return a small PNG that says it is enormous."""
    data = bytearray(saved(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)
