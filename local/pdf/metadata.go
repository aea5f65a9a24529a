package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// What a file says of itself stands twice: in the document information, for
// old readers, and in XMP, which PDF/A asks for. Both say the same. The lookup
// code is the keyword and the identifier, so it needs no schema of our own.

// program is the name of the program in the files that it makes.
const program = "Trạm Công vụ"

// emit writes the catalog and all that hangs on it but the pages, and returns
// the entries of the trailer.
func (a About) emit(e *emitter) (trailer string) {
	a.Created = a.Created.Truncate(time.Second)
	info, metadata, profile := e.reserve(), e.reserve(), e.reserve()
	e.object(info, "<< /Title %s /Author %s /Subject %s /Keywords %s /Creator %s /Producer %s /CreationDate (%s) /ModDate (%s) >>",
		text(a.Title), text(a.Author), text(a.Subject), text(a.Code), text(program), text(program), date(a.Created), date(a.Created))
	e.bytes(metadata, "/Type /Metadata /Subtype /XML", a.xmp())
	e.bytes(profile, "/N 3 /Filter /FlateDecode", deflate(sRGB()))
	e.object(catalogObject, "<< /Type /Catalog /Pages %d 0 R /Lang (vi-VN) /Metadata %d 0 R /ViewerPreferences << /DisplayDocTitle true >> "+
		"/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) "+
		"/RegistryName (http://www.color.org) /DestOutputProfile %d 0 R >>] >>", pagesObject, metadata, profile)
	return fmt.Sprintf("/Root %d 0 R /Info %d 0 R /ID [<%x> <%x>]", catalogObject, info, a.ID, a.ID)
}

// text is a PDF text string: UTF-16BE with its mark, in hexadecimal digits.
func text(s string) string { return "<feff" + utf16Hex(printable(s)) + ">" }

// printable leaves out what XML and readers cannot hold, and composes accents.
func printable(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff || r >= 0xd800 && r < 0xe000 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// date writes a time as the document information does.
func date(t time.Time) string {
	zone := t.Format("-07'00'")
	return "D:" + t.Format("20060102150405") + zone
}

func (a About) xmp() []byte {
	at := a.Created.Format("2006-01-02T15:04:05-07:00")
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n" +
		"  xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n" +
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n" +
		"<dc:format>application/pdf</dc:format>\n<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", escaped(a.Title))
	fmt.Fprintf(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n", escaped(a.Subject))
	fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(a.Author))
	fmt.Fprintf(&b, "<dc:identifier>%s</dc:identifier>\n<pdf:Keywords>%s</pdf:Keywords>\n", escaped(a.Code), escaped(a.Code))
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer><xmp:CreatorTool>%s</xmp:CreatorTool>\n", program, program)
	fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:MetadataDate>%s</xmp:MetadataDate>\n", at, at, at)
	b.WriteString(a.history(at))
	fmt.Fprintf(&b, "<xmpMM:DocumentID>uuid:%x-%x-%x-%x-%x</xmpMM:DocumentID>\n", a.ID[:4], a.ID[4:6], a.ID[6:8], a.ID[8:10], a.ID[10:])
	b.WriteString("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n")
	return []byte(b.String())
}

// history tells what was done to the pictures, as the standard has it; empty: nothing.
func (a About) history(at string) string {
	if len(a.Changed) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("<xmpMM:History xmlns:stEvt=\"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#\"><rdf:Seq>\n")
	for _, said := range a.Changed {
		fmt.Fprintf(&b, "<rdf:li rdf:parseType=\"Resource\"><stEvt:action>edited</stEvt:action><stEvt:parameters>%s</stEvt:parameters>"+
			"<stEvt:softwareAgent>%s</stEvt:softwareAgent><stEvt:when>%s</stEvt:when></rdf:li>\n", escaped(said), program, at)
	}
	b.WriteString("</rdf:Seq></xmpMM:History>\n")
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(printable(s))) // a strings.Builder takes everything
	return b.String()
}
