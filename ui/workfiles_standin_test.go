package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) FilesOfYear(context.Context, int) ([]office.FileStands, int, error) {
	return nil, 0, s.failing
}

func (s *standIn) FilePlan(context.Context, int) ([]office.PlannedFile, error) { return nil, s.failing }
