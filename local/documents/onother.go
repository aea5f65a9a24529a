package documents

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// otherOf is the register that may count in one row with that of a flow, as its year was opened.
var otherOf = map[office.Flow]office.Flow{office.FlowOut: office.FlowInternal, office.FlowInternal: office.FlowOut}

// withOther notes on each row behind missing numbers which of them stand on the other register of the
// same row of numbers. Of what is missing on both nothing is said. rows are in the order of their numbers.
func withOther(ctx context.Context, s *store.Store, flow office.Flow, year int, rows []office.Registered) error {
	other, may := otherOf[flow]
	if !may {
		return nil
	}
	all, err := ofYear(ctx, s, other, year)
	if err != nil {
		return err
	}
	if all, err = withEachNumber(ctx, s, all); err != nil {
		return err
	}
	there := map[string][]office.Registered{}
	for _, r := range all {
		if r.Number > 0 {
			there[r.Series] = append(there[r.Series], r)
		}
	}
	var before office.Registered
	for i, r := range rows {
		if r.Number == 0 {
			continue
		}
		from := 0
		if before.Series == r.Series {
			from = before.Number
		}
		if said := otherSaid(between(there[r.Series], from, r.Number), other); said != "" && !strings.Contains(r.Note, said) { // a register that was brought says it already
			rows[i].Note = beside(r.Note, said)
		}
		before = r
	}
	return nil
}

// between are the documents of those whose numbers lie between two others; all are in the order of their numbers.
func between(all []office.Registered, low, high int) []office.Registered {
	byNumber := func(r office.Registered, n int) int { return cmp.Compare(r.Number, n) }
	from, _ := slices.BinarySearchFunc(all, low+1, byNumber)
	to, _ := slices.BinarySearchFunc(all, high, byNumber)
	return all[min(from, to):to]
}

// otherSaid names numbers that stand on another register, stretches of them by their ends; empty: there are none.
func otherSaid(all []office.Registered, on office.Flow) string {
	var stretches []string
	for i := 0; i < len(all); {
		last := i
		for last+1 < len(all) && all[last+1].Number <= all[last].Number+1 {
			last++
		}
		said := all[i].Said()
		if all[last].Number > all[i].Number {
			said += "–" + all[last].Said()
		}
		stretches, i = append(stretches, said), last+1
	}
	if len(stretches) == 0 {
		return ""
	}
	return fmt.Sprintf("Số %s ở sổ văn bản %s", strings.Join(stretches, ", "), on.Said())
}
