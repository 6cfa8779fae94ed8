"""Actors, or one actor in two periods, side by side.

`asked` reads the query string, `columns` the claims, `pairs` finds what changed and what is contradicted, `months`
aligns the columns by date, `ready` offers comparisons to begin with.
"""
