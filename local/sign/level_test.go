package sign

import (
	"bytes"
	"context"
	"testing"
	"time"

	"tram/local/office"
)

// TestALevelIsToldOnlyOfASignatureThatHolds and that somebody looked into: what a
// file that was changed once brought along proves nothing.
func TestALevelIsToldOnlyOfASignatureThatHolds(t *testing.T) {
	w := newWorld(t, nil)
	stamps := stamper{w.tsa, today, t}
	key := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	stamped, plain := added(t, heavyPDF(t, 0), key, stamps), added(t, heavyPDF(t, 0), key, nil)
	whole, nobody := w.trust(today), Trust{}
	revoked := w.trust(today, gone(w.clerk.c, today.Add(-month(1)), 1))
	for what, c := range map[string]struct {
		file    []byte
		trust   Trust
		verdict office.SignatureVerdict
		level   office.SignatureLevel
	}{
		"whole, stamped":           {stamped, whole, office.SignatureValid, office.LevelLT},
		"whole":                    {plain, whole, office.SignatureValid, office.LevelB},
		"of authorities unknown":   {stamped, nobody, office.SignatureReserved, office.LevelB},
		"a byte of the page":       {flipped(t, stamped, "595 842", "595 841"), whole, office.SignatureInvalid, ""},
		"a byte, not stamped":      {flipped(t, plain, "595 842", "595 841"), whole, office.SignatureInvalid, ""},
		"a byte, nobody known":     {flipped(t, stamped, "595 842", "595 841"), nobody, office.SignatureInvalid, ""},
		"a tail":                   {append(bytes.Clone(stamped), "\n% thêm\n"...), whole, office.SignatureInvalid, ""},
		"revoked":                  {stamped, revoked, office.SignatureInvalid, ""},
		"another kind of PDF sign": {flipped(t, plain, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached"), whole, office.SignatureInvalid, ""},
	} {
		f := verified(t, c.file, c.trust, today).Signatures[0]
		wants(t, what, f, c.verdict, "")
		if f.Level != c.level {
			t.Errorf("%s: level %q, want %q", what, f.Level, c.level)
		}
	}
}

// TestAStampOfTheWholeFileHasNoLevel since levels are of what people sign.
func TestAStampOfTheWholeFileHasNoLevel(t *testing.T) {
	w := newWorld(t, nil)
	file := added(t, samplePDF(t), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}, nil)
	more, err := StampPDF(context.Background(), bytes.NewReader(file), int64(len(file)), stamper{w.tsa, today, t})
	if err != nil {
		t.Fatal(err)
	}
	r := verified(t, append(bytes.Clone(file), more...), w.trust(today), today.Add(time.Second))
	if last := r.Signatures[1]; !last.Stamp || last.Verdict != office.SignatureValid || last.Level != "" {
		t.Errorf("a stamp: %+v", last)
	}
}

// flipped changes a word of a file.
func flipped(t testing.TB, file []byte, old, is string) []byte {
	t.Helper()
	changed := bytes.Replace(file, []byte(old), []byte(is), 1)
	if bytes.Equal(changed, file) || len(changed) != len(file) {
		t.Fatalf("no %q", old)
	}
	return changed
}
