"""What a person marks as said brings its source and its cue, as the sentence tells them: in each text {the content} is
given, [the source] and <the cue> are expected."""

import re
import time

import pytest

from claims.marking.guess import guess

TEXTS = [
    "{The port is closed}, [Ana Ruiz] <said>.",
    "[Ana Ruiz] <said> {the port was closed}.",
    "[Ana Ruiz] <said> {that the port was closed} on Monday.",
    "{“The port is closed now,”} <said> [Tom Reed, the head of the harbour board].",
    "{“The port is closed now,”} <said> [Tom Reed] on Monday.",
    "{“The port is closed now,”} [she] <said>.",
    "{“The port is closed now,”} [the coalition of unions] <said> in a statement.",
    "On Monday, [Tom Reed] <said> {the port was closed}.",
    "But [Tom Reed, 54, of Norland], <said> {the port was closed}.",
    "[Tom Reed], speaking to reporters, <said> {the port was closed}.",
    "[Officials briefed on the talks] <said> {the port was closed}.",
    "[A union that lost members in the dispute] <said> {the port was closed}.",
    "{The port was closed}, <according to> [two people at the harbour board].",
    "The ship left early and the crew slept, but [Tom Reed] <said> {the port was closed}.",
    "[The minister] <has repeatedly denied> {that money was paid}.",
    "[The mayor] <did not say> {when the bridge would open}.",
    "[She] <appeared to suggest> {that the talks were over}.",
    "{“No one leaves,”} [the old guard] <told> the crowd, and it began to rain.",
    "{“We stay,”} <added> [Ruiz], who has led the union since spring.",
    "“We stay,” [Ruiz] said, <adding> {that nobody had asked her}.",
    "“We stay,” [Ruiz] <said>. {“We were here before the dam was built.”}",
    "The envoys met twice. [Their host] <warned> {that a third round was unlikely}. Nobody answered.",
    "[The ministry’s spokesman, Rafe Oduya], <promised> {to publish the figures}.",
    "[The ministry]'s <claim> {that all was well} surprised its critics.",
    "[RUIZ]<:> {“The port is closed and will stay closed.”}",
    "It is late.\n\n“🎉 We 👨‍👩‍👧 won’t go,” she said.\n\n[The e\u0301mir] <insisted> {the 🚢 had sailed}.",
    "{The port is closed.}",
    "",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_source_and_cue_come_with_the_content(marked: str) -> None:
    text = ""
    spans: dict[str, list[list[int]]] = {"{": [], "[": [], "<": []}
    for part in re.findall(r"[{\[<][^}\]>]*[}\]>]|[^{\[<]+", marked):
        words = part[1:-1] if part[0] in spans else part
        if part[0] in spans:
            spans[part[0]].append([len(text), len(text) + len(words)])
        text += words
    source, cue = guess(text, spans["{"])
    told, wanted = ([text[start:end] for start, end in found] for found in (source + cue, spans["["] + spans["<"]))
    assert told == wanted
    assert (source, cue) == (spans["["], spans["<"])


def test_a_text_without_end_takes_no_time() -> None:
    text = "said that he said, and " * 20_000
    started = time.process_time()
    guess(text, [[40, 60]])
    assert time.process_time() - started < 2
