package intake

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// liftPDF is the PDF room's own Lifter.
func liftPDF(ctx context.Context, r io.ReaderAt, size int64, emit func(Lifted) error) (bool, error) {
	return pdf.Lift(ctx, r, size, func(l pdf.Lifted) error { return emit(Lifted(l)) })
}

// scannersPDF is a PDF as scanning software makes it: one image a page.
func scannersPDF(t testing.TB, images ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "máy quét.pdf")
	cmd := exec.Command("img2pdf", append(images, "-o", out)...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("img2pdf (Debian package img2pdf): %v\n%s", err, said)
	}
	return out
}

func TestAScannersPDFIsKeptAndGivesItsPagesByteForByte(t *testing.T) {
	images := files(t, 3)
	path := scannersPDF(t, images...)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := Open(t.TempDir(), newSealer(t), newClock(), liftPDF)
	if err != nil {
		t.Fatal(err)
	}
	tray := openTray(t, in)
	batch, err := Gather(ctx, []string{path}, GatherParams{Clock: newClock(), Lift: liftPDF})
	if err != nil {
		t.Fatal(err)
	}
	defer batch.Close()
	take(t, tray, -1, path)
	pages, gathered := tray.Pages(), batch.Pages()
	if len(pages) != 3 || len(gathered) != 3 {
		t.Fatalf("%d pages in the tray, %d gathered", len(pages), len(gathered))
	}
	for i, p := range pages {
		want, err := os.ReadFile(images[i])
		if err != nil {
			t.Fatal(err)
		}
		stored, err := tray.Open(p.ID)
		if !bytes.Equal(read(t, stored, err), want) {
			t.Errorf("page %d differs in the tray", i+1)
		}
		streamed, err := batch.Open(gathered[i].ID)
		if !bytes.Equal(read(t, streamed, err), want) {
			t.Errorf("page %d differs as gathered", i+1)
		}
		if p.Sheet != i+1 || p.Signed || p.Media != office.JPEG || p.DPIX < 199 || p.DPIX > 201 || p.Coarse() {
			t.Errorf("page %d: %+v", i+1, p)
		}
	}
	kept, err := tray.Container(pages[0].Container)
	if !bytes.Equal(read(t, kept, err), whole) {
		t.Error("the PDF was touched")
	}
}

func TestABrokenPDFIsRefusedByNameAndLeavesNothing(t *testing.T) {
	whole, err := os.ReadFile(scannersPDF(t, files(t, 1)...))
	if err != nil {
		t.Fatal(err)
	}
	in, err := Open(t.TempDir(), newSealer(t), newClock(), liftPDF)
	if err != nil {
		t.Fatal(err)
	}
	tray := openTray(t, in)
	cut := put(t, t.TempDir(), "cụt.pdf", whole[:len(whole)-200])
	taken, err := tray.Take(ctx, -1, []string{cut}, "", nil)
	if err != nil || len(taken.Refused) != 1 {
		t.Fatal(err, taken)
	}
	mustFail(t, taken.Refused[0].Err, pdf.CutPDF, "“cụt.pdf”")
	if all, err := tray.captures.list(); err != nil || len(all) != 0 {
		t.Errorf("%d captures are left, %v", len(all), err)
	}
	_, err = Gather(ctx, []string{cut}, GatherParams{Clock: newClock(), Lift: liftPDF})
	mustFail(t, err, pdf.CutPDF, "“cụt.pdf”")
	_, err = page.Probe(bytes.NewReader(whole), int64(len(whole)))
	mustFail(t, err, page.IsPDF)
}
