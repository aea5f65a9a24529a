package sign

import (
	"context"
	"image"

	"tram/local/job"
	"tram/local/office"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	Clerks(ctx context.Context) ([]office.Clerk, error)
	Tasks
	Key
	Looks
}

// Tasks is what waits for a signature or for what a signature owes, and has it done. Both
// SignAll and ExtendAll expect as many as there are documents, and tell each result from the
// goroutine that works.
type Tasks interface {
	SigningTasks(ctx context.Context) ([]office.SigningTask, error)
	SigningTaskOf(ctx context.Context, id office.ID) (office.SigningTask, error) // also of one that waits for nothing: a further signature
	SignAll(ctx context.Context, asked []office.SigningAsk, p *job.Progress, each func(office.SigningResult)) error
	ExtendAll(ctx context.Context, ids []office.ID, p *job.Progress, each func(office.SigningResult)) error
}

// Key is the key that whoever sits here signs with.
type Key interface {
	HasOwnStore() bool // the system keeps certificates with keys itself
	Certificates(ctx context.Context, place office.KeyPlace) ([]office.Token, error)
	OpenKey(ctx context.Context, source office.KeySource, secret []byte) (office.HeldKey, error) // secret is wiped by the caller afterwards
	HeldKey() (office.HeldKey, bool)
	PutKeyAway() error
}

// Looks is how the signature will show on its page.
type Looks interface {
	SigningSetup(ctx context.Context) (office.SigningSetup, error)
	LookView(ctx context.Context, id office.ID, wish office.SigningWish) (office.LookView, error) // wish.Spot asks, the view's spot answers
	SigningPicture(ctx context.Context, id office.ID, page, maxSide int) (image.Image, error)
	SigningPages(ctx context.Context, id office.ID) (int, error)
}
