package store

import (
	"context"
	"testing"

	"tram/local/office"
)

// BenchmarkWaits100k asks what waits of a store of 100,000 conversions of which the newest
// thousand are not finished. Each prints its median.
func BenchmarkWaits100k(b *testing.B) {
	s := stocked(b, 100_000)
	by := func(types ...string) SignedBy {
		return SignedBy{Forms: []office.Form{office.TrueCopy, office.CopyOf, office.Extract}, Types: types, Known: docTypes}
	}
	for name, ask := range map[string]func(ctx context.Context) error{
		"drafts": func(ctx context.Context) error {
			_, _, err := s.Unfinished(ctx, office.PaperToData, office.WaitsTold, office.Draft, office.Checked)
			return err
		},
		"checked-unsigned": func(ctx context.Context) error {
			_, _, err := s.Unsigned(ctx, office.Checked, by("quyet-dinh"), office.WaitsTold)
			return err
		},
		"finished-unsigned": func(ctx context.Context) error {
			_, _, err := s.Unsigned(ctx, office.Finished, by("quyet-dinh"), office.WaitsTold)
			return err
		},
		"finished-walked": func(ctx context.Context) error {
			_, _, err := s.Unsigned(ctx, office.Finished, by("giay-phep"), office.WaitsTold)
			return err
		},
		"untold":    func(ctx context.Context) error { _, _, err := s.Untold(ctx, office.WaitsTold); return err },
		"unprinted": func(ctx context.Context) error { _, _, err := s.Unprinted(ctx, office.WaitsTold); return err },
		"owing":     func(ctx context.Context) error { _, _, err := s.Owing(ctx, office.WaitsTold); return err },
		"partings":  func(ctx context.Context) error { _, _, err := s.Partings(ctx, office.WaitsTold); return err },
		"doubles":   func(ctx context.Context) error { _, err := s.DoubleActs(ctx); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
