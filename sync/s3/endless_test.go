package s3

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
)

// A server whose lists have no end, in one answer or in ever more of them, is refused: neither
// is the memory of this machine its own, nor does the work stand still.
func TestAListWithoutAnEndIsRefused(t *testing.T) {
	sent := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := r.URL.Query()
		switch {
		case asked.Has("versions"): // page after page
			fmt.Fprint(w, "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>x</NextKeyMarker>")
			fmt.Fprint(w, strings.Repeat("<Version><Key>other</Key><VersionId>1</VersionId></Version>", 1000), "</ListVersionsResult>")
		case asked.Has("list-type"): // one that goes on
			_, err := io.WriteString(w, "<ListBucketResult>")
			for text := strings.Repeat("<Contents><Key>other</Key></Contents>", 1000); err == nil && sent < 256<<20; sent += len(text) {
				_, err = io.WriteString(w, text)
			}
		default:
			w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
			w.Header().Set("x-amz-version-id", "1")
		}
	}))
	defer server.Close()
	target := open(t, copying.Access{Where: "s3+http://a@" + strings.TrimPrefix(server.URL, "http://") + "/xa-mau", Secret: office.CopySecret{Password: "b"}})
	defer target.Close()
	err := target.List(t.Context(), "", func(string, int64) error { return nil })
	if f, _ := office.FailureIn(err); f.Name != copying.NotSuchServer.Name {
		t.Errorf("an answer that goes on: %v", err)
	}
	if sent > 2*mostPage {
		t.Errorf("%d bytes of it were taken", sent)
	}
	err = target.Remove(t.Context(), "a/1")
	if f, _ := office.FailureIn(err); f.Name != copying.NotSuchServer.Name {
		t.Errorf("answers that go on: %v", err)
	}
}

// trickles answers with a body of so many bytes, a piece at a time.
func trickles(t *testing.T, size, piece int, every time.Duration) (where string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
		w.Header().Set("Content-Length", fmt.Sprint(size))
		for left := size; left > 0 && r.Context().Err() == nil; left -= piece {
			if _, err := io.WriteString(w, strings.Repeat(" ", min(piece, left))); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			time.Sleep(every)
		}
	}))
	t.Cleanup(server.Close)
	return "s3+http://a@" + strings.TrimPrefix(server.URL, "http://") + "/xa-mau"
}

// A server of which a byte comes now and then holds no question for ever; one that is slow and
// goes on is read to its end.
func TestABucketThatTricklesHoldsNoQuestion(t *testing.T) {
	impatient := patiences{still: time.Minute, whole: 200 * time.Millisecond}
	target, err := newTarget(copying.Access{Where: trickles(t, 1<<20, 1, 10*time.Millisecond), Secret: office.CopySecret{Password: "b"}}, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	r, _, err := target.Get(t.Context(), "a/1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, r); !errors.Is(err, copying.NoAnswer) || !errors.Is(err, copying.Gone) {
		t.Errorf("an object: %v", err)
	}
	r.Close()
	if err := target.List(t.Context(), "", func(string, int64) error { return nil }); !errors.Is(err, copying.NoAnswer) {
		t.Errorf("a list: %v", err)
	}
	const size = 48 << 10
	slow, err := newTarget(copying.Access{Where: trickles(t, size, 4<<10, 50*time.Millisecond), Secret: office.CopySecret{Password: "b"}}, impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if r, _, err = slow.Get(t.Context(), "a/1"); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if n, err := io.Copy(io.Discard, r); n != size || err != nil {
		t.Errorf("a slow server: %d bytes, %v", n, err)
	}
}
