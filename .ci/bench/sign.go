package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"tram/local/office"
	"tram/local/pdf"
	"tram/local/sign"
)

// keyPassword opens the key that is made for one sitting.
const keyPassword = "bench"

// signFile writes a signed copy of a PDF, as pdfsig does.
func signFile(in, out, key string) error {
	ctx := context.Background()
	k, err := sign.OpenFile(ctx, key, []byte(keyPassword))
	if err != nil {
		return err
	}
	defer k.Close()
	return grow(in, out, func(from io.ReaderAt, size int64) ([]byte, error) {
		return sign.SignPDF(ctx, from, size, pdf.Field{At: time.Now()}, k, nil)
	})
}

// verifyFile judges the signatures of a PDF with everything that a verdict of
// valid rests on: a root and the words of the authorities on revocation.
func verifyFile(in, root string, words []string) error {
	file, err := os.Open(in)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	var trust sign.Trust
	b, err := os.ReadFile(root)
	if err != nil {
		return err
	}
	if trust.Roots, err = sign.ReadRoots(b); err != nil {
		return err
	}
	for _, name := range words {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		trust.Kept.CRLs = append(trust.Kept.CRLs, b)
	}
	report, err := sign.VerifyPDF(context.Background(), file, info.Size(), trust, time.Now())
	if err != nil {
		return err
	}
	if report.Verdict != office.SignatureValid {
		return fmt.Errorf("judged as %s: %s", report.Verdict, report.Said)
	}
	return nil
}
