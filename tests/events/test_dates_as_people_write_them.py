"""What an editor types as a date, and the EDTF that it is understood as."""

import pytest

from claims.services.refusals import Refused
from claims.services.understood import understand


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024-09-27", "2024-09-27"),
        ("../2026-12-31", "../2026-12-31"),
        ("16 Sep 2024", "2024-09-16"),
        ("on Sep 16, 2024", "2024-09-16"),
        ("late September 2024", "2024-09-21/2024-09-30"),
        ("by the end of 2026", "../2026-12-31"),
        ("before March 2025", "../2025-02-28"),
        ("after June 2024", "2024-07-01/.."),
        ("not before 2025", "2025-01-01/.."),
        ("summer 2024", "2024-22"),
        ("around March 2024", "2024-03~"),
        ("c. 2023", "2023~"),
        ("between 3 and 5 May 2024", "2024-05-03/2024-05-05"),
        ("3–5 May 2024", "2024-05-03/2024-05-05"),
        ("from May to July 2024", "2024-05-01/2024-07-31"),
        ("28 December 2024 to 3 January 2025", "2024-12-28/2025-01-03"),
        ("tomorrow", "2026-11-27"),
    ],
)
def test_understood(written: str, edtf: str) -> None:
    assert understand(written, "2026-11-26") == edtf


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2024-13", "May and June", "5 May 2024 to 3 May 2024", "x" * 300, "\0", "in 2024 and in 2025"],
)
def test_not_understood(written: str) -> None:
    with pytest.raises(Refused):
        understand(written)
