package pdf

// Of operands too many one reader takes the first, another the last; of too few, or of
// another kind, some draw and some do not. So each operator of a look has those that it
// takes.

// anyColour says that the operands are those of the colours that are in force.
const anyColour = "*"

// taken are the operators of a look and the kinds of what they take: n a number, / a name,
// s a text, a an array of numbers, t one of texts and numbers.
var taken = map[keyword]string{
	"q": "", "Q": "", "cm": "nnnnnn", "w": "n", "J": "n", "j": "n", "M": "n", "d": "an", "ri": "/", "i": "n", "gs": "/",
	"m": "nn", "l": "nn", "c": "nnnnnn", "v": "nnnn", "y": "nnnn", "h": "", "re": "nnnn", "W": "", "W*": "", "n": "",
	"S": "", "s": "", "f": "", "F": "", "f*": "", "B": "", "B*": "", "b": "", "b*": "",
	"g": "n", "G": "n", "rg": "nnn", "RG": "nnn", "k": "nnnn", "K": "nnnn", "cs": "/", "CS": "/",
	"sc": anyColour, "SC": anyColour, "scn": anyColour, "SCN": anyColour,
	"BT": "", "ET": "", "Tc": "n", "Tw": "n", "Tz": "n", "TL": "n", "Ts": "n", "Tr": "n", "Tf": "/n", "Td": "nn", "TD": "nn", "Tm": "nnnnnn", "T*": "",
	"Tj": "s", "TJ": "t", "'": "s", "\"": "nns", "Do": "/", "BMC": "/", "EMC": "", "MP": "/",
}

// are tells whether operands are of some kinds.
func are(operands []any, kinds string) bool {
	if len(operands) != len(kinds) {
		return false
	}
	for i, o := range operands {
		if !isOf(o, kinds[i]) {
			return false
		}
	}
	return true
}

func isOf(o any, kind byte) (is bool) {
	switch kind {
	case 'n':
		_, is = o.(float64)
	case '/':
		_, is = o.(name)
	case 's':
		_, is = o.(text16)
	case 'a':
		return allAre(o, "n")
	case 't':
		return allAre(o, "ns")
	}
	return is
}

// allAre tells whether all items of an array are of one of some kinds.
func allAre(o any, kinds string) bool {
	list, is := o.(array)
	for _, item := range list {
		one := false
		for i := range len(kinds) {
			one = one || isOf(item, kinds[i])
		}
		is = is && one
	}
	return is
}
