package station

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tram/local/child"
	"tram/local/whole"
)

// Who has an office open is seen by others, so that its database is never changed under
// their hands; and while it is being put together anew, nobody opens it. Who opens sits
// down before looking whether that goes on, who puts together looks only when nobody can
// sit down unseen: of two at once at least one gives way.

const (
	inUseName   = "dang-dung"    // the folder in which programs that have the office open are seen
	mendingTurn = "lap-lai.lock" // held while the database is put together anew

	// turnPatience is how long who opens waits for that to end.
	turnPatience = 2 * time.Second
)

// sitDown shows that this program has the office open. Where nothing can be written it is
// not shown: nothing can be put together anew there either.
func (s *Station) sitDown(ctx context.Context) (err error) {
	if s.inUse, err = child.Sit(filepath.Join(s.home, inUseName)); err != nil {
		s.log.InfoContext(ctx, "others do not see that the office is open", "cause", err.Error())
		return nil
	}
	path := filepath.Join(s.home, mendingTurn)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	patient, done := context.WithTimeout(ctx, turnPatience)
	defer done()
	release, err := whole.Turn(patient, path)
	if errors.Is(err, context.DeadlineExceeded) {
		return MendGoesOn.Because(err)
	}
	if err == nil {
		release()
	}
	return ctx.Err()
}

func (s *Station) standUp() {
	if s.inUse == nil {
		return
	}
	if err := s.inUse.Leave(); err != nil {
		s.log.Warn("the sign that the office is open stays", "cause", err.Error())
	}
	s.inUse = nil
}
