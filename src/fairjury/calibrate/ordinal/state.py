"""What the ordinal sampler reads and what it moves."""

from typing import NamedTuple

from fairjury.arrays import Codes, Floats, Small, Words

# places in `Chain.level`
ENTRY, ENTRY_CRITERION, SEVERITY, SCALE, NOISE, NOISE_SPREAD, HALO, HALO_SPREAD, TRACK, CENTRE, SLIPS, TAIL = range(12)
LEVELS = 12
# kinds of a review
HONEST, PROMOTED, SLIP = 0, 1, 2
# kinds of a judge
PLAIN, BLIND = 0, 1


class Reviews(NamedTuple):
    """m reviews sorted by entry, c criteria; a score is known to lie between `low` and `high` (score points)."""

    entry: Codes  # (m,)
    judge: Codes  # (m,)
    first: Codes  # (n + 1,) where each entry's reviews begin
    track: Codes  # (n,)
    low: Floats  # (m, c)
    high: Floats  # (m, c)
    weights: Floats  # (c,) sum to one
    step: float
    spread: float  # variance of the totals: the unit of weak priors


class Chain(NamedTuple):
    """One point of the posterior; every array is overwritten in place."""

    latent: Floats  # (m, c) scores before rounding and clipping
    rest: Floats  # (m,) mean over the criteria of the latents, criterion means taken off
    kind: Small  # (m,) HONEST, PROMOTED or SLIP
    middle: Floats  # (n,) mean merit over the criteria
    merit: Floats  # (n, c)
    grip: Floats  # (n,) how firmly each merit is held to its track's mean; one for all when merit is normal
    severity: Floats  # (j,) additive, in score points: higher is more lenient
    scale: Floats  # (j,)
    own: Floats  # (j,) variance of the noise of one criterion
    common: Floats  # (j,) variance of the halo
    blind: Small  # (j,) BLIND: scores do not follow the entries
    promotes: Floats  # (j,) probability that a review promotes a friend
    criterion: Floats  # (c,) mean of the criteria, sums to zero
    group: Floats  # (t,) mean merit of the tracks
    level: Floats  # (LEVELS,)
    rng: Words  # (4,)


class Tally(NamedTuple):
    """Sums over the kept sweeps."""

    merit: Floats  # (n,) conditional means of the weighted merit, centred
    drawn: Floats  # (n,) sums of the draws themselves
    square: Floats  # (n,)
    fine: Floats  # (n, c) merit by criterion
    severity: Floats  # (j,)
    scale: Floats  # (j,)
    own: Floats  # (j,)
    common: Floats  # (j,)
    blind: Floats  # (j,)
    severity_square: Floats  # (j,)
    kind: Floats  # (m, 3) how often a review was of each kind
    criterion: Floats  # (c,)
    level: Floats  # (LEVELS,)
    sweeps: Floats  # (1,)
