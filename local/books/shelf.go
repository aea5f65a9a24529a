package books

import "tram/local/store"

// Shelf lists the registers of an office in the order in which they are offered.
var Shelf = []Any{Channels, Procedures, Services, Receptions, Facilities, Platforms, Incidents, Outages, Receipts, KeptUses, Plans, Responses}

// Kinds are those of the records on the shelf, and of what is kept beside them.
func Kinds() (kinds []store.AnyKind) {
	for _, b := range Shelf {
		kinds = append(kinds, b.AnyKind())
	}
	return append(kinds, IncidentNotes, Recoveries, Emergencies, Pads)
}

// Named finds a register by its name, or fails with NoSuchBook.
func Named(name string) (Any, error) {
	for _, b := range Shelf {
		if b.About().Name == name {
			return b, nil
		}
	}
	return nil, NoSuchBook.About(name)
}
