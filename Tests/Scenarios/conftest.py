"""What the stories stand on: a folder with accounts drawn once, and a hall that ends every story in order."""

import pytest
from hall import BINARY, Hall, copy_of, huiyin


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A demonstration's folder, loaded and with its accounts: drawing them takes longer than a story."""
    assert BINARY.exists(), f"{BINARY} is missing: swift build --product huiyin, or name the program in HUIYIN_BINARY"
    folder = tmp_path_factory.mktemp("template") / "data"
    hall = Hall(folder, "2019-01-01T00:00").start()
    assert hall.stop() == 0
    (folder / "server.log").unlink()
    return folder


@pytest.fixture
def folder(template, tmp_path):
    """A copy of the template of one's own."""
    return copy_of(template, tmp_path / "data")


@pytest.fixture
def open_hall(folder):
    """Opens the hall at a minute; after the story it must stop cleanly, and its books must be whole."""
    halls = []

    def opens(minute, *options):
        halls.append(Hall(folder, minute, *options).start())
        return halls[-1]

    yield opens
    for hall in halls:
        try:
            if hall.process.poll() is None:
                assert hall.stop() == 0, "a stopped server ends with 0"
        finally:
            hall.kill()
        assert hall.errors == [], "the server had errors of its own"
    if halls:
        verified = huiyin("verify", data=folder)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert "nothing is wrong" in verified.stdout


@pytest.fixture(scope="module")
def hall(template, tmp_path_factory):
    """One hall for a module of refusals, which leave nothing behind; in the end it has had no error of its own."""
    folder = copy_of(template, tmp_path_factory.mktemp("hall") / "data")
    hall = Hall(folder, "2019-04-03T09:00").start()
    yield hall
    try:
        assert hall.stop() == 0
    finally:
        hall.kill()
    assert hall.errors == []
    assert "nothing is wrong" in huiyin("verify", data=folder).stdout
