package page

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
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
		bomb := greyTIFF(side, compression, pack(3*side*side))
		if _, err := Decode(t.Context(), bytes.NewReader(bomb), int64(len(bomb)), 0); !errors.Is(err, Damaged) {
			t.Errorf("compression %d: a bomb: %v", compression, err)
		}
	}
}

func TestEveryPackingIsCountedAsItUnpacks(t *testing.T) {
	plain := packed(t, bilevelPages(TIFFBlackIsZero), "-c", "none")
	want := 0
	for _, how := range []string{"none", "lzw", "zip", "packbits"} {
		file := packed(t, plain, "-c", how, "-r", "300")
		info, err := probe(file)
		if err != nil {
			t.Fatal(err)
		}
		s := info.TIFF.Strips[0]
		if how == "none" {
			want = int(s.Size)
			continue
		}
		n, err := unpacked(bytes.NewReader(file[s.Offset:s.Offset+s.Size]), info.TIFF.Compression, 1<<20)
		if err != nil || int(n) != want {
			t.Errorf("%s: %d bytes, want %d, %v", how, n, want, err)
		}
		if n, err := unpacked(bytes.NewReader(file[s.Offset:s.Offset+s.Size]), info.TIFF.Compression, 1000); err != nil || n < 1000 || n > 1200 {
			t.Errorf("%s, counted to a thousand: %d, %v", how, n, err)
		}
	}
}
