package page

import "image"

// Softened is a picture in greys in which each pixel is the mean of those about it, weighed
// by their distance: as an eye of a scanner sees edges.
func Softened(img image.Image) *image.Gray {
	g := greyOf(img)
	return softenedRows(turned(softenedRows(turned(g))))
}

// softenedRows mixes each pixel with its neighbours in the row: 1, 2, 1.
func softenedRows(g *image.Gray) *image.Gray {
	out := image.NewGray(g.Rect)
	w := g.Rect.Dx()
	for y := range g.Rect.Dy() {
		from, to := g.Pix[y*g.Stride:][:w], out.Pix[y*out.Stride:][:w]
		for x := range w {
			left, right := from[max(x-1, 0)], from[min(x+1, w-1)]
			to[x] = uint8((int(left) + 2*int(from[x]) + int(right) + 2) / 4)
		}
	}
	return out
}
