"""``create-user``: who may sign in at a window."""

from __future__ import annotations

import argparse
import sys

from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from county_server.roles import check_password, check_roles, check_user_name, make_verifier
from db.county.people import User, save_user


def create(options: argparse.Namespace, _words: Words) -> int:
    """Create or change a user; the password is the first line of stdin."""
    name, roles = check_user_name(options.name), check_roles(options.role)
    password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, name)
    user = User(name, options.display_name.strip() or name, make_verifier(password), roles)
    with open_database(read_place(options)) as url:
        save_user(url, user, update=options.update)
    say_json({"user": name, "roles": list(roles)})
    return 0
