package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) FindRequests(context.Context, office.Clerk, office.RequestWish, int) ([]int64, bool, error) {
	return nil, false, s.failing
}

func (s *standIn) RequestRows(context.Context, []int64) ([]office.RequestRow, error) {
	return nil, s.failing
}

func (s *standIn) Procedures(context.Context) ([]office.Procedure, error) { return nil, s.failing }
