"""The referee's second opinion: score = merit + severity + noise, both random, variances by REML."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.optimize import minimize

from fairjury.arrays import Codes, Floats

STARTS = ((0.0, 1.0), (-2.0, 2.0), (1.5, 4.0))  # log ratios of noise to merit and to severity
BOUNDS = ((-7.0, 9.0), (-7.0, 9.0))
UNUSABLE = 1e12


@dataclass(frozen=True, slots=True)
class Mixed:
    """The additive fit; merit and severity are best linear unbiased predictions, score points."""

    merit: Floats  # (n,)
    se: Floats  # (n,)
    severity: Floats  # (j,)
    noise: float  # standard deviation of one review
    log_likelihoods: tuple[float, ...]  # REML at the end of every start
    ratios: tuple[float, float]  # noise variance over those of merit and severity

    def predict(self, entry: Codes, judge: Codes) -> Floats:
        """Expected total of each pair: codes (p,), (p,) -> (p,)."""
        out: Floats = self.merit[entry] + self.severity[judge]
        return out


class _Equations:
    """Henderson's equations with the entries eliminated: what is dense is (j + 1) x (j + 1)."""

    def __init__(self, entry: Codes, judge: Codes, y: Floats, n: int, j: int) -> None:
        self.n, self.j, self.m = n, j, y.size
        self.off = float(y.mean())
        self.y = y - self.off
        self.reads = np.bincount(entry, minlength=n).astype(np.float64)
        self.loads = np.bincount(judge, minlength=j).astype(np.float64)
        self.by_entry = np.bincount(entry, self.y, n)
        self.right = np.r_[np.bincount(judge, self.y, j), self.y.sum()]
        met = sp.csr_matrix((np.ones(self.m), (entry, judge)), shape=(n, j))
        self.met = sp.hstack([met, sp.csr_matrix(self.reads[:, None])]).tocsr()

    def reduced(self, lam: float, rho: float) -> tuple[Floats, Floats, Floats]:
        """Diagonal of the entries (n,), matrix and right side of the judges and the mean."""
        d = self.reads + lam
        matrix = np.diag(np.r_[self.loads + rho, float(self.m)])
        matrix[:-1, -1] = matrix[-1, :-1] = self.loads
        matrix = matrix - (self.met.T @ sp.diags(1 / d) @ self.met).toarray()
        return d, matrix, self.right - self.met.T @ (self.by_entry / d)

    def solve(self, lam: float, rho: float) -> tuple[Floats, tuple[Floats, bool], Floats, Floats, float]:
        """Diagonal, factor, judges with the mean, entries, and the residual sum of squares."""
        d, matrix, right = self.reduced(lam, rho)
        factor = cho_factor(matrix, lower=True)
        judges = cho_solve(factor, right)
        entries = (self.by_entry - self.met @ judges) / d
        quad = float(self.y @ self.y - entries @ self.by_entry - judges @ self.right)
        return d, factor, judges, entries, max(quad, 1e-9)

    def minus_two_reml(self, logs: Floats) -> float:
        """Minus twice the restricted log likelihood, noise variance profiled out."""
        lam, rho = np.exp(np.clip(logs, *BOUNDS[0]))
        try:
            d, factor, _, _, quad = self.solve(float(lam), float(rho))
        except LinAlgError:
            return UNUSABLE
        free = max(self.m - 1, 1)
        deviance = free * np.log(quad / free) + np.log(d).sum() + 2 * np.log(np.diag(factor[0])).sum()
        return float(deviance - self.n * np.log(lam) - self.j * np.log(rho))


Starts = tuple[tuple[float, float], ...]


def fit_mixed(entry: Codes, judge: Codes, y: Floats, n: int, j: int, *, starts: Starts = STARTS) -> Mixed:
    """Fit by REML from three starts and keep the best (a single start can stall at zero severity).

    entry, judge (m,) codes; y (m,) totals. Standard errors are exact for the additive model
    (Henderson 1975; restricted likelihood of Patterson and Thompson 1971).
    """
    equations = _Equations(entry, judge, y, n, j)
    ends = [
        minimize(
            equations.minus_two_reml,
            start,
            method="Nelder-Mead",
            bounds=BOUNDS,
            options={"xatol": 0.01, "fatol": 0.002, "maxfev": 120, "initial_simplex": _simplex(start)},
        )
        for start in starts
    ]
    best = min(ends, key=lambda end: float(end.fun))
    lam, rho = np.exp(best.x)
    d, factor, judges, entries, quad = equations.solve(float(lam), float(rho))
    s2 = quad / max(equations.m - 1, 1)
    inverse = cho_solve(factor, np.eye(j + 1))
    spill = np.asarray(equations.met.multiply(equations.met @ inverse).sum(axis=1)).ravel() / d**2
    merit = equations.off + judges[-1] + entries
    logs = tuple(-0.5 * float(end.fun) for end in ends)
    return Mixed(merit, np.sqrt(s2 * (1 / d + spill)), judges[:-1], float(np.sqrt(s2)), logs, (float(lam), float(rho)))


def _simplex(start: tuple[float, float]) -> Floats:
    """A wide first triangle: the default one is tiny and stalls far from the optimum."""
    x, y = start
    return np.array([[x, y], [x + 1.5, y], [x, y + 1.5]])
