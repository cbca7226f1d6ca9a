"""The embedded PostgreSQL keeps to its data folder, whoever used one on this machine before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.fakes.county_process import new_folder

ROOT = Path(__file__).resolve().parents[2]
ONCE = """
import shutil, sys, psycopg
from pathlib import Path
from db.county.embedded import embedded_postgres

data = Path(sys.argv[1])
for _ in range(2):
    with embedded_postgres(data) as url, psycopg.connect(url) as opened:
        print(opened.execute("SELECT 6 * 7").fetchone()[0])
shutil.rmtree(data)
"""


def test_another_account_s_lock_in_the_temporary_folder_does_not_stop_it(tmp_path):
    """A folder stands where the package has its lock, so that root cannot open it either."""
    (tmp_path / ".lockfile").mkdir()
    data = new_folder()
    environ = os.environ | {"TMPDIR": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-c", ONCE, str(data)],
        cwd=ROOT,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    came_back = data.exists()
    shutil.rmtree(data, ignore_errors=True)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["42", "42"], "")
    assert not came_back, "the end of the process made the removed data folder again"
