"""What a quiz's numbers can say: one model of how answers come about, and the limits that follow from it.

**Model.** Each answer is 0, 25, 50, 75 or 100 points. It is the sum of what one is like in general (person), on this
side (facet), of what the item brings (item), and of the moment (residual); if a customer answers, also of how kindly
this customer judges in general (rater) and on this side (rater by facet). The variances, in squared points:

- person 123 and facet 123 beside a residual of 480 give a mean correlation between two items of .34 on one side and
  of .17 on different ones; Clark and Watson (Psychological Assessment 7, 1995) recommend .15 to .50. The residual
  holds 52 for rounding to five steps (25 squared / 12).
- item 96: items of one side are easier or harder to say yes to. It counts where a score stands for what lies beyond
  these very items, and cancels where two people answered the same ones.
- rater 100 and rater by facet 75: then .52 of the variance of a single customer's score on 24 items is about the
  person, which is the interrater reliability that Viswesvaran, Ones and Schmidt found for ratings of overall job
  performance by a single supervisor (Journal of Applied Psychology 81, 1996).

These are assumptions until there are data. tests/quizzes/simulation.py holds every limit against people made up by
this model; what it counts stands in simulation.yml and on /quizzes/about/.

overrides/components/quiz/score.mjs and mirror/gaps.mjs do the same in the browser.
"""

from __future__ import annotations

from math import floor, sqrt

PERSON, FACET, ITEM, RATER, RATER_FACET, RESIDUAL = 123, 123, 96, 100, 75, 480
ERROR = ITEM + RESIDUAL
BAND = 1.96  # of a normal distribution: 95 % lie within
# The 95th percentile of the range of 2 to 12 normal values, in standard deviations (the studentized range with infinite
# degrees of freedom; Pearson and Hartley, Biometrika Tables for Statisticians I, table 29).
RANGES = (2.77, 3.31, 3.63, 3.86, 4.03, 4.17, 4.29, 4.39, 4.47, 4.55, 4.62)
WHOLE_GAP = 1.75  # both sides of the normal distribution beyond it: 8 %
# The same for the parts of a whole, 4 % shared among 1 to 12 of them (Bonferroni).
PART_GAPS = (2.05, 2.33, 2.47, 2.58, 2.65, 2.71, 2.76, 2.81, 2.84, 2.88, 2.91, 2.94)
ALIKE = 25  # one step of the five: two views less than this apart are alike
ALIKE_BAND = 1.645  # one side beyond it: 5 %
LEAST_FREEDOM = 8  # fewer answers beyond the first of each side do not show whether they agree


def band(answered: int) -> int:
    """Return half the width of the 95 % interval of a score that rests on this many items, in points."""
    return floor(BAND * sqrt(ERROR / answered) + 0.5) if answered else 100


def range_limit(answered: list[int]) -> float:
    """Return how far the highest and the lowest of these parts must lie apart to differ by more than chance, in points.

    `answered` holds how many items each part rests on. Of people whose parts are all alike, one in twenty exceeds it.
    """
    of_range = RANGES[min(len(answered), len(RANGES) + 1) - 2]
    return of_range * sqrt(ERROR * sum(1 / count for count in answered) / len(answered))


def change_limit(before: int, now: int) -> float:
    """Return how far two sittings of one person must lie apart to differ by more than chance, in points.

    The arguments are the numbers of items that each rests on; they are the same items, so what an item brings cancels.
    """
    return BAND * sqrt(RESIDUAL / before + RESIDUAL / now)


def spread_limit(freedom: int) -> float:
    """Return the variance of answers within a side from which a sheet says nothing.

    `freedom` is the number of answers less the number of sides. The limit is the one that keeps people who mean what
    they answer below one in twenty; simulation.yml has both kinds of error.
    """
    return ERROR * (1 + 2.2 / sqrt(freedom))


def gap_variance(pairs: list[int], parts: int, *, raters: int | None = None) -> float:
    """Return the variance of the mean difference between customers' scores and one's own, in squared points.

    `pairs` holds for each customer how many items both answered; `parts` is 1 for one side, the number of sides for the
    whole. `raters` is the number of customers behind a mean; without it, that of `pairs`; 0 for one customer's two
    sittings, where what is particular to that customer cancels.
    """
    count = len(pairs) if raters is None else raters
    kindness = (RATER + RATER_FACET / parts) / count if count else 0.0
    items = sum(1 / pair for pair in pairs) / len(pairs)
    return kindness + RESIDUAL * items / max(count, 1) + RESIDUAL * items


def mixed_limit(pairs: list[int], parts: int) -> float:
    """Return how far customers must lie apart to see somebody more differently than customers usually do, in points."""
    items = sum(1 / pair for pair in pairs) / len(pairs)
    of_range = RANGES[min(max(len(pairs), 2), len(RANGES) + 1) - 2]
    return of_range * sqrt(RATER + RATER_FACET / parts + RESIDUAL * items)
