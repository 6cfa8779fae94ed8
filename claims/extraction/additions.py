"""A user's own spaCy components in the pipeline, as the environment names them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module

VARIABLE = "ONRECORD_COMPONENTS"
ADDITION = re.compile(
    r"(?:(?P<module>[A-Za-z_][\w.]*):)?(?P<factory>[A-Za-z_][\w.-]*)"
    r"(?:\s+before\s+(?P<before>[\w.-]+)|\s+after\s+(?P<after>[\w.-]+))?"
)
LONGEST = 40
"""Characters of all names in a version; a digest stands for longer ones."""


class AdditionError(ValueError):
    """A component that cannot be added; the text says which and why, and names the setting."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One component: importing `module`, where there is one, registers `factory` with spaCy."""

    factory: str
    module: str | None = None
    before: str | None = None
    """The component that it stands before; without one here or in `after`, it stands at the end."""
    after: str | None = None

    def __str__(self) -> str:
        return f"{self.module}:{self.factory}" if self.module else self.factory


def additions(setting: str | None = None) -> tuple[Addition, ...]:
    """The components of a setting "module:factory [before|after component], ...", or of the environment's.

    Raises AdditionError where it cannot be read or names a component twice. Imports nothing.
    """
    value = os.environ.get(VARIABLE, "") if setting is None else setting
    found = []
    for part in filter(None, map(str.strip, value.split(","))):
        match = ADDITION.fullmatch(part)
        if match is None:
            raise AdditionError(f"{VARIABLE}: “{part}” is not of the form “module:factory [before|after component]”.")
        found.append(Addition(**match.groupdict()))
    names = [item.factory for item in found]
    if len(set(names)) < len(names):
        raise AdditionError(f"{VARIABLE}: a component is named twice in “{value}”.")
    return tuple(found)


def register(found: Sequence[Addition], pipeline: Sequence[str]) -> list[str]:
    """Import what the components need; the names of the whole pipeline in its order.

    Raises AdditionError where a module cannot be imported, where it registers no such factory with spaCy, and where
    the pipeline has no component to stand beside.
    """
    from spacy.language import Language

    names = list(pipeline)
    for item in found:
        try:
            if item.module:
                import_module(item.module)
        except Exception as error:  # whatever a user's module does, the setting's reader has to hear of it
            raise AdditionError(f"{VARIABLE}: {item} cannot be imported ({type(error).__name__}: {error}).") from error
        if not Language.has_factory(item.factory):
            raise AdditionError(f"{VARIABLE}: {item} registers no spaCy component “{item.factory}”.")
        if item.factory in names:
            raise AdditionError(f"{VARIABLE}: the pipeline has a component “{item.factory}” already.")
        beside = item.before or item.after or names[-1]
        if beside not in names:
            known = ", ".join(names)
            raise AdditionError(f"{VARIABLE}: {item} cannot stand beside “{beside}”; there are {known}.")
        at = names.index(beside) + (item.before is None)
        names.insert(at, item.factory)
    return names


def suffix(found: Sequence[Addition]) -> str:
    """What the components add to the pipeline's version: "+topics.stance", or nothing where there is none."""
    names = ".".join(item.factory for item in found)
    if len(names) > LONGEST:
        names = f"{len(found)}-components-{sha256(names.encode()).hexdigest()[:12]}"
    return f"+{names}" if names else ""
