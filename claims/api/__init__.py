"""The API for programs, `/api/v1/`: everything is read, nothing written. docs/api.md tells how to use it."""
