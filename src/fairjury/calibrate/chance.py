"""Random numbers of the compiled samplers: xoshiro256+ (Blackman and Vigna 2018) and normals by inversion."""

import math

import numpy as np

from fairjury.arrays import Floats, Words

from .compiled import inlined

CLOSE = 3.0  # interval up to which rejection is faster than inversion
_GOLDEN = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def stream(seed: int) -> Words:
    """Start a generator: four words made from the seed by splitmix64. Returns (4,) uint64."""
    words, state = [], seed & _MASK
    for _ in range(4):
        state = (state + _GOLDEN) & _MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        words.append(z ^ (z >> 31))
    return np.array(words, dtype=np.uint64)


@inlined
def uniform(rng: Words) -> float:
    """Draw from the open interval (0, 1)."""
    s0, s1, s2, s3 = rng[0], rng[1], rng[2], rng[3]
    result = s0 + s3
    t = s1 << np.uint64(17)
    s2 ^= s0
    s3 ^= s1
    rng[1] = s1 ^ s2
    rng[0] = s0 ^ s3
    rng[2] = s2 ^ t
    rng[3] = (s3 << np.uint64(45)) | (s3 >> np.uint64(19))
    return (float(result >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16


@inlined
def below(x: float) -> float:
    """Probability that a standard normal lies below x."""
    return 0.5 * math.erfc(-0.7071067811865476 * x)


@inlined
def _tail(p: float) -> float:
    q = math.sqrt(-2.0 * math.log(p))
    top = (
        (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968
    ) * q + 2.938163982698783
    return top / (
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q
        + 1.0
    )


@inlined
def quantile(p: float) -> float:
    """Standard normal quantile (Acklam's rational approximation, relative error 1e-9)."""
    if p < 0.02425:
        return _tail(p)
    if p > 0.97575:
        return -_tail(1.0 - p)
    q = p - 0.5
    r = q * q
    top = (
        (
            (((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02)
            * r
            - 3.066479806614716e01
        )
        * r
        + 2.506628277459239
    ) * q
    return top / (
        (
            (((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01)
            * r
            - 1.328068155288572e01
        )
        * r
        + 1.0
    )


@inlined
def normal(rng: Words) -> float:
    """Draw a standard normal."""
    return quantile(uniform(rng))


@inlined
def between(rng: Words, low: float, high: float) -> float:
    """Draw a standard normal kept between low and high (either may be infinite)."""
    if high - low < CLOSE:
        return _between_close(rng, low, high)
    if low > 0.0:  # the lower tail is the accurate one
        return -_between_lower(rng, -high, -low)
    return _between_lower(rng, low, high)


@inlined
def _between_close(rng: Words, low: float, high: float) -> float:
    """By rejection from the uniform: most tries succeed on a short interval."""
    nearest = low if low > 0.0 else min(0.0, high)
    peak = nearest * nearest
    while True:
        x = low + (high - low) * uniform(rng)
        fall = 0.5 * (x * x - peak)
        u = uniform(rng)
        if u < 1.0 - fall or u < math.exp(-fall):  # the first bound lies below the second and is cheap
            return x


@inlined
def _between_lower(rng: Words, low: float, high: float) -> float:
    """By inversion, for an interval that does not lie wholly above zero."""
    p = below(low) if low > -40.0 else 0.0
    u = p + (below(high) - p) * uniform(rng)
    if u < 1e-300:
        return high
    return min(max(quantile(u), low), high)


@inlined
def gamma(rng: Words, shape: float) -> float:
    """Draw a gamma variable of unit scale (Marsaglia and Tsang 2000)."""
    if shape < 1.0:
        return float(gamma_large(rng, shape + 1.0) * uniform(rng) ** (1.0 / shape))
    return gamma_large(rng, shape)


@inlined
def gamma_large(rng: Words, shape: float) -> float:
    """As `gamma` for a shape of at least one."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(rng)
        v = (1.0 + c * x) ** 3
        if v > 0.0 and math.log(uniform(rng)) < 0.5 * x * x + d - d * v + d * math.log(v):
            return d * v


@inlined
def variance(rng: Words, squares: float, count: float, guess: float, weight: float) -> float:
    """Draw a variance from `count` squared deviations under a prior worth `weight` of them around `guess`."""
    return 0.5 * (squares + weight * guess) / gamma(rng, 0.5 * (count + weight))


def seeded_uniforms(seed: int, count: int) -> Floats:
    """Uniforms for plain Python code from the same generator family. Returns (count,)."""
    return np.random.Generator(np.random.PCG64(seed)).random(count)
