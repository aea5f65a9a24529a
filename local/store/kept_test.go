package store

import (
	"slices"
	"testing"

	"tram/local/office"
)

func TestWhatARecordStandsOnIsToldWhereItIsAway(t *testing.T) {
	digest := func(s string) office.Digest { return office.DigestOf([]byte(s)) }
	page := func(media office.Media, rendered bool) office.Page {
		return office.Page{ID: "p", Media: media, Rendered: rendered, Capture: digest("capture"), Stream: digest("capture")}
	}
	finished := func(p office.Page) office.Conversion {
		c := aConversion(15, "QĐ-UBND", "về việc", 1)
		c.State, c.PDF, c.Pages = office.Finished, digest("pdf"), []office.Page{p}
		return c
	}
	lifted := page(office.JPEG, false)
	lifted.Container = digest("container")
	message := office.Conversion{Direction: office.DataToPaper, State: office.Printed, PDF: digest("joined"),
		FromMessage: office.FromMessage{Message: &office.DataMessage{File: digest("docx"), PDF: digest("made")}, Print: &office.PrintCopy{More: digest("more")}}}
	anew := message
	anew.Print = &office.PrintCopy{Rewrote: true}
	draft, gone := finished(page(office.JPEG, false)), message
	draft.State, gone.State = office.Draft, office.Discarded
	for name, c := range map[string]struct {
		record office.Conversion
		want   []string
	}{
		"a JPEG page":                 {finished(page(office.JPEG, false)), []string{"pdf"}},
		"a page that was drawn":       {finished(page(office.JPEG, true)), []string{"pdf", "capture"}},
		"a page of another kind":      {finished(page("jbig2", false)), []string{"pdf", "capture"}},
		"a page of a scanner's PDF":   {finished(lifted), []string{"pdf", "container"}},
		"a draft in the tray":         {draft, nil},
		"a message that was added to": {message, []string{"docx", "made", "more"}},
		"a message written anew":      {anew, []string{"docx", "made", "joined"}},
		"a message put away":          {gone, nil},
	} {
		s := fresh(t)
		must(s.SaveConversion(t.Context(), by, c.record))(t)
		for _, away := range []string{"", "pdf", "capture", "container", "docx", "made", "more", "joined"} {
			var told []office.Digest
			err := s.EachKept(t.Context(), func(d office.Digest) bool { return d != digest(away) }, func(g office.Gap) { told = append(told, g.Digest) })
			if err != nil || slices.Contains(told, digest(away)) != slices.Contains(c.want, away) || len(told) > 1 {
				t.Errorf("%s, %q away: told %v, %v", name, away, told, err)
			}
		}
		all := 0
		if err := s.EachKept(t.Context(), func(office.Digest) bool { return false }, func(office.Gap) { all++ }); err != nil || all != len(c.want) {
			t.Errorf("%s: all away, told %d, %v", name, all, err)
		}
	}
}
