"""Which pages are of the desk? People waiting first."""

from __future__ import annotations

from django.urls import path

from leeway.desk.conversations.views import about, arranging, finding, keeping, reading, tables, writing

urlpatterns = [
    path("people/", reading.people_page, name="people"),
    path("people/table/", tables.table, name="people_table"),
    path("people/table/do/", tables.bulk, name="people_bulk"),
    path("people/views/", tables.keep_view, name="keep_view"),
    path("people/open/", arranging.open_matter, name="open_matter"),
    path("people/<str:person>/", reading.person, name="person"),
    path("people/<str:person>/about/", about.about, name="about"),
    path("people/<str:person>/looking/", writing.looking, name="looking"),
    path("people/<str:person>/describe/", about.describe_person, name="describe_person"),
    path("people/<str:person>/point/", about.point, name="point"),
    path("people/<str:person>/consent/", about.consent, name="consent"),
    path("people/<str:person>/merge/", about.merge, name="merge"),
    path("people/<str:person>/merge/<str:merge>/undo/", about.undo_merge, name="undo_merge"),
    path("people/<str:person>/export/", about.export_person, name="export_person"),
    path("people/<str:person>/erase/", about.erase_person, name="erase_person"),
    path("matters/<str:case>/", arranging.case_page, name="case_page"),
    path("matters/<str:case>/who/", about.unknown_person, name="unknown_person"),
    path("matters/<str:case>/before/", finding.before, name="like_before"),
    path("matters/<str:case>/say/", writing.say, name="say"),
    path("matters/<str:case>/describe/", arranging.describe, name="describe"),
    path("matters/<str:case>/assign/", arranging.assign, name="assign"),
    path("matters/<str:case>/tags/", arranging.tags, name="tags"),
    path("matters/<str:case>/follow/", arranging.follow, name="follow"),
    path("matters/<str:case>/close/", arranging.close, name="close"),
    path("matters/<str:case>/reopen/", arranging.reopen, name="reopen"),
    path("matters/<str:case>/join/", arranging.join, name="join_matter"),
    path("matters/<str:case>/split/", arranging.split, name="split"),
    path("matters/<str:case>/links/<str:link>/undo/", arranging.undo_link, name="undo_link"),
    path("matters/<str:case>/situation/", arranging.situate, name="situate"),
    path("matters/<str:case>/take-here/", arranging.take_here, name="take_here"),
    path("matters/<str:case>/take/", arranging.take, name="take"),
    path("messages/<int:entry>/again/", writing.send_again, name="send_again"),
    path("messages/<int:entry>/as-sent/", reading.as_sent, name="as_sent"),
    path("files/<int:attachment>/", reading.file, name="attachment"),
    path("find/", finding.find, name="find"),
    path("articles/", keeping.articles, name="articles"),
    path("articles/new/", keeping.write_article, name="new_article"),
    path("articles/<str:article>/", keeping.article, name="article"),
    path("articles/<str:article>/change/", keeping.write_article, name="change_article"),
    path("snippets/", keeping.snippets, name="snippets"),
]
