package audit

import (
	"slices"
	"strings"

	"tram/local/office"
)

// Meant are the people of the journal whose names hold all that was typed, whatever
// its accents. It fails with NoSuchPerson.
func Meant(typed string, all []string) ([]string, error) {
	wanted := strings.Fields(office.Fold(typed))
	found := slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		folded := office.Fold(name)
		return slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(folded, w) })
	})
	if len(found) == 0 || len(wanted) == 0 {
		return nil, NoSuchPerson.About(office.Visible(typed, mostValue))
	}
	return found, nil
}
