#!/usr/bin/env python3
"""What other programs find in a calendar, and calendars that they write.

others.py expand FILE FROM TO   each time between two days, by python3-recurring-ical-events
others.py icalendar FILE        what python3-icalendar reads
others.py vobject FILE          what python3-vobject reads
others.py libical FILE          what libical reads, which Evolution and Kontact stand on
others.py make-icalendar        a calendar that python3-icalendar writes
others.py make-vobject          one that python3-vobject writes

Times are told in UTC; those without a zone, and whole days, are of +07:00.
"""
import datetime as dt
import json
import sys
from zoneinfo import ZoneInfo

HOME = dt.timezone(dt.timedelta(hours=7))


def utc(at):
    if not isinstance(at, dt.datetime):
        at = dt.datetime(at.year, at.month, at.day)
    if at.tzinfo is None:
        at = at.replace(tzinfo=HOME)
    return at.astimezone(dt.timezone.utc).strftime("%Y%m%dT%H%M")


def after(start, length):
    """What lasts so long on a watch, whatever the clock on the wall does in between."""
    return utc(start.astimezone(dt.timezone.utc) + length)


def expand(path, first, last):
    import icalendar
    import recurring_ical_events

    with open(path, "rb") as f:
        calendars = icalendar.Calendar.from_ical(f.read(), multiple=True)
    first, last = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    for calendar in calendars:
        for event in recurring_ical_events.of(calendar).between(first, last):
            print(utc(event["DTSTART"].dt) + "/" + utc(event["DTEND"].dt))


def said_by_icalendar(path):
    import icalendar

    with open(path, "rb") as f:
        calendar = icalendar.Calendar.from_ical(f.read())
    for event in calendar.walk("VEVENT"):
        people = event.get("ATTENDEE", [])
        people = people if isinstance(people, list) else [people]
        print(json.dumps({
            "uid": str(event["UID"]),
            "of": utc(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else "",
            "title": str(event.get("SUMMARY", "")),
            "place": str(event.get("LOCATION", "")),
            "purpose": str(event.get("DESCRIPTION", "")),
            "start": utc(event["DTSTART"].dt),
            "end": utc(event["DTEND"].dt) if "DTEND" in event else after(event["DTSTART"].dt, event["DURATION"].dt),
            "rule": event["RRULE"].to_ical().decode() if "RRULE" in event else "",
            "state": str(event.get("STATUS", "")),
            "sequence": int(event.get("SEQUENCE", 0)),
            "from": str(event.get("ORGANIZER", "")).lower(),
            "people": sorted("|".join([str(p).lower(), str(p.params.get("CN", "")), str(p.params.get("ROLE", "")), str(p.params.get("PARTSTAT", ""))]) for p in people),
        }, ensure_ascii=False, sort_keys=True))


def said_by_vobject(path):
    import vobject

    with open(path, encoding="utf-8", newline="") as f:
        calendar = vobject.readOne(f.read())
    for event in calendar.vevent_list:
        def text(name):
            return getattr(event, name).value if hasattr(event, name) else ""

        def only(p, name):
            return ", ".join(p.params.get(name, []))

        start = event.dtstart.value
        print(json.dumps({
            "uid": text("uid"),
            "of": utc(event.recurrence_id.value) if hasattr(event, "recurrence_id") else "",
            "title": text("summary"),
            "place": text("location"),
            "purpose": text("description"),
            "start": utc(start),
            "end": utc(event.dtend.value) if hasattr(event, "dtend") else after(start, event.duration.value),
            "rule": text("rrule"),
            "state": text("status"),
            "sequence": int(text("sequence") or 0),
            "from": text("organizer").lower(),
            "people": sorted("|".join([p.value.lower(), only(p, "CN"), only(p, "ROLE"), only(p, "PARTSTAT")]) for p in getattr(event, "attendee_list", [])),
        }, ensure_ascii=False, sort_keys=True))


def said_by_libical(path):
    import gi

    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ICalGLib

    with open(path, encoding="utf-8", newline="") as f:
        calendar = ICalGLib.Component.new_from_string(f.read())
    if calendar.count_errors():
        sys.exit("libical finds errors")

    def moment(t):
        if t.is_date():
            return utc(dt.date(t.get_year(), t.get_month(), t.get_day()))
        return utc(dt.datetime.fromtimestamp(t.as_timet_with_zone(t.get_timezone()), dt.timezone.utc))

    def within(t, p):
        """It does not look for the zone of a RECURRENCE-ID by itself."""
        zone = p.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
        if zone is not None:
            t.set_timezone(calendar.get_timezone(zone.get_tzid()))
        return moment(t)

    def enum(value, prefix):
        return value.value_name.removeprefix(prefix).replace("REQPARTICIPANT", "REQ-PARTICIPANT").replace("OPTPARTICIPANT", "OPT-PARTICIPANT").replace("NEEDSACTION", "NEEDS-ACTION")

    def only(p, kind, prefix=""):
        one = p.get_first_parameter(getattr(ICalGLib.ParameterKind, kind + "_PARAMETER"))
        if one is None:
            return ""
        value = getattr(one, "get_" + kind.lower())()
        return enum(value, prefix) if prefix else value

    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        people = []
        p = event.get_first_property(ICalGLib.PropertyKind.ATTENDEE_PROPERTY)
        while p is not None:
            people.append("|".join([p.get_attendee().lower(), only(p, "CN"), only(p, "ROLE", "I_CAL_ROLE_"), only(p, "PARTSTAT", "I_CAL_PARTSTAT_")]))
            p = event.get_next_property(ICalGLib.PropertyKind.ATTENDEE_PROPERTY)
        organizer = event.get_first_property(ICalGLib.PropertyKind.ORGANIZER_PROPERTY)
        rule = event.get_first_property(ICalGLib.PropertyKind.RRULE_PROPERTY)
        of = event.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY)
        status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
        print(json.dumps({
            "uid": event.get_uid() or "",
            "of": within(event.get_recurrenceid(), of) if of else "",
            "title": event.get_summary() or "",
            "place": event.get_location() or "",
            "purpose": event.get_description() or "",
            "start": moment(event.get_dtstart()),
            "end": moment(event.get_dtend()),
            "rule": rule.get_rrule().to_string() if rule else "",
            "state": status.get_status().value_name.removeprefix("I_CAL_STATUS_") if status else "",
            "sequence": event.get_sequence(),
            "from": organizer.get_organizer().lower() if organizer else "",
            "people": sorted(people),
        }, ensure_ascii=False, sort_keys=True))
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)


EVENTS = [
    # uid, title, zone, start, minutes, rule, exception
    ("mot@mau", "Họp giao ban; tuần 1, khẩn", "Asia/Ho_Chi_Minh", dt.datetime(2026, 1, 5, 8), 90, {"freq": "weekly", "byday": ["MO", "TH"], "count": 30}, dt.datetime(2026, 1, 12, 8)),
    ("hai@mau", "Hội nghị trực tuyến " + "rất dài " * 20, "Europe/Berlin", dt.datetime(2026, 3, 1, 2, 30), 60, {"freq": "daily", "count": 60}, dt.datetime(2026, 3, 3, 2, 30)),
    ("ba@mau", "Một lần", "America/New_York", dt.datetime(2026, 7, 4, 9), 45, None, None),
    ("bon@mau", "Cuối tháng", "Asia/Ho_Chi_Minh", dt.datetime(2026, 1, 30, 14), 120, {"freq": "monthly", "byday": ["MO", "TU", "WE", "TH", "FR"], "bysetpos": -1}, None),
]


def make_icalendar():
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//other//VI")
    calendar.add("VERSION", "2.0")
    for uid, title, zone, start, minutes, rule, exception in EVENTS:
        tz = ZoneInfo(zone)
        event = icalendar.Event()
        event.add("UID", uid)
        event.add("SUMMARY", title)
        event.add("DTSTAMP", dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc))
        event.add("DTSTART", start.replace(tzinfo=tz))
        event.add("DTEND", (start + dt.timedelta(minutes=minutes)).replace(tzinfo=tz))
        if rule:
            event.add("RRULE", rule)
        if exception:
            event.add("EXDATE", exception.replace(tzinfo=tz))
        person = icalendar.vCalAddress("mailto:mau@example.vn")
        person.params["CN"] = "Nguyễn, Văn Mẫu"
        event.add("ATTENDEE", person)
        calendar.add_component(event)
    sys.stdout.buffer.write(calendar.to_ical())


def make_vobject():
    import vobject
    from dateutil import tz as zones

    calendar = vobject.iCalendar()
    for uid, title, zone, start, minutes, rule, exception in EVENTS:
        tz = zones.gettz(zone)
        event = calendar.add("vevent")
        event.add("uid").value = uid
        event.add("summary").value = title
        event.add("dtstart").value = start.replace(tzinfo=tz)
        event.add("dtend").value = (start + dt.timedelta(minutes=minutes)).replace(tzinfo=tz)
        if rule:
            event.add("rrule").value = ";".join(k.upper() + "=" + (",".join(v) if isinstance(v, list) else str(v)).upper() for k, v in rule.items())
        if exception:
            event.add("exdate").value = [exception.replace(tzinfo=tz)]
        person = event.add("attendee")
        person.value = "mailto:mau@example.vn"
        person.params["CN"] = ["Nguyễn, Văn Mẫu"]
    sys.stdout.buffer.write(calendar.serialize().encode())


{"expand": expand, "icalendar": said_by_icalendar, "vobject": said_by_vobject, "libical": said_by_libical, "make-icalendar": make_icalendar, "make-vobject": make_vobject}[sys.argv[1]](*sys.argv[2:])
