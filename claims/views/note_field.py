from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

__all__ = ["LONGEST_NOTE", "NoteField"]

LONGEST_NOTE = 5_000


class NoteField(forms.CharField):
    """What a person writes into the history: lines of text, without characters that no keyboard has."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_NOTE, **more})
        self.error_messages["max_length"] = "The note is longer than %(limit_value)d characters; it has %(show_value)d."
        unseen = RegexValidator(
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]",
            "The note contains characters that cannot be shown, perhaps from pasting. Remove them and send it again.",
            inverse_match=True,
        )
        self.validators = [unseen, *(one for one in self.validators if getattr(one, "code", "") == "max_length")]
