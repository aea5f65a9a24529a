package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// Limits of marking the first page, beside qpdf by the clock.
const (
	overlayRatio     = 0.3 // of a scan of a hundred pages
	overlayPeak      = 48 << 20
	overlayLongRatio = 1.0 // of a text of a thousand pages
	manyPages        = 1000
)

// markOf is the mark that is put on, with its code.
func markOf() (mark.Layout, error) {
	lines := []string{"BẢN GIẤY CÓ GIÁ TRỊ NHƯ THÔNG ĐIỆP DỮ LIỆU GỐC", "Ủy ban nhân dân xã Mẫu Sơn", "Mã tra cứu: 7K4M-Q2XN-9RT2"}
	shapes, err := mark.Layouts(office.Plain, lines, 10, mark.QRText(lines))
	if err != nil {
		return mark.Layout{}, err
	}
	return shapes[0], nil
}

// overlayFile writes a PDF with a mark over its first page.
func overlayFile(in, out string) error {
	layout, err := markOf()
	if err != nil {
		return err
	}
	return grow(in, out, func(from io.ReaderAt, size int64) ([]byte, error) {
		more, err := pdf.PrepareOverlay(context.Background(), from, size, pdf.Overlay{Draw: []pdf.Addition{{Layout: layout, X: 20, Y: 10}}})
		if err != nil {
			return nil, err
		}
		return more.Bytes, nil
	})
}

// grow writes a file with what is appended to it.
func grow(in, out string, more func(from io.ReaderAt, size int64) ([]byte, error)) error {
	from, err := os.Open(in)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	appended, err := more(from, info.Size())
	if err != nil {
		return err
	}
	to, err := os.Create(out)
	if err != nil {
		return err
	}
	defer to.Close()
	if _, err := io.Copy(to, from); err != nil {
		return err
	}
	if _, err := to.Write(appended); err != nil {
		return err
	}
	return to.Close()
}

// overlays marks a scan and a long text, beside qpdf.
func (b *bench) overlays(w io.Writer) error {
	if _, err := exec.LookPath("qpdf"); err != nil {
		return fmt.Errorf("qpdf is needed here (apt-get install qpdf): %w", err)
	}
	dir := b.overlaying()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return err
	}
	if _, err := measure(os.Args[0], append([]string{"write", at("scan.pdf")}, b.pages...)...); err != nil {
		return err
	}
	if err := errors.Join(longText(at("long.pdf")), markAlone(at("mark.pdf"))); err != nil {
		return err
	}
	fmt.Fprintf(w, "\nGhi ký hiệu lên trang đầu; trung vị của %d lượt xen kẽ; tải máy %s\n", b.runs, busy())
	fmt.Fprintf(w, "%-42s %9s %9s %9s   %s\n", "", "thực, ms", "CPU, ms", "đỉnh, MB", "so với qpdf, và với giới hạn của máy")
	for _, c := range []struct {
		name, file string
		limit      float64
		peak       int64
	}{
		{fmt.Sprintf("bản quét %d trang", pageCount), at("scan.pdf"), overlayRatio, overlayPeak},
		{fmt.Sprintf("văn bản %d trang", manyPages), at("long.pdf"), overlayLongRatio, 0},
	} {
		ours := &contender{name: c.name + ", local/pdf", args: []string{os.Args[0], "overlay", c.file, at("ours.pdf")}}
		qpdf := &contender{name: c.name + ", qpdf", args: []string{"qpdf", c.file, "--overlay", at("mark.pdf"), "--to=1", "--", at("theirs.pdf")}}
		physical, err := b.physical(c.file)
		if err != nil {
			return err
		}
		if err := b.race(append([]*contender{qpdf, ours}, physical...)...); err != nil {
			return err
		}
		m, peer := ours.median(), qpdf.median()
		ratio := float64(m.wall) / float64(peer.wall)
		said := fmt.Sprintf("%.2f× thực (≤ %.1f×: %s)", ratio, c.limit, yes(ratio <= c.limit))
		if c.peak > 0 {
			said += fmt.Sprintf("; đỉnh ≤ %d MB: %s", c.peak>>20, yes(m.peak <= c.peak))
		}
		line(w, qpdf, "")
		line(w, ours, said+besides(ours, physical))
		for _, p := range physical {
			line(w, p, "")
		}
	}
	return nil
}

func (b *bench) overlaying() string { return filepath.Join(b.folder, "overlay") }

// markAlone writes what qpdf lays over: one sheet with the mark.
func markAlone(out string) error {
	layout, err := markOf()
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := pdf.NewWriter(f, pdf.About{ID: [16]byte{1}, Title: "Bench", Created: time.Unix(1_790_000_000, 0)})
	const a4Wide, a4Tall = 595, 842
	return errors.Join(w.Mark(w.Sheet(a4Wide, a4Tall), layout, office.Spot{X: 20, Y: 10}), w.Close(), f.Close())
}

// longText writes a thousand pages of text.
func longText(out string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	at, offsets := 0, []int{}
	put := func(format string, args ...any) {
		n, _ := fmt.Fprintf(w, format, args...)
		at += n
	}
	object := func(body string) {
		offsets = append(offsets, at)
		put("%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	put("%%PDF-1.7\n")
	var kids strings.Builder
	const before, each = 3, 2 // objects
	for i := range manyPages {
		fmt.Fprintf(&kids, "%d 0 R ", before+1+each*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", manyPages, kids.String()))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
	for i := range manyPages {
		var text strings.Builder
		for line := range 50 {
			fmt.Fprintf(&text, "BT /F1 12 Tf 60 %d Td (Trang %d, dong %d: van ban de do toc do ghi ky hieu len trang dau) Tj ET\n", 780-14*line, i+1, line+1)
		}
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", len(offsets)+2))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()))
	}
	start := at
	put("xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		put("%010d 00000 n \n", offset)
	}
	put("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return errors.Join(w.Flush(), f.Close())
}
