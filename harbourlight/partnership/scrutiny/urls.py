"""Addresses of scrutiny; those under "public" need no sign-in."""

from django.urls import path

from .views import meetings, panels, public, published, reports

app_name = "scrutiny"

OF_PANEL = "scrutiny/panels/<slug:key>/"
OF_SITTING = "scrutiny/meetings/<uuid:sitting_id>/"
OF_REPORT = "scrutiny/reports/<uuid:report_id>/"

urlpatterns = [
    path("public/scrutiny/", public.public, name="public"),
    path("public/scrutiny/<slug:key>/", public.public_panel, name="public_panel"),
    path("public/scrutiny/copies/<uuid:published_id>/", public.public_copy, name="public_copy"),
    path("public/scrutiny/copies/<uuid:published_id>/report.pdf", public.public_pdf, name="public_pdf"),
    path("scrutiny/", panels.panels, name="panels"),
    path(OF_PANEL, panels.panel, name="panel"),
    path(f"{OF_PANEL}public/", published.open_to_everybody, name="open_to_everybody"),
    path(f"{OF_PANEL}monitoring/", panels.monitoring, name="monitoring"),
    path(f"{OF_PANEL}reports/new/", reports.report_new, name="report_new"),
    path(OF_SITTING, meetings.meeting, name="meeting"),
    path(f"{OF_SITTING}resolutions/new/", meetings.resolve, name="resolve"),
    path(f"{OF_SITTING}hear/", meetings.hear, name="hear"),
    path(f"{OF_SITTING}agenda/publish/", published.agenda, name="publish_agenda"),
    path(f"{OF_SITTING}minutes/publish/", published.minutes, name="publish_minutes"),
    path(f"{OF_SITTING}monitoring/publish/", published.monitoring, name="publish_monitoring"),
    path("scrutiny/resolutions/<uuid:resolution_id>/", meetings.resolution, name="resolution"),
    path("scrutiny/copies/<uuid:published_id>/withdraw/", published.withdraw, name="withdraw"),
    path(OF_REPORT, reports.report, name="report"),
    path(f"{OF_REPORT}change/", reports.report_change, name="report_change"),
    path(f"{OF_REPORT}give/", reports.give, name="give"),
    path(f"{OF_REPORT}take-back/", reports.take_back, name="take_back"),
    path(f"{OF_REPORT}appendix/", reports.appendix_new, name="appendix_new"),
    path(f"{OF_REPORT}report.pdf", reports.pdf, name="pdf"),
    path("scrutiny/parts/<uuid:part_id>/", reports.part, name="part"),
]
