"""Which pages are about policies? Reading, writing, text, proposing, versions."""

from __future__ import annotations

from django.urls import path

from leeway.desk.studio.views import promising, proposing, reading, texts, versions, writing

urlpatterns = [
    path("", reading.policies, name="policies"),
    path("new/", writing.new, name="policy_new"),
    path("read/<str:policy>/", reading.policy, name="policy"),
    path("write/<str:policy>/", writing.head, name="policy_write"),
    path("write/<str:policy>/add/", writing.add_clause, name="policy_add"),
    path("write/<str:policy>/remove/", writing.remove, name="policy_remove"),
    path("write/<str:policy>/promises/", promising.promises, name="policy_promises"),
    path("write/<str:policy>/<str:kind>/<str:name>/", writing.clause, name="policy_clause"),
    path("text/", texts.text, name="policy_text"),
    path("book.zip", texts.download, name="book_download"),
    path("upload/", texts.upload, name="book_upload"),
    path("draft/undo/", texts.undo, name="draft_undo"),
    path("draft/discard/", texts.discard, name="draft_discard"),
    path("draft/adopt/", texts.adopt, name="draft_adopt"),
    path("propose/", proposing.propose, name="propose"),
    path("versions/", versions.versions, name="versions"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("versions/<int:number>/withdraw/", versions.withdraw, name="version_withdraw"),
    path("versions/<int:number>/again/", versions.again, name="version_again"),
]
