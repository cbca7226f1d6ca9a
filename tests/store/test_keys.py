"""Where the secrets lie: the system's key store if it answers, else a file only this user reads."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringError

from counter_app.domain.errors import StoreError
from db.window.key_file import KeyFile
from db.window.keys import STORE_KEY, SystemKeys, open_keystore, store_key
from tests.fakes.keystore import FakeKeyStore

ROOT = Path(__file__).resolve().parents[2]
SECRET = bytes(range(32))


class MemoryRing(KeyringBackend):
    """A desktop's key store, as keyring sees it."""

    priority = 5
    viable = False  # keyring must not choose it by itself in another test

    def __init__(self):
        super().__init__()
        self.held = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        del self.held[service, username]


class BusError(Exception):
    """What a driver lets through: of no class that anybody could name beforehand."""


class BrokenRing(MemoryRing):
    def get_password(self, service, username):
        raise BusError


class LockedRing(MemoryRing):
    def set_password(self, service, username, password):
        raise KeyringError


class ForgetfulRing(MemoryRing):
    def set_password(self, service, username, password):
        pass


class SlowRing(MemoryRing):
    """A key store whose desktop asks a person first."""

    def __init__(self):
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service, username):
        self.answered.wait()
        return super().get_password(service, username)


@pytest.fixture(params=["memory", "file", "profile", "os"])
def keystore(request, tmp_path):
    return {
        "memory": FakeKeyStore,
        "file": lambda: open_keystore(tmp_path, tmp_path / "named" / "key", fail.Keyring()),
        "profile": lambda: open_keystore(tmp_path, None, fail.Keyring()),
        "os": lambda: open_keystore(tmp_path, None, MemoryRing()),
    }[request.param]()


def test_a_secret_comes_back_and_others_stay(keystore):
    assert keystore.load("store") is None
    keystore.save("store", SECRET)
    keystore.save("device", b"two")
    keystore.save("device", b"three")
    assert keystore.load("store") == SECRET
    assert keystore.load("device") == b"three"


def test_how_strong_the_place_is(tmp_path):
    named = tmp_path / "key"
    assert open_keystore(tmp_path, named, MemoryRing()).strength == "os"
    assert open_keystore(tmp_path, named, fail.Keyring()).strength == "file"
    assert open_keystore(tmp_path, None, fail.Keyring()).strength == "profile"


@pytest.mark.parametrize(
    "ring", [fail.Keyring, null.Keyring, BrokenRing], ids=["fail", "null", "broken"]
)
def test_a_key_store_that_does_not_answer_counts_as_none(tmp_path, ring):
    keys = open_keystore(tmp_path, None, ring())
    keys.save("store", SECRET)
    assert keys.strength == "profile"
    assert open_keystore(tmp_path, None, fail.Keyring()).load("store") == SECRET


def test_a_key_store_that_waits_for_a_person_counts_as_none():
    ring = SlowRing()
    assert not SystemKeys("service", ring, answer_timeout_s=0.05).answers()
    ring.answered.set()
    assert SystemKeys("service", ring).answers()


@pytest.mark.parametrize("ring", [LockedRing, ForgetfulRing], ids=lambda ring: ring.__name__)
def test_a_key_store_that_keeps_nothing_is_passed_over(tmp_path, ring):
    with pytest.raises(StoreError, match="keyring_failed"):
        SystemKeys("service", ring()).save("store", SECRET)
    keys = open_keystore(tmp_path, tmp_path / "key", ring())
    keys.save("store", SECRET)
    assert keys.load("store") == SECRET
    assert keys.strength == "file"


def test_a_secret_once_saved_in_a_weaker_place_is_still_found(tmp_path):
    open_keystore(tmp_path, None, fail.Keyring()).save("store", SECRET)
    keys = open_keystore(tmp_path, tmp_path / "key", MemoryRing())
    assert keys.load("store") == SECRET
    assert keys.strength == "profile"


def test_two_profiles_share_no_secret(tmp_path):
    ring = MemoryRing()
    open_keystore(tmp_path / "a", None, ring).save("store", SECRET)
    assert open_keystore(tmp_path / "b", None, ring).load("store") is None
    assert open_keystore(tmp_path / "a", None, ring).load("store") == SECRET


def test_this_systems_own_key_store_never_stops_the_start(tmp_path):
    words = (
        "from pathlib import Path; import sys; from db.window.keys import open_keystore;"
        "keys = open_keystore(Path(sys.argv[1]), None); keys.save('probe', b'x');"
        "print(keys.load('probe') == b'x')"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x",
    }
    done = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "True"


def test_a_key_file_is_for_this_user_only(tmp_path):
    KeyFile(tmp_path / "new" / "key", "file").save("store", SECRET)
    assert stat.S_IMODE((tmp_path / "new" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_key_file_open_to_others_is_closed_and_that_is_in_the_log_once(tmp_path, caplog):
    keys = KeyFile(tmp_path / "key", "file")
    keys.save("store", SECRET)
    (tmp_path / "key").chmod(0o644)
    assert keys.load("store") == SECRET
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert keys.load("store") == SECRET
    assert caplog.messages == ["key file was open to other users, closed now file=key"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs a file of the system")
def test_a_key_file_that_cannot_be_closed_to_others_is_refused():
    with pytest.raises(StoreError, match="key_file_unsafe"):
        KeyFile(Path("/proc/sys/kernel/ostype"), "file").load("store")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"store": 5}', b'{"store": "xyz"}'])
def test_a_key_file_with_other_content_is_refused_and_never_overwritten(tmp_path, content):
    (tmp_path / "key").write_bytes(content)
    keys = KeyFile(tmp_path / "key", "file")
    for act in (lambda: keys.load("store"), lambda: keys.save("store", SECRET)):
        with pytest.raises(StoreError, match="key_file_damaged"):
            act()
    assert (tmp_path / "key").read_bytes() == content


def test_a_key_file_that_cannot_be_written_leaves_no_half(tmp_path):
    (tmp_path / "key.half").mkdir()
    with pytest.raises(StoreError, match="disk_failed"):
        KeyFile(tmp_path / "key", "file").save("store", SECRET)
    assert not (tmp_path / "key").exists()


def test_the_content_of_a_key_file(tmp_path):
    KeyFile(tmp_path / "key", "file").save("store", SECRET)
    assert json.loads((tmp_path / "key").read_text()) == {"store": SECRET.hex()}


def test_the_store_key_is_made_once(tmp_path):
    keys = FakeKeyStore()
    made = store_key(keys, tmp_path)
    assert len(made) == 32
    assert store_key(keys, tmp_path) == made == keys.load(STORE_KEY)


@pytest.mark.parametrize("name", ["ledger.db", "ledger.mark", "journal.db"])
def test_no_key_is_made_where_files_wait_for_one(tmp_path, name):
    (tmp_path / name).touch()
    with pytest.raises(StoreError, match="key_missing"):
        store_key(FakeKeyStore(), tmp_path)
