"""Decisions in words: who, when, what changed from what to what, and what can be taken back."""
