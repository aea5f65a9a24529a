package page

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"runtime"
	"testing"
)

// greyTIFF is one strip of grey pixels under a compression.
func greyTIFF(side, compression int, strip []byte) []byte {
	o := binary.LittleEndian
	b := o.AppendUint32([]byte("II*\x00"), uint32(8+len(strip)))
	b = append(b, strip...)
	tags := [][2]int{{tagWidth, side}, {tagHeight, side}, {tagBits, 8}, {tagCompression, compression}, {tagPhotometric, TIFFBlackIsZero},
		{tagStripOffsets, 8}, {tagSamples, 1}, {tagRowsPerStrip, side}, {tagStripSizes, len(strip)}}
	b = o.AppendUint16(b, uint16(len(tags)))
	for _, tag := range tags {
		b = o.AppendUint32(o.AppendUint16(o.AppendUint16(b, uint16(tag[0])), typeLong), 1)
		b = o.AppendUint32(b, uint32(tag[1]))
	}
	return o.AppendUint32(b, 0)
}

func TestAFileThatSwellsIsStoppedBeforeItFillsTheMemory(t *testing.T) {
	const side = 4200
	packers := map[int]func(n int) []byte{
		TIFFDeflate: func(n int) []byte {
			var b bytes.Buffer
			z := zlib.NewWriter(&b)
			z.Write(make([]byte, n))
			z.Close()
			return b.Bytes()
		},
		TIFFPackBits: func(n int) []byte { return bytes.Repeat([]byte{129, 0}, (n+127)/128) },
	}
	for compression, pack := range packers {
		honest := greyTIFF(side, compression, pack(side*side))
		if img, err := Decode(t.Context(), bytes.NewReader(honest), int64(len(honest)), 0); err != nil || img.Bounds().Dx() != side {
			t.Errorf("compression %d: an honest page: %v", compression, err)
		}
		bomb := greyTIFF(side, compression, pack(40*side*side))
		before := allocated()
		if _, err := Decode(t.Context(), bytes.NewReader(bomb), int64(len(bomb)), 0); err != nil {
			t.Errorf("compression %d: more than its pixels: %v", compression, err)
		}
		if grew := allocated() - before; grew > 2*side*side {
			t.Errorf("compression %d: a bomb took %d bytes", compression, grew)
		}
	}
}

// allocated counts what was asked of the memory so far, in bytes.
func allocated() int {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.TotalAlloc)
}
