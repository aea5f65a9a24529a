package settings

import (
	"context"
	"image"

	"tram/local/job"
	"tram/local/office"
)

// Services is what the settings ask of the station: each section what is its own.
type Services interface {
	Machine
	Staff
	Wording
	Signing
	Guarding
}

// Machine is what belongs to this computer.
type Machine interface {
	Naming
	Home() string                       // the data folder
	KeptSaid() (said string, weak bool) // where the sealing identity lies
}

// Naming is how the office is called.
type Naming interface {
	Office(ctx context.Context) (office.Office, error)
	SaveOffice(ctx context.Context, o office.Office) (office.Office, error)
}

// Staff is who works here.
type Staff interface {
	AllClerks(ctx context.Context) ([]office.Clerk, error)
	SaveClerk(ctx context.Context, c office.Clerk) (office.Clerk, error)
}

// Wording is what stands in a mark.
type Wording interface {
	Templates(ctx context.Context) ([]office.MarkTemplate, error)
	SaveTemplate(ctx context.Context, t office.MarkTemplate) (office.MarkTemplate, error)
	SampleMark(ctx context.Context, t office.MarkTemplate) (office.MarkView, error)
	Types() []office.DocumentType
}

// Signing is how this station signs, and whom it trusts.
type Signing interface {
	Office(ctx context.Context) (office.Office, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)

	SigningSetup(ctx context.Context) (office.SigningSetup, error)
	SaveSigningSetup(ctx context.Context, s office.SigningSetup) (office.SigningSetup, error)
	KeyModules() []string
	Pictures
	Trusted
	Stations
}

// Pictures is what a signature shows: the seal, and the hand of each clerk.
type Pictures interface {
	TakePicture(ctx context.Context, clerk office.ID, path string) (office.SigningSetup, []string, error) // clerk == "": the seal; notes in Vietnamese
	DropPicture(ctx context.Context, clerk office.ID) (office.SigningSetup, error)
	LookPicture(ctx context.Context, digest office.Digest) (image.Image, error)
}

// Trusted is whose certificates are believed.
type Trusted interface {
	Roots(ctx context.Context) ([]office.TrustedRoot, error)
	AddRoots(ctx context.Context, path string) ([]office.TrustedRoot, error)
	RemoveRoot(ctx context.Context, name string) (office.TrustedRoot, error) // by ID
}

// Stations is whose codes on paper are believed.
type Stations interface {
	StationKeys(ctx context.Context) ([]office.StationKey, error)
	ExportStationKey(ctx context.Context) ([]byte, error)
	CertifyStationKey(ctx context.Context) (office.StationKey, error)
	ImportStationKey(ctx context.Context, path string) (office.StationKey, []string, error) // notes: who certifies it
	RetireStationKey(ctx context.Context, id office.ID) (office.StationKey, error)
}

// Guarding is what the settings ask about the data themselves.
type Guarding interface {
	AllClerks(ctx context.Context) ([]office.Clerk, error)

	JournalTrouble() (office.JournalTrouble, bool) // false: the data are those that were written last
	AcceptJournal(ctx context.Context, clerk office.Clerk, why string) (office.Notice, error)
	ProveJournal(ctx context.Context, p *job.Progress) (office.Proof, error)
	Orphans(ctx context.Context) ([]office.Orphan, error)
	UnreadFiles(ctx context.Context) ([]office.Gap, error) // what records stand on and the vault does not give
	AdoptOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) (office.Conversion, error)
	SweepOrphan(ctx context.Context, d office.Digest, clerk office.Clerk, why string) error
	AtRest(ctx context.Context) office.AtRest
	Refusals(ctx context.Context) ([]office.Refusal, error)
	SecretTraces(ctx context.Context) ([]office.SecretTrace, error)
}
