"""A form's fields as parameters of the document: so the API's filters are those of the site, and stay it."""

from __future__ import annotations

from typing import Any

from django import forms

__all__ = ["parameters_of"]

TOLD: dict[str, tuple[str, Any]] = {
    "q": ("Words that it contains: words, “phrases”, OR, and -exclusion.", "withdrawal"),
    "speaker": ("Who speaks: a slug, or a name that one actor alone has.", "rafe-oduya"),
    "behalf": ("Whom the speaker speaks for: a slug or a name.", "ministry-of-defence"),
    "who": ("Who speaks, or is spoken for: a slug or a name.", "ministry-of-defence"),
    "naming": ("What others say with this actor's name in it: a slug or a name.", "rafe-oduya"),
    "story": ("A story's slug.", "withdrawal-deal"),
    "event": ("An event's key.", 7),
    "outlet": ("An outlet's slug.", "northgate-herald"),
    "position": ("The key of the position in which it was said.", 12),
    "since": ("Said on this day or later; where nothing says when, published.", "2024-07-01"),
    "until": ("Said on this day or earlier.", "2024-12-31"),
    "meant_since": ("About days from this one on.", "2025-09-01"),
    "meant_until": ("About days up to this one.", "2026-12-31"),
    "kind": ("Kind of quotation.", "direct"),
    "cue": ("Class of the cue.", "say"),
    "state": ("State of review.", "confirmed"),
    "confidence": ("At least so many percent probable.", 80),
    "doubtful": ("Only claims of which the machine is unsure.", "1"),
    "reported": ("Only claims that somebody reported as wrong.", "1"),
    "sort": ("The order.", "newest"),
}


def parameters_of(form: type[forms.Form]) -> list[dict[str, Any]]:
    return [_parameter(name, field) for name, field in form.base_fields.items()]


def _parameter(name: str, field: forms.Field) -> dict[str, Any]:
    description, example = TOLD.get(name, (str(field.label or name), None))
    told = {"in": "query", "name": name, "required": False, "description": description, "schema": _schema(field)}
    return told if example is None else {**told, "example": example}


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "string"} if field.to_field_name else {"type": "integer"}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [str(value) for value, _ in field.widget.choices]}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    return {"type": "string", "maxLength": getattr(field, "max_length", None) or 300}
