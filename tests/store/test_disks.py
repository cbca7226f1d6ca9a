"""
A full and a read-only disk: a 1 MB tmpfs in a mount namespace of its own (needs root).

As root a mode bit proves nothing, so the file system itself has to refuse.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("recording.py")
ALONE = ["unshare", "--mount", "--propagation", "private"]


def can_mount():
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_mount(), reason="needs root and mount namespaces")


def run_on_tmpfs(folder, script, size="1m"):
    """Run a shell script with ``$AT`` an empty tmpfs; return what it printed as JSON lines."""
    folder.mkdir()
    mount = f"mount -t tmpfs -o size={size} none {folder}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "AT": str(folder),
        "PYTHON": sys.executable,
        "SCRIPT": str(SCRIPT),
    }
    done = subprocess.run(
        [*ALONE, "sh", "-ec", f"{mount}\n{script}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


CHECK = """
"$PYTHON" - <<'END'
import json, os
from pathlib import Path
from db.window.ledger import Space, open_ledger
ledger = open_ledger(Path(os.environ["AT"]), bytes(range(32)), Space(lambda: 10_000))
ledger.verify()
rows = ledger.outbox(0, 10**6, 10**9)
numbers = [ledger.find(each.op_id).entry.no for each in rows]
print(json.dumps({"rows": len(rows), "unique": len(set(numbers)), "renew": ledger.chain_state().renew}))
ledger.close()
END
"""


def test_a_full_disk_keeps_all_that_was_acknowledged_and_nothing_more(tmp_path):
    *said, refused, retried, kept = run_on_tmpfs(
        tmp_path / "disk",
        'head -c 200000 /dev/zero > "$AT/ballast"\n"$PYTHON" "$SCRIPT" "$AT" 1 fill' + CHECK,
    )
    assert refused["refused"] == "disk_full"
    assert refused["n"] == len(said) + 1 > 10
    assert (retried["n"], retried["seq"]) == (refused["n"], len(said) + 1)
    assert kept == {"rows": len(said) + 1, "unique": len(said) + 1, "renew": False}


def test_a_full_disk_can_still_be_opened_and_read(tmp_path):
    said = run_on_tmpfs(
        tmp_path / "disk",
        '"$PYTHON" "$SCRIPT" "$AT" 1 forever\ndd if=/dev/zero of="$AT/rest" bs=4k 2>/dev/null || true'
        + CHECK,
    )
    assert said[-2]["refused"] == "disk_full"
    assert said[-1]["rows"] == len(said) - 2


OPEN = """
"$PYTHON" - <<'END'
import json, os
from pathlib import Path
from counter_app.domain.errors import StoreError
from db.window import open_stores
from db.window.files import ProfileFiles
from db.window.keys import open_keystore
at = Path(os.environ["AT"])
for act in (
    lambda: open_stores(at, open_keystore(at, None)).close(),
    lambda: ProfileFiles(at).put("slip.pdf", bytes(2_000_000)),
    lambda: open_keystore(at, None).save("device", bytes(32)),
):
    try:
        act()
        print(json.dumps("done"))
    except StoreError as told:
        print(json.dumps(told.code))
print(json.dumps(sorted(each.name for each in at.rglob("*"))))
END
"""


def test_a_read_only_disk_is_named(tmp_path):
    said = run_on_tmpfs(
        tmp_path / "disk",
        f'{OPEN}\nmount -o remount,ro "$AT"\n{OPEN}',
    )
    assert said[0] == "done"
    assert said[1] == "disk_full"
    assert said[2] == "done"
    assert said[4:7] == ["disk_read_only"] * 3
    assert said[7] == said[3]


def test_a_disk_that_is_full_from_the_start_leaves_nothing_half_made(tmp_path):
    said = run_on_tmpfs(
        tmp_path / "disk",
        f'dd if=/dev/zero of="$AT/rest" bs=4k 2>/dev/null || true\n{OPEN}\nrm "$AT/rest"\n{OPEN}',
    )
    assert said[:3] == ["disk_full"] * 3
    assert said[4] == "done"
