package pdf

import (
	"strings"

	"tram/local/pdf/cos"
)

// Readers agree on the letters of a font that stands in the file with all that it needs,
// and of the fonts that each of them has, under the names that letters commonly have. What
// else a font says of letters they read each in its own way.

// plainFont tells whether readers agree on the letters of a font.
func (p *lookWalk) plainFont(d cos.Dict) bool {
	if d.Twice() {
		return false
	}
	inFile := p.embedded(d)
	switch d.Get("Subtype") {
	case cos.Name("Type1"):
		return p.plainEncoding(d.Get("Encoding"), inFile) && (inFile || p.everywhere(d))
	case cos.Name("TrueType"):
		return p.plainEncoding(d.Get("Encoding"), false) && (inFile || p.everywhere(d))
	case cos.Name("Type0"):
		return p.plainComposite(d)
	}
	return false
}

// plainComposite asks of a font of many letters that they stand in the file, by their
// numbers in it.
func (p *lookWalk) plainComposite(d cos.Dict) bool {
	list, err := p.f.List(d.Get("DescendantFonts"))
	if err != nil || len(list.Items) != 1 || d.Get("Encoding") != cos.Name("Identity-H") {
		return false
	}
	under, err := p.f.Dict(list.Items[0])
	kind := under.Get("Subtype")
	return err == nil && !under.Twice() && (kind == cos.Name("CIDFontType0") || kind == cos.Name("CIDFontType2")) && p.embedded(under)
}

// embedded tells whether the letters of a font stand in the file.
func (p *lookWalk) embedded(d cos.Dict) bool {
	descriptor, err := p.f.Dict(d.Get("FontDescriptor"))
	if err != nil || descriptor.To == 0 || descriptor.Twice() {
		return false
	}
	programs := 0
	for _, key := range []cos.Name{"FontFile", "FontFile2", "FontFile3"} {
		if descriptor.Get(key) == nil {
			continue
		}
		item, err := itemOf(p.f, descriptor.Get(key))
		if err != nil || item.Stream == 0 {
			return false
		}
		if b, err := p.f.Unpacked(item, mostLookBytes); err != nil || !aFont(b) {
			return false
		}
		programs++
	}
	return programs == 1
}

// aFont tells whether bytes begin as a font does.
func aFont(b []byte) bool {
	for _, begin := range []string{"\x00\x01\x00\x00", "true", "OTTO", "%!", "\x80\x01", "\x01\x00"} {
		if strings.HasPrefix(string(b[:min(len(b), 8)]), begin) {
			return true
		}
	}
	return false
}

// ofReaders are fonts that each reader has, or one like it (ISO 32000-1, 9.6.2.2).
var ofReaders = []string{"Helvetica", "Times", "Courier", "Arial", "TimesNewRoman", "CourierNew"}

// everywhere tells whether a font without letters of its own is one that all readers have.
func (p *lookWalk) everywhere(d cos.Dict) bool {
	called, _ := d.Get("BaseFont").(cos.Name)
	if d.Get("FontDescriptor") != nil {
		descriptor, err := p.f.Dict(d.Get("FontDescriptor"))
		const symbolic = 1 << 2
		if flags, is := descriptor.Get("Flags").(cos.Int); err != nil || !is || flags&symbolic != 0 {
			return false
		}
	}
	for _, known := range ofReaders {
		if rest, is := strings.CutPrefix(string(called), known); is && (rest == "" || rest[0] == '-' || rest[0] == ',' || rest == "PSMT" || strings.HasPrefix(rest, "PS-")) {
			return true
		}
	}
	return false
}

var plainEncodings = map[cos.Name]bool{"WinAnsiEncoding": true, "MacRomanEncoding": true, "StandardEncoding": true}

// plainEncoding tells whether codes stand for letters by a common table, or by names that
// letters commonly have, or that the font itself knows.
func (p *lookWalk) plainEncoding(o cos.Object, ofFont bool) bool {
	v, err := p.f.Value(o)
	if called, is := v.(cos.Name); is || v == nil {
		return err == nil && (v == nil || plainEncodings[called])
	}
	d, is := v.(cos.Dict)
	if err != nil || !is || !onlyKeys(d, "Type", "BaseEncoding", "Differences") {
		return false
	}
	if base, _ := d.Get("BaseEncoding").(cos.Name); d.Get("BaseEncoding") != nil && !plainEncodings[base] {
		return false
	}
	list, err := p.f.List(d.Get("Differences"))
	if err != nil || len(list.Items) > mostOperands {
		return false
	}
	for _, o := range list.Items {
		switch v := o.(type) {
		case cos.Int:
		case cos.Name:
			if !ofFont && !commonLetter(string(v)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// accents and signs are how letters and other signs are named (Adobe Glyph List).
var (
	accents = []string{"", "acute", "grave", "circumflex", "dieresis", "tilde", "ring", "caron", "cedilla", "slash", "breve", "horn", "macron", "dotbelow", "hookabove", "croat", "stroke"}
	signs   = commonSigns(`zero one two three four five six seven eight nine space period comma colon semicolon hyphen minus slash backslash parenleft parenright
		bracketleft bracketright braceleft braceright plus equal less greater percent ampersand at numbersign dollar exclam question quotedbl quotesingle quoteleft
		quoteright quotedblleft quotedblright asterisk underscore bar asciitilde asciicircum endash emdash bullet ellipsis degree copyright registered section AE ae OE oe
		germandbls Eth eth Thorn thorn dotlessi fi fl guillemotleft guillemotright sterling euro Euro yen cent mu multiply divide
		breve caron circumflex dotaccent hungarumlaut ogonek ring tilde grave acute dieresis cedilla macron dagger daggerdbl florin fraction guilsinglleft guilsinglright
		perthousand quotesinglbase quotedblbase trademark Lslash lslash exclamdown questiondown brokenbar currency logicalnot onesuperior twosuperior threesuperior onequarter
		onehalf threequarters ordfeminine ordmasculine paragraph periodcentered middot plusminus nbspace sfthyphen`)
)

func commonSigns(list string) map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(list) {
		all[name] = true
	}
	return all
}

// commonLetter tells whether a name is one that each reader knows.
func commonLetter(name string) bool {
	if signs[name] {
		return true
	}
	if name == "" || !(name[0] >= 'A' && name[0] <= 'Z' || name[0] >= 'a' && name[0] <= 'z') {
		return false
	}
	for _, accent := range accents {
		if name[1:] == accent {
			return true
		}
	}
	return false
}
