package digitise

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
	Used(ctx context.Context) (office.Used, error) // words of records of late
	Drafts
	Tray
	Act
	Register
}

// Drafts is the acts that are under way.
type Drafts interface {
	Begin(ctx context.Context, clerk office.Clerk) (office.Conversion, error)
	Drafts(ctx context.Context) ([]office.Row, error)
	Resume(ctx context.Context, id office.ID) (office.Conversion, error)
	Discard(ctx context.Context, id office.ID) error
	Restore(ctx context.Context, id office.ID) error
}

// Tray is the pages of one act: taken in, looked at and arranged.
type Tray interface {
	Take(ctx context.Context, id office.ID, at int, paths []string, paper string, p *job.Progress) (taken []office.Page, refused []error, err error)
	Look(ctx context.Context, id office.ID, p *job.Progress) error // for blank pages
	Pages(ctx context.Context, id office.ID) ([]office.Page, error)
	DraftHeading(ctx context.Context, id office.ID) (office.Heading, error) // as the first page has it
	ReadDraft(ctx context.Context, id office.ID, p *job.Progress) error     // the words on its pages
	Lying(ctx context.Context, id office.ID) (map[office.ID]int, error)     // by these, after ReadDraft
	Picture(ctx context.Context, id, page office.ID, maxSide int) (image.Image, error)
	MovePage(ctx context.Context, id, page office.ID, to int) error
	TurnPage(ctx context.Context, id, page office.ID, quarters int) error
	RemovePage(ctx context.Context, id, page office.ID) error
	ReplacePage(ctx context.Context, id, page office.ID, path, paper string) error
	PaperOf(ctx context.Context, id, page office.ID, paper string) error
	Retouch(ctx context.Context, id office.ID, pages []office.ID, wish office.Retouching, p *job.Progress) (office.RetouchTold, error)
	Undo(ctx context.Context, id office.ID) (bool, error)
	Redo(ctx context.Context, id office.ID) (bool, error)
}

// Act is one act weighed against the law, marked and done.
type Act interface {
	Describe(ctx context.Context, c office.Conversion) (office.Conversion, error)
	Weigh(ctx context.Context, c office.Conversion) ([]office.Condition, error) // with words not saved yet
	Conditions(ctx context.Context, id office.ID) ([]office.Condition, error)
	Check(ctx context.Context, id office.ID, viewed []office.ID, counted int) (office.Conversion, error)
	Mark(ctx context.Context, id office.ID) (office.MarkView, error)
	MoveMark(ctx context.Context, id office.ID, x, y float64) (office.MarkView, error)
	TryMark(ctx context.Context, id office.ID, x, y float64) (office.MarkView, error) // where MoveMark would put it
	VouchClock(ctx context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error)
	Finish(ctx context.Context, id office.ID, p *job.Progress) (office.Conversion, error)
}

// Register is where papers that came in get their numbers.
type Register interface {
	AllClerks(ctx context.Context) ([]office.Clerk, error)
	RegisterWords(ctx context.Context, f office.Flow) (office.RegisterWords, error)
	HeldKey() (office.HeldKey, bool)
	TakeIn(ctx context.Context, by office.Clerk, id office.ID, sign *office.SigningWish, p *job.Progress) (office.TakenIn, error)
}
