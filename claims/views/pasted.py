"""Fields for what people type or paste: what cannot be seen is taken out, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from django import forms

__all__ = ["LineField", "LinesField", "TextField"]

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Controls, and marks that turn the writing direction around. Joiners stay: Persian and emoji need them."""


class TextField(forms.CharField):
    """Several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(_UNSEEN.sub("", text))


class LineField(forms.CharField):
    """One line; spaces, tabs and line breaks are one space."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(" ".join(_UNSEEN.sub("", re.sub(r"\s", " ", str(value or ""))).split()))


class LinesField(TextField):
    """A list, one line each; blank lines and what stands twice are left out."""

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in super().to_python(value).split("\n"))
        return list(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))
