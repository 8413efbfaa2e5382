"""How an edition becomes public and how its year ends."""

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.editions.states import EditionState
from baigong.kit.moves import move, table

MOVES = table(
    Edition,
    move("publish", [EditionState.DRAFT], EditionState.LIVE, Can.CHANGE_EDITION),
    move("close", [EditionState.LIVE], EditionState.CLOSED, Can.CHANGE_EDITION),
    move("reopen", [EditionState.CLOSED], EditionState.LIVE, Can.CHANGE_EDITION),
)
