"""Addresses of the dataset."""

from django.urls import path

from .views import analysis, collection, comparing, imports, indicator, judging, publishing, scorecards, sheet, words

app_name = "dataset"

urlpatterns = [
    path("dataset/", sheet.sheet, name="sheet"),
    path("dataset/sheets/", imports.imports, name="imports"),
    path("dataset/sheets/new/", imports.bring_in, name="bring_in"),
    path("dataset/sheets/<uuid:sheetimport_id>/", imports.sheet_import, name="import"),
    path("dataset/questions/<uuid:question_id>/", words.answer, name="answer"),
    path("dataset/publications/", publishing.publications, name="publications"),
    path("dataset/publications/new/", publishing.freeze, name="freeze"),
    path("dataset/publications/<uuid:publication_id>/", publishing.publication, name="publication"),
    path("dataset/publications/<uuid:publication_id>/publish/", publishing.publish, name="publish"),
    path("dataset/publications/<uuid:publication_id>/words/", publishing.read_words, name="read_words"),
    path("dataset/revisions/<uuid:revision_id>/words/", publishing.read_reason, name="read_reason"),
    path("dataset/revisions/<uuid:revision_id>/", publishing.explain, name="explain"),
    path("dataset/asked/", collection.asked, name="asked"),
    path("dataset/asked/<uuid:submission_id>/", collection.submission, name="submission"),
    path("dataset/asked/<uuid:submission_id>/template.csv", collection.template, name="template"),
    path("dataset/asked/<uuid:submission_id>/upload/", collection.upload, name="upload"),
    path("dataset/asked/<uuid:submission_id>/sign-off/", collection.sign_off, name="sign_off"),
    path("dataset/collections/", collection.rounds, name="rounds"),
    path("dataset/collections/new/", collection.open_round, name="open_round"),
    path("dataset/collections/<uuid:round_id>/", collection.round_page, name="round"),
    path("dataset/collections/<uuid:round_id>/lock/", collection.lock, name="lock"),
    path("dataset/collections/behind/<str:ref>/", collection.behind, name="behind"),
    path("dataset/collections/back/<uuid:submission_id>/", collection.send_back, name="send_back"),
    path("dataset/quarter/", judging.quarter, name="quarter"),
    path("dataset/quarter/look/", judging.look, name="look"),
    path("dataset/proposals/<uuid:proposal_id>/", judging.judge, name="judge"),
    path("dataset/population/", comparing.population, name="population"),
    path("dataset/population/new/", comparing.population_new, name="population_new"),
    path("dataset/scorecards/", scorecards.scorecards, name="scorecards"),
    path("dataset/scorecards/new/", scorecards.scorecard_new, name="scorecard_new"),
    path("dataset/scorecards/<uuid:scorecard_id>/", scorecards.scorecard_change, name="scorecard_change"),
    path("dataset/files/<slug:name>.csv", publishing.export, name="export"),
    path("dataset/<str:ref>/", indicator.indicator, name="indicator"),
    path("dataset/<str:ref>/trend/", analysis.indicator_trend, name="trend"),
    path("dataset/<str:ref>/areas/", analysis.indicator_areas, name="areas"),
    path("dataset/<str:ref>/compared/", comparing.compared, name="compared"),
    path("dataset/<str:ref>/compared/target/", comparing.target, name="target"),
    path("dataset/<str:ref>/compared/benchmark/", comparing.benchmark, name="benchmark"),
    path("dataset/<str:ref>/comment/", words.comment, name="comment"),
    path("dataset/<str:ref>/ask/", words.ask, name="ask"),
    path("dataset/<str:ref>/note/", words.note, name="note"),
]
