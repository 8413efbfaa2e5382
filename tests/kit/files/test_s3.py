from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from baigong.kit.errors import BadInput
from baigong.kit.files.actions import keep
from baigong.kit.files.downloads import send_file
from baigong.kit.files.models import StoredFile
from baigong.kit.files.reconciliation import compare, keys_in_store
from baigong.kit.jobs import worker
from tests.support import benign_files as good

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


def kept_and_sent() -> tuple[StoredFile, dict[str, str], bytes]:
    kept = keep(ContentFile(good.phone_photo(), name="林𠮷祥 成果.jpg"), purpose="evidence")
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
