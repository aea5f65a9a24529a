package pdf

import (
	"regexp"

	"tram/local/pdf/cos"
)

// A file may say of itself that it keeps to PDF/A (ISO 19005). What is put over its
// pages keeps to it as well: in part 1 a subset of a font lists its letters; in a
// tagged file what is drawn beside the text is marked as no part of it. A file whose
// pages were written anew by another program says it no more: nobody has looked.

const mostMetadata = 8 << 20 // bytes, unpacked

var (
	claimOfPart = regexp.MustCompile(`pdfaid:part\s*(?:=\s*["']|>\s*)([0-9]+)`)
	claimed     = regexp.MustCompile(`(?s)<pdfaid:(\w+)>[^<]*</pdfaid:\w+>|\bpdfaid:\w+\s*=\s*(?:"[^"]*"|'[^']*')`)
)

// metadata is what a file says of itself; nil: nothing that can be read.
func (s *signing) metadata() []byte {
	at, is := s.catalog.Get("Metadata").(cos.Ref)
	if !is {
		return nil
	}
	item, err := s.f.Follow(at)
	if err != nil || item.Stream == 0 {
		return nil
	}
	b, err := s.f.Unpacked(item, mostMetadata)
	if err != nil {
		return nil
	}
	return b
}

// claimedPart is the part of PDF/A that a file says it keeps to; empty: none.
func (s *signing) claimedPart() string {
	if found := claimOfPart.FindSubmatch(s.metadata()); found != nil {
		return string(found[1])
	}
	return ""
}

// tagged tells whether a file says which of its content is text and in what order.
func (s *signing) tagged() bool {
	info, err := s.f.Dict(s.catalog.Get("MarkInfo"))
	if err != nil {
		return false
	}
	marked, err := s.f.Value(info.Get("Marked"))
	return err == nil && marked == true
}

// unclaim takes what the file says of PDF/A out of what it says of itself.
func (o *overlaying) unclaim() {
	said := o.metadata()
	if claimOfPart.Find(said) == nil {
		return
	}
	at := cos.Ref{Num: o.d.e.reserve()}
	o.d.e.bytes(at.Num, "/Type /Metadata /Subtype /XML", claimed.ReplaceAll(said, nil))
	o.d.replace(o.root, o.catalog.With(o.source, cos.Set{Key: "Metadata", Value: pointer(at)}))
}
