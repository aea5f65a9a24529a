package pdf

import (
	"errors"
	"math"
	"slices"

	"tram/local/pdf/cos"
)

// Readers draw what is rare in a look each in its own way, or not at all: one shows
// white where another shows words. So a look of a signature that came may contain what
// all of them draw alike, and no more. What is outside of that list was not looked
// through.

// oddity is what of a look readers may draw differently, in the words of a clerk;
// empty: nothing.
type oddity string

const (
	oddStates   oddity = "có nhiều hình thay nhau"
	oddForm     oddity = "hình không ghi rõ khuôn khổ"
	oddColours  oddity = "màu không thuộc loại thông dụng"
	oddBlending oddity = "hòa màu với nền hoặc trong suốt"
	oddPattern  oddity = "hoa văn hoặc màu chuyển dần"
	oddFont     oddity = "kiểu chữ không thuộc loại thông dụng"
	oddPicture  oddity = "ảnh không thuộc loại thông dụng"
	oddDrawing  oddity = "lệnh vẽ không thuộc loại thông dụng"
	oddHidden   oddity = "ô không có chỗ trên trang nhưng có hình hoặc màu"
	oddUndrawn  oddity = "ô không kèm hình, nhưng có nền, khung hoặc chữ để chương trình tự vẽ"
)

// lookWalk is what a walk through a look finds.
type lookWalk struct {
	f         *cos.File
	odd       oddity
	drawn     inkKind // the most that it draws
	operators int
}

func (p *lookWalk) finds(o oddity) {
	if p.odd == "" {
		p.odd = o
	}
}

// plainLook walks through the look of a signature.
func (c *comparison) plainLook(d cos.Dict) lookWalk {
	p := lookWalk{f: c.now.f}
	looks, err := p.f.Dict(d.Get("AP"))
	if err != nil || !onlyKeys(looks, "N") {
		p.finds(oddStates)
	}
	item, err := itemOf(p.f, looks.Get("N"))
	switch {
	case err != nil || item.Value != nil && item.Stream == 0:
		p.finds(oddStates)
	case item.Stream > 0:
		p.form(item, 0, blackOnWhite)
	}
	return p
}

// ofForm are the keys of a form that readers know.
var ofForm = []cos.Name{
	"Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Group", "Name", "LastModified", "PieceInfo", "StructParent", "StructParents", "Metadata",
	"Length", "Filter", "DecodeParms",
}

// form walks through one form.
func (p *lookWalk) form(item cos.Item, depth int, now components) {
	d, _ := item.Value.(cos.Dict)
	corners, err := p.f.List(d.Get("BBox"))
	own, ok := rectangle(corners)
	if err != nil || !ok || own.area() == 0 || !onlyKeys(d, ofForm...) || depth > glanceDepth {
		p.finds(oddForm)
		return
	}
	if !p.plainGroup(d.Get("Group")) {
		p.finds(oddBlending)
	}
	resources, err := p.f.Dict(d.Get("Resources"))
	content, problem := p.f.Unpacked(item, glanceBytes)
	if err != nil || problem != nil {
		p.finds(oddForm)
		return
	}
	p.run(content, resources, depth, now)
}

// plainGroup allows a group that readers without groups would draw alike.
func (p *lookWalk) plainGroup(o cos.Object) bool {
	group, err := p.f.Dict(o)
	return err == nil && onlyKeys(group, "Type", "S", "I", "K", "CS") && (group.Get("CS") == nil || p.componentsOf(group.Get("CS"), 0) > 0)
}

// inkKind is what a look draws: a seal is a picture or lines, what can be read as other
// words are letters and areas.
type inkKind int

const (
	picturesAlone inkKind = iota
	linesAlone
	lettersOrAreas
)

// marking are the operators that leave ink of letters, lines and areas.
var marking = map[keyword]inkKind{
	"S": linesAlone, "s": linesAlone, "f": lettersOrAreas, "F": lettersOrAreas, "f*": lettersOrAreas,
	"B": lettersOrAreas, "B*": lettersOrAreas, "b": lettersOrAreas, "b*": lettersOrAreas,
	"Tj": lettersOrAreas, "TJ": lettersOrAreas, "'": lettersOrAreas, "\"": lettersOrAreas,
}

// run walks through a content stream, which begins with the colours of what draws it.
func (p *lookWalk) run(content []byte, resources cos.Dict, depth int, now components) {
	t := tokens{b: content}
	s := lookStep{lookWalk: p, g: glance{f: p.f}, resources: resources, depth: depth, colours: now}
	var operands []any
	for p.odd == "" {
		v, err := t.next(0)
		if errors.Is(err, errTokensEnd) {
			return
		}
		if p.operators++; err != nil || len(operands) > mostOperands || p.operators > mostOperands*glanceOperators {
			p.finds(oddDrawing)
			return
		}
		op, is := v.(keyword)
		if !is {
			operands = append(operands, v)
			continue
		}
		s.step(op, operands)
		operands = operands[:0]
	}
}

// lookStep is where in a content stream a walk is.
type lookStep struct {
	*lookWalk
	g         glance
	resources cos.Dict
	depth     int
	colours   components
	kept      []components // by q
	path      []bool       // its pieces: whether each is a rectangle that has an area
}

// Bounds on what readers draw alike.
const (
	leastWide, mostWide = 30.0, 300.0 // per cent, of letters
	leastClip           = 0.5         // of a side of what drawing is cut to, in units of the look
)

// step judges one operator.
func (s *lookStep) step(op keyword, operands []any) {
	kinds, known := taken[op]
	if !known || kinds != anyColour && !are(operands, kinds) {
		s.finds(oddDrawing)
		return
	}
	s.drawn = max(s.drawn, marking[op])
	if marking[op] > picturesAlone || op == "n" {
		s.path = s.path[:0]
	}
	switch op {
	case "q":
		s.kept = append(s.kept, s.colours)
	case "Q":
		s.back()
	case "g", "rg", "k", "G", "RG", "K", "cs", "CS", "sc", "scn", "SC", "SCN":
		s.coloured(op, operands)
	case "Tr":
		if plainNumber(operands[0]) != 0 {
			s.finds(oddFont)
		}
	case "Tz":
		if share := plainNumber(operands[0]); share < leastWide || share > mostWide {
			s.finds(oddFont)
		}
	case "w":
		if plainNumber(operands[0]) <= 0 {
			s.finds(oddDrawing) // as thin as each can
		}
	case "d":
		if !plainDash(operands) {
			s.finds(oddDrawing)
		}
	case "re":
		s.path = append(s.path, min(math.Abs(plainNumber(operands[2])), math.Abs(plainNumber(operands[3]))) >= leastClip)
	case "m", "l", "c", "v", "y":
		s.path = append(s.path, false)
	case "W", "W*":
		if len(s.path) == 0 || slices.Contains(s.path, false) {
			s.finds(oddDrawing) // what is cut to a line some cut to nothing
		}
	case "gs":
		s.state(&s.g, operands, s.resources)
	case "Tf":
		d, err := s.g.resource(operands, s.resources, "Font")
		if err != nil || !s.plainFont(d) || plainNumber(operands[1]) == 0 {
			s.finds(oddFont)
		}
	case "Do":
		s.draw(operands)
	}
}

// plainDash tells whether pieces and gaps of a line are lengths, and begin within them.
func plainDash(operands []any) bool {
	list, _ := operands[0].(array)
	sum := 0.0
	for _, o := range list {
		length := plainNumber(o)
		if length < 0 {
			return false
		}
		sum += length
	}
	return plainNumber(operands[1]) >= 0 && (len(list) == 0 || sum > 0)
}

// back returns to the colours that were kept last. Readers pass over one Q too many.
func (s *lookStep) back() {
	if n := len(s.kept) - 1; n >= 0 {
		s.colours, s.kept = s.kept[n], s.kept[:n]
	}
}

// state allows a graphics state that says something of lines, and nothing of blending.
func (p *lookWalk) state(g *glance, operands []any, resources cos.Dict) {
	d, err := g.resource(operands, resources, "ExtGState")
	if err != nil {
		p.finds(oddBlending)
	}
	for _, e := range d.Entries {
		v, err := p.f.Value(e.Value)
		if err != nil || !plainSetting(e.Key, v) {
			p.finds(oddBlending)
		}
	}
}

func plainSetting(key cos.Name, v cos.Object) bool {
	switch key {
	case "Type", "LW", "LC", "LJ", "ML", "D", "RI", "FL", "SM", "SA", "TK", "OPM":
		return true
	case "OP", "op", "AIS":
		return v == false
	case "SMask":
		return v == cos.Name("None")
	case "BM":
		return v == cos.Name("Normal") || v == cos.Name("Compatible")
	case "CA", "ca":
		alpha, is := cos.Number(v)
		return is && alpha == 1
	}
	return false
}

// draw walks through a form, or looks at what kind a picture is of.
func (s *lookStep) draw(operands []any) {
	item, err := s.g.item(operands, s.resources, "XObject")
	d, is := item.Value.(cos.Dict)
	switch {
	case err != nil || !is || item.Stream == 0:
		s.finds(oddDrawing)
	case d.Get("Subtype") == cos.Name("Form"):
		s.form(item, s.depth+1, s.colours)
	case !s.plainPicture(item, false):
		s.finds(oddPicture)
	}
}
