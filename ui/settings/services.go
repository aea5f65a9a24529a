package settings

import (
	"context"

	"tram/local/office"
	"tram/ui/settings/copies"
	"tram/ui/settings/data"
	"tram/ui/settings/lines"
	"tram/ui/settings/marks"
	"tram/ui/settings/scanning"
	"tram/ui/settings/trust"
)

// Services is what the settings ask of the station: each section what is its own.
type Services interface {
	Machine
	Staff
	marks.Services
	scanning.Services
	trust.Services
	data.Services
	copies.Services
	lines.Services
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
