package ui

import (
	"context"
	"time"

	"tram/local/office"
)

func (s *standIn) DeedKinds() []office.KindWord {
	return []office.KindWord{{Kind: office.KindConversion, Said: "Hồ sơ"}}
}

func (s *standIn) Audit(context.Context, office.DeedWish, office.DeedPlace, int) (office.DeedPage, error) {
	return office.DeedPage{}, s.failing
}

func (s *standIn) Reviews(context.Context) ([]office.JournalReview, error) { return nil, s.failing }

func (s *standIn) ReviewOwed(context.Context) (time.Time, error) { return time.Time{}, s.failing }
