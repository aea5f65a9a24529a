package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// sheets writes sheets of their own and hangs them behind the last page of the
// tree. What the tree hands down, a sheet says itself.
func (o *overlaying) sheets(sizes [][2]float64, pages int, byPage map[int][]putForm) error {
	if len(sizes) == 0 {
		return nil
	}
	at, is := o.catalog.Get("Pages").(cos.Ref)
	if !is {
		return errPageTree
	}
	item, err := o.f.Follow(at)
	if err != nil {
		return err
	}
	root, is := item.Value.(cos.Dict)
	if !is || root.Get("Kids") == nil {
		return errPageTree
	}
	kids, err := o.f.List(root.Get("Kids"))
	if err != nil {
		return err
	}
	var list strings.Builder
	for _, kid := range kids.Items {
		if kid, is := kid.(cos.Ref); is {
			list.WriteString(pointer(kid) + " ")
		}
	}
	for i, size := range sizes {
		sheet, err := o.sheet(at, size, byPage[pages+i])
		if err != nil {
			return err
		}
		list.WriteString(pointer(sheet) + " ")
	}
	o.d.replace(at, root.With(item.Source, cos.Set{Key: "Kids", Value: "[" + list.String() + "]"},
		cos.Set{Key: "Count", Value: fmt.Sprint(pages + len(sizes))}))
	return o.d.e.err
}

// sheet writes one sheet.
func (o *overlaying) sheet(tree cos.Ref, size [2]float64, forms []putForm) (cos.Ref, error) {
	shape := pageShape{seen: box{0, 0, size[0] * office.PointsPerMM, size[1] * office.PointsPerMM}, unit: 1}
	if !paperSized(shape.seen.width()) || !paperSized(shape.seen.height()) {
		return cos.Ref{}, errors.New("a sheet of no sensible size")
	}
	r := &room{names: map[cos.Ref]string{}, prefix: "Tram"}
	var b bytes.Buffer
	r.show(&b, forms, shape)
	content := o.stream(b.Bytes())
	edges := numbers(shape.seen[:]...)
	return o.d.add(fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [%s] /CropBox [%s] /Rotate 0 /Contents %s /Resources %s >>",
		pointer(tree), edges, edges, pointer(content), r.text())), nil
}
