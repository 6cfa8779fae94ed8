import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.citing import apa, bibtex, citation
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://record.example/claims/1/"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Tax & 100 % of $5 in file_1 #2", r"Tax \& 100 \% of \$5 in file\_1 \#2"),
        ("an open { and a back\\slash", r"an open \textbraceleft{} and a back\textbackslash{}slash"),
        ("up ^ and ~ about", r"up \textasciicircum{} and \textasciitilde{} about"),
        ("two\n\n  lines", "two lines"),
        ("لن نغادر", "لن نغادر"),
    ],
)
def test_bibtex_keeps_signs_that_mean_something_to_tex(words: str, written: str) -> None:
    claim = ClaimFactory(content_text=words, kind="indirect", cue_text="")
    entry = bibtex(claim, ADDRESS)
    assert f"title = {{{{{written}}}}}" in entry
    assert entry.count("{") == entry.count("}")


def test_bibtex_names_speaker_day_and_address() -> None:
    claim = ClaimFactory(
        snapshot=ArticleFactory(text="“We leave,” he said.", title="Talks end", url="https://post.example/{a}").latest,
        content=[[0, 11]],
        speaker=ActorFactory(name="محمد شياع السوداني"),
        day=dt.date(2024, 9, 3),
    )
    assert bibtex(claim, ADDRESS).splitlines() == [
        f"@misc{{onrecord-{claim.pk},",
        "  author = {{محمد شياع السوداني}},",
        "  title = {{“We leave,”}},",
        f"  howpublished = {{In: “Talks end”, {claim.snapshot.article.outlet.name}, 19 Sep 2024}},",
        "  year = {2024},",
        "  month = sep,",
        "  day = {3},",
        "  url = {https://post.example/%7Ba%7D},",
        f"  note = {{OnRecord, claim {claim.pk}, proposed, \\url{{{ADDRESS}}}}},",
        "}",
    ]


def test_apa_lists_the_article_and_what_it_is_cited_for() -> None:
    article = ArticleFactory(title="Talks end", byline="B. Writer", url="https://post.example/1", text="“We leave.”")
    claim = ClaimFactory(snapshot=article.latest, unnamed="two officials")
    assert apa(claim, ADDRESS) == (
        f"B. Writer. (2024, September 19). Talks end. {article.outlet.name}. https://post.example/1 [two officials "
        f"(reported 19 Sep 2024): “We leave.”; OnRecord, claim {claim.pk}, proposed, {ADDRESS}]"
    )


def test_apa_of_an_article_without_date_and_byline() -> None:
    article = ArticleFactory(
        title="Talks end", url="", url_key=None, external_id="7", published_at=None, published_on=None
    )
    claim = ClaimFactory(snapshot=article.latest, day=None)
    assert apa(claim, ADDRESS).startswith(f"{article.outlet.name}. (n.d.). Talks end. [Unknown speaker: “")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"kind": "indirect", "cue_text": "declined", "content_text": "to confirm that there was a deal"},
            "declined to confirm that there was a deal. In:",
        ),
        (
            {"kind": "mixed", "cue_text": "ruled out", "content_text": "a delay, “not by a day”"},
            "ruled out a delay, “not by a day” In:",
        ),
        (
            {"kind": "direct", "cue_text": "denied", "cue_class": "deny", "content_text": "“any deal”"},
            "denied “any deal” In:",
        ),
    ],
)
def test_what_was_denied_is_not_cited_as_said(fields: dict[str, str], told: str) -> None:
    claim = ClaimFactory(unnamed="officials", **fields)
    assert citation(claim, ADDRESS).startswith(f"officials (reported 19 Sep 2024): {told}")
    words = told.removesuffix(" In:").removesuffix(".")
    assert f"{words}; OnRecord" in apa(claim, ADDRESS)
    assert f"title = {{{{{words}}}}}" in bibtex(claim, ADDRESS)


def test_the_days_that_the_text_tells_are_cited() -> None:
    week = DateRange(dt.date(2024, 10, 7), dt.date(2024, 10, 14))
    claim = ClaimFactory(unnamed="officials", said_on=week, day=week.lower)
    assert citation(claim, ADDRESS).startswith("officials (7–13 Oct 2024): “")
