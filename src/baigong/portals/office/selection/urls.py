"""The addresses of the selection in the office."""

from django.urls import path

from baigong.portals.office.selection import correcting, deciding, feedback, meeting, questions, ranking, reporting

urlpatterns = [
    path("selection/", ranking.current, name="selection"),
    path("selection/feedback/", feedback.held, name="feedback"),
    path("selection/feedback/<slug:public_id>/", feedback.release, name="feedback_release"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<slug:public_id>/answer/", questions.answer, name="question_answer"),
    path("questions/<slug:public_id>/award/", correcting.award, name="question_award"),
    path("questions/<slug:public_id>/take-back/", correcting.propose, name="question_take_back"),
    path("corrections/<slug:public_id>/approve/", correcting.approve, name="correction_approve"),
    path("corrections/<slug:public_id>/drop/", correcting.drop, name="correction_drop"),
    path("meeting/", meeting.lead, name="meeting"),
    path("meeting/live/", meeting.live, name="meeting_live"),
    path("meeting/begin/", meeting.begin, name="meeting_begin"),
    path("meeting/keep-rest/", meeting.keep_rest, name="meeting_keep_rest"),
    path("meeting/close/", meeting.close, name="meeting_close"),
    path("meeting/add/", meeting.add, name="meeting_add"),
    path("meeting/minutes.pdf", meeting.minutes, name="meeting_minutes"),
    path("meeting/minutes.odt", meeting.minutes_text, name="meeting_minutes_text"),
    path("meeting/point/<slug:public_id>/", meeting.step, name="meeting_step"),
    path("meeting/point/<slug:public_id>/vote/", meeting.vote, name="meeting_vote"),
    path("meeting/point/<slug:public_id>/note/", meeting.note, name="meeting_note"),
    path("meeting/point/<slug:public_id>/decide/", meeting.decide, name="meeting_decide"),
    path("selection/<slug:public_id>/meeting/", meeting.call, name="meeting_call"),
    path("selection/ask/", deciding.ask, name="selection_ask"),
    path("selection/sign/", deciding.sign, name="selection_sign"),
    path("selection/<slug:public_id>/", ranking.one, name="selection_one"),
    path("selection/<slug:public_id>/list/", ranking.progress, name="selection_progress"),
    path("selection/<slug:public_id>/record.json", ranking.record, name="selection_record"),
    path("selection/<slug:public_id>/report.html", reporting.page, name="selection_report"),
    path("selection/<slug:public_id>/report.pdf", reporting.paper, name="selection_report_pdf"),
    path("selection/<slug:public_id>/propose/", deciding.propose, name="propose"),
    path("selection/<slug:public_id>/approve/", deciding.approve, name="approve"),
    path("selection/<slug:public_id>/revise/", deciding.revise, name="selection_revise"),
    path("selection/<slug:public_id>/entry/<slug:entry>/", deciding.overrule, name="selection_overrule"),
]
