"""Publications: who published what, when, in which words, and how it came in."""

from sources.models.imports import ImportAddress, ImportJob, ImportProblem, ImportRow
from sources.models.publications import Article, Band, FamilyChange, Outlet, Snapshot, validate_timezone
from sources.models.web import Feed, Host

__all__ = [
    "Article",
    "Band",
    "FamilyChange",
    "Feed",
    "Host",
    "ImportAddress",
    "ImportJob",
    "ImportProblem",
    "ImportRow",
    "Outlet",
    "Snapshot",
    "validate_timezone",
]
