package station

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/store"
	"tram/local/whole"
)

// A restored office takes its place by one rename. Where a station lies in its folder that
// was opened and never set up, as on a new PC, its things make way one by one: from the
// moment on at which the restored office is known to be whole, a start that finds it half
// moved in goes on with that.

// wholeName is the file beside the restored office that says that it is whole.
const wholeName = "restored"

// notOnes are the things of a station that was never set up. Its vault and trays are empty.
var notOnes = []string{
	databaseName, databaseName + "-wal", databaseName + "-shm", databaseName + besideTags, databaseName + ".lock", headsName, marksName, papersName, vaultName, trayName, mendingTurn, mendNoteName, ballastName,
}

// stays are the things of whoever sits in a folder.
var stays = []string{"logs", "window.lock", "window.sock", inUseName}

// homeFree fails with HomeTaken where anything lies in a folder but what a station leaves
// there that was never set up.
func homeFree(ctx context.Context, home string) error {
	there, err := foundIn(home)
	if err != nil {
		return err
	}
	for _, e := range there {
		if !slices.Contains(notOnes, e.Name()) && !slices.Contains(stays, e.Name()) {
			return HomeTaken.About(home)
		}
	}
	for _, name := range []string{vaultName, trayName} {
		if holds, err := holdsAny(filepath.Join(home, name)); err != nil || holds {
			return HomeTaken.About(home).Because(err)
		}
	}
	return neverSetUp(ctx, home)
}

// folderFree fails with HomeTaken where anything lies in a folder.
func folderFree(folder string) error {
	there, err := foundIn(folder)
	if err == nil && len(there) > 0 {
		err = HomeTaken.About(folder)
	}
	return err
}

// foundIn is what lies in a folder; nothing, where it is not there.
func foundIn(folder string) ([]os.DirEntry, error) {
	if folder == "" {
		return nil, NoHome
	}
	there, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, HomeUnusable.About(folder).Because(err)
	}
	return there, nil
}

// holdsAny tells whether there is a file in a folder or below.
func holdsAny(folder string) (holds bool, err error) {
	err = filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !e.IsDir():
			holds = true
			return fs.SkipAll
		}
		return nil
	})
	return holds, err
}

// neverSetUp fails with HomeTaken unless the database of a folder, if there is one, is that
// of a station without an office.
func neverSetUp(ctx context.Context, home string) error {
	path := filepath.Join(home, databaseName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s, err := store.Open(ctx, path, store.Options{Program: program, Kinds: kinds(), Unborn: true})
	if err != nil { // it may be an office's that does not open
		return HomeTaken.About(home).Because(err)
	}
	_, err = s.Office(ctx)
	if shut := s.Close(); shut != nil || !errors.Is(err, store.NotSetUp) {
		return HomeTaken.About(home).Because(errors.Join(err, shut))
	}
	return nil
}

// moveIn gives the restored office its place; release lets go of the turn to restore.
func moveIn(beside, home string, release func()) error {
	there, err := os.ReadDir(home)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return HomeTaken.About(home).Because(err)
	}
	if len(there) > 0 {
		defer release()
		return replace(beside, home)
	}
	release()
	if err := whole.Remove(filepath.Join(beside, restoringTurn)); err != nil {
		return whole.Tell(beside, err)
	}
	return giveName(beside, home)
}

// giveName renames a folder. An empty one that has the name gives way; any other stays.
func giveName(beside, home string) error {
	if err := os.Remove(home); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return HomeTaken.About(home).Because(err)
	}
	if err := whole.Rename(beside, home); err != nil {
		return whole.Tell(home, err)
	}
	return whole.SyncDir(filepath.Dir(home))
}

// replace clears away the things of a station that was never set up, and moves the restored
// office in.
func replace(beside, home string) error {
	for _, name := range notOnes {
		if err := whole.RemoveAll(filepath.Join(home, name)); err != nil {
			return whole.Tell(home, err)
		}
	}
	if err := whole.SyncDir(home); err != nil {
		return whole.Tell(home, err)
	}
	if err := whole.Write(filepath.Join(beside, wholeName), 0o600, func(io.Writer) error { return nil }); err != nil {
		return whole.Tell(beside, err)
	}
	return carryIn(beside, home)
}

// carryIn moves what lies beside into a folder, and goes on where another was cut off.
func carryIn(beside, home string) error {
	all, err := toCarry(beside)
	for _, name := range all {
		if err == nil {
			err = whole.Rename(filepath.Join(beside, name), filepath.Join(home, name))
		}
	}
	if err == nil {
		err = whole.SyncDir(home)
	}
	if err != nil {
		return whole.Tell(home, err)
	}
	return whole.RemoveAll(beside)
}

// toCarry are the things that are still to be moved, the database last: until it is there
// the folder holds no office.
func toCarry(beside string) (all []string, err error) {
	there, err := os.ReadDir(beside)
	for _, e := range there {
		if e.Name() != wholeName && e.Name() != restoringTurn {
			all = append(all, e.Name())
		}
	}
	slices.SortStableFunc(all, func(a, b string) int {
		return cmp.Compare(lastOfAll(a), lastOfAll(b))
	})
	return all, err
}

func lastOfAll(name string) int {
	switch {
	case name == databaseName:
		return 2
	case strings.HasPrefix(name, databaseName):
		return 1
	}
	return 0
}

// finishMovingIn ends what a restore that was cut off had begun. It fails with Restoring
// while that is still at work.
func finishMovingIn(ctx context.Context, home string) error {
	full, err := filepath.Abs(home)
	if err != nil {
		return nil //nolint:nilerr // then nothing lies beside it
	}
	beside := full + restoringEnding
	if _, err := os.Lstat(filepath.Join(beside, wholeName)); err != nil {
		return nil //nolint:nilerr // nothing was begun
	}
	const patience = 300 * time.Millisecond
	soon, done := context.WithTimeout(ctx, patience)
	defer done()
	release, err := whole.Turn(soon, filepath.Join(beside, restoringTurn))
	if err != nil {
		return errors.Join(ctx.Err(), Restoring.About(home).Because(err))
	}
	defer release()
	return carryIn(beside, full)
}
