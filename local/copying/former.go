package copying

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// What was sealed to a former identity stays at a place after a renewal: whoever has the former
// sheet opens it, and nobody else does. Of that identity the key of names is kept, by which its
// folder is found again and nothing is opened.

// Former is what is kept of an identity.
type Former struct {
	Recipient string    // its public half
	Names     []byte    // NamesPurpose
	Until     time.Time // when it was put aside
}

// theirs sorts what lies in the folder of a former identity: own tells what nobody but the station
// has a use for. Files are shared by the stations of an office, so that while another one has a
// copy there, too, they stay.
func (f Former) theirs(ctx context.Context, t Target, station office.ID) (own map[string]int64, shared bool, err error) {
	n := names{key: f.Names}
	n.office = n.coded("office", f.Recipient)
	own = map[string]int64{}
	common := map[string]int64{}
	err = t.List(ctx, n.office, func(name string, size int64) error {
		switch {
		case strings.HasPrefix(name, n.station(station)+"/"):
			own[name] = size
		case strings.HasPrefix(name, n.office+"/s-"):
			shared = true
		default:
			common[name] = size
		}
		return nil
	})
	if !shared {
		for name, size := range common {
			own[name] = size
		}
	}
	return own, shared, err
}

// Weigh tells what a station has at a target of a former identity.
func (f Former) Weigh(ctx context.Context, t Target, station office.ID) (is office.FormerCopy, err error) {
	own, shared, err := f.theirs(ctx, t, station)
	for _, size := range own {
		is.Bytes += size
	}
	if is.Objects = int64(len(own)); is.Objects > 0 {
		is.Since, is.Shared = f.Until, shared
	}
	return is, err
}

// Remove removes what a station has at a target of a former identity, and never what is sealed to
// the one in force. It fails with FormerKept.
func (f Former) Remove(ctx context.Context, t Target, now Identity, station office.ID) error {
	if f.Recipient == now.Recipient() {
		return errors.New("that identity is in force")
	}
	own, _, err := f.theirs(ctx, t, station)
	if err != nil {
		return err
	}
	all := make([]string, 0, len(own))
	for name := range own {
		all = append(all, name)
	}
	slices.Sort(all)
	for _, name := range slices.Backward(all) { // what says whose it is goes after what it says it of
		if err := t.Remove(ctx, name); errors.Is(err, ErrKept) {
			return FormerKept.About(t.Said()).Because(err)
		} else if err != nil {
			return err
		}
	}
	return nil
}
