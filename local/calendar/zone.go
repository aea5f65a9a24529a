package calendar

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Windows has none that Go could read

	"tram/local/office"
)

// Location is the zone of a timing. It fails with NoZone and with BadZone.
func Location(t office.Timing) (*time.Location, error) {
	if t.Rules != "" {
		return ofRules(t.Zone, t.Rules)
	}
	return Zone(t.Zone)
}

// Zone is the one that the IANA calls so; without a name that of the office. It fails with NoZone.
func Zone(name string) (*time.Location, error) {
	switch name {
	case "", homeZone:
		return office.VietNam, nil
	case "UTC":
		return time.UTC, nil
	}
	if zone, ok := named.get(zoneKey{name: name}); ok {
		return zone, nil
	}
	if len(name) > 64 || name == "Local" {
		return nil, NoZone.About(short(name))
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, NoZone.About(short(name)).Because(err)
	}
	named.put(zoneKey{name: name}, zone)
	return zone, nil
}

// homeZone is that of the office. Its hours before 1976 are told by its offset of today, so that an
// empty name and this one never differ.
const homeZone = "Asia/Ho_Chi_Minh"

// zones keeps what was once read: an office meets in few of them. Of what is no zone it keeps nil.
type zones struct {
	sync.RWMutex
	kept map[zoneKey]*time.Location
}

type zoneKey struct{ name, rules string }

var named, ruled zones

func (z *zones) get(key zoneKey) (*time.Location, bool) {
	z.RLock()
	defer z.RUnlock()
	zone, ok := z.kept[key]
	return zone, ok
}

func (z *zones) put(key zoneKey, zone *time.Location) {
	const most = 1_000
	z.Lock()
	defer z.Unlock()
	if z.kept == nil || len(z.kept) >= most {
		z.kept = map[zoneKey]*time.Location{}
	}
	z.kept[zoneKey{strings.Clone(key.name), strings.Clone(key.rules)}] = zone
}
