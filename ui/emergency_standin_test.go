package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) EmergencyStands(context.Context) (office.EmergencyStands, error) {
	return office.EmergencyStands{}, s.failing
}

func (s *standIn) Reckoning(context.Context) (office.Reckoning, error) {
	return office.Reckoning{}, s.failing
}

func (s *standIn) BeginEmergency(context.Context, office.Clerk, string, string) (office.Emergency, error) {
	return office.Emergency{}, s.failing
}

func (s *standIn) EndEmergency(context.Context, office.Clerk, string) ([]office.Emergency, error) {
	return nil, s.failing
}

func (s *standIn) CloseEmergency(context.Context, office.Clerk) ([]office.Emergency, error) {
	return nil, s.failing
}

func (s *standIn) MakePad(context.Context, office.Clerk, int, string) (office.Pad, error) {
	return office.Pad{}, s.failing
}

func (s *standIn) CountPad(context.Context, office.Clerk, string, int, bool) (office.Pad, error) {
	return office.Pad{}, s.failing
}

func (s *standIn) SettleSlip(context.Context, office.Clerk, string, office.State, string) (office.Receipt, error) {
	return office.Receipt{}, s.failing
}

func (s *standIn) SaveReckoning(context.Context, string, string) error { return s.failing }
