package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// besides is a PDF of two pages: the first with its own content and objects
// from number 7 on, the second with nothing but a black corner.
func besides(content, resources string, more ...string) []byte {
	return scannerPDF(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 595 842] >>",
		"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << " + resources + " >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>",
		streamOf("", []byte(content)),
		streamOf("", []byte("0 742 100 100 re f")),
	}, more...)...)
}

// endless is a page on which each of ten forms draws the next one ten times: ten
// thousand million squares.
func endless() []byte {
	const depth = 10
	var forms []string
	for i := range depth {
		body, resources := "0 0 300 300 re f", ""
		if i < depth-1 {
			body, resources = strings.Repeat("/Next Do ", 10), fmt.Sprintf("/Resources << /XObject << /Next %d 0 R >> >>", 8+i)
		}
		forms = append(forms, streamOf("/Type /XObject /Subtype /Form /BBox [0 0 595 842] "+resources, []byte(body)))
	}
	return besides("/Next Do", "/XObject << /Next 7 0 R >>", forms...)
}

// greedy is a page whose content, unpacked, has more bytes than PDFium may take.
func greedy(t *testing.T) []byte {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	blank := bytes.Repeat([]byte{' '}, 1<<20)
	for range eyeMemory>>20 + 1 {
		if _, err := z.Write(blank); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	file := besides("", "")
	return bytes.Replace(file, []byte("<<  /Length 0 >>\nstream\n\nendstream"), []byte(streamOf("/Filter /FlateDecode", packed.Bytes())), 1)
}

func TestAPageThatHangsIsToldAndTheNextOneShown(t *testing.T) {
	r := opened(t, endless())
	r.patience = 300 * time.Millisecond
	if _, err := r.Picture(t.Context(), 0, 72); !errors.Is(err, PageTooSlow) {
		t.Errorf("the page that hangs: %v", err)
	}
	r.patience = eyePatience
	if img := seeing(t, r, 1, 72); !dark(img, 50, 50) || dark(img, 300, 300) {
		t.Error("the next page is not shown as it is")
	}
}

func TestAPageThatEatsMemoryHarmsNoOther(t *testing.T) {
	r := opened(t, greedy(t))
	r.patience = 5 * time.Minute // its memory is to end it, on a slow machine too
	if _, err := r.Picture(t.Context(), 0, 72); !errors.Is(err, PageUnseeable) {
		t.Errorf("the page that eats: %v", err)
	}
	if img := seeing(t, r, 1, 72); !dark(img, 50, 50) {
		t.Error("the next page is not shown")
	}
}

// atWork waits until a piece of work has begun.
func atWork(r *Reading) {
	for len(r.turn) > 0 {
		runtime.Gosched()
	}
}

func TestWhoLooksElsewhereDoesNotWait(t *testing.T) {
	r := opened(t, endless())
	seeing(t, r, 1, 72)
	ctx, leave := context.WithCancel(t.Context())
	answers := make(chan error, 1)
	go func() {
		_, err := r.Picture(ctx, 0, 72)
		answers <- err
	}()
	atWork(r)
	leave()
	if err := <-answers; !errors.Is(err, context.Canceled) {
		t.Errorf("left: %v", err)
	}
	if img := seeing(t, r, 1, 72); !dark(img, 50, 50) {
		t.Error("the next page is not shown")
	}
}

func TestClosingEndsWhatRunsAndLeavesNothing(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	r := opened(t, endless())
	answers := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := r.Picture(context.Background(), 0, 72)
			answers <- err
		}()
	}
	atWork(r)
	r.Close()
	r.Close()
	for range 2 {
		if err := <-answers; !errors.Is(err, ReadingClosed) {
			t.Errorf("a picture of what was closed: %v", err)
		}
	}
	if _, err := r.Find(context.Background(), "x", 0, 1); !errors.Is(err, ReadingClosed) {
		t.Errorf("words in what was closed: %v", err)
	}
	if r.eye != nil {
		t.Error("its PDFium lives on")
	}
}

func TestWhatIsNoPDFIsToldAndNotOpened(t *testing.T) {
	whole := besides("", "")
	for name, b := range map[string][]byte{"nothing": nil, "words": []byte("không phải PDF"), "a head": whole[:60]} {
		if _, err := Open(t.Context(), strings.NewReader(string(b)), int64(len(b)), ""); !errors.Is(err, Unseeable) && !errors.Is(err, EmptyPDF) {
			t.Errorf("%s: %v", name, err)
		}
	}
	many := scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 9 9] >>", MostRead+1,
		strings.Repeat("3 0 R ", MostRead+1)), "<< /Type /Page /Parent 2 0 R >>")
	if _, err := Open(t.Context(), strings.NewReader(string(many)), int64(len(many)), ""); !errors.Is(err, ReadTooLong) {
		t.Errorf("too many pages: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Open(stopped, strings.NewReader(string(whole)), int64(len(whole)), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}
