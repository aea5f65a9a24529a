package stationtest

import (
	"cmp"
	"context"
	"testing"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/station"
)

// Digitised is the finished conversion of one scanned page, of which a document is said.
func Digitised(t testing.TB, s *station.Station, d office.Document) office.Conversion {
	t.Helper()
	return carriedOut(t, s, d, 1)
}

// Draft is an act of one scanned page whose paper nobody has counted.
func Draft(t testing.TB, s *station.Station, d office.Document) office.Conversion {
	t.Helper()
	return carriedOut(t, s, d, 0)
}

func carriedOut(t testing.TB, s *station.Station, d office.Document, counted int) office.Conversion {
	t.Helper()
	d.Secrecy = cmp.Or(d.Secrecy, office.Ordinary)
	c, err := s.CarryOut(context.Background(), convert.Order{Clerk: Clerk(t, s), Document: d, Form: office.Plain, Seen: true, Counted: counted, Files: []string{Scan(t)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Checked is an act that was checked and not finished, of one scanned page.
func Checked(t testing.TB, s *station.Station, d office.Document, form office.Form) office.Conversion {
	t.Helper()
	ctx := context.Background()
	c, err := s.Begin(ctx, Clerk(t, s))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Take(ctx, c.ID, 0, []string{Scan(t)}, "", nil); err != nil {
		t.Fatal(err)
	}
	pages, err := s.Pages(ctx, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	c.Document, c.Form = d, form
	if _, err = s.Describe(ctx, c); err != nil {
		t.Fatal(err)
	}
	var seen []office.ID
	for _, p := range pages {
		seen = append(seen, p.ID)
	}
	if c, err = s.Check(ctx, c.ID, seen, len(seen)); err != nil {
		t.Fatal(err)
	}
	return c
}
