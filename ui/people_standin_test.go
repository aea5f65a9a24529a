package ui

import (
	"context"

	"tram/local/office"
)

func (s *standIn) Staff(context.Context) (office.Staff, error) {
	staff := office.Staff{Unmanned: len(s.people) == 0}
	for _, v := range s.people {
		staff.Users = append(staff.Users, office.User{Account: v.Account, Name: v.Name, Position: v.Position, Posts: []office.Post{office.AsClerk}, HasPassword: true})
	}
	return staff, s.failing
}

func (s *standIn) SeatLost(context.Context) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost
}

func (s *standIn) Denied(context.Context) map[office.Right]error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.denied
}
