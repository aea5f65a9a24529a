package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) FindFiles(context.Context, office.FileWish) ([]int64, int, error) {
	return nil, 0, s.failing
}

func (s *standIn) FileRows(context.Context, []int64) ([]office.FileStands, error) {
	return nil, s.failing
}

func (s *standIn) FilePlan(context.Context, int) ([]office.PlannedFile, error) { return nil, s.failing }
