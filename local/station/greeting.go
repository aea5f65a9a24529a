package station

import (
	"context"
	"fmt"

	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// openStates are the states of an act that waits for somebody's hand.
var openStates = []office.State{office.Draft, office.Checked, office.Printed, office.Unsealed}

// Greeting is what a person learns as they come in: what the accounts have to tell, and
// what lies open of those in whose place they work.
func (s *Entrance) Greeting(ctx context.Context, l *people.Login) []string {
	told := l.Told()
	for _, lender := range l.Lenders() {
		open, err := s.openWorkOf(ctx, lender)
		if err != nil {
			s.log.WarnContext(ctx, "open work is not told", "cause", err.Error())
			continue
		}
		told = append(told, openSaid(lender, open))
	}
	return told
}

func openSaid(lender string, open int) string {
	if open == 0 {
		return fmt.Sprintf("Bạn đang làm thay %s. Trên trạm này không còn hồ sơ nào của %s đang làm dở.", lender, lender)
	}
	return fmt.Sprintf("Bạn đang làm thay %s: trên trạm này còn %d hồ sơ của %s đang làm dở, mở ở trang Số hóa và In.", lender, open, lender)
}

// openWorkOf counts the acts that a person began here and nobody has ended.
func (s *Entrance) openWorkOf(ctx context.Context, name string) (open int, err error) {
	hits, err := s.store.Find(ctx, store.Query{States: openStates})
	if err != nil {
		return 0, err
	}
	rows, err := s.store.Rows(ctx, hits.Keys)
	for _, r := range rows {
		if r.Clerk == name {
			open++
		}
	}
	return open, err
}
