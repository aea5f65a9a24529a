package station

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// owedName is a note in the data folder that nobody has put the recovery key away
// yet. It is written before the office is, and holds no secret.
const owedName = "recovery.owed"

func (s *ground) owedPath() string { return filepath.Join(s.home, owedName) }

func (s *ground) oweRecovery() error {
	return whole.Write(s.owedPath(), 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, "Khóa khôi phục chưa được cất.\n")
		return err
	})
}

// RecoveryOwed tells that the office is set up and nobody has said yet that its
// recovery key was put away: a set-up that was cut off, or a window that was closed.
func (s *ground) RecoveryOwed() bool {
	_, err := os.Lstat(s.owedPath())
	return s.Ready() && err == nil
}

// Recovery hands the recovery key over again while it is owed, and never after. Where there
// are accounts it is owed to who may admit others: with it anybody becomes administrator.
func (s *Station) Recovery(ctx context.Context) (office.Recovery, error) {
	if !s.RecoveryOwed() {
		return office.Recovery{}, AlreadySetUp
	}
	accounts, err := s.people.Accounts(ctx)
	if err == nil && len(accounts) > 0 {
		err = s.May(ctx, office.MayAdmit)
	}
	if err != nil {
		return office.Recovery{}, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return office.Recovery{}, err
	}
	sheet, err := recoverySheet(o, s.sealing.RecoveryKey(), s.clock.Now())
	if err != nil {
		return office.Recovery{}, err
	}
	return recoveryOf(s.sealing, s.place, sheet), nil
}

// RecoveryKept records that the recovery key was put away: it is not shown again.
func (s *Station) RecoveryKept() error {
	if err := whole.Remove(s.owedPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return whole.Tell(s.owedPath(), err)
	}
	return whole.SyncDir(s.home)
}
