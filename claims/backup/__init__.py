"""A whole set-up as one file, and back: docs/deploy.md is the user's view.

The file is a ZIP archive, not compressed again: what made it and how much is in it (`manifest.json`), the database in
pg_dump's custom format, uploaded files, the key that signs. With unzip and pg_restore alone, and without this code,
everything in it can be had.
"""

from claims.backup.making import make
from claims.backup.restoring import restore
from claims.backup.tools import BackupError

__all__ = ["BackupError", "make", "restore"]
