package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"tram/cmd/machine"
	"tram/cmd/outside"
	"tram/local/disk"
	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/station"
	"tram/local/whole"
	"tram/ui"
	"tram/ui/kit"
)

// choices is what the command line and the environment say.
type choices struct {
	home       string
	language   string
	passphrase string
	seat       *seat
}

// parse reads the flags; the environment stands behind them.
func parse(args []string) (choices, error) {
	c := choices{passphrase: os.Getenv("TRAM_PASSPHRASE")}
	flags := flag.NewFlagSet("tram", flag.ContinueOnError)
	flags.StringVar(&c.home, "home", station.DefaultHome(), "thư mục dữ liệu · data folder")
	flags.StringVar(&c.language, "lang", os.Getenv("TRAM_LANG"), "vi, en")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if c.language != "" && c.language != kit.English {
		c.language = kit.Vietnamese
	}
	home, err := filepath.Abs(c.home)
	if err == nil {
		c.home = home
	}
	c.seat = newSeat(c.home)
	return c, nil
}

// options puts the rooms behind the window.
func (c choices) options() ui.Options {
	return ui.Options{
		Open:    c.openStation,
		Recover: c.recoverIdentity,
		Mend:    c.mend,

		FindCopies: func(ctx context.Context, w office.ComeBackWish) ([]office.CopyFound, error) {
			return station.FindCopies(ctx, w, reach())
		},
		ComeBack: c.comeBack,

		Save:    func(path string, content []byte) error { return save(c.home, path, content) },
		View:    view,
		Machine: kit.Machine{Open: view, Move: moveOver, Picture: machine.Glimpse, Warm: warm},
		Room:    room,
		Raise:   raise,

		Untouched: untouched,
		Language:  c.language,
	}
}

func (c choices) keeper() seal.Keeper {
	return seal.Keeper{Home: c.home, Passphrase: c.passphrase, Keyring: seal.SystemKeyring{}}
}

// keeperWith is the keeper with a passphrase that was typed, if there is one.
func (c choices) keeperWith(passphrase string) seal.Keeper {
	k := c.keeper()
	if passphrase != "" {
		k.Passphrase = passphrase
	}
	return k
}

// lies says where the data are and who opens them.
func (c choices) lies(k seal.Keeper) station.Options {
	return station.Options{Home: c.home, State: station.DefaultState(), Passphrase: k.Passphrase, Keyring: k.Keyring, Log: slog.Default()}
}

// mend puts the database together anew while no window has it.
func (c choices) mend(ctx context.Context, passphrase string, partial bool, p *job.Progress) (said string, err error) {
	if !c.seat.take() {
		return "", AlreadyOpen
	}
	m, err := station.Mend(ctx, station.MendWish{Into: c.lies(c.keeperWith(passphrase)), Partial: partial}, p)
	if err != nil {
		return "", err
	}
	return m.Said(), nil
}

// openStation opens the data where no other window has; a folder that is made by it is
// sat down at only then.
func (c choices) openStation(ctx context.Context, passphrase string, p *job.Progress) (ui.Services, error) {
	if !c.seat.take() {
		return nil, AlreadyOpen
	}
	k := c.keeperWith(passphrase)
	go compile()
	o := c.lies(k)
	o.Mends, o.Progress = true, p
	o.Outside, o.Printing = reach(), machine.Printing(office.SystemClock{})
	o.Scanners, o.Reader, o.Ballast, o.Power, o.Mounted, o.SameDisk = machine.Scanners(office.SystemClock{}), ocr.Find, station.BallastSize, machine.Power, disk.Mounted, disk.Same
	s, err := station.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if !c.seat.take() {
		return nil, errors.Join(AlreadyOpen, s.Close())
	}
	s.KeepRoom(ctx)
	_ = s.FollowCopies(ctx) // what keeps it from that is in the log
	s.FollowLines(ctx)
	return s, nil
}

// compile makes what draws pages on a machine where it was never made, beside the set-up.
func compile() { tellUndrawn(pdf.Compile()) }

// warm loads what draws pages while the clerk chooses which.
func warm() { tellUndrawn(pdf.Warm()) }

func tellUndrawn(err error) {
	if err != nil {
		slog.Warn("pages cannot be drawn", "cause", err.Error())
	}
}

// reach is the network of the office.
func reach() station.Outside {
	return outside.Reach(office.SystemClock{}, os.Getenv("TRAM_SIGN_SERVICE"))
}

// comeBack puts an office back into the data folder, which holds none.
func (c choices) comeBack(ctx context.Context, w office.ComeBackWish, leave func() error, p *job.Progress) (office.CameBack, error) {
	k := c.keeper()
	return station.ComeBack(ctx, w, station.Options{Home: c.home, State: station.DefaultState(), Passphrase: k.Passphrase, Keyring: k.Keyring, Log: slog.Default(), Outside: reach()}, leave, p)
}

func (c choices) recoverIdentity(key string) error {
	_, err := station.Recover(c.keeper(), key)
	return err
}

// save writes what the clerk takes out of the program: whole, and readable by
// them alone, for it may be the recovery key. It replaces nothing but the empty
// file that a dialog may make when it is told a name.
func save(home, path string, content []byte) error {
	if err := station.Outward(home, path); err != nil {
		return err
	}
	if info, err := os.Lstat(path); err == nil && info.Size() > 0 {
		return whole.AlreadyThere.About(filepath.Base(path))
	}
	return whole.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// moveOver puts a whole file into the place of another, for good.
func moveOver(from, to string) error {
	if err := whole.Rename(from, to); err != nil {
		return whole.Tell(to, err)
	}
	return whole.SyncDir(filepath.Dir(to))
}
