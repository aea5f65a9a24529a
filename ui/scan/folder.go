package scan

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// Follow watches the folder to which machines scan, where one is chosen and whoever works
// here may convert, until ctx ends. Said again it looks whether it is another one by now.
func (d *Desk) Follow(ctx context.Context) {
	d.askCut(ctx)
	type at struct {
		folder string
		clerk  office.Clerk
	}
	kit.Load(d.reading.Next(ctx), func(ctx context.Context) (now at, err error) {
		setup, err := d.services.ScanSetup(ctx)
		if err != nil || setup.Folder == "" {
			return now, err
		}
		clerks, err := d.services.Clerks(ctx)
		if err == nil && len(clerks) > 0 {
			now = at{setup.Folder, clerks[0]}
		}
		return now, err
	}, func(now at, err error) {
		if err != nil {
			now.folder = ""
		}
		if _, denied := d.desk.Denied(office.MayConvert); denied {
			now.folder = ""
		}
		d.follow(ctx, now.folder, now.clerk)
	})
}

func (d *Desk) follow(ctx context.Context, folder string, clerk office.Clerk) {
	if folder == d.followed {
		return
	}
	if d.unfollow != nil {
		d.unfollow()
	}
	d.followed, d.unfollow = folder, nil
	if folder == "" {
		return
	}
	ctx, d.unfollow = context.WithCancel(ctx)
	if own := d.table.Clerk(); own.ID != "" {
		clerk = own
	}
	go func() {
		err := d.services.Watch(ctx, folder, clerk, false, func(a office.Arrival) { kit.OnScreen(func() { d.arrived(a) }) })
		if err != nil && ctx.Err() == nil {
			kit.OnScreen(func() { d.desk.Tell(err) })
		}
	}()
}
