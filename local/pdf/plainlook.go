package pdf

import (
	"errors"

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
	written   bool // it draws letters, lines or areas, and not pictures alone
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
		p.form(item, 0)
	}
	return p
}

// ofForm are the keys of a form that readers know.
var ofForm = []cos.Name{
	"Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Group", "Name", "LastModified", "PieceInfo", "StructParent", "StructParents", "Metadata",
	"Length", "Filter", "DecodeParms",
}

// form walks through one form.
func (p *lookWalk) form(item cos.Item, depth int) {
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
	p.run(content, resources, depth)
}

// plainGroup allows a group that readers without groups would draw alike.
func (p *lookWalk) plainGroup(o cos.Object) bool {
	group, err := p.f.Dict(o)
	return err == nil && onlyKeys(group, "Type", "S", "I", "K", "CS") && (group.Get("CS") == nil || p.plainColours(group.Get("CS"), 0))
}

// plainOperators are those that need no look at what they name.
var plainOperators = map[keyword]bool{
	"q": true, "Q": true, "cm": true, "w": true, "J": true, "j": true, "M": true, "d": true, "ri": true, "i": true,
	"m": true, "l": true, "c": true, "v": true, "y": true, "h": true, "re": true, "n": true, "W": true, "W*": true,
	"g": true, "G": true, "rg": true, "RG": true, "k": true, "K": true, "sc": true, "SC": true,
	"BT": true, "ET": true, "Tc": true, "Tw": true, "Tz": true, "TL": true, "Ts": true, "Td": true, "TD": true, "Tm": true, "T*": true,
	"BMC": true, "EMC": true, "MP": true,
}

// marking are the operators that leave ink of letters, lines and areas.
var marking = map[keyword]bool{
	"S": true, "s": true, "f": true, "F": true, "f*": true, "B": true, "B*": true, "b": true, "b*": true,
	"Tj": true, "TJ": true, "'": true, "\"": true,
}

// taken is how many operands an operator has. Of more or fewer readers take different
// ones.
var taken = map[keyword]int{
	"q": 0, "Q": 0, "cm": 6, "w": 1, "J": 1, "j": 1, "M": 1, "d": 2, "ri": 1, "i": 1, "gs": 1,
	"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "h": 0, "re": 4, "W": 0, "W*": 0, "n": 0,
	"S": 0, "s": 0, "f": 0, "F": 0, "f*": 0, "B": 0, "B*": 0, "b": 0, "b*": 0,
	"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "cs": 1, "CS": 1,
	"BT": 0, "ET": 0, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Ts": 1, "Tr": 1, "Tf": 2, "Td": 2, "TD": 2, "Tm": 6, "T*": 0,
	"Tj": 1, "TJ": 1, "'": 1, "\"": 3, "Do": 1, "BMC": 1, "EMC": 0, "MP": 1,
}

// run walks through a content stream.
func (p *lookWalk) run(content []byte, resources cos.Dict, depth int) {
	t := tokens{b: content}
	g := glance{f: p.f}
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
		p.step(&g, op, operands, resources, depth)
		operands = operands[:0]
	}
}

// step judges one operator.
func (p *lookWalk) step(g *glance, op keyword, operands []any, resources cos.Dict, depth int) {
	if n, fixed := taken[op]; fixed && len(operands) != n {
		p.finds(oddDrawing)
	}
	switch {
	case marking[op]:
		p.written = true
	case plainOperators[op]:
	case op == "Tr":
		if len(operands) != 1 || plainNumber(operands[0]) != 0 {
			p.finds(oddFont)
		}
	case op == "cs" || op == "CS":
		if !p.namedColours(operands, resources) {
			p.finds(oddColours)
		}
	case op == "scn" || op == "SCN":
		if len(operands) == 0 || isName(operands[len(operands)-1]) {
			p.finds(oddPattern)
		}
	case op == "sh":
		p.finds(oddPattern)
	case op == "gs":
		p.state(g, operands, resources)
	case op == "Tf":
		d, err := g.resource(operands, resources, "Font")
		if kind, _ := d.Get("Subtype").(cos.Name); err != nil || kind != "Type0" && kind != "Type1" && kind != "TrueType" {
			p.finds(oddFont)
		}
	case op == "Do":
		p.draw(g, operands, resources, depth)
	default:
		p.finds(oddDrawing)
	}
}

func isName(o any) bool {
	_, is := o.(name)
	return is
}

// namedColours tells whether a space of colours that the content names is a common one.
func (p *lookWalk) namedColours(operands []any, resources cos.Dict) bool {
	if len(operands) != 1 || !isName(operands[0]) {
		return false
	}
	called := cos.Name(operands[0].(name))
	if deviceColours[called] {
		return true
	}
	all, err := p.f.Dict(resources.Get("ColorSpace"))
	return err == nil && p.plainColours(all.Get(called), 0)
}

var deviceColours = map[cos.Name]bool{"DeviceGray": true, "DeviceRGB": true, "DeviceCMYK": true}

// plainColours tells whether a space of colours is a common one: of a device, by a
// profile, or a table of such.
func (p *lookWalk) plainColours(o cos.Object, depth int) bool {
	v, err := p.f.Value(o)
	if called, is := v.(cos.Name); is {
		return deviceColours[called]
	}
	list, is := v.(cos.Array)
	if err != nil || !is || len(list.Items) < 2 || depth > 1 {
		return false
	}
	kind, err := p.f.Value(list.Items[0])
	switch {
	case err != nil:
		return false
	case kind == cos.Name("Indexed"):
		return p.plainColours(list.Items[1], depth+1)
	}
	return kind == cos.Name("ICCBased") // by gammas of their own readers tell dark from light otherwise
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
func (p *lookWalk) draw(g *glance, operands []any, resources cos.Dict, depth int) {
	item, err := g.item(operands, resources, "XObject")
	d, is := item.Value.(cos.Dict)
	switch {
	case err != nil || !is || item.Stream == 0:
		p.finds(oddDrawing)
	case d.Get("Subtype") == cos.Name("Form"):
		p.form(item, depth+1)
	case !p.plainPicture(d, false):
		p.finds(oddPicture)
	}
}

// ofPicture are the keys of a picture that readers know.
var ofPicture = []cos.Name{
	"Type", "Subtype", "Width", "Height", "BitsPerComponent", "ColorSpace", "ImageMask", "SMask", "Interpolate", "Intent", "Name", "Decode",
	"Length", "Filter", "DecodeParms", "Metadata",
}

// plainPicture tells whether a picture, and the mask that leaves its ground clear, is a
// common one.
func (p *lookWalk) plainPicture(d cos.Dict, mask bool) bool {
	if !onlyKeys(d, ofPicture...) || !p.plainFilters(d.Get("Filter")) || mask && d.Get("SMask") != nil {
		return false
	}
	if d.Get("ImageMask") != true && !p.plainColours(d.Get("ColorSpace"), 0) {
		return false
	}
	soft, err := itemOf(p.f, d.Get("SMask"))
	if err != nil || soft.Value == nil {
		return err == nil
	}
	alpha, is := soft.Value.(cos.Dict)
	return is && soft.Stream > 0 && p.plainPicture(alpha, true)
}

var plainPacking = map[cos.Name]bool{
	"FlateDecode": true, "DCTDecode": true, "LZWDecode": true, "RunLengthDecode": true, "ASCII85Decode": true, "ASCIIHexDecode": true, "CCITTFaxDecode": true,
}

// plainFilters tells whether all readers can unpack a picture.
func (p *lookWalk) plainFilters(o cos.Object) bool {
	v, err := p.f.Value(o)
	if called, is := v.(cos.Name); is {
		return plainPacking[called]
	}
	list, is := v.(cos.Array)
	for _, o := range list.Items {
		called, named := o.(cos.Name)
		is = is && named && plainPacking[called]
	}
	return err == nil && (is || v == nil)
}
