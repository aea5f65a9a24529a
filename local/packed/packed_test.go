package packed

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
)

// archive is one of the parts that are told.
func archive(t *testing.T, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range parts {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, parts ...[2]string) Archive {
	t.Helper()
	content := archive(t, parts...)
	a, err := Open(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// names are the elements of a part.
func names(a Archive, part string, most int64) (all []string, err error) {
	err = a.XML(part, most, func(e *Elements) error {
		return e.Each(func(s xml.StartElement) error {
			all = append(all, s.Name.Local)
			return nil
		}, nil, nil)
	})
	return all, err
}

func TestAPartThatUnpacksToTooMuchIsReadNoFurther(t *testing.T) {
	a := opened(t, [2]string{"Bom.xml", "<a>" + strings.Repeat("<b/>", 1<<20) + "</a>"})
	if _, err := names(a, "bom.xml", 1<<10); !errors.Is(err, TooLarge) {
		t.Errorf("%v", err)
	}
	if all, err := names(a, "/BOM.xml", 8<<20); err != nil || len(all) != 1<<20+1 {
		t.Errorf("%d elements, %v", len(all), err)
	}
}

func TestWhatIsNoArchiveOrNoXMLIsBroken(t *testing.T) {
	if _, err := Open(t.Context(), strings.NewReader("PK no archive"), 13); !errors.Is(err, Broken) {
		t.Errorf("%v", err)
	}
	twice := archive(t, [2]string{"a.xml", "<a/>"}, [2]string{"A.xml", "<a/>"})
	if _, err := Open(t.Context(), bytes.NewReader(twice), int64(len(twice))); !errors.Is(err, Broken) {
		t.Errorf("two parts of one name: %v", err)
	}
	for _, bad := range []string{"<a", "<a>&unknown;</a>", `<?xml version="1.0" encoding="ebcdic"?><a/>`} {
		if _, err := names(opened(t, [2]string{"a.xml", bad}), "a.xml", 1<<10); !errors.Is(err, Broken) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestNoEntityGrows: a declaration of entities is a sign like others, and what names one is broken.
func TestNoEntityGrows(t *testing.T) {
	bomb := `<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&c;</a>`
	if _, err := names(opened(t, [2]string{"a.xml", bomb}), "a.xml", 1<<10); !errors.Is(err, Broken) {
		t.Errorf("%v", err)
	}
}

func TestOnlyWhatLiesWithinIsRelated(t *testing.T) {
	a := opened(t, [2]string{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Type="x/header" Target="header1.xml"/><Relationship Id="r2" Type="x/image" Target="http://vi-du.vn/a.png" TargetMode="External"/><Relationship Id="r3" Type="x/other" Target="/custom/a.xml"/></Relationships>`})
	to, err := a.Relations("word/document.xml")
	if err != nil || to["r1"] != "word/header1.xml" || to["r2"] != "" || to["r3"] != "/custom/a.xml" || to["type:header"] != "word/header1.xml" {
		t.Errorf("%v %v", to, err)
	}
	if all, err := names(a, "none.xml", 1); err != nil || all != nil {
		t.Errorf("a part that is not there: %v %v", all, err)
	}
}

func TestAReadingThatIsEndedSaysSo(t *testing.T) {
	content := archive(t, [2]string{"a.xml", strings.Repeat("<a/>", everySteps)})
	ctx, end := context.WithCancel(t.Context())
	a, err := Open(ctx, bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	end()
	if _, err := names(a, "a.xml", 1<<20); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
