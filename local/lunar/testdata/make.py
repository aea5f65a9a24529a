#!/usr/bin/env python3
"""Makes months.txt: each lunar year of Vietnam from 1967 to 2100, by the moon and sun of PyEphem.

A line is the year, its first day, its leap month (0: none), and its months: X of 30 days, - of 29.
What new moons and terms lie within a minute of midnight is told on stderr, for there two computations
may differ. Needs the Debian package python3-ephem.
"""
import datetime as dt
import math
import sys

import ephem

HOURS = dt.timedelta(hours=7)
NEAR = 60  # seconds


def here(date):
    at = date.datetime() + HOURS
    into = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    return at.date(), min(into, 86400 - into), at


def moons(first, last):
    at, all = ephem.Date(first), []
    while True:
        at = ephem.next_new_moon(at)
        day, near, said = here(at)
        if near < NEAR:
            print("new moon", said, file=sys.stderr)
        all.append(day)
        if day > last:
            return all
        at = ephem.Date(at + 20)


def longitude(date):
    sun = ephem.Sun(date)
    return math.degrees(float(ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=date), epoch=date).lon))


def terms(first, last):
    """The days on which the sun stands at a multiple of 30 degrees, and at which."""
    at, all = ephem.Date(first), []
    while at.datetime().date() < last:
        want = math.floor(longitude(at) / 30 + 1) % 12 * 30
        low, high = at, ephem.Date(at + 35)
        for _ in range(60):
            middle = ephem.Date((low + high) / 2)
            if (longitude(middle) - want + 180) % 360 - 180 < 0:
                low = middle
            else:
                high = middle
        day, near, said = here(high)
        if near < NEAR:
            print("term", want, said, file=sys.stderr)
        all.append((day, want))
        at = ephem.Date(high + 1)
    return all


first, last = dt.date(1966, 10, 1), dt.date(2101, 12, 31)
starts, stations = moons(first, last), terms(first, last)
solstices = {day.year: day for day, at in stations if at == 270}
months = []  # first day, number, leap, year
for year in range(1967, 2102):
    begin = max(i for i, d in enumerate(starts) if d <= solstices[year - 1])
    until = max(i for i, d in enumerate(starts) if d <= solstices[year])
    leap = -1
    if until - begin == 13:
        leap = next(i for i in range(begin, until) if not any(starts[i] <= d < starts[i + 1] for d, _ in stations))
    number = 11
    for i in range(begin, until):
        if i > begin and i != leap:
            number = number % 12 + 1
        months.append((starts[i], number, i == leap, year - 1 if number > 10 else year))
for year in range(1967, 2101):
    own = [i for i, m in enumerate(months) if m[3] == year]
    leap = next((months[i][1] for i in own if months[i][2]), 0)
    lengths = "".join("X" if (months[i + 1][0] - months[i][0]).days == 30 else "-" for i in own)
    assert all((months[i + 1][0] - months[i][0]).days in (29, 30) for i in own)
    print(year, months[own[0]][0], leap, lengths)
