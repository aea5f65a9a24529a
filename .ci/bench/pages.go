package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// makePages turns the sample pages into a hundred different pages of the size
// that office scanners give: about 410 kB at 200 dpi. The scanner's noise,
// new for each page, makes the size.
func makePages(folder, samples string) error {
	have, err := filepath.Glob(filepath.Join(samples, "*.jpg"))
	if err != nil || len(have) < 3 {
		return errors.New("sample pages are missing in " + samples)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	var printed []*image.RGBA
	for _, name := range have[:3] {
		page, err := load(name)
		if err != nil {
			return err
		}
		printed = append(printed, page)
	}
	for i := range pageCount {
		page := noisy(printed[i%len(printed)], uint64(i))
		var plain bytes.Buffer
		if err := jpeg.Encode(&plain, page, &jpeg.Options{Quality: 78}); err != nil {
			return err
		}
		name := filepath.Join(folder, fmt.Sprintf("p%03d.jpg", i+1))
		if err := os.WriteFile(name, withDensity(plain.Bytes()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func load(name string) (*image.RGBA, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	page, err := jpeg.Decode(f)
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(page.Bounds())
	draw.Draw(out, out.Bounds(), page, image.Point{}, draw.Src)
	return out, nil
}

// noisy adds noise of the same shade to the three colours of each pixel.
func noisy(page *image.RGBA, seed uint64) *image.RGBA {
	random := rand.New(rand.NewPCG(seed, 200))
	out := &image.RGBA{Pix: bytes.Clone(page.Pix), Stride: page.Stride, Rect: page.Rect}
	for i := 0; i < len(out.Pix); i += 4 {
		grain := int(random.NormFloat64() * 3.2)
		for c := range 3 {
			out.Pix[i+c] = uint8(max(0, min(255, int(out.Pix[i+c])+grain)))
		}
	}
	return out
}

// withDensity puts in the JFIF segment, 200 dots an inch.
func withDensity(plain []byte) []byte {
	jfif := []byte{0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 1}
	jfif = binary.BigEndian.AppendUint16(jfif, 200)
	jfif = binary.BigEndian.AppendUint16(jfif, 200)
	out := append([]byte{}, plain[:2]...)
	out = append(append(out, jfif...), 0, 0)
	return append(out, plain[2:]...)
}
