"""A role beside the name of the body that it is held in. Pure."""

__all__ = ["role_beside"]


def role_beside(role: str, body: str) -> str:
    """Nothing where the name says it already: “Prime Minister of Iraq” needs no “prime minister” before it."""
    return "" if body.casefold().startswith(role.casefold()) else role
