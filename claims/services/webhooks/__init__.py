"""Telling other systems what happens to claims: announced with the change itself, sent afterwards by a worker."""
