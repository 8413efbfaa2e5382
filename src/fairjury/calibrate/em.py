"""The preview: shift, scale and own noise of every judge by expectation-maximisation, in milliseconds."""

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats

from .compiled import compiled

PRIOR = 6.0  # how many reviews the common noise is worth against a judge's own


@dataclass(frozen=True, slots=True)
class Linear:
    """A fitted line per judge: score = severity_j + scale_j * (merit_i - centre) + centre + noise_j."""

    merit: Floats  # (n,) score points
    se: Floats  # (n,) score points
    severity: Floats  # (j,) score points, zero on average; positive is lenient
    scale: Floats  # (j,)
    noise: Floats  # (j,) standard deviation, score points
    centre: float
    spread: float  # variance of merit

    def predict(self, entry: Codes, judge: Codes) -> Floats:
        """Expected total of each pair: codes (p,), (p,) -> (p,) score points."""
        out: Floats = self.centre + self.severity[judge] + self.scale[judge] * (self.merit[entry] - self.centre)
        return out


@compiled
def _expect(  # noqa: PLR0913 - a compiled loop takes its arrays one by one
    entry: Codes, judge: Codes, rest: Floats, b: Floats, a: Floats, s2: Floats, tau2: float, m: Floats, v: Floats
) -> None:
    m[:] = 0.0
    v[:] = 1.0 / tau2
    for k in range(entry.size):
        i, j = entry[k], judge[k]
        w = a[j] / s2[j]
        v[i] += a[j] * w
        m[i] += w * (rest[k] - b[j])
    for i in range(m.size):
        v[i] = 1.0 / v[i]
        m[i] *= v[i]


@compiled
def _gather(entry: Codes, judge: Codes, rest: Floats, m: Floats, v: Floats, sums: Floats) -> None:
    sums[:] = 0.0
    for k in range(entry.size):
        i, j = entry[k], judge[k]
        t, r = m[i], rest[k]
        sums[0, j] += 1.0
        sums[1, j] += t
        sums[2, j] += t * t + v[i]
        sums[3, j] += r
        sums[4, j] += t * r
        sums[5, j] += r * r


@compiled
def _spill(entry: Codes, judge: Codes, m: Floats, v: Floats, gain: Floats, doubt: Floats, out: Floats) -> None:
    """Add to each entry's variance what not knowing its judges exactly costs (delta method)."""
    for k in range(entry.size):
        i, j = entry[k], judge[k]
        out[i] += (gain[j] * v[i]) ** 2 * (doubt[0, j] + 2.0 * m[i] * doubt[1, j] + m[i] ** 2 * doubt[2, j])


class _Fit:
    """The moving parts of the iteration."""

    def __init__(self, entry: Codes, judge: Codes, y: Floats, n: int, j: int) -> None:
        self.entry, self.judge, self.y = entry, judge, y
        self.mu = float(y.mean()) if y.size else 0.0
        self.v_y = max(float(y.var()) if y.size else 1.0, 1e-6)
        self.m, self.v = np.zeros(n), np.zeros(n)
        self.b, self.a, self.s2 = np.zeros(j), np.ones(j), np.full(j, 0.5 * self.v_y)
        self.tau2, self.tb2, self.ta2 = 0.5 * self.v_y, 0.15 * self.v_y, 0.04
        self.sums, self.doubt = np.zeros((6, j)), np.zeros((3, j))

    def step(self) -> None:
        """One round: entries given judges, judges given entries, then the common levels."""
        rest = self.y - self.mu
        _expect(self.entry, self.judge, rest, self.b, self.a, self.s2, self.tau2, self.m, self.v)
        shift = float(self.m.mean())
        self.m -= shift
        self.mu += shift
        _gather(self.entry, self.judge, rest - shift, self.m, self.v, self.sums)
        self.lines()
        self.levels()

    def lines(self) -> None:
        """Severity, scale and noise of every judge (maximum a posteriori)."""
        c, t, tt, r, tr, rr = self.sums
        p11, p22 = c + self.s2 / self.tb2, tt + self.s2 / self.ta2
        q2 = tr + self.s2 / self.ta2
        det = p11 * p22 - t**2
        self.b, self.a = (p22 * r - t * q2) / det, (p11 * q2 - t * r) / det
        a, b = self.a, self.b
        squares = rr - 2 * b * r - 2 * a * tr + c * b * b + 2 * a * b * t + a * a * tt
        common = np.exp(np.mean(np.log(self.s2)))
        self.s2 = (np.maximum(squares, 0.0) + PRIOR * common) / (c + PRIOR)
        self.doubt[0], self.doubt[1], self.doubt[2] = p22 / det, -t / det, p11 / det
        self.doubt *= self.s2

    def levels(self) -> None:
        """Variances between entries, severities and scales."""
        self.tau2 = max(float(np.mean(self.m**2 + self.v)), 1e-4 * self.v_y)
        self.tb2 = max(float(np.mean(self.b**2 + self.doubt[0])), 1e-4 * self.v_y)
        self.ta2 = float(np.clip(np.mean((self.a - 1) ** 2 + self.doubt[2]), 1e-3, 0.25))


def fit_linear(entry: Codes, judge: Codes, y: Floats, n: int, j: int, *, rounds: int = 200) -> Linear:
    """Fit y = severity + scale * merit + own noise by EM with the merits integrated out.

    entry, judge (m,) codes; y (m,) totals in score points; n entries, j judges.
    The model of Ge, Welling and Ghahramani (2013) with a scale; variances by empirical Bayes.
    """
    fit = _Fit(entry, judge, y, n, j)
    old = fit.m.copy()
    for _ in range(rounds):
        fit.step()
        if np.abs(fit.m - old).max(initial=0.0) < 1e-4 * np.sqrt(fit.tau2):
            break
        old = fit.m.copy()
    spread = fit.v.copy()
    _spill(entry, judge, fit.m, fit.v, fit.a / fit.s2, fit.doubt, spread)
    return Linear(fit.mu + fit.m, np.sqrt(spread), fit.b, fit.a, np.sqrt(fit.s2), fit.mu, fit.tau2)
