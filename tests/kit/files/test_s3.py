import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from baigong.kit.errors import BadInput
from baigong.kit.files.actions import keep
from baigong.kit.files.downloads import send_file
from baigong.kit.files.models import StoredFile
from baigong.kit.files.reconciliation import compare, keys_in_store
from baigong.kit.jobs import worker
from tests.support import benign_files as good
from tests.support.hostile_files import TRICKS
from tests.support.proofs import Case

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
KEYS = {"access_key": "test", "secret_key": "test", "region_name": "ap-east-2"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3-compatible store on loopback."""
    moto = ThreadedMotoServer(port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def s3(server: str, settings: Settings, tmp_path: Path) -> str:
    bucket = f"baigong-{tmp_path.name[:40].lower().replace('_', '-')}"
    client = boto3.client(
        "s3", endpoint_url=server, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
    )
    client.create_bucket(Bucket=bucket)
    own = {"bucket_name": bucket, "endpoint_url": server, **KEYS, "region_name": "us-east-1", "default_acl": None}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**own, "file_overwrite": False}},
    }
    return bucket


def kept_and_sent(name: str = "林𠮷祥 成果.jpg", data: bytes | None = None) -> tuple[StoredFile, dict[str, str], bytes]:
    kept = keep(ContentFile(data or good.phone_photo(), name=name), purpose="evidence")
    worker.drain()
    answer = send_file(kept)
    body = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    answer.close()
    return kept, dict(answer.headers), body


def test_a_file_is_the_same_on_disk_and_on_s3(settings: Settings, server: str, request: Any) -> None:
    on_disk = kept_and_sent()
    copy_on_disk = on_disk[0].clean_copy.read()
    request.getfixturevalue("s3")
    on_s3 = kept_and_sent()
    assert on_s3[1:] == on_disk[1:]
    assert (on_s3[0].sha256, on_s3[0].media_type) == (on_disk[0].sha256, on_disk[0].media_type)
    assert on_s3[0].clean_copy.read() == copy_on_disk


@pytest.mark.usefixtures("s3")
def test_store_and_rows_agree_on_s3() -> None:
    kept, *_ = kept_and_sent()
    assert set(keys_in_store()) == {kept.key, kept.clean_copy.key, kept.preview.key}
    assert not compare(deep=True).is_loss


@pytest.mark.usefixtures("s3")
def test_a_refused_file_leaves_nothing_on_s3() -> None:
    with pytest.raises(BadInput):
        keep(ContentFile(b"MZ" + bytes(100), name="x.jpg"), purpose="evidence")
    assert not set(keys_in_store())


def told(name: str, data: bytes) -> tuple[str, ...]:
    """What becomes of a file: the sentence of its refusal, or what is kept of it and sent to others."""
    try:
        kept, headers, body = kept_and_sent(name, data)
    except BadInput as refusal:
        return (str(refusal), *keys_in_store())
    has_copy = str(hasattr(kept, "clean_copy"))
    return (kept.sha256, kept.media_type, str(headers), hashlib.sha256(body).hexdigest(), has_copy)


@pytest.mark.proof(name="stores", asked=330, small=3, seed=19)
def test_every_kind_of_file_is_the_same_on_disk_and_on_s3(
    cases: Iterator[Case], settings: Settings, request: Any
) -> None:
    """Ordinary ones are kept and sent alike, hostile ones refused in the same words, and nothing of them is left."""
    on_disk = settings.STORAGES
    request.getfixturevalue("s3")
    on_s3, tricks, makers = settings.STORAGES, list(TRICKS), list(good.MAKERS)
    for case in cases:
        if case.number % 2:
            name, data = TRICKS[tricks[case.number // 2 % len(tricks)]]()
        else:
            kind = makers[case.number // 2 % len(makers)]
            name, data = f"{case.rng.choice(good.NAMES)}.{kind}", good.MAKERS[kind](case.rng.randrange(1000))
        found = []
        for place in (on_disk, on_s3):
            settings.STORAGES = place
            with transaction.atomic():
                found.append(told(name, data))
                transaction.set_rollback(True)
            for key in list(keys_in_store()):
                default_storage.delete(key)
        assert found[0] == found[1], name
        assert (len(found[0]) == 1) == bool(case.number % 2), name
