package pdf

import "tram/local/pdf/cos"

// components are how many numbers a colour has, of areas and letters and of lines.
type components struct{ areas, lines int }

// blackOnWhite is what a look begins with.
var blackOnWhite = components{1, 1}

// coloured judges an operator that sets a colour, or from which space one is.
func (s *lookStep) coloured(op keyword, operands []any) {
	of := &s.colours.areas
	if op[0] >= 'A' && op[0] <= 'Z' {
		of = &s.colours.lines
	}
	switch op {
	case "cs", "CS":
		if *of = s.named(operands, s.resources); *of == 0 {
			s.finds(oddColours)
		}
	case "sc", "scn", "SC", "SCN":
		switch {
		case len(operands) > 0 && isOf(operands[len(operands)-1], '/'):
			s.finds(oddPattern)
		case len(operands) != *of || !allAre(array(operands), "n"):
			s.finds(oddDrawing)
		}
	default:
		*of = len(operands)
	}
}

// named gives how many numbers a colour has of a space that the content names; 0: it is
// no common one.
func (p *lookWalk) named(operands []any, resources cos.Dict) int {
	called := cos.Name(operands[0].(name))
	if n := deviceColours[called]; n > 0 {
		return n
	}
	all, err := p.f.Dict(resources.Get("ColorSpace"))
	if err != nil {
		return 0
	}
	return p.componentsOf(all.Get(called), 0)
}

var deviceColours = map[cos.Name]int{"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}

// componentsOf gives how many numbers a colour of a space has: of a device, by a profile
// of ordinary screens, or a table of such; 0: of another kind.
func (p *lookWalk) componentsOf(o cos.Object, depth int) int {
	v, err := p.f.Value(o)
	if called, is := v.(cos.Name); is {
		return deviceColours[called]
	}
	list, is := v.(cos.Array)
	if err != nil || !is || len(list.Items) < 2 || depth > 1 {
		return 0
	}
	kind, err := p.f.Value(list.Items[0])
	switch {
	case err != nil:
		return 0
	case kind == cos.Name("Indexed"):
		return min(1, p.componentsOf(list.Items[1], depth+1))
	case kind == cos.Name("ICCBased"):
		return p.profiled(list.Items[1])
	}
	return 0 // by gammas of their own readers tell dark from light otherwise
}

// profiled gives the number of colours of a profile; 0: readers without profiles would
// show another colour.
func (p *lookWalk) profiled(o cos.Object) int {
	item, err := itemOf(p.f, o)
	d, is := item.Value.(cos.Dict)
	if err != nil || !is || item.Stream == 0 {
		return 0
	}
	n, _ := d.Get("N").(cos.Int)
	b, err := p.f.Unpacked(item, glanceBytes)
	if err != nil || !usualProfile(b, int(n)) {
		return 0
	}
	return int(n)
}
