package pdf

import (
	"regexp"

	"tram/local/pdf/cos"
)

// The trailer and the catalog, and what belongs to the file as a whole.

// ofTables are the keys of a trailer that only tell how to read the tables.
var ofTables = map[cos.Name]bool{
	"Size": true, "Prev": true, "XRefStm": true, "Root": true, "ID": true, "DocChecksum": true, "Type": true, "W": true,
	"Index": true, "Filter": true, "DecodeParms": true, "Length": true,
}

// trailer compares what the tables lead to. A key that only some readers know may
// go, as most programs write none but their own: with it goes nothing that shows.
func (c *comparison) trailer() {
	each(c.then.f.Trailer, c.now.f.Trailer, func(key cos.Name, was, is cos.Object) {
		switch {
		case key == "Info":
			c.info(was, is)
		case !ofTables[key] && is != nil:
			c.stay(key, was, is, placeTrailer)
		}
	})
}

// info compares the document information: plain words.
func (c *comparison) info(was, is cos.Object) {
	then, now, ok := c.dicts(was, is, roleAbout, placeInfo)
	if !ok {
		return
	}
	changed := map[bool]bool{} // by whether it is the day of change
	each(then, now, func(key cos.Name, was, is cos.Object) {
		changed[key == "ModDate"] = changed[key == "ModDate"] || !c.alike(was, is)
		c.lead(is, "", roleAbout, placeInfo)
	})
	switch {
	case changed[false]:
		c.note(Described)
	case changed[true]:
		c.note(Redated)
	}
}

// catalog compares the root of the file. The form, the pages and the evidence have
// rules of their own.
func (c *comparison) catalog() {
	root := c.now.root
	then, now, ok := c.dicts(c.then.root, root, roleCatalog, placeCatalog)
	if !ok {
		return
	}
	var evidence [2]cos.Object
	each(then, now, func(key cos.Name, was, is cos.Object) {
		switch key {
		case "AcroForm":
			c.form(was, is)
		case "DSS":
			evidence = [2]cos.Object{was, is}
		case "Pages":
		case "Metadata":
			c.metadata(was, is)
		case "Extensions":
			c.extensions(was, is)
		case "Version":
			c.version(was, is)
		case "StructTreeRoot":
			c.structure(was, is)
		case "OutputIntents":
			c.colours(was, is)
		case "Perms", "PieceInfo", "Legal":
			if !cos.Same(was, is) {
				c.note(Unknown)
			}
			c.lead(is, key, roleKept, placeCatalog)
		default:
			c.stay(key, was, is, placeCatalogue(key))
		}
	})
	c.pageTree(then.Get("Pages"), now.Get("Pages"))
	c.evidence(evidence[0], evidence[1])
	c.title(then, now)
}

// placeCatalogue names what an entry of the catalog is about.
func placeCatalogue(key cos.Name) string {
	if said, known := map[cos.Name]string{
		"OCProperties": "các lớp của trang", "OpenAction": "lệnh chạy khi mở tệp", "AA": "lệnh chạy khi mở tệp", "Names": "danh mục tên, lệnh và tệp đính kèm",
		"Outlines": "mục lục", "StructTreeRoot": "cấu trúc văn bản", "Dests": "các nơi được dẫn đến", "PageLabels": "cách đánh số trang",
		"ViewerPreferences": "cách mở tệp", "AF": "tệp đính kèm", "Collection": "tệp đính kèm", "Lang": "ngôn ngữ của tệp", "OutputIntents": "màu của trang",
	}[key]; known {
		return said
	}
	return placeCatalog
}

var aVersion = regexp.MustCompile(`^[12]\.\d$`)

// version lets a later edition of the format be named.
func (c *comparison) version(was, is cos.Object) {
	if cos.Same(was, is) {
		return
	}
	older, _ := was.(cos.Name)
	if newer, named := is.(cos.Name); !named || !aVersion.MatchString(string(newer)) || newer < older {
		c.note(Unknown)
	}
}

// extensions lets names and numbers of editions come.
func (c *comparison) extensions(was, is cos.Object) {
	if cos.Same(was, is) && was == nil {
		return
	}
	c.dicts(was, is, roleExtensions, placeCatalog)
	c.lead(is, "", roleExtensions, placeCatalog)
}

// metadata compares the description of the file in XML: one stream with nothing
// beside it.
func (c *comparison) metadata(was, is cos.Object) {
	then, now := c.open(was, is, roleMetadata, placeInfo)
	if c.unchanged(was, is) {
		c.lead(then.Value, "", roleKept, placeInfo)
		return
	}
	d, dict := now.Value.(cos.Dict)
	if now.Value != nil && (!dict || now.Stream == 0 || !onlyKeys(d, "Type", "Subtype", "Length", "Filter", "DecodeParms")) {
		c.content(placeInfo)
		return
	}
	c.lead(now.Value, "", roleMetadata, placeInfo)
	c.note(Described)
}

// unchanged tells whether a value and the object that it refers to are what they
// were.
func (c *comparison) unchanged(was, is cos.Object) bool {
	at, by := is.(cos.Ref)
	return cos.Same(was, is) && !(by && c.differs[at.Num])
}

func onlyKeys(d cos.Dict, keys ...cos.Name) bool {
	for _, e := range d.Entries {
		known := false
		for _, key := range keys {
			known = known || e.Key == key
		}
		if !known {
			return false
		}
	}
	return true
}
