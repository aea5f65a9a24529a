#!/usr/bin/env python3
"""Expands the cases on its input by python-dateutil and the zones of Python, over five years.

A case is a line: zone, start, rule, exceptions, more dates; the last two are lists or -. What comes
out is the case, how many times there are, the SHA-256 of them all as UTC, and the first and the last.
rules.golden is what it makes of rules.txt.
"""
import datetime as dt
import hashlib
import sys
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

FORM = "%Y-%m-%dT%H:%M:%S"


def times(zone, start, rule, exceptions, dates):
    tz = ZoneInfo(zone)
    begins = dt.datetime.strptime(start, FORM)
    parts = []
    for part in rule.split(";"):
        name, value = part.split("=")
        if name == "UNTIL" and value.endswith("Z"):
            at = dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.timezone.utc)
            value = at.astimezone(tz).strftime("%Y%m%dT%H%M%S")
        elif name == "UNTIL" and len(value) == 8:
            value += "T235959"
        parts.append(name + "=" + value)
    end = begins + dt.timedelta(days=5 * 365)
    walls = {w for w in rrulestr(";".join(parts), dtstart=begins).xafter(begins, inc=True) if w < end} \
        if "COUNT" in rule or "UNTIL" in rule else \
        set(rrulestr(";".join(parts), dtstart=begins).between(begins, end, inc=True)) - {end}
    for word in dates:
        walls.add(dt.datetime.strptime(word, FORM))
    for word in exceptions:
        walls.discard(dt.datetime.strptime(word, FORM))
    # Python takes the first of two and, of none, the offset before: what RFC 5545 asks.
    return [w.replace(tzinfo=tz).astimezone(dt.timezone.utc) for w in sorted(walls)]


def words(text):
    return [] if text == "-" else text.split(",")


for line in sys.stdin:
    line = line.rstrip("\n")
    if not line or line.startswith("#"):
        continue
    zone, start, rule, exceptions, dates = line.split()
    said = [t.strftime("%Y%m%dT%H%M%SZ") for t in times(zone, start, rule, words(exceptions), words(dates))]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]
    print(rule, start, zone, len(said), digest, said[0], said[-1], sep="\t")
