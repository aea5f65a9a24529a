package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"

	"tram/local/pdf/cos"
)

// title tells whether the title changed: a reader may show it in place of the
// file's name, so it is told by itself.
func (c *comparison) title(then, now cos.Dict) {
	before, after := titles(c.then.f, then), titles(c.now.f, now)
	for key, was := range before {
		if is, said := after[key]; said && is != was {
			c.add(Change{Kind: Titled})
			return
		}
	}
	for key, is := range after {
		if _, said := before[key]; !said && is != "" && !carries(before, is) {
			c.add(Change{Kind: Titled})
			return
		}
	}
}

// carries tells whether one of several titles is the same words.
func carries(titles map[string]string, words string) bool {
	for _, t := range titles {
		if t == words {
			return true
		}
	}
	return false
}

const mostTitleBytes = 4 << 20 // bytes of XML

// titles are the titles of a state by where they stand.
func titles(f *cos.File, catalog cos.Dict) map[string]string {
	found := map[string]string{}
	if info, err := f.Dict(f.Trailer.Get("Info")); err == nil {
		if v, err := f.Value(info.Get("Title")); err == nil {
			if s, is := v.(cos.String); is {
				found["info"] = s.Text()
			}
		}
	}
	if item, err := itemOf(f, catalog.Get("Metadata")); err == nil && item.Stream > 0 {
		if b, err := f.Unpacked(item, mostTitleBytes); err == nil {
			if t, has := titleOf(b); has {
				found["xmp"] = t
			}
		}
	}
	return found
}

// titleOf finds dc:title in XMP.
func titleOf(b []byte) (string, bool) {
	d := xml.NewDecoder(bytes.NewReader(b))
	var words strings.Builder
	inside, has := 0, false
	for {
		t, err := d.Token()
		if err != nil {
			return strings.TrimSpace(words.String()), has
		}
		switch t := t.(type) {
		case xml.StartElement:
			if inside > 0 || t.Name.Local == "title" {
				inside++
				has = true
			}
		case xml.EndElement:
			inside = max(0, inside-1)
		case xml.CharData:
			if inside > 0 {
				words.Write(t)
			}
		}
	}
}
