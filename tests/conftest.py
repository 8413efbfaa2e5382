"""What every test may lean on."""

import copy
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from baigong.kit import ids
from tests.support import browser, flush, proofs, shares

World = TypeVar("World")
Once = Callable[[Callable[[], World]], World]

gc.disable()  # what is loaded and collected stays until the end: nobody looks through it for what may go

hypothesis.settings.register_profile(
    "house",
    derandomize=True,  # the same examples at every run
    deadline=None,  # and no test looks at the clock
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="proofs at full count, with their result on file")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: shares.turn(item.nodeid))
    without = pytest.mark.skip(reason="no Chromium on this machine")
    for item in items:
        if item.get_closest_marker("browser") and not browser.chromium():
            item.add_marker(without)
        assert not waits_for_itself(item), f"{item.nodeid} commits, so its world has to be its own"


def pytest_collection_finish() -> None:
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def waits_for_itself(item: pytest.Item) -> bool:
    """Whether a test commits beside the transaction in which its module's world was built."""
    names, marker = getattr(item, "fixturenames", ()), item.get_closest_marker("django_db")
    commits = "transactional_db" in names or (marker and marker.kwargs.get("transaction"))
    return "once" in names and bool(commits)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> shares.Shares:
    return shares.Shares(config, log)


@pytest.fixture
def cases(request: pytest.FixtureRequest) -> Iterator[Iterator[proofs.Case]]:
    """The cases of a proof: `@pytest.mark.proof(name=…, asked=…, small=…, seed=…)`, then `for case in cases:`."""
    marker = request.node.get_closest_marker("proof")
    asked, small, seed = (marker.kwargs[key] for key in ("asked", "small", "seed"))
    name = proofs.called(marker.kwargs["name"], on=connection.vendor)
    full = request.config.getoption("--full")
    result = proofs.Result(name=name, asked=asked if full else small, seed=seed)
    if full:
        result.code = proofs.code()
        result = proofs.resumed(result)
        result.write()
    yield proofs.cases(result, each=marker.kwargs.get("each", 1), keep=full)
    assert result.got == result.asked, f"{name}: {result.got} of {result.asked} cases held; run again to go on"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database of its own for every process: on SQLite a file, so that several connections behave as they will."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Tests that commit are cleaned up after, the append-only log included."""
    with pytest.MonkeyPatch.context() as patch:
        flush.install(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def kept_within_a_test() -> Iterator[None]:
    """The end of an answer, whenever it is closed, does not take the database from a test in its transaction."""
    plain = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def close(wrapper: BaseDatabaseWrapper) -> None:
        if not wrapper.in_atomic_block:
            plain(wrapper)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", close)
        yield


@pytest.fixture(autouse=True)
def same_draws(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test draws the same ids, seeds and codes every time it runs, and no two tests the same ones."""
    with ids.seeded(request.node.nodeid):
        yield


@pytest.fixture(autouse=True)
def store(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Path:
    """A store and a data folder of its own for every test, or those of the year that a module shares."""
    shared = "shared_folder" in request.fixturenames
    folder: Path = request.getfixturevalue("shared_folder") if shared else tmp_path
    settings.DATA, settings.STORAGES = folder / "data", storages(folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files lie that the tests of a module share."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
def once(
    request: pytest.FixtureRequest, shared_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Once[Any]]:
    """Build a world once a module: `once(build)` in a fixture of the module's, which a test asks for through its copy.

    Each test runs inside a savepoint of the module's transaction and leaves no trace for the next.
    """

    def built(build: Callable[[], World]) -> World:
        own = override_settings(DATA=shared_folder / "data", STORAGES=storages(shared_folder / "store"))
        with own, ids.seeded(request.node.nodeid):
            return build()

    with django_db_blocker.unblock(), transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def year(shared_year: World, db: None) -> World:
    """A test's own copy of the year that its module built."""
    return copy.deepcopy(shared_year)


def storages(folder: Path) -> dict[str, Any]:
    """Uploaded files in a folder, static files as they lie."""
    return {
        "default": {"BACKEND": "baigong.kit.files.storage.DurableStorage", "OPTIONS": {"location": str(folder)}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """In place of pytest-django's own: tables are migrated once and copied ever after."""
    from tests.support.tables import tables  # noqa: PLC0415 - the apps must be ready

    with django_db_blocker.unblock(), tables():
        yield
