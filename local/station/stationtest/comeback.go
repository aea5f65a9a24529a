package stationtest

import (
	"context"
	"path/filepath"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station"
)

// Station is an office's, for a test that lays something over it.
type Station = station.Station

// FindCopies tells whose copies lie at a place.
func FindCopies(ctx context.Context, w office.ComeBackWish) ([]office.CopyFound, error) {
	return station.FindCopies(ctx, w, station.Outside{})
}

// ComeBack puts an office back where Open finds it.
func ComeBack(ctx context.Context, w office.ComeBackWish, below string, leave func() error, p *job.Progress) (office.CameBack, error) {
	return station.ComeBack(ctx, w, station.Options{Home: filepath.Join(below, "nhà")}, leave, p)
}
