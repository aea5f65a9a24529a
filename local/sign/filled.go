package sign

import (
	"fmt"
	"slices"
	"strings"

	"tram/local/pdf"
)

// mostFilled is how many filled fields are told one by one.
const mostFilled = 3

// gathered tells of many filled fields in one sentence: a form has hundreds, and each
// would be a reason of its own.
func gathered(changes []pdf.Change) []pdf.Change {
	filled := func(c pdf.Change) bool { return c.Kind == pdf.FormFilled }
	first := slices.IndexFunc(changes, filled)
	all := slices.DeleteFunc(slices.Clone(changes), func(c pdf.Change) bool { return !filled(c) })
	if len(all) <= mostFilled {
		return changes
	}
	var names []string
	for _, c := range all[:mostFilled] {
		names = append(names, fmt.Sprintf("%q", c.Field))
	}
	one := all[0]
	one.Said = fmt.Sprintf("Sau đó có người điền vào biểu mẫu: %d ô, trong đó có %s.", len(all), strings.Join(names, ", "))
	rest := slices.DeleteFunc(slices.Clone(changes), filled)
	return slices.Insert(rest, first, one)
}
