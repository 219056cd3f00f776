"""Prepares the database: `python manage.py migrate`."""

import os
import sqlite3
import sys

if sys.argv[1:] != ["migrate"]:
    sys.exit("usage: manage.py migrate")
with sqlite3.connect(os.environ["DATABASE_PATH"]) as database:
    database.execute("CREATE TABLE IF NOT EXISTS visits (path TEXT)")
