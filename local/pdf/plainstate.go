package pdf

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// paintsPlainly tells whether a graphics state leaves what follows as it is: not
// half transparent, not through a mask, in no other colours. Entries that are not
// in the list may do anything.
func (f *foreign) paintsPlainly(resources types.Dict, operands []any) bool {
	if len(operands) != 1 {
		return false
	}
	called, _ := operands[0].(name)
	states, err := f.dict(resources["ExtGState"])
	if err != nil {
		return false
	}
	state, err := f.dict(states[string(called)])
	if err != nil || state == nil {
		return false
	}
	for key, value := range state {
		if !f.plainEntry(key, value) {
			return false
		}
	}
	return true
}

func (f *foreign) plainEntry(key string, value types.Object) bool {
	switch key {
	case "Type", "LW", "LC", "LJ", "ML", "D", "RI", "FL", "SM", "SA", "TK", "OPM":
		return true // of lines, and of how finely curves are drawn
	case "OP", "op", "AIS":
		return !f.truth(value)
	case "SMask":
		return f.nameOf(value) == "None"
	case "BM":
		return f.nameOf(value) == "Normal" || f.nameOf(value) == "Compatible"
	case "CA", "ca":
		alpha, is := f.number(value)
		return is && alpha == 1
	}
	return false
}
