package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

func (w *meetingWishes) motion(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	m := office.Motion{Title: w.m.Title, Choices: w.held.choices, Rule: w.held.rule, Secret: w.held.secret}
	if w.held.most > 1 {
		m.Most = w.held.most
	}
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingMoved, Motion: m})
}

// motionMeant is the vote that is meant by its place; nothing typed: the last one.
func (w *meetingWishes) motionMeant(ctx context.Context, s *station.Station, id office.ID) (v office.VoteTold, is office.SessionTold, err error) {
	is, err = s.MeetingSession(office.Again(ctx), id, w.occurrence)
	if err != nil {
		return v, is, err
	}
	n := len(is.Votes)
	if w.held.motion != "" {
		n, _ = strconv.Atoi(w.held.motion)
	}
	if n < 1 || n > len(is.Votes) {
		return v, is, noMotion.About(visible(w.held.motion))
	}
	return is.Votes[n-1], is, nil
}

var noMotion = office.Failure{
	Name: "tramctl.no-motion",
	Said: "Cuộc họp không có vấn đề biểu quyết thứ “%s”.",
	Next: "Hãy xem danh sách bằng “tramctl meeting show”, hoặc nêu vấn đề bằng “tramctl meeting motion”.",
}

var badChoice = office.Failure{
	Name: "tramctl.bad-choice",
	Said: "“%s” không phải phương án nào của vấn đề này.",
	Next: "Hãy gõ thứ tự phương án, ví dụ --choice 1.",
}

func (w *meetingWishes) vote(ctx context.Context, t *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	v, _, err := w.motionMeant(ctx, s, id)
	if err != nil {
		return nil, err
	}
	if w.held.open {
		is, key, err := s.OpenVote(ctx, clerk, id, w.occurrence, v.ID)
		return sessionResult{is, key}, err
	}
	if v.Motion.Secret {
		if err := w.unlocked(ctx, t, s, id, v); err != nil {
			return nil, err
		}
	}
	if w.held.end {
		return w.voteEnds(ctx, s, clerk, id, v)
	}
	seat, err := w.seated(ctx, s, id, w.held.who)
	if err != nil {
		return nil, err
	}
	if v.Motion.Secret {
		return w.cast(ctx, t, s, id, v, seat)
	}
	choice, err := choiceTyped(w.held.choice)
	if err != nil {
		return nil, err
	}
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingVoted, Of: v.ID, Seat: seat, Choice: choice})
}

// ballotVariable is where a script has the choice of a secret ballot.
const ballotVariable = "TRAM_BALLOT"

// cast puts a secret ballot into its box: what is chosen is asked on the keyboard, for a command line is read
// by others and remembered.
func (w *meetingWishes) cast(ctx context.Context, t *terminal, s *station.Station, id office.ID, v office.VoteTold, seat office.ID) (result, error) {
	if w.held.choice != "" {
		return nil, choiceOnLine
	}
	typed, err := t.secretOf(ballotVariable, "Phương án được chọn (số; 0 là phiếu trắng): ", false)
	if err != nil {
		return nil, err
	}
	choice, err := choiceTyped(string(typed))
	if err != nil {
		return nil, err
	}
	if len(choice) == 1 && choice[0] == -1 {
		choice = nil
	}
	voted, err := s.CastBallot(ctx, id, w.occurrence, v.ID, seat, choice)
	return ballotCast{len(voted), len(v.May)}, err
}

var choiceOnLine = office.Failure{
	Name: "tramctl.choice-on-line",
	Said: "Phiếu kín không gõ trên dòng lệnh, nơi người khác đọc được.",
	Next: "Hãy bỏ --choice: phương án được hỏi trên bàn phím (0 là phiếu trắng).",
}

// ballotCast tells how many voted, and nothing of a ballot.
type ballotCast struct {
	Voted int `json:"voted"`
	May   int `json:"may"`
}

func (b ballotCast) print(w io.Writer) {
	fmt.Fprintf(w, "Phiếu đã vào hòm: %d trên %d người đã bỏ phiếu.\n", b.Voted, b.May)
}

// ballotKeyVariable is where a script has the key of a ballot box.
const ballotKeyVariable = "TRAM_BALLOT_KEY"

func (w *meetingWishes) unlocked(ctx context.Context, t *terminal, s *station.Station, id office.ID, v office.VoteTold) error {
	if v.Stage != "open" {
		return nil // what is wrong is told by the door
	}
	typed, err := t.secretOf(ballotKeyVariable, "Mã hòm phiếu: ", false)
	if err != nil {
		return err
	}
	return s.UnlockBox(ctx, id, w.occurrence, v.ID, string(typed))
}

func (w *meetingWishes) voteEnds(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID, v office.VoteTold) (result, error) {
	var counted *office.Counted
	if w.held.hands != "" {
		tally, err := figures(w.held.hands)
		if err != nil {
			return nil, err
		}
		counted = &office.Counted{Tally: tally, Hands: !v.Motion.Secret}
	}
	if len(w.held.took) > 0 || v.Motion.Secret && (counted != nil || w.held.back > 0 || w.held.invalid > 0) {
		if counted == nil {
			counted = &office.Counted{Tally: make([]int, len(v.Motion.All()))}
		}
		counted.Given, counted.Back, counted.Invalid = len(w.held.took), w.held.back, w.held.invalid
		for _, name := range w.held.took {
			seat, err := w.seated(ctx, s, id, name)
			if err != nil {
				return nil, err
			}
			counted.Voters = append(counted.Voters, seat)
		}
	}
	is, err := s.CloseVote(ctx, clerk, id, w.occurrence, v.ID, counted)
	return sessionResult{SessionTold: is}, err
}

// figures are numbers with commas between them.
func figures(typed string) (all []int, err error) {
	for part := range strings.SplitSeq(typed, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return nil, badChoice.About(visible(typed))
		}
		all = append(all, n)
	}
	return all, nil
}

// choiceTyped are choices by their places, from 1.
func choiceTyped(typed string) (all []int, err error) {
	if typed == "" {
		return nil, nil
	}
	all, err = figures(typed)
	for i := range all {
		all[i]--
	}
	return slices.Clip(all), err
}
