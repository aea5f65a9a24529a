package kit

import "tram/local/office"

// TellLines says what an exchange over the lines did, or why a line did not go.
func (d *Desk) TellLines(done office.LinesDone) {
	if len(done.Trouble) > 0 {
		t := done.Trouble[0]
		d.News.Warn(Trouble{Said: Said(t.Why), Next: Said(t.Next)})
		return
	}
	taken := 0
	for _, c := range done.Shared {
		taken += c.Taken + c.Merged + c.Dropped
	}
	if len(done.Odd) > 0 {
		d.News.Warn(Trouble{Said: T("lines.done", done.Sent, done.Waiting, len(done.Came)+taken), Next: Said(done.Odd[0])})
		return
	}
	d.Good(T("lines.done", done.Sent, done.Waiting, len(done.Came)+taken))
}
