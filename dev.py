"""The project's one command for developers: `python3 dev.py --help`. The work is done in devtools/."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python meets
    sys.exit("dev.py: Python 3.11 or newer is needed, this is {}.{}".format(*sys.version_info))

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
