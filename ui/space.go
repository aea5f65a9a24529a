package ui

import (
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// spaceOrder are the levels of room, worst last.
var spaceOrder = []office.SpaceLevel{office.SpaceGood, office.SpaceLow, office.SpaceOut, office.SpaceFull}

// scarcest is the disk that has the least room for the work; false: each has enough.
func scarcest(all []office.Space) (is office.Space, scarce bool) {
	is.Level = office.SpaceGood
	for _, each := range all {
		if slices.Index(spaceOrder, each.Level) > slices.Index(spaceOrder, is.Level) {
			is, scarce = each, true
		}
	}
	return is, scarce
}

// spaceSaid is the chip of a disk that has little room.
func spaceSaid(is office.Space) (kit.Tone, string) {
	const mega = 1e6
	tone := kit.Bad
	if is.Level == office.SpaceLow {
		tone = kit.Warn
	}
	switch {
	case is.Level == office.SpaceFull:
		return tone, kit.T("frame.space-full")
	case !is.Own:
		return tone, kit.T("frame.space-copy", is.Free/mega)
	case is.Pages > 0:
		return tone, kit.T("frame.space-pages", is.Pages)
	}
	return tone, kit.T("frame.space-left", is.Free/mega)
}
