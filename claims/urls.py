from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordResetCompleteView, PasswordResetDoneView
from django.urls import path, re_path

from claims.views.account import account, account_email, account_password, account_sign_out
from claims.views.actor_edit import decide_actor_position, edit_actor
from claims.views.actor_merge import merge_actor
from claims.views.actor_split import split_in_two
from claims.views.actors import actor_list, actor_page
from claims.views.adding import add_marked
from claims.views.api_docs import api_docs
from claims.views.articles import article_list, article_page, texts_apart
from claims.views.claim import claim_page
from claims.views.claims import claim_list
from claims.views.collection_file import collection_file
from claims.views.collections import (
    add_to_collection,
    change_item,
    collection_list,
    collection_page,
    delete_collection,
)
from claims.views.compare import compare, comparison_file
from claims.views.decisions import decide_claim, undo_decision
from claims.views.digests import stop_digest
from claims.views.duplicates import duplicates
from claims.views.edit_event import edit_event, new_event
from claims.views.edit_story import edit_story, new_story
from claims.views.history import decision_page, take_back
from claims.views.home import home
from claims.views.join import join
from claims.views.linked_data import claim_linked_data
from claims.views.log import log_file, log_page
from claims.views.marking import mark_claim
from claims.views.measures import agreement_page, figures_page
from claims.views.merge_event import merge_event
from claims.views.outputs import (
    actor_file,
    actors_file,
    articles_file,
    claims_file,
    events_file,
    stories_file,
    story_file,
)
from claims.views.password_reset import Chosen, Lost
from claims.views.people import people_changes, people_list, revoke_invitation, send_invitation
from claims.views.person import deactivate_person, person_page, reactivate_person, sign_person_out
from claims.views.personal_feeds import make_address, personal_feed, revoke_address
from claims.views.place import place_claims
from claims.views.proposed import decide_proposal, undo_event_decision
from claims.views.reports import dismiss_report, report_claim, take_report_back
from claims.views.reprocessing import reprocessing_list, reprocessing_page
from claims.views.review import review_claim, review_decide, review_leases, review_next, review_undo
from claims.views.saved import follow_view, saved_list, saved_search
from claims.views.second import second_answer, second_ask, second_list, second_page, second_withdraw
from claims.views.sign_ins import open_locked, sign_in_list
from claims.views.sign_out import SignOut
from claims.views.speakers import assign_speaker, positions_of_speaker
from claims.views.sso import sso_back, sso_begin
from claims.views.stories import story_list, story_page, story_picture
from claims.views.story_history import story_history
from claims.views.suggest import suggest_actors
from claims.views.takedown import take_down_article
from claims.views.tokens import revoke_token, token_list
from claims.views.undo_import import undo_import
from claims.views.webhooks import redeliver, webhook_list, webhook_page
from claims.views.whole import article_whole

FORM = r"\.(?P<form>csv|jsonl|xlsx|atom)$"
OF_CLAIMS = FORM.replace("csv|", "csv|txt|")
"""A list's address without its last slash, and the form: the list as a file."""


def sso_name() -> str:
    """For the page of signing in, which asks when it is shown."""
    return settings.SSO_NAME if settings.SSO_ISSUER else ""


urlpatterns = [
    path("", home, name="home"),
    path("login/", LoginView.as_view(redirect_authenticated_user=True, extra_context={"sso": sso_name}), name="login"),
    path("account/", account, name="account"),
    path("account/password/", account_password, name="account-password"),
    path("account/email/", account_email, name="account-email"),
    path("account/sign-out/", account_sign_out, name="account-sign-out"),
    path("password/", Lost.as_view(), name="password_reset"),
    path(
        "password/sent/",
        login_not_required(PasswordResetDoneView.as_view(template_name="registration/lost_sent.html")),
        name="password_reset_done",
    ),
    path("password/<str:uidb64>/<str:token>/", Chosen.as_view(), name="password_reset_confirm"),
    path(
        "password/changed/",
        login_not_required(PasswordResetCompleteView.as_view(template_name="registration/lost_done.html")),
        name="password_reset_complete",
    ),
    path("sso/", sso_begin, name="sso"),
    path("sso/back/", sso_back, name="sso-back"),
    path("logout/", login_not_required(SignOut.as_view()), name="logout"),
    path("actors/", actor_list, name="actors"),
    path("actors/duplicates/", duplicates, name="duplicates"),
    path("actors/suggest/", suggest_actors, name="suggest-actors"),
    path("actors/<slug:slug>/", actor_page, name="actor"),
    path("actors/<slug:slug>/edit/", edit_actor, name="edit-actor"),
    path("actors/<slug:slug>/positions/", decide_actor_position, name="actor-positions"),
    path("actors/<slug:slug>/positions/<int:pk>/", decide_actor_position, name="actor-position"),
    path("actors/<slug:slug>/merge/", merge_actor, name="merge-actor"),
    path("actors/<slug:slug>/split/", split_in_two, name="split-actor"),
    path("claims/", claim_list, name="claims"),
    path("claims/place/", place_claims, name="place-claims"),
    path("claims/<int:pk>/", claim_page, name="claim"),
    path("claims/<int:pk>/decide/", decide_claim, name="decide"),
    path("claims/<int:pk>/speaker/", assign_speaker, name="assign-speaker"),
    path("claims/<int:pk>/speaker/positions/", positions_of_speaker, name="speaker-positions"),
    path("claims/<int:pk>/spans/", mark_claim, name="mark"),
    path("claims/<int:pk>/undo/", undo_decision, name="undo"),
    path("claims/<int:pk>/report/", report_claim, name="report"),
    path("claims/<int:pk>/report/take-back/", take_report_back, name="report-take-back"),
    path("claims/<int:pk>/report/dismiss/", dismiss_report, name="report-dismiss"),
    path("compare/", compare, name="compare"),
    path("compare.csv", comparison_file, name="comparison-file"),
    path("articles/", article_list, name="articles"),
    path("articles/<int:pk>/", article_page, name="article"),
    path("articles/<int:pk>/beside/<int:other>/", texts_apart, name="texts-apart"),
    path("articles/<int:pk>/claims/add/", add_marked, name="add-claim"),
    path("articles/<int:pk>/whole/", article_whole, name="article-whole"),
    path("articles/<int:pk>/takedown/", take_down_article, name="takedown"),
    path("imports/<int:pk>/undo/", undo_import, name="import-undo"),
    path("reprocessing/", reprocessing_list, name="reprocessings"),
    path("reprocessing/<int:pk>/", reprocessing_page, name="reprocessing"),
    path("saved/", saved_list, name="saved"),
    path("saved/<int:pk>/", saved_search, name="saved-search"),
    path("saved/feeds/", make_address, name="feed-address"),
    path("saved/feeds/revoke/", revoke_address, name="revoke-feed-address"),
    path("feeds/<str:token>/<path:path>", personal_feed, name="personal-feed"),
    path("digests/<str:signed>/", stop_digest, name="stop-digest"),
    path("follow/", follow_view, name="follow"),
    path("review/", review_next, name="review"),
    path("review/undo/", review_undo, name="review-undo"),
    path("review/leases/", review_leases, name="review-leases"),
    path("review/<int:pk>/", review_claim, name="review-claim"),
    path("review/<int:pk>/decide/", review_decide, name="review-decide"),
    path("stories/", story_list, name="stories"),
    path("stories/new/", new_story, name="new-story"),
    path("stories/<slug:slug>/", story_page, name="story"),
    path("stories/<slug:slug>/edit/", edit_story, name="edit-story"),
    path("stories/<slug:slug>/history/", story_history, name="story-history"),
    path("stories/<slug:slug>/timeline.svg", story_picture, name="story-picture"),
    path("stories/<slug:slug>/events/new/", new_event, name="new-event"),
    path("stories/<slug:slug>/events/<int:pk>/edit/", edit_event, name="edit-event"),
    path("stories/<slug:slug>/events/<int:pk>/merge/", merge_event, name="merge-event"),
    path("stories/<slug:slug>/events/<int:pk>/decide/", decide_proposal, name="decide-event"),
    path("stories/<slug:slug>/events/<int:pk>/undo/", undo_event_decision, name="undo-event"),
    re_path(rf"^claims{OF_CLAIMS}", claims_file, name="claims-file"),
    path("claims/<int:pk>.jsonld", claim_linked_data, name="claim-jsonld"),
    re_path(rf"^actors{FORM}", actors_file, name="actors-file"),
    re_path(rf"^actors/(?P<slug>[-\w]+){OF_CLAIMS}", actor_file, name="actor-file"),
    re_path(rf"^articles{FORM}", articles_file, name="articles-file"),
    re_path(rf"^stories{FORM}", stories_file, name="stories-file"),
    re_path(rf"^stories/(?P<slug>[-\w]+){OF_CLAIMS}", story_file, name="story-file"),
    re_path(rf"^stories/(?P<slug>[-\w]+)/events{FORM}", events_file, name="events-file"),
    path("join/<str:signed>/", join, name="join"),
    path("people/", people_list, name="people"),
    path("people/sign-ins/", sign_in_list, name="sign-ins"),
    path("people/sign-ins/open/", open_locked, name="open-locked"),
    path("people/changes/", people_changes, name="people-changes"),
    path("people/invitations/<int:pk>/send/", send_invitation, name="send-invitation"),
    path("people/invitations/<int:pk>/revoke/", revoke_invitation, name="revoke-invitation"),
    path("people/<int:pk>/", person_page, name="person"),
    path("people/<int:pk>/deactivate/", deactivate_person, name="deactivate"),
    path("people/<int:pk>/reactivate/", reactivate_person, name="reactivate"),
    path("people/<int:pk>/sign-out/", sign_person_out, name="sign-person-out"),
    path("tokens/", token_list, name="tokens"),
    path("tokens/<int:pk>/revoke/", revoke_token, name="revoke-token"),
    path("api/v1/docs", api_docs, name="api-docs"),
    path("webhooks/", webhook_list, name="webhooks"),
    path("webhooks/<int:pk>/", webhook_page, name="webhook"),
    path("webhooks/<int:pk>/<int:delivery>/", redeliver, name="redeliver"),
    path("second/", second_list, name="second-opinions"),
    path("second/<int:pk>/", second_page, name="second-opinion"),
    path("second/<int:pk>/answer/", second_answer, name="answer-second"),
    path("second/<int:pk>/withdraw/", second_withdraw, name="withdraw-second"),
    path("claims/<int:pk>/second/", second_ask, name="ask-second"),
    path("log/agreement/", agreement_page, name="agreement"),
    path("log/figures/", figures_page, name="figures"),
    path("log/", log_page, name="log"),
    re_path(r"^log\.(?P<form>csv|jsonl)$", log_file, name="log-file"),
    path("log/<int:pk>/", decision_page, name="decision"),
    path("log/<int:pk>/undo/", take_back, name="take-back"),
    path("collections/", collection_list, name="collections"),
    path("collections/add/", add_to_collection, name="collect"),
    path("collections/<int:pk>/", collection_page, name="collection"),
    path("collections/<int:pk>/delete/", delete_collection, name="collection-delete"),
    path("collections/<int:pk>/items/<int:item>/", change_item, name="collection-item"),
    re_path(
        r"^collections/(?P<pk>\d{1,18})\.(?P<form>csv|jsonl|xlsx|atom|md|docx)$",
        collection_file,
        name="collection-file",
    ),
]
