import pytest

from claims.extraction.quotations import quotations

PAIRED = [
    ('He said "we will go home soon".', ['"we will go home soon"']),
    ("“We will go,” she said. “Soon.”", ["“We will go,”", "“Soon.”"]),
    ("« Nous » and „wir“ and “we”", ["« Nous »", "„wir“", "“we”"]),
    ("''They agreed,'' he said.", ["''They agreed,''"]),
    ("``They agreed,'' he said.", ["``They agreed,''"]),
    ("“He told me ‘go away’ and left,” she said.", ["“He told me ‘go away’ and left,”"]),
    ("The minister's aide said 'we won't go' on Monday.", ["'we won't go'"]),
    ("Farmers’ leaders don’t agree.", []),
    ("The '90s were the union's best years.", []),
    ("Herald“And nobody came,” he said.", ["“And nobody came,”"]),
    ("", []),
    ('"', []),
    ("“”", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRED)
def test_marks_pair_in_every_style(text: str, expected: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quotations(text, 0, len(text))] == expected


def test_a_quotation_left_open_runs_to_the_end_when_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“We came early. We stayed late."
    (quote,) = quotations(text, 0, len(text), continues=True)
    assert (quote.start, quote.end, quote.closed) == (0, len(text), True)


def test_a_missing_mark_in_a_subordinate_clause_ends_where_the_narrator_goes_on() -> None:
    text = "While Orla claimed that “the bridge is safe after the repair, drivers keep away from it."
    (quote,) = quotations(text, 0, len(text), continues=True)
    assert text[quote.start : quote.end] == "“the bridge is safe after the repair"


def test_a_missing_mark_costs_its_sentence_and_not_the_next_quotation() -> None:
    text = "She called it “a mess. The mayor said: “We will repair it.”"
    assert text[slice(*_last(text))] == "“We will repair it.”"


def _last(text: str) -> tuple[int, int]:
    quote = quotations(text, 0, len(text))[-1]
    return quote.start, quote.end
