"""The addresses of the selection in the office."""

from django.urls import path

from baigong.portals.office.selection import deciding, feedback, ranking

urlpatterns = [
    path("selection/", ranking.current, name="selection"),
    path("selection/feedback/", feedback.held, name="feedback"),
    path("selection/feedback/<slug:public_id>/", feedback.release, name="feedback_release"),
    path("selection/ask/", deciding.ask, name="selection_ask"),
    path("selection/<slug:public_id>/", ranking.one, name="selection_one"),
    path("selection/<slug:public_id>/list/", ranking.progress, name="selection_progress"),
    path("selection/<slug:public_id>/record.json", ranking.record, name="selection_record"),
    path("selection/<slug:public_id>/propose/", deciding.propose, name="propose"),
    path("selection/<slug:public_id>/approve/", deciding.approve, name="approve"),
    path("selection/<slug:public_id>/revise/", deciding.revise, name="selection_revise"),
    path("selection/<slug:public_id>/void/", deciding.void, name="selection_void"),
    path("selection/<slug:public_id>/entry/<slug:entry>/", deciding.overrule, name="selection_overrule"),
]
