"""What people decided, as data to learn from and to be measured by."""

from __future__ import annotations
