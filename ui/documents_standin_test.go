package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) FindRegistered(context.Context, office.RegisteredWish, int) ([]int64, bool, error) {
	return nil, false, s.failing
}

func (s *standIn) RegisteredRows(context.Context, []int64) ([]office.RegisteredRow, error) {
	return nil, s.failing
}

func (s *standIn) RegisteredOf(context.Context, office.ID) (office.Registered, error) {
	return office.Registered{}, s.failing
}

func (s *standIn) RegisterWords(context.Context, office.Flow) (office.RegisterWords, error) {
	return office.RegisterWords{}, s.failing
}

func (s *standIn) NumbersStand(context.Context, int) (office.Counting, error) {
	return office.Counting{}, s.failing
}

func (s *standIn) FindHeld(context.Context, office.Clerk, office.RegisteredWish) ([]int64, error) {
	return nil, s.failing
}

func (s *standIn) FindLate(context.Context, office.RegisteredWish) ([]int64, error) {
	return nil, s.failing
}
