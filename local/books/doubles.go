package books

import (
	"context"
	"fmt"

	"tram/local/office"
	"tram/local/store"
)

// shared tells of records that share what stands for one of them, which two stations
// entered.
func (b Register[T]) shared(ctx context.Context, s *store.Store) (map[office.ID]string, error) {
	doubles, err := s.DoublesOf(ctx, b.Kind.Name)
	said := map[office.ID]string{}
	for _, d := range doubles {
		for _, id := range d.Records {
			said[id] = fmt.Sprintf("Có %d mục cùng mang %s.", len(d.Records), d.Said)
		}
	}
	return said, err
}

func warned(sheet office.Sheet, shared map[office.ID]string) office.Sheet {
	if said := shared[sheet.ID]; said != "" {
		sheet.Warns = append([]string{said}, sheet.Warns...)
	}
	return sheet
}
