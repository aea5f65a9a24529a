package pdf

import "tram/local/pdf/cos"

const (
	glancePixels = 4 << 20
	clearInk     = 0x20 // alpha below which nothing is seen to be hidden
)

// inkAlone tells whether a picture has a mask that lets nothing but dark pixels
// show.
func (g *glance) inkAlone(item cos.Item, d cos.Dict) bool {
	mask, is := d.Get("SMask").(cos.Ref)
	if !is {
		return false
	}
	soft, err := g.f.Follow(mask)
	if err != nil {
		return false
	}
	colours, n := g.samples(item)
	alpha, one := g.samples(soft)
	if n == 0 || one != 1 || len(colours) != n*len(alpha) {
		return false
	}
	for i, a := range alpha {
		if a < clearInk {
			continue
		}
		light := float64(colours[i]) / 0xff
		if n == 3 {
			light = (0.3*float64(colours[3*i]) + 0.59*float64(colours[3*i+1]) + 0.11*float64(colours[3*i+2])) / 0xff
		}
		if light > darkInk {
			return false
		}
	}
	return true
}

// samples unpacks a picture of eight bits in grey or three colours; 0
// components: another kind.
func (g *glance) samples(item cos.Item) (b []byte, components int) {
	d, is := item.Value.(cos.Dict)
	width, a := d.Get("Width").(cos.Int)
	height, h := d.Get("Height").(cos.Int)
	if !is || !a || !h || width <= 0 || height <= 0 || width > glancePixels/height ||
		d.Get("BitsPerComponent") != cos.Int(8) || d.Get("Decode") != nil || d.Get("DecodeParms") != nil || d.Get("Matte") != nil {
		return nil, 0
	}
	switch d.Get("ColorSpace") {
	case cos.Name("DeviceGray"):
		components = 1
	case cos.Name("DeviceRGB"):
		components = 3
	default:
		return nil, 0
	}
	b, err := g.f.Unpacked(item, int64(width)*int64(height)*int64(components)+1)
	if err != nil || int64(len(b)) != int64(width)*int64(height)*int64(components) {
		return nil, 0
	}
	return b, components
}
