"""How a solution becomes public, is changed in public, and is taken down."""

from baigong.domain.abilities import Can
from baigong.domain.library.events import SolutionHidden, SolutionPublished
from baigong.domain.library.models import Solution
from baigong.domain.library.rules import has_award, is_agreed
from baigong.domain.library.states import SolutionState
from baigong.kit.moves import move, table

PREPARED, PUBLISHED, HIDDEN = SolutionState.PREPARED, SolutionState.PUBLISHED, SolutionState.HIDDEN

MOVES = table(
    Solution,
    move("publish", [PREPARED, HIDDEN], PUBLISHED, Can.PUBLISH_SOLUTION, is_agreed, has_award, emits=SolutionPublished),
    move("revise", [PUBLISHED], PUBLISHED, Can.PUBLISH_SOLUTION, is_agreed),
    move("hide", [PUBLISHED], HIDDEN, Can.HIDE_SOLUTION, emits=SolutionHidden),
)
