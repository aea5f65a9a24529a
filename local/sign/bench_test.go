package sign

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"fmt"
	"os"
	"testing"

	"tram/local/pdf"
)

// heavyPDF is a file of many megabytes: an attachment-like stream beside the
// one page.
func heavyPDF(b testing.TB, megabytes int) []byte {
	b.Helper()
	var out bytes.Buffer
	at := []int{}
	object := func(format string, args ...any) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n", len(at))
		fmt.Fprintf(&out, format, args...)
		out.WriteString("\nendobj\n")
	}
	out.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>")
	body := bytes.Repeat([]byte("q Q\n"), megabytes<<20/4)
	object("<< /Length %d >>\nstream\n%s\nendstream", len(body), body)
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return out.Bytes()
}

func BenchmarkSign41MB(b *testing.B) {
	w := newWorld(b, nil)
	file, k := heavyPDF(b, 41), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	b.SetBytes(int64(len(file)))
	grown := 0
	for b.Loop() {
		more, err := SignPDF(context.Background(), bytes.NewReader(file), int64(len(file)), pdf.Field{At: today}, k, nil)
		if err != nil {
			b.Fatal(err)
		}
		grown = len(more)
	}
	b.ReportMetric(float64(grown), "grown-bytes")
}

func BenchmarkVerify41MB(b *testing.B) {
	w := newWorld(b, nil)
	file, k := heavyPDF(b, 41), &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: w.chain()}
	file = added(b, file, k, nil)
	if path := os.Getenv("TRAM_BENCH_SIGNED"); path != "" { // for other programs to verify in the same run
		if err := os.WriteFile(path, file, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	trust := w.trust(today)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		verified(b, file, trust, today)
	}
}

func BenchmarkSignSmall(b *testing.B) {
	for _, kind := range keyKinds {
		b.Run(kind.name, func(b *testing.B) {
			h := newHouse(b, kind.key(), nil)
			file, k := samplePDF(b), &fileKey{private: h.clerk.key, certificate: h.clerk.c, chain: h.chain()}
			for b.Loop() {
				added(b, file, k, nil)
			}
		})
	}
}

func BenchmarkJudge(b *testing.B) {
	w := &world{newHouse(b, ecKey(elliptic.P256()), nil), nil, b}
	cms, trust := w.sign(today, false), w.trust(today)
	for b.Loop() {
		w.judge(cms, trust, Moment{Now: today})
	}
}
