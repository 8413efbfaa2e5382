"""The addresses of the jury in the office."""

from django.urls import path

from baigong.portals.office.jury import (
    assigning,
    ballots,
    comparing,
    editing,
    judges,
    paper,
    planning,
    rounds,
    watching,
    waves,
)

urlpatterns = [
    path("jury/", judges.judges, name="judges"),
    path("jury/plan/", planning.planner, name="planner"),
    path("jury/rounds/", rounds.rounds, name="rounds"),
    path("jury/rounds/<slug:key>/passing/", rounds.passing, name="passing"),
    path("jury/rounds/<slug:key>/examples/", rounds.examples, name="examples"),
    path("jury/rounds/<slug:key>/pairs/", comparing.pairs, name="pairs"),
    path("jury/rounds/<slug:key>/pairs/step/", comparing.step, name="pairs_step"),
    path("jury/passing/<slug:public_id>/change/", rounds.change, name="passing_change"),
    path("jury/passing/<slug:public_id>/settle/", rounds.settle, name="passing_settle"),
    path("jury/invite/", judges.invite, name="judge_invite"),
    path("jury/invite-many/", judges.invite_many, name="judge_invite_many"),
    path("jury/judge/<slug:public_id>/entries.pdf", paper.pack, name="judge_pack"),
    path("jury/paper/", paper.papers, name="papers"),
    path("jury/paper/<slug:slip>/", paper.paper, name="paper"),
    path("jury/judge/<slug:public_id>/again/", judges.again, name="judge_again"),
    path("jury/judge/<slug:public_id>/release/", judges.release, name="judge_release"),
    path("jury/judge/<slug:public_id>/remind/", watching.remind, name="judge_remind"),
    path("jury/assignment/", assigning.assignment, name="assign"),
    path("jury/assignment/progress/", assigning.progress, name="assign_progress"),
    path("jury/assignment/<slug:public_id>/give-out/", assigning.hand_over, name="assign_give_out"),
    path("jury/reads/", editing.reads, name="reads"),
    path("jury/reads.csv", editing.export, name="reads_export"),
    path("jury/reads/give/", editing.give, name="reads_give"),
    path("jury/reads/<slug:public_id>/back/", editing.back, name="read_back"),
    path("jury/conflicts/<slug:public_id>/", assigning.rule, name="conflict_rule"),
    path("jury/reading/", watching.dashboard, name="dashboard"),
    path("jury/reading/wave/", waves.ask, name="wave_ask"),
    path("jury/reading/wave/<slug:public_id>/", waves.hand_over, name="wave_give_out"),
    path("jury/reading/close/", watching.close, name="round_close"),
    path("jury/ballots.csv", ballots.export, name="ballots_export"),
]
