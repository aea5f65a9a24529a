package scanning

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"unicode"

	"tram/local/office"
)

// Addressed is a driver that finds a device at an address that a person typed: a host, or a
// host with a port.
type Addressed interface {
	Driver
	At(ctx context.Context, address string) (office.Scanner, error)
}

// FindAll lists the devices of all drivers, and those at addresses that a person typed, each
// once; all are asked at the same time. What did not answer comes as an error beside those
// that did.
func FindAll(ctx context.Context, drivers []Driver, addresses ...string) ([]office.Scanner, error) {
	asks := len(drivers) + len(addresses)
	found, failed := make([][]office.Scanner, asks), make([]error, asks)
	var asked sync.WaitGroup
	for i, d := range drivers {
		asked.Go(func() { found[i], failed[i] = d.Find(ctx) })
	}
	for i, address := range addresses {
		at := len(drivers) + i
		asked.Go(func() { found[at], failed[at] = FindAt(ctx, drivers, address) })
	}
	asked.Wait()
	all, seen := []office.Scanner{}, map[string]bool{}
	for _, s := range slices.Concat(found...) {
		if !seen[s.ID] {
			seen[s.ID] = true
			all = append(all, s)
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return once(all), errors.Join(failed...)
}

// once shows a device that two drivers found as the first of them has it, with the other's
// ID beside it. It is the same if it is at one address, can do there all that the other can,
// and has the other's name; or if there is only one at that address for either.
func once(all []office.Scanner) []office.Scanner {
	kept := []office.Scanner{}
	for _, s := range all {
		first := slices.IndexFunc(kept, func(k office.Scanner) bool { return same(k, s, all) })
		if first < 0 {
			kept = append(kept, s)
			continue
		}
		kept[first].Also = append(slices.Clip(kept[first].Also), s.ID)
	}
	return kept
}

func same(first, other office.Scanner, all []office.Scanner) bool {
	if first.Driver == other.Driver || !meet(first, other) || len(first.Sources) == 0 {
		return false
	}
	if slices.ContainsFunc(other.Sources, func(s office.ScanSource) bool { return !slices.Contains(first.Sources, s) }) {
		return false
	}
	return alike(first.Name, other.Name) || !slices.ContainsFunc(all, func(third office.Scanner) bool {
		beside := meet(third, first) || meet(third, other)
		return beside && (third.Driver == first.Driver && third.ID != first.ID || third.Driver == other.Driver && third.Name != other.Name)
	})
}

// meet tells whether two are at one address.
func meet(a, b office.Scanner) bool {
	return slices.ContainsFunc(a.Addresses, func(at string) bool { return slices.Contains(b.Addresses, at) })
}

// alike tells whether one name is in the other, whatever stands around it: “eSCL Canon
// MF620C” and “Canon MF620C”.
func alike(a, b string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, s)
	}
	a, b = letters(a), letters(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// FindAt finds the device at an address, by whichever driver speaks to it.
func FindAt(ctx context.Context, drivers []Driver, address string) ([]office.Scanner, error) {
	var failed []error
	for _, d := range drivers {
		a, can := d.(Addressed)
		if !can {
			continue
		}
		s, err := a.At(ctx, address)
		if err == nil {
			return []office.Scanner{s}, nil
		}
		failed = append(failed, err)
	}
	if len(failed) == 0 {
		return nil, NoNetwork.About(address)
	}
	return nil, errors.Join(failed...)
}

// DriverOf is the driver that a scanner belongs to, by its ID.
func DriverOf(drivers []Driver, scanner string) (Driver, error) {
	name, _, _ := strings.Cut(scanner, ":")
	for _, d := range drivers {
		if d.Name() == name {
			return d, nil
		}
	}
	return nil, NoSuchScanner.About(office.Visible(scanner, mostShown))
}

const mostShown = 80 // letters of what somebody typed

// Usual fills in what a wish leaves open: colour, 300 dpi, and the first source that the
// device has. A driver that asks the device at its address settles the source itself.
func Usual(ctx context.Context, d Driver, w office.ScanWish) (office.ScanWish, error) {
	w.Mode, w.DPI = cmp.Or(w.Mode, office.UsualMode), cmp.Or(w.DPI, office.UsualDPI)
	if _, asks := d.(Addressed); asks || w.Source != "" {
		return w, nil
	}
	found, _ := d.Find(ctx) // one that nobody found is asked all the same
	for _, s := range found {
		if s.ID == w.Scanner && len(s.Sources) > 0 {
			w.Source = s.Sources[0]
			return w, nil
		}
	}
	w.Source = office.Flatbed // what it has it did not tell; it tells if this is nothing
	return w, ctx.Err()
}
