package s3

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

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
