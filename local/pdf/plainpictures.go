package pdf

import (
	"bytes"
	"image"
	"image/jpeg"

	"tram/local/pdf/cos"
)

// Of a picture that lacks what it should say, or holds less than it says, some readers show
// what is there and some nothing.

// ofPicture are the keys of a picture that readers know.
var ofPicture = []cos.Name{
	"Type", "Subtype", "Width", "Height", "BitsPerComponent", "ColorSpace", "ImageMask", "SMask", "Interpolate", "Intent", "Name", "Decode",
	"Length", "Filter", "DecodeParms", "Metadata",
}

const (
	mostLookSide  = 20_000   // pixels
	mostLookBytes = 64 << 20 // of one picture, unpacked
)

// plainPicture tells whether a picture, and the mask that leaves its ground clear, is a
// common one that is all there.
func (p *lookWalk) plainPicture(item cos.Item, mask bool) bool {
	d, is := item.Value.(cos.Dict)
	if !is || item.Stream == 0 || d.Twice() || !onlyKeys(d, ofPicture...) || !p.plainFilters(d.Get("Filter")) || mask && d.Get("SMask") != nil {
		return false
	}
	if !p.wholePicture(item, d) {
		return false
	}
	soft, err := itemOf(p.f, d.Get("SMask"))
	if err != nil || soft.Value == nil {
		return err == nil
	}
	return d.Get("ImageMask") == nil && p.plainPicture(soft, true)
}

// wholePicture tells whether a picture says its size and depth, and has all its bytes.
func (p *lookWalk) wholePicture(item cos.Item, d cos.Dict) bool {
	wide, isWide := p.count(d.Get("Width"), mostLookSide)
	high, isHigh := p.count(d.Get("Height"), mostLookSide)
	depth, isDepth := p.count(d.Get("BitsPerComponent"), 8)
	components := 1
	switch stencil, err := p.f.Value(d.Get("ImageMask")); {
	case err != nil || stencil != nil && stencil != true && stencil != false:
		return false
	case stencil == true:
		if d.Get("ColorSpace") != nil || d.Get("BitsPerComponent") != nil && depth != 1 {
			return false
		}
		depth, isDepth = 1, true
	default:
		if components = p.componentsOf(d.Get("ColorSpace"), 0); components == 0 {
			return false
		}
	}
	if !isWide || !isHigh || !isDepth || depth&(depth-1) != 0 {
		return false
	}
	last, err := lastFilter(p.f, d)
	switch {
	case err != nil:
		return false
	case last == "DCTDecode":
		return p.wholeJPEG(item, wide, high, components)
	case last == "CCITTFaxDecode":
		return components == 1 && depth == 1
	}
	b, err := p.f.Unpacked(item, mostLookBytes)
	return err == nil && len(b) >= (wide*components*depth+7)/8*high
}

// count reads a number from 1 to most.
func (p *lookWalk) count(o cos.Object, most int) (n int, is bool) {
	v, err := p.f.Value(o)
	i, is := v.(cos.Int)
	return int(i), err == nil && is && i >= 1 && int64(i) <= int64(most)
}

// wholeJPEG tells whether a JPEG has the size and the colours that its picture says, and is
// not cut off.
func (p *lookWalk) wholeJPEG(item cos.Item, wide, high, components int) bool {
	d, _ := item.Value.(cos.Dict)
	if packed, err := p.f.Value(d.Get("Filter")); err != nil || packed != cos.Name("DCTDecode") {
		if list, is := packed.(cos.Array); !is || len(list.Items) != 1 {
			return false // a JPEG in another packing is not opened here
		}
	}
	raw, err := p.f.Raw(item)
	if err != nil || raw.Size() > mostLookBytes {
		return false
	}
	b := make([]byte, raw.Size())
	if n, err := raw.ReadAt(b, 0); n < len(b) && err != nil {
		return false
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil || img.Bounds().Dx() != wide || img.Bounds().Dy() != high {
		return false
	}
	return jpegColours(img) == components
}

// jpegColours is of how many colours a JPEG is.
func jpegColours(img image.Image) int {
	switch img.(type) {
	case *image.Gray:
		return 1
	case *image.CMYK:
		return 4
	}
	return 3
}

// lastFilter is the packing that is opened last, which says what a picture is; empty: none.
func lastFilter(f *cos.File, d cos.Dict) (cos.Name, error) {
	v, err := f.Value(d.Get("Filter"))
	if list, is := v.(cos.Array); is && len(list.Items) > 0 {
		v, err = f.Value(list.Items[len(list.Items)-1])
	}
	called, _ := v.(cos.Name)
	return called, err
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
