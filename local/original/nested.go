package original

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"strings"
)

// mostNested bounds the tables within tables of an office file: each table counts two
// to the power of the depth at which it stands. The office suite lays a table out anew
// for each cell that holds one, so its time doubles with each storey; people come to
// three or four.
const mostNested = 1 << 18

// nests tells whether the tables of a packed office file (DOCX, ODT and their kin)
// lie no deeper in each other than the suite can lay out. Parts that are not XML, or
// broken, are for the suite to judge: its time is bounded too.
func nests(file string) bool {
	z, err := zip.OpenReader(file)
	if err != nil {
		return true
	}
	defer z.Close()
	weight := 0
	for _, part := range z.File {
		if !strings.HasSuffix(part.Name, ".xml") || strings.HasPrefix(part.Name, "xl/") { // the sheets of XLSX are large, and hold no tables
			continue
		}
		if weight += tablesIn(part); weight > mostNested {
			return false
		}
	}
	return true
}

func tablesIn(part *zip.File) int {
	r, err := part.Open()
	if err != nil {
		return 0
	}
	defer r.Close()
	return weightOfTables(io.LimitReader(r, mostUnpacked))
}

// weightOfTables reads until the end, an error, or more than is borne.
func weightOfTables(r io.Reader) (weight int) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // the names of elements are ASCII
	depth := 0
	for weight <= mostNested {
		t, err := d.RawToken()
		if err != nil {
			return weight
		}
		switch t := t.(type) {
		case xml.StartElement:
			if isTable(t.Name) {
				depth++
				weight += 1 << min(depth, 20)
			}
		case xml.EndElement:
			if isTable(t.Name) {
				depth--
			}
		}
		depth = max(0, depth)
	}
	return weight
}

// isTable tells the tables of both families of formats, whatever prefix they have.
func isTable(name xml.Name) bool { return name.Local == "tbl" || name.Local == "table" }
