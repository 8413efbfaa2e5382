"""The levels all entries and judges share: how much merit, severity, scale and noise vary."""

import math

import numpy as np

from fairjury.calibrate.chance import gamma, normal, uniform, variance
from fairjury.calibrate.compiled import inlined

from .judges import usual_scale
from .state import (
    CENTRE,
    ENTRY,
    ENTRY_CRITERION,
    HALO,
    HALO_SPREAD,
    NOISE,
    NOISE_SPREAD,
    PLAIN,
    PROMOTED,
    SCALE,
    SEVERITY,
    SLIP,
    SLIPS,
    TRACK,
    Chain,
    Reviews,
)

SCALE_LIMIT = 0.25
PROMOTERS = 0.08  # how many judges are expected to promote a friend
RARE = 0.002  # share of promoting reviews of every other judge


@inlined
def draw_entry_levels(reviews: Reviews, chain: Chain) -> None:
    """Draw the variances of merit between entries and between an entry's criteria."""
    n, count = chain.merit.shape
    between, within = 0.0, 0.0
    for i in range(n):
        mean = chain.middle[i]
        between += chain.grip[i] * (mean - chain.group[reviews.track[i]]) ** 2
        for c in range(count):
            within += (chain.merit[i, c] - mean) ** 2
    guess = 0.5 * reviews.spread
    chain.level[ENTRY] = variance(chain.rng, between, n, guess, 1.0)
    if count > 1:
        chain.level[ENTRY_CRITERION] = variance(chain.rng, within, n * (count - 1), 0.1 * guess, 1.0)


@inlined
def draw_groups(reviews: Reviews, chain: Chain) -> None:
    """Draw the mean merit of the tracks and how much they differ."""
    tracks = chain.group.size
    if tracks == 1:
        return
    number, total = np.zeros(tracks), np.zeros(tracks)
    for i in range(chain.middle.size):
        number[reviews.track[i]] += chain.grip[i]
        total[reviews.track[i]] += chain.grip[i] * chain.middle[i]
    squares = 0.0
    for t in range(tracks):
        sharp = number[t] / chain.level[ENTRY] + 1.0 / chain.level[TRACK]
        chain.group[t] = total[t] / chain.level[ENTRY] / sharp + normal(chain.rng) / math.sqrt(sharp)
        squares += chain.group[t] ** 2
    chain.level[TRACK] = variance(chain.rng, squares, tracks, 0.03 * reviews.spread, 2.0)


@inlined
def draw_judge_levels(reviews: Reviews, chain: Chain) -> None:
    """Draw how much judges differ in severity and scale, and the common centre."""
    count = chain.severity.size
    centre = 0.0
    for j in range(count):
        centre += chain.severity[j] / count
    chain.level[CENTRE] = centre + normal(chain.rng) * math.sqrt(chain.level[SEVERITY] / count)
    squares, bends, plain = 0.0, 0.0, 0
    for j in range(count):
        squares += (chain.severity[j] - chain.level[CENTRE]) ** 2
        if chain.blind[j] == PLAIN:
            bends += (chain.scale[j] - usual_scale(chain)) ** 2
            plain += 1
    chain.level[SEVERITY] = variance(chain.rng, squares, count, 0.03 * reviews.spread, 2.0)
    chain.level[SCALE] = min(variance(chain.rng, bends, plain, 0.03, 4.0), SCALE_LIMIT)


@inlined
def draw_noise_levels(chain: Chain) -> None:
    """Draw the centre and spread of the judges' log variances and of their logit halo shares."""
    count = chain.own.size
    single = chain.criterion.size == 1
    size, share = 0.0, 0.0
    for j in range(count):
        size += math.log(chain.own[j] + chain.common[j]) / count
        if not single:
            share += math.log(max(chain.common[j], 1e-9) / chain.own[j]) / count
    chain.level[NOISE] = size + normal(chain.rng) * math.sqrt(chain.level[NOISE_SPREAD] / count)
    sharp = count / chain.level[HALO_SPREAD] + 0.25
    chain.level[HALO] = share * count / chain.level[HALO_SPREAD] / sharp + normal(chain.rng) / math.sqrt(sharp)
    sizes, shares = 0.0, 0.0
    for j in range(count):
        sizes += (math.log(chain.own[j] + chain.common[j]) - chain.level[NOISE]) ** 2
        if not single:
            shares += (math.log(max(chain.common[j], 1e-9) / chain.own[j]) - chain.level[HALO]) ** 2
    chain.level[NOISE_SPREAD] = variance(chain.rng, sizes, count, 0.2, 4.0)
    if not single:
        chain.level[HALO_SPREAD] = variance(chain.rng, shares, count, 0.1, 4.0)


@inlined
def draw_criteria(reviews: Reviews, chain: Chain) -> None:
    """Draw the means of the criteria around the common centre."""
    count = chain.criterion.size
    if count == 1:
        return
    total, sharp = np.zeros(count), 0.0
    for m in range(reviews.entry.size):
        i, j = reviews.entry[m], reviews.judge[m]
        sharp += 1.0 / chain.own[j]
        for c in range(count):
            off = chain.latent[m, c] - chain.rest[m] - chain.scale[j] * (chain.merit[i, c] - chain.middle[i])
            total[c] += off / chain.own[j]
    middle = 0.0
    for c in range(count):
        chain.criterion[c] = total[c] / sharp + normal(chain.rng) / math.sqrt(sharp)
        middle += chain.criterion[c] / count
    for c in range(count):
        chain.criterion[c] -= middle


@inlined
def draw_promoters(reviews: Reviews, chain: Chain) -> None:
    """Draw who promotes friends and how often, and how common slips are."""
    number, friends = np.zeros(chain.promotes.size), np.zeros(chain.promotes.size)
    slips = 0.0
    for m in range(reviews.entry.size):
        j = reviews.judge[m]
        number[j] += 1.0
        if chain.kind[m] == PROMOTED:
            friends[j] += 1.0
        elif chain.kind[m] == SLIP:
            slips += 1.0
    first = gamma(chain.rng, slips + 1.0)
    chain.level[SLIPS] = first / (first + gamma(chain.rng, reviews.entry.size - slips + 50.0))
    for j in range(number.size):
        k, rest = friends[j], number[j] - friends[j]
        # Beta(1, 9) for a promoter's share
        odds = math.lgamma(10.0) - math.lgamma(9.0) + math.lgamma(1.0 + k) + math.lgamma(9.0 + rest)
        odds -= math.lgamma(10.0 + number[j]) + k * math.log(RARE) + rest * math.log(1.0 - RARE)
        share = PROMOTERS * math.exp(min(odds, 50.0))
        chain.promotes[j] = RARE
        if uniform(chain.rng) * (share + 1.0 - PROMOTERS) < share:
            first = gamma(chain.rng, 1.0 + k)
            chain.promotes[j] = max(first / (first + gamma(chain.rng, 9.0 + rest)), RARE)
