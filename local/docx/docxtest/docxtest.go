// Package docxtest opens text documents that are made by the word processor of offices, as their
// people will.
package docxtest

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tram/local/original"
)

// PDF is what LibreOffice makes of a document.
func PDF(t *testing.T, docx []byte) []byte {
	t.Helper()
	suite, is := original.FindSuite(t.Context())
	if !is {
		t.Fatal("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "van-ban.docx")
	if err := os.WriteFile(path, docx, 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := suite.PDF(t.Context(), path, "van-ban.docx", dir)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Save keeps a document, or what was made of it, in a folder of the test, for a program that looks
// at files.
func Save(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Part is one of the parts of a document, as it is written.
func Part(t *testing.T, docx []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}
