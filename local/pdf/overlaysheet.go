package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// node is a node of the page tree that gets other kids.
type node struct {
	self   cos.Dict
	source []byte
	kids   []cos.Ref
	count  int // of pages below it; 0: as before
}

// node reads the kids of a node.
func (o *overlaying) node(at cos.Ref) (*node, error) {
	if known := o.nodes[at]; known != nil {
		return known, nil
	}
	item, err := o.f.Follow(at)
	if err != nil {
		return nil, err
	}
	n := &node{source: item.Source}
	n.self, _ = item.Value.(cos.Dict)
	list, err := o.f.List(n.self.Get("Kids"))
	if err != nil {
		return nil, err
	}
	for _, kid := range list.Items {
		at, is := kid.(cos.Ref)
		if !is {
			return nil, errPageTree
		}
		n.kids = append(n.kids, at)
	}
	if len(n.kids) == 0 {
		return nil, errPageTree
	}
	o.nodes[at] = n
	return n, nil
}

// part gives a page that stands in the tree more than once a page of its own in one
// of its places.
func (o *overlaying) part(page seat, anew cos.Ref) error {
	n, err := o.node(page.parent)
	if err != nil {
		return err
	}
	n.kids[page.slot] = anew
	return nil
}

// tree writes the nodes that have other kids.
func (o *overlaying) tree() {
	order := slices.SortedFunc(maps.Keys(o.nodes), func(a, b cos.Ref) int { return a.Num - b.Num })
	for _, at := range order {
		n := o.nodes[at]
		var list strings.Builder
		for _, kid := range n.kids {
			list.WriteString(pointer(kid) + " ")
		}
		sets := []cos.Set{{Key: "Kids", Value: "[" + list.String() + "]"}}
		if n.count > 0 {
			sets = append(sets, cos.Set{Key: "Count", Value: strconv.Itoa(n.count)})
		}
		o.d.replace(at, n.self.With(n.source, sets...))
	}
}

// sheets writes sheets of their own and hangs them behind the last page of the
// tree. What the tree hands down, a sheet says itself.
func (o *overlaying) sheets(sizes [][2]float64, pages int, byPage map[int][]stamp) error {
	if len(sizes) == 0 {
		return nil
	}
	at, is := o.catalog.Get("Pages").(cos.Ref)
	if !is {
		return errPageTree
	}
	root, err := o.node(at)
	if err != nil {
		return err
	}
	root.count = pages + len(sizes)
	for i, size := range sizes {
		sheet, err := o.sheet(at, size, byPage[pages+i])
		if err != nil {
			return err
		}
		root.kids = append(root.kids, sheet)
	}
	return nil
}

// sheet writes one sheet.
func (o *overlaying) sheet(tree cos.Ref, size [2]float64, forms []stamp) (cos.Ref, error) {
	shape := pageShape{seen: box{0, 0, size[0] * office.PointsPerMM, size[1] * office.PointsPerMM}, unit: 1}
	if !paperSized(shape.seen.width()) || !paperSized(shape.seen.height()) {
		return cos.Ref{}, fmt.Errorf("%w: a sheet of no sensible size", errAsked)
	}
	r := &room{names: map[cos.Ref]string{}, prefix: o.name + "F", tagged: o.tagged()}
	var b bytes.Buffer
	r.show(&b, forms, shape)
	content := o.stream(b.Bytes())
	edges := numbers(shape.seen[:]...)
	return o.d.add(fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [%s] /CropBox [%s] /Rotate 0 /Contents %s /Resources %s >>",
		pointer(tree), edges, edges, pointer(content), r.text())), nil
}
