package main

import (
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// registeredVersions are what stations made of a document apart.
type registeredVersions struct {
	Versions []office.RegisteredVersion `json:"versions"`
}

func (r registeredVersions) print(w io.Writer) {
	for _, v := range r.Versions {
		fmt.Fprintf(w, "Bản %s, của %s\n  ", v.Entry, visible(v.By))
		onRegister(v.Registered).print(w)
		for _, told := range [][2]string{{"Cơ quan ban hành", v.Document.Issuer}, {"Số, ký hiệu", office.Numbered(v.Document.Number, v.Document.Symbol)},
			{"Ngày văn bản", office.Ask{How: office.AskDay}.Told(v.Document.Issued)}, {"Nơi nhận", v.To}, {"Người ký", v.Signer}, {"Ghi chú", v.Note}, {"Lý do hủy", v.Reason}} {
			if told[1] != "" {
				fmt.Fprintf(w, "  %s: %s\n", told[0], visible(told[1]))
			}
		}
	}
}

// versions lists what stations made of a document apart; where they agree it is one.
func (w *registerWishes) versions(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	all, err := s.RegisteredVersions(ctx, office.ID(args[0]))
	return registeredVersions{all}, err
}

// settle keeps one of those versions: it is typed first, and the others that were seen after it.
func (w *registerWishes) settle(ctx context.Context, _ *terminal, s *station.Station, args []string) (result, error) {
	if len(args) < 2 {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	var seen []office.ID
	for _, id := range args[1:] {
		seen = append(seen, office.ID(id))
	}
	is, err := s.SettleRegistered(ctx, clerk, office.ID(args[0]), seen[0], seen)
	return onRegister(is), err
}
