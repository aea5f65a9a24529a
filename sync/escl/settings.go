package escl

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tram/local/office"
)

// papers are what a clerk may wish for by name, in millimetres.
var papers = map[string][2]float64{
	"A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148},
	"B5": {176, 250}, "Letter": {215.9, 279.4}, "Legal": {215.9, 355.6},
}

// longest is how much of a sheet is asked for where no paper is named, in units: A3. A
// feeder that takes three metres would fill its memory.
const (
	longestW = 3508
	longestH = 4961
)

// What a clerk is told of a source or a mode that a device lacks.
var (
	withoutSource = map[office.ScanSource]string{
		office.Flatbed: "máy không có mặt kính",
		office.Feeder:  "máy không có khay nạp một mặt",
		office.Duplex:  "máy không quét hai mặt",
	}
	withoutMode = map[office.ScanMode]string{
		office.Colour:  "máy không quét màu",
		office.Grey:    "máy không quét thang xám",
		office.Lineart: "máy không quét đen trắng",
	}
)

// settle fills in what a wish leaves open: the first source that the device has, colour,
// and 300 dpi.
func settle(c *caps, wish office.ScanWish) office.ScanWish {
	for _, s := range office.ScanSources {
		if wish.Source == "" && c.sources[s] != nil {
			wish.Source = s
		}
	}
	wish.Mode, wish.DPI = cmp.Or(wish.Mode, office.Colour), cmp.Or(wish.DPI, unitsPerInch)
	return wish
}

// settings is a wish in a device's terms; wrong: what of it the device does not do, in
// words for a clerk.
func settings(c *caps, q quirks, wish office.ScanWish) (request string, width int, wrong string) {
	s := c.sources[wish.Source]
	if s == nil {
		return "", 0, cmp.Or(withoutSource[wish.Source], "không rõ nguồn giấy "+office.Visible(string(wish.Source), maxName))
	}
	dpi := slices.DeleteFunc(slices.Clone(s.dpi), func(d int) bool { return q.mostDPI > 0 && d > q.mostDPI })
	switch {
	case wish.DPI < 0 || len(dpi) > 0 && !slices.Contains(dpi, wish.DPI):
		return "", 0, fmt.Sprintf("máy chỉ quét ở %s dpi", listed(dpi))
	case withoutMode[wish.Mode] == "":
		return "", 0, "không rõ màu " + office.Visible(string(wish.Mode), maxName)
	case len(s.modes) > 0 && !slices.Contains(s.modes, wish.Mode):
		return "", 0, withoutMode[wish.Mode]
	}
	w, h := atMost(s.maxW, longestW), atMost(s.maxH, longestH)
	if wish.Paper != "" {
		paper, known := papers[wish.Paper]
		if !known {
			return "", 0, "không rõ khổ giấy " + office.Visible(wish.Paper, maxName)
		}
		pw, ph := units(paper[0]), units(paper[1])
		if s.maxW > 0 && pw > s.maxW+slack || s.maxH > 0 && ph > s.maxH+slack {
			return "", 0, "khổ " + wish.Paper + " lớn hơn khổ của máy"
		}
		w, h = min(w, pw), min(h, ph)
	}
	return written(c, s, wish, w, h), w, ""
}

// slack is by how much a paper may pass what a device announces, in units (2 mm): many
// round A4 down.
const slack = 24

func atMost(says, longest int) int {
	if says == 0 {
		return longest
	}
	return min(says, longest)
}

func units(mm float64) int { return int(math.Round(mm / mmPerInch * unitsPerInch)) }

func listed(all []int) string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

// written is the request. Devices of little memory read its elements one after the other,
// so their order is that of the schema.
func written(c *caps, s *source, wish office.ScanWish, w, h int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">
<pwg:Version>2.0</pwg:Version>
<pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits><pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>%d</pwg:Width><pwg:Height>%d</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>
`, w, h)
	input := "Feeder"
	if wish.Source == office.Flatbed {
		input = "Platen"
	}
	format := s.format()
	fmt.Fprintf(&b, "<pwg:InputSource>%s</pwg:InputSource>\n<scan:ColorMode>%s</scan:ColorMode>\n<pwg:DocumentFormat>%s</pwg:DocumentFormat>\n", input, colour(wish.Mode), format)
	if s.ext {
		fmt.Fprintf(&b, "<scan:DocumentFormatExt>%s</scan:DocumentFormatExt>\n", format)
	}
	fmt.Fprintf(&b, "<scan:XResolution>%d</scan:XResolution>\n<scan:YResolution>%d</scan:YResolution>\n", wish.DPI, wish.DPI)
	if wish.Source != office.Flatbed {
		fmt.Fprintf(&b, "<scan:Duplex>%t</scan:Duplex>\n", wish.Source == office.Duplex)
	}
	for _, set := range []struct {
		name    string
		scale   *scale
		percent int
	}{{"Brightness", c.brightness, wish.Brightness}, {"Contrast", c.contrast, wish.Contrast}} {
		if set.scale != nil && set.percent != 0 {
			fmt.Fprintf(&b, "<scan:%[1]s>%[2]d</scan:%[1]s>\n", set.name, set.scale.value(set.percent))
		}
	}
	b.WriteString("</scan:ScanSettings>\n")
	return b.String()
}

// format is JPEG wherever a device has it: one file a page. In a PDF some put all pages.
func (s *source) format() string {
	if len(s.formats) > 0 && !slices.Contains(s.formats, "image/jpeg") && slices.Contains(s.formats, "application/pdf") {
		return "application/pdf"
	}
	return "image/jpeg"
}

func colour(m office.ScanMode) string {
	for name, mode := range modes {
		if mode == m {
			return name
		}
	}
	return ""
}
