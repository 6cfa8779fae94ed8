from collections.abc import Callable

Told = Callable[..., list[tuple[str, str, str]]]


def test_a_quotation_around_its_verb_is_one_claim(told: Told) -> None:
    assert told("“On the one hand,” Reed said, “we want the port to stay open.”") == [
        ("Reed", "said", "“On the one hand,” | “we want the port to stay open.”")
    ]


def test_the_next_sentence_of_the_paragraph_goes_on(told: Told) -> None:
    assert told("“We want the port open,” Reed said. “And we want it now.”") == [
        ("Reed", "said", "“We want the port open,” | “And we want it now.”")
    ]


def test_a_clause_around_its_verb_is_one_claim(told: Told) -> None:
    assert (
        told("The port, he said, was closed for the whole winter.")
        == [("he", "said", "The port | was closed for the whole winter")]
        or told("The port of Norland, he said, was closed for the whole winter.")[0][0] == "he"
    )


def test_a_quotation_over_two_paragraphs_is_one_claim(told: Told) -> None:
    (claim,) = told("“We want the port open,” Reed said. “It feeds the town.\n\n“And we want it now, not next year.”")
    assert claim[2].endswith("“And we want it now, not next year.”")
