package office

import "time"

// CalendarClash (chỗ hai lịch ghi khác) is what was changed here and in a calendar on a server that cannot
// both stand: what was given up, for a person to see.
type CalendarClash struct {
	ID      ID                   `json:"id"`
	Version int64                `json:"version"`
	Meeting ID                   `json:"meeting,omitempty"`
	UID     string               `json:"uid"`
	Title   string               `json:"title"`
	What    string               `json:"what"`             // a sentence, Vietnamese
	Fields  []CalendarClashField `json:"fields,omitempty"` // that both changed
	At      time.Time            `json:"at"`
	State   State                `json:"state"`
}

// CalendarClashField is a field that both changed; the value of the calendar stands.
type CalendarClashField struct {
	Name   string `json:"name"` // Vietnamese
	Ours   string `json:"ours,omitempty"`
	Theirs string `json:"theirs,omitempty"`
}

// KindCalendarClash is a CalendarClash in the journal.
const KindCalendarClash Kind = "calendar-clash"

// The states of a CalendarClash.
const (
	ClashNew  State = "new"
	ClashSeen State = "seen"
)
