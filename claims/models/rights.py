"""What people may do beyond what their role says."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.models.stories import Story


class EditorLimit(models.Model):
    """This editor decides about these stories and the claims on them only. Who has none decides about everything.

    A limit outlives its stories: deleting a story takes rights away and gives none.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="editor_limit"
    )
    stories = models.ManyToManyField(Story, related_name="limits", blank=True)

    def __str__(self) -> str:
        return f"{self.person}, limited to some stories"
