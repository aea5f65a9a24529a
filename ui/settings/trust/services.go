package trust

import (
	"context"

	"tram/local/office"
	"tram/ui/settings/pictures"
)

// Services is what the section asks of the station.
type Services interface {
	Office(ctx context.Context) (office.Office, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)

	SigningSetup(ctx context.Context) (office.SigningSetup, error)
	KeyModules() []string
	pictures.Services
	Trusted
	Stations
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
