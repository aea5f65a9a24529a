package minutes

import (
	"cmp"
	"encoding/json"
	"slices"

	"tram/local/meetings"
	"tram/local/office"
)

// Wording is how minutes are written, counted up whenever one meeting is told in other words than before: by
// what was made under another one it is asked whether what happened still stands as it did (Facts), and not
// whether it would be told alike.
const Wording = 1

// Facts names what minutes are written from: each entry that they tell of, with the meeting as it stood when it
// was opened. It is the same for each wording, and kept with minutes: no field of an entry may change its name.
func Facts(s meetings.Session) (office.Digest, error) {
	all := slices.Clone(s.Entries())
	slices.SortFunc(all, func(a, b office.MeetingEntry) int { return cmp.Compare(a.ID, b.ID) })
	for i := range all {
		all[i].At, all[i].Version = all[i].At.UTC(), 0 // of one moment there are several spellings, and each station counts for itself
	}
	said, err := json.Marshal(all)
	return office.DigestOf(said), err
}
