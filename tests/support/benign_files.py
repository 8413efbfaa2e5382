"""Files as people really send them, made by script: Office, pictures, PDFs, texts, films, with names of Taiwan."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile
from collections.abc import Callable

import av
from PIL import Image
from pypdf import PdfWriter

Sample = tuple[str, bytes]
NAMES = (
    "成果照片 114學年度 實習紀錄（最終版） 林𠮷祥老師＿教案 課程規劃表v2.1final 臺中市政府函 證照通過率 🔧工場日誌 "
    "ＰＢＬ專題實作 Photo-of-class １０月份成果 「技職力」簡報 訪視紀錄2025.11.03"
).split()
TEXT = "以提升學生就業準備度與職場表現為目標，鼓勵學校與企業合作，辦理實習、專題與產學專班。\n"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", OPEN_XML + "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", OPEN_XML + "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", OPEN_XML + "presentationml.presentation"),
}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


# what a phone keeps: lying on its side, with its maker and a place in it; encoding it takes a library of 27 MB
PHONE_HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9j"
    "AAAAAERAAAIAAQAAAAAB7AABAAAAAAAAACUAAgAAAAACEQABAAAAAAAAALoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "ABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNg"
    "AAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZE"
    "AcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAADAAAAABAAAAIAAAAAH////wAAAAAv///+AA"
    "AAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAA"
    "AOdtZGF0AAAAISgBrxmA94SFN//fHwjvXd/Eiflmhkf213L1GZ2/5/kxmAAAAAZFeGlmAABNTQAqAAAACAAEAQ8AAgAAAAwAAAA+ARIAAwAA"
    "AAEABgAAATsAAgAAAAQ/Pz8AiCUABAAAAAEAAABKAAAAAFBob25lIE1ha2VyAAAEAAEAAgAAAAJOAAAAAAIABQAAAAMAAACAAAMAAgAAAAJF"
    "AAAAAAQABQAAAAMAAACYAAAAAAAAABgAAAABAAAACAAAAAEAAAADAAAAAgAAAHgAAAABAAAAKAAAAAEAAAACAAAAAQ=="
)


def picture(form: str, *, seed: int = 0, side: int = 64, **extra: object) -> bytes:
    chance = random.Random(seed)
    image = Image.new("RGB", (side + seed % 7, side), (chance.randrange(256), seed % 256, 90))
    for _ in range(200):
        image.putpixel((chance.randrange(side), chance.randrange(side)), (chance.randrange(256), 40, 200))
    out = io.BytesIO()
    image.save(out, format=form, **extra)
    return out.getvalue()


def phone_photo(*, seed: int = 0, motion: bool = False) -> bytes:
    """A JPEG with place, camera and owner in it; some phones hang a short film on its end."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B], exif[0x0112] = "Phone Maker", "Phone 15", "王小明", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 8.0, 1.5), 3: "E", 4: (120.0, 40.0, 2.0)})
    return picture("JPEG", seed=seed, exif=exif.tobytes(), comment=b"taken by 0912-345-678") + (
        film("mp4") if motion else b""
    )


def pdf(*, pages: int = 1, author: str = "王小明") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Author": author, "/Title": "成果報告", "/Creator": "Writer"})
    writer.write(out)
    return out.getvalue()


def archive(members: dict[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def office(kind: str, *, more: dict[str, bytes | str] | None = None, body: str = "", types: str = "") -> bytes:
    main, media = MAIN[kind]
    content = types or f'<Types><Override PartName="/{main}" ContentType="{media}.main+xml"/></Types>'
    return archive(
        {
            "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content,
            "_rels/.rels": '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="' + main + '"/>'
            '<Relationship Id="b" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>',
            main: f'<?xml version="1.0"?><w:document w:author="王小明">{TEXT}{body}</w:document>',
            "docProps/core.xml": "<cp:coreProperties><dc:creator>王小明</dc:creator></cp:coreProperties>",
            "docProps/thumbnail.jpeg": picture("JPEG"),
            **(more or {}),
        }
    )


def opendocument(kind: str, *, more: dict[str, bytes | str] | None = None, manifest: str = "<manifest/>") -> bytes:
    members: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument." + OPEN_DOCUMENT[kind],
        "META-INF/manifest.xml": manifest,
        "content.xml": f"<office:document>{TEXT}</office:document>",
        "meta.xml": "<meta:initial-creator>王小明</meta:initial-creator>",
        **(more or {}),
    }
    return archive(members, stored=("mimetype",))


def long_film(seconds: int, *, version: int = 0) -> bytes:
    """An MP4 that says how long it is, in either way of saying it."""
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, 600, seconds * 600)
    head = struct.pack(">I4sB3x", 8 + 4 + len(times), b"mvhd", version) + times
    return film("mp4")[:-16] + struct.pack(">I4s", 8 + len(head), b"moov") + head


def film(kind: str) -> bytes:
    brand = {"mp4": b"isom", "mov": b"qt  ", "m4a": b"M4A "}[kind]
    head = struct.pack(">I4s4sI4s4s", 24, b"ftyp", brand, 512, brand, b"mp41")
    return head + struct.pack(">I4s", 8 + 64, b"mdat") + bytes(64) + struct.pack(">I4s", 16, b"moov") + bytes(8)


def moving_film(form: str = "mp4") -> bytes:
    """A second of red."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as film:
        track = film.add_stream("mpeg4" if form == "mp4" else "libvpx", rate=10)
        track.width, track.height, track.pix_fmt = 64, 32, "yuv420p"
        red = Image.new("RGB", (64, 32), (200, 60, 40))
        red_frame = av.VideoFrame.from_image(red)  # type: ignore[no-untyped-call]
        for _ in range(10):
            film.mux(track.encode(red_frame))
        film.mux(track.encode())
    return out.getvalue()


def sound() -> bytes:
    return (
        b"RIFF"
        + struct.pack("<I4s4sIHHIIHH4sI", 136, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", 100)
        + bytes(100)
    )


MAKERS: dict[str, Callable[[int], bytes]] = {
    "jpg": lambda seed: phone_photo(seed=seed),
    "JPG": lambda seed: phone_photo(seed=seed, motion=True),
    "jpeg": lambda seed: picture("JPEG", seed=seed, progressive=True),
    "png": lambda seed: picture("PNG", seed=seed),
    "webp": lambda seed: picture("WEBP", seed=seed),
    "gif": lambda seed: picture("GIF", seed=seed),
    "avif": lambda seed: picture("AVIF", seed=seed),
    "heic": lambda _seed: PHONE_HEIC,
    "pdf": lambda seed: pdf(pages=1 + seed % 5),
    "docx": lambda seed: office("docx", body=str(seed)),
    "xlsx": lambda seed: office("xlsx", more={"xl/worksheets/sheet1.xml": f"<sheet>{seed}</sheet>"}),
    "pptx": lambda seed: office(
        "pptx", more={"ppt/embeddings/Microsoft_Excel_Sheet.xlsx": office("xlsx", body=str(seed))}
    ),
    "odt": lambda seed: opendocument("odt", more={"n.txt": str(seed)}),
    "ods": lambda seed: opendocument("ods", more={"n.txt": str(seed)}),
    "odp": lambda seed: opendocument("odp", more={"n.txt": str(seed)}),
    "txt": lambda seed: (TEXT * (1 + seed)).encode(("utf-8", "utf-8-sig", "cp950", "utf-16")[seed % 4]),
    "csv": lambda seed: ("學校,人數\n" + f"海風高工,{seed}\n" * 5).encode(("utf-8-sig", "cp950")[seed % 2]),
    "md": lambda seed: f"# 標題 {seed}\n\n{TEXT}".encode(),
    "mp4": lambda _seed: film("mp4"),
    "mov": lambda _seed: film("mov"),
    "m4a": lambda _seed: film("m4a"),
    "wav": lambda _seed: sound(),
}
