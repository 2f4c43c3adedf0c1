"""Which pages are of insight? The report first."""

from __future__ import annotations

from django.urls import path

from leeway.desk.insight.views import files, reports

urlpatterns = [
    path("reports/", reports.figures, name="reports"),
    path("reports/matters/<str:figure>/", reports.matters, name="report_matters"),
    path("reports/goodwill/", reports.goodwill, name="report_goodwill"),
    path("reports/goodwill/decisions/", reports.decisions, name="report_decisions"),
    path("reports/figures.csv", files.figures, name="report_csv"),
    path("reports/goodwill.csv", files.goodwill, name="goodwill_csv"),
]
