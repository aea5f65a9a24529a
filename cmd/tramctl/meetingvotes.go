package main

import (
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// votes writes what the votes of a meeting came to to a new file.
func (w *meetingWishes) votes(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	if w.file.path == "" {
		return nil, errUsage
	}
	if err := w.file.free(s.Home()); err != nil {
		return nil, err
	}
	err := w.file.through(s.Home(), func(path string) error { return s.SaveVotes(ctx, id, w.occurrence, path, clerk.Name) })
	return votesWritten{w.file.path}, err
}

// votesWritten tells where the results are.
type votesWritten struct {
	Path string `json:"path"`
}

func (v votesWritten) print(w io.Writer) {
	fmt.Fprintf(w, "Đã ghi kết quả biểu quyết: %s\n", visible(v.Path))
}
