import hashlib
import io
import os
import struct
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from baigong.kit import time
from baigong.kit.errors import BadInput
from baigong.kit.files import inspection
from baigong.kit.files.actions import keep, keep_made, remove
from baigong.kit.files.downloads import disposition, send_file
from baigong.kit.files.models import StoredFile
from baigong.kit.files.reconciliation import compare, remove_leftovers, unreferenced
from baigong.kit.files.sentences import sentence
from baigong.kit.jobs import worker
from tests.support import benign_files as good

pytestmark = pytest.mark.django_db


def upload(data: bytes, name: str) -> ContentFile[bytes]:
    return ContentFile(data, name=name)


def test_a_kept_file_comes_back_byte_for_byte_under_a_name_that_says_nothing(store: Path) -> None:
    kept = keep(upload(good.pdf(), "林𠮷祥／成果報告.pdf"), purpose="evidence")
    assert kept.read() == good.pdf()
    assert kept.sha256 == hashlib.sha256(good.pdf()).hexdigest()
    assert (kept.name, kept.media_type) == ("林𠮷祥／成果報告.pdf", "application/pdf")
    assert [path.name for path in store.rglob("*") if path.is_file()] == [kept.public_id]


def test_a_refused_file_leaves_nothing_behind(store: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        keep(upload(b"MZ" + bytes(200), "照片.jpg"), purpose="evidence")
    assert refusal.value.faults["file"] == sentence("program", allowed=())
    assert not StoredFile.objects.exists()
    assert not list(store.rglob("*"))


def test_a_phone_picture_among_films_is_told_what_is_taken_there(store: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        keep(upload(good.PHONE_HEIC, "照片.heic"), purpose="evidence", allowed=("MP4", "MOV"))
    assert "MP4" in refusal.value.faults["file"]


def test_the_sentence_for_an_unknown_kind_names_those_that_are_taken() -> None:
    with pytest.raises(BadInput, match=r"PDF.*JPG"):
        keep(upload(b"x", "成果.xyz"), purpose="evidence", allowed=("PDF", "JPG"))


def test_a_kind_that_this_field_does_not_take_is_refused() -> None:
    with pytest.raises(BadInput, match="JPG"):
        keep(upload(good.pdf(), "成果.pdf"), purpose="portrait", allowed=("JPG",))


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(BadInput, match="1 MB"):
        keep(upload(b"%PDF-" + bytes(1024 * 1024), "成果.pdf"), purpose="evidence", most=1024 * 1024)


def test_a_file_is_synced_renamed_and_its_folder_synced_before_its_row_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("sync folder" if Path(f"/proc/self/fd/{descriptor}").readlink().is_dir() else "sync file")
        sync(descriptor)

    def rename(self: Path, target: Any) -> Path:
        steps.append("rename")
        assert not StoredFile.objects.exists()
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", rename)
    keep_made(b"x", name="x.pdf", media_type="application/pdf", purpose="certificate")
    assert steps[-5:] == ["sync file", "rename", *["sync folder"] * 3]  # its own, the store, the data folder


def test_a_write_that_fails_leaves_neither_file_nor_row(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        keep_made(b"x", name="x.pdf", media_type="application/pdf", purpose="certificate")
    assert not [path for path in store.rglob("*") if path.is_file()]
    assert not StoredFile.objects.exists()


def test_a_download_is_an_attachment_under_its_own_name_and_never_a_page() -> None:
    kept = keep(upload(good.pdf(), "林𠮷祥 成果報告.pdf"), purpose="evidence")
    response = send_file(kept)
    assert b"".join(response.streaming_content) == good.pdf()  # type: ignore[arg-type]
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert "filename*=UTF-8''%E6%9E%97%F0%A0%AE%B7%E7%A5%A5%20" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Length"] == str(kept.size)
    response.close()


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nSet-Cookie: x.pdf", "../../a.pdf", "a\u202efdp.exe", "；.pdf"])
def test_a_name_cannot_leave_its_header(name: str) -> None:
    value = disposition(name)
    assert value.isascii()
    assert value.count('"') == 2
    assert not set("\r\n/") & set(value)


def copied(data: bytes, name: str, folder: Path) -> tuple[str, bytes]:
    source, target = folder / "in", folder / "out"
    source.write_bytes(data)
    return inspection.copy_without_traces(
        source, name=name, target=target, preview=folder / "small", words=folder / "words"
    ), target.read_bytes()


def test_a_copy_of_a_photo_knows_no_place_camera_or_person(tmp_path: Path) -> None:
    original = good.phone_photo()
    assert b"Phone Maker" in original
    media_type, copy = copied(original, "照片.jpg", tmp_path)
    picture = Image.open(io.BytesIO(copy))
    assert media_type == "image/jpeg"
    assert not picture.getexif()
    assert not any(word in copy for word in (b"Phone", b"0912", "王小明".encode(), b"Exif"))
    assert picture.size == (64, 64)  # the camera lay on its side: turned upright


def test_a_see_through_picture_stays_see_through(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert copied(out.getvalue(), "標誌.png", tmp_path)[0] == "image/png"


def test_a_copy_of_a_pdf_knows_no_author(tmp_path: Path) -> None:
    media_type, copy = copied(good.pdf(pages=3), "報告.pdf", tmp_path)
    reader = PdfReader(io.BytesIO(copy))
    assert media_type == "application/pdf"
    assert len(reader.pages) == 3
    assert "/Author" not in (reader.metadata or {})
    assert "王小明".encode("utf-16-be") not in copy


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt"])
def test_a_copy_of_an_office_file_knows_no_author_and_is_still_one(kind: str, tmp_path: Path) -> None:
    data = good.MAKERS[kind](1)
    _, copy = copied(data, f"教案.{kind}", tmp_path)
    (tmp_path / "again").write_bytes(copy)
    inspection.examine(tmp_path / "again", name=f"教案.{kind}")
    text = b"".join(data for _, data in _members(copy))
    assert "王小明".encode() not in text
    assert good.TEXT.strip().encode() in text or kind in {"xlsx", "pptx"}


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize("kind", [kind for kind in good.MAKERS if kind != "wav"])
def test_every_kind_that_judges_are_shown_has_a_copy(kind: str) -> None:
    data = good.MAKERS[kind](3)
    kept = keep(upload(data, f"王小明的教案.{kind}"), purpose="evidence")
    worker.drain()
    copy = StoredFile.objects.get(copy_of=kept)
    assert copy.read()
    assert kept.read() == data


@pytest.mark.parametrize("kind", ["jpg", "png", "heic", "pdf", "docx"])
def test_pictures_and_first_pages_have_a_small_picture(kind: str) -> None:
    kept = keep(upload(good.MAKERS[kind](3), f"王小明的教案.{kind}"), purpose="evidence")
    worker.drain()
    small = StoredFile.objects.filter(preview_of=kept).first()
    if kind == "docx":
        assert small is None
        return
    assert small is not None
    picture = Image.open(io.BytesIO(small.read()))
    assert (picture.format, max(picture.size) <= 720) == ("JPEG", True)
    assert not picture.getexif()


@pytest.mark.parametrize("form", ["mp4", "webm"])
def test_a_film_has_a_still_even_where_it_has_no_copy(form: str) -> None:
    kept = keep(upload(good.moving_film(form), f"操作.{form}"), purpose="evidence")
    worker.drain()
    still = Image.open(io.BytesIO(StoredFile.objects.get(preview_of=kept).read()))
    assert still.size == (64, 32)
    assert still.convert("RGB").getpixel((32, 16))[0] > 150  # type: ignore[index]
    assert StoredFile.objects.filter(copy_of=kept).exists() is (form == "mp4")


def test_a_phones_picture_becomes_one_that_everybody_can_see(tmp_path: Path) -> None:
    assert b"Phone Maker" in good.PHONE_HEIC
    media_type, copy = copied(good.PHONE_HEIC, "照片.heic", tmp_path)
    picture = Image.open(io.BytesIO(copy))
    assert (media_type, picture.format, picture.size) == ("image/jpeg", "JPEG", (32, 48))
    assert not picture.getexif()
    assert b"Phone" not in copy


def test_letting_go_takes_copies_and_previews_along(store: Path) -> None:
    kept = keep(upload(good.MAKERS["jpg"](3), "照片.jpg"), purpose="evidence")
    worker.drain()
    assert StoredFile.objects.count() == 3
    with transaction.atomic():
        remove([kept])
    worker.drain()
    assert StoredFile.objects.count() == 0
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_a_film_says_neither_where_nor_when(tmp_path: Path) -> None:
    place = b"\xa9xyz" + b"+24.1383+120.6736/"
    user = struct.pack(">I4s", 8 + 4 + len(place), b"udta") + struct.pack(">I", 4 + len(place)) + place
    header = struct.pack(">I4sI", 8 + 4 + 8, b"mvhd", 0) + b"\xde\xad\xbe\xef" * 2
    film = good.film("mp4")[:-16] + struct.pack(">I4s", 8 + len(header + user), b"moov") + header + user
    media_type, copy = copied(film, "操作.mp4", tmp_path)
    assert media_type == "video/mp4"
    assert len(copy) == len(film)
    assert b"120.6736" not in copy
    assert b"\xde\xad\xbe\xef" not in copy


def test_store_and_rows_agree_and_what_is_left_over_is_found(store: Path) -> None:
    kept = keep_made(b"x", name="x.pdf", media_type="application/pdf", purpose="certificate")
    lost = keep_made(b"y", name="y.pdf", media_type="application/pdf", purpose="certificate")
    assert not compare(deep=True).is_loss
    (store / "zz").mkdir()
    (store / "zz" / "zzorphan").write_bytes(b"z")
    (store / kept.key).write_bytes(b"changed")
    (store / lost.key).unlink()
    with time.frozen(time.now() + timedelta(days=2)):
        found = compare(deep=True)
        assert (found.missing, found.changed, found.orphans) == ([lost.public_id], [kept.public_id], ["zz/zzorphan"])
        with pytest.raises(CommandError):
            call_command("files", json=True)
        remove_leftovers(found)
        assert compare().orphans == []


def test_a_file_that_nothing_refers_to_is_left_over_after_a_day() -> None:
    kept = keep_made(b"x", name="x.pdf", media_type="application/pdf", purpose="evidence")
    with time.frozen(time.now() + timedelta(days=2)):
        assert list(unreferenced()) == [kept]
