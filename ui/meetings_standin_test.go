package ui

import (
	"context"
	"time"

	"tram/local/office"
)

func (s *standIn) MeetingsBetween(context.Context, time.Time, time.Time) ([]office.Occurrence, error) {
	return nil, s.failing
}

func (s *standIn) MyMeetings(context.Context, time.Time, time.Time) ([]office.Occurrence, error) {
	if mine := s.mine.Load(); mine != nil {
		return *mine, nil
	}
	return nil, s.failing
}

func (s *standIn) MeetingRooms(context.Context) ([]office.MeetingRoom, error) { return nil, s.failing }

func (s *standIn) MeetingPlatforms(context.Context) ([]string, error) { return nil, s.failing }

func (s *standIn) CalendarDays(context.Context, time.Time, time.Time) ([]office.CalendarDay, error) {
	return nil, s.failing
}

func (s *standIn) MailLine(context.Context) (office.MailLine, error) {
	return office.MailLine{}, s.failing
}

func (s *standIn) SharedCalendars(context.Context) ([]office.CalendarLine, error) {
	return nil, s.failing
}

func (s *standIn) LineStands(context.Context) ([]office.LineStand, error) { return nil, s.failing }

func (s *standIn) CalendarClashes(context.Context) ([]office.CalendarClash, error) {
	return nil, s.failing
}
