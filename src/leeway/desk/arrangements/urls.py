"""Which pages arrange the desk?"""

from __future__ import annotations

from django.urls import path

from leeway.desk.arrangements.views import fields, hours, matters

urlpatterns = [
    path("sites/<str:site>/hours/", hours.hours, name="site_hours"),
    path("sites/<str:site>/hours/week/", hours.week, name="site_week"),
    path("sites/<str:site>/hours/holiday/", hours.holiday, name="site_holiday"),
    path("sites/<str:site>/hours/term/", hours.term, name="site_term"),
    path("own-fields/", fields.fields, name="own_fields"),
    path("matters/<str:case>/more/", matters.more, name="matter_more"),
    path("matters/<str:case>/fields/", matters.fill, name="fill_fields"),
    path("matters/<str:case>/link/", matters.link, name="link_matter"),
    path("matters/<str:case>/unlink/<str:link>/", matters.unlink, name="unlink_matter"),
]
