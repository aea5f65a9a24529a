package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/audit"
	"tram/ui/books"
	"tram/ui/dayend"
	"tram/ui/digitise"
	"tram/ui/documents"
	"tram/ui/emergency"
	"tram/ui/kit"
	"tram/ui/meetings"
	"tram/ui/people"
	"tram/ui/printing"
	"tram/ui/proof"
	"tram/ui/records"
	"tram/ui/requests"
	"tram/ui/scan"
	"tram/ui/settings"
	"tram/ui/setup"
	"tram/ui/sign"
	"tram/ui/today"
	"tram/ui/unlock"
	"tram/ui/workfiles"
)

// Services is all that the window asks of the station: what its pages ask,
// and what the frame itself tells.
type Services interface {
	setup.Services
	digitise.Services
	scan.Services
	sign.Services
	printing.Services
	records.Services
	proof.Services
	audit.Services
	books.Services
	documents.Services
	settings.Services
	people.Services
	unlock.Services
	today.Services
	workfiles.Services
	requests.Services
	meetings.Services
	dayend.Services
	emergency.Services
	kit.Drawer

	Ready() bool                                               // the office was set up
	Door(ctx context.Context) (office.Door, error)             // who may come in
	Sits() (said string, account office.ID)                    // whose window it is; empty: nobody has an account
	SeatLost(ctx context.Context) bool                         // whoever sat here may work no more
	Denied(ctx context.Context) map[office.Right]error         // what they may not, and why
	PutKeyAway() error                                         // that was opened to sign
	FreshFiles(ctx context.Context) ([]office.Orphan, error)   // newer than the journal, and named by nothing
	MissingFiles(ctx context.Context) ([]office.Gap, error)    // by the names in the folders of the vault alone
	StampJournal(ctx context.Context) (stamped int, err error) // where stamps of its head are owed
	FinishedCount(ctx context.Context) (int, error)
	SpaceStates(ctx context.Context) ([]office.Space, error) // of the disk of the data, and of those of copies
	PlanStand(ctx context.Context) (office.PlanStand, error)
	PowerState() office.Power
	MyMeetings(ctx context.Context, from, to time.Time) ([]office.Occurrence, error) // that begin between, of whoever sits here
	DrillOwed(ctx context.Context, told bool) (bool, error)                          // one is to begin by itself, if nobody uses the computer; told: the system tells of that
	DrillByItself(ctx context.Context, p *job.Progress) (office.Drill, error)
	OnChange(fn func()) (stop func())
	FindAnything(ctx context.Context, w office.SearchWish, most int) (office.Anything, error) // in records of all kinds
	SavedSearches(ctx context.Context) ([]office.SavedSearch, error)                          // of who acts
	SaveSearch(ctx context.Context, name string, w office.SearchWish) error
	DropSearch(ctx context.Context, name string) error
	SaveFound(ctx context.Context, w office.SearchWish, path, by string) (office.FoundWritten, error)
	DataVersion(ctx context.Context) (int64, error)
	Making(ctx context.Context) (done, total int64, err error) // of what lists and search know; equal: all of it
	Close() error
}

// Options is what the window stands on.
type Options struct {
	// Open opens the station; a passphrase that the clerk typed replaces the
	// one of the environment. What takes minutes is told by the progress.
	Open func(ctx context.Context, passphrase string, p *job.Progress) (Services, error)
	// Recover lays the sealing identity down anew from the recovery key.
	Recover func(key string) error
	// FindCopies tells whose copies lie at a place, as far as the recovery key opens them.
	FindCopies func(ctx context.Context, w office.ComeBackWish) ([]office.CopyFound, error)
	// ComeBack puts an office back where none was set up; leave closes the station that is
	// open there, when the restored office is whole.
	ComeBack func(ctx context.Context, w office.ComeBackWish, leave func() error, p *job.Progress) (office.CameBack, error)
	// Mend puts a database that fails its check together anew, and tells what was done;
	// partial: also where something of it is lost. It may be nil.
	Mend func(ctx context.Context, passphrase string, partial bool, p *job.Progress) (said string, err error)
	// Save writes a file whole or not at all.
	Save func(path string, content []byte) error
	// View opens a file or folder with the system's own program.
	View func(path string) error
	// Machine is what the computer does for the picker of files, and for what was saved.
	Machine kit.Machine
	// Room is the largest window that the screen takes where all is drawn as large as
	// said, 1 being plain; zero: the system makes it fit by itself. It may be nil.
	Room func(own float64) fyne.Size
	// Raise brings the window up where the system does not by itself. It may be nil.
	Raise func(fyne.Window)
	// Untouched is how long nobody has used a key or the pointer of this computer;
	// false where the system does not tell. It may be nil.
	Untouched func() (since time.Duration, known bool)
	// Notify says something beside the window; nil: the system does it as it does for any program.
	Notify func(title, said string)
	// Language overrides the clerk's choice; empty: none.
	Language string
}
