package mark

import (
	"fmt"
	"math"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common/reedsolomon"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// How a text becomes the modules of a code (ISO/IEC 18004):
//
//   - As bytes, under a header that says that they are UTF-8. Without it some
//     readers take Vietnamese letters for Japanese ones.
//   - A long last line of capitals, digits and signs, as a proof is one, follows
//     in 5½ bits a character instead of 8. Shorter ones stay bytes, so that the
//     code of an older mark keeps each of its modules.
//
// The library has the error correction and the matrix, but packs a text in one
// way only.
const (
	capitals     = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	leastPacked  = 64 // characters of a last line that is packed
	utf8Header   = 26 // the number of UTF-8 among the character sets (ECI)
	headerBits   = 8
	modeBits     = 4
	pairBits     = 11 // two capitals
	singleBits   = 6  // a last single one
	padOdd       = 0xec
	padEven      = 0x11
	mostVersions = 40
)

// level is how much of a code may be lost: 15 % of it.
const level = decoder.ErrorCorrectionLevel_M

// modulesOf makes the smallest code that holds a text.
func modulesOf(text string) (*encoder.ByteMatrix, error) {
	head, tail := packable(text)
	for number := 1; number <= mostVersions; number++ {
		version, err := decoder.Version_GetVersionForNumber(number)
		if err != nil {
			return nil, err
		}
		bits, err := bitsOf(head, tail, version)
		if err != nil {
			return nil, err
		}
		blocks := version.GetECBlocksForLevel(level)
		data := version.GetTotalCodewords() - blocks.GetTotalECCodewords()
		if bits.GetSize() <= 8*data {
			all, err := corrected(filled(bits, data), blocks)
			if err != nil {
				return nil, err
			}
			return masked(all, version)
		}
	}
	return nil, fmt.Errorf("%d bytes are too many for a code", len(text))
}

// packable cuts off a last line that is worth packing.
func packable(text string) (head, tail string) {
	at := strings.LastIndexByte(text, '\n') + 1
	foreign := func(r rune) bool { return !strings.ContainsRune(capitals, r) }
	if len(text)-at < leastPacked || strings.ContainsFunc(text[at:], foreign) {
		return text, ""
	}
	return text[:at], text[at:]
}

// bitsOf writes the two parts of a text, as a version counts them.
func bitsOf(head, tail string, v *decoder.Version) (*gozxing.BitArray, error) {
	bits := gozxing.NewEmptyBitArray()
	var failed error
	put := func(value, n int) {
		if err := bits.AppendBits(value, n); err != nil {
			failed = err
		}
	}
	begin := func(mode *decoder.Mode, count int) {
		put(mode.GetBits(), modeBits)
		put(count, mode.GetCharacterCountBits(v))
	}
	if head != "" {
		put(decoder.Mode_ECI.GetBits(), modeBits)
		put(utf8Header, headerBits)
		begin(decoder.Mode_BYTE, len(head))
		for i := range len(head) {
			put(int(head[i]), 8)
		}
	}
	if tail != "" {
		begin(decoder.Mode_ALPHANUMERIC, len(tail))
	}
	for ; len(tail) > 1; tail = tail[2:] {
		put(strings.IndexByte(capitals, tail[0])*len(capitals)+strings.IndexByte(capitals, tail[1]), pairBits)
	}
	if tail != "" {
		put(strings.IndexByte(capitals, tail[0]), singleBits)
	}
	return bits, failed
}

// filled ends the bits and fills the code up to so many bytes.
func filled(bits *gozxing.BitArray, bytes int) []byte {
	for range min(modeBits, 8*bytes-bits.GetSize()) {
		bits.AppendBit(false)
	}
	out := make([]byte, bytes)
	used := bits.GetSizeInBytes()
	bits.ToBytes(0, out, 0, used)
	for i := used; i < bytes; i++ {
		out[i] = padEven
		if (i-used)%2 == 0 {
			out[i] = padOdd
		}
	}
	return out
}

// corrected cuts the bytes into blocks, adds to each what corrects it, and
// shuffles them, so that a stain spoils a little of each block.
func corrected(data []byte, blocks *decoder.ECBlocks) (*gozxing.BitArray, error) {
	extra := blocks.GetECCodewordsPerBlock()
	correction := reedsolomon.NewReedSolomonEncoder(reedsolomon.GenericGF_QR_CODE_FIELD_256)
	var parts, ends [][]int
	longest := 0
	for _, kind := range blocks.GetECBlocks() {
		for range kind.GetCount() {
			n := kind.GetDataCodewords()
			block := make([]int, n+extra)
			for i := range n {
				block[i] = int(data[i])
			}
			data = data[n:]
			if err := correction.Encode(block, extra); err != nil {
				return nil, err
			}
			parts, ends = append(parts, block[:n]), append(ends, block[n:])
			longest = max(longest, n)
		}
	}
	bits := gozxing.NewEmptyBitArray()
	shuffle := func(blocks [][]int, n int) (err error) {
		for i := range n {
			for _, b := range blocks {
				if i < len(b) && err == nil {
					err = bits.AppendBits(b[i], 8)
				}
			}
		}
		return err
	}
	if err := shuffle(parts, longest); err != nil {
		return nil, err
	}
	return bits, shuffle(ends, extra)
}

// masked sets the bits into the code under that of the eight masks that leaves
// the fewest patterns which readers mistake.
func masked(bits *gozxing.BitArray, v *decoder.Version) (*encoder.ByteMatrix, error) {
	side := v.GetDimensionForVersion()
	var best *encoder.ByteMatrix
	least := math.MaxInt
	for mask := range encoder.QRCode_NUM_MASK_PATERNS {
		m := encoder.NewByteMatrix(side, side)
		if err := encoder.MatrixUtil_buildMatrix(bits, level, v, mask, m); err != nil {
			return nil, err
		}
		penalty := encoder.MaskUtil_applyMaskPenaltyRule1(m) + encoder.MaskUtil_applyMaskPenaltyRule2(m) +
			encoder.MaskUtil_applyMaskPenaltyRule3(m) + encoder.MaskUtil_applyMaskPenaltyRule4(m)
		if penalty < least {
			best, least = m, penalty
		}
	}
	return best, nil
}
