package main

import (
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// meetingVersions are what stations made of a meeting apart, what is shown first.
type meetingVersions struct {
	Versions []office.Version `json:"versions"`
}

func (r meetingVersions) print(w io.Writer) {
	if len(r.Versions) < 2 {
		fmt.Fprintln(w, "Cuộc họp này chỉ có một bản, không phải chọn.")
		return
	}
	fmt.Fprintln(w, "Hai máy đã sửa cuộc họp này khác nhau. Chọn bản đúng bằng --keep MÃ:")
	for _, v := range r.Versions {
		fmt.Fprintf(w, "%s  %s\n", v.Entry, visible(v.Said))
		for _, d := range v.Differs {
			fmt.Fprintf(w, "  %s: %s\n", visible(d.Field), visible(d.Now))
		}
	}
}

// settle keeps one of the versions of a meeting that stations made apart; without a choice it tells them.
func (w *meetingWishes) settle(ctx context.Context, s *station.Station, by office.Clerk, id office.ID) (result, error) {
	all, err := s.MeetingVersions(ctx, id)
	if err != nil || w.keep == "" {
		return meetingVersions{all}, err
	}
	var seen []office.ID
	for _, v := range all {
		seen = append(seen, v.Entry)
	}
	is, err := s.SettleMeeting(ctx, by, id, office.ID(w.keep), seen)
	return meetingResult{is}, err
}
