package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"go.uber.org/goleak"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/sync/servertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// at is the access of the account that may do all, to a folder of a bucket.
func at(s *servertest.Versity, address, folder string) copying.Access {
	return copying.Access{Where: "s3+http://" + s.Access + "@" + address + "/" + folder, Secret: office.CopySecret{Password: s.Secret}}
}

func open(t *testing.T, a copying.Access) *Target {
	t.Helper()
	target, err := New(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { target.Close() })
	return target
}

func put(t *testing.T, target *Target, name, text string) {
	t.Helper()
	if err := target.Put(t.Context(), name, int64(len(text)), strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

func TestACopyInABucketKeepsToItsPromises(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "xa-mau", false)
	n := 0
	copyingtest.Suite(t, func(t *testing.T) (copying.Target, func() copying.Target) {
		n++
		a := at(s, s.Address, fmt.Sprintf("xa-mau/%d", n))
		return open(t, a), func() copying.Target { return open(t, a) }
	})
}

func TestALargeObjectWaitsInAFileAndComesWhole(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "xa-mau", false)
	target := open(t, at(s, s.Address, "xa-mau"))
	b := bytes.Repeat([]byte("0123456789abcdef"), (mostInMemory+1<<20)/16)
	if err := target.Put(t.Context(), "a/1", int64(len(b)), bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	r, size, err := target.Get(t.Context(), "a/1")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	is, err := io.ReadAll(r)
	if err != nil || size != int64(len(b)) || !bytes.Equal(is, b) {
		t.Errorf("%d bytes of %d: %v", len(is), size, err)
	}
}

// What is in a locked bucket can be removed by nobody: copies are put there all the same,
// and what was to go is told to stay, and can be read.
func TestInALockedBucketAllStays(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "khoa", true)
	target := open(t, at(s, s.Address, "khoa"))
	put(t, target, "a/1", "một")
	if err := target.Remove(t.Context(), "a/1"); !errors.Is(err, copying.ErrKept) {
		t.Errorf("removing: %v", err)
	}
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); !errors.Is(err, copying.ErrThere) {
		t.Errorf("over it: %v", err)
	}
	r, _, err := target.Get(t.Context(), "a/1")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, err := io.ReadAll(r); err != nil || string(b) != "một" {
		t.Errorf("%q, %v", b, err)
	}
	if err := target.Remove(t.Context(), "a/2"); err != nil {
		t.Errorf("what never was: %v", err)
	}
}

// A bucket that keeps versions would keep what was removed for good.
func TestNoVersionOfWhatIsRemovedStays(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "ban-cu", false)
	if err := s.Client.EnableVersioning(t.Context(), "ban-cu"); err != nil {
		t.Fatal(err)
	}
	target := open(t, at(s, s.Address, "ban-cu"))
	put(t, target, "a/1", "văn bản mật")
	put(t, target, "a/10", "văn bản thường")
	if _, err := s.Client.PutObject(t.Context(), "ban-cu", target.base+"a/1", strings.NewReader("x"), 1, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := target.Remove(t.Context(), "a/1"); err != nil {
		t.Fatal(err)
	}
	var left []string
	for o := range s.Client.ListObjectsIter(t.Context(), "ban-cu", minio.ListObjectsOptions{Recursive: true, WithVersions: true}) {
		left = append(left, strings.TrimPrefix(o.Key, target.base))
	}
	if want := ".thu a/10"; strings.Join(left, " ") != want {
		t.Errorf("left: %v", left)
	}
}

func TestAnAccountThatMayNotRemoveCopies(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "chi-ghi", false)
	s.Account(t, "tram-mot", "mat-khau-mot", "chi-ghi", "s3:PutObject", "s3:GetObject", "s3:ListBucket")
	target := open(t, copying.Access{Where: "s3+http://tram-mot@" + s.Address + "/chi-ghi", Secret: office.CopySecret{Password: "mat-khau-mot"}})
	put(t, target, "a/1", "một")
	if err := target.Remove(t.Context(), "a/1"); !errors.Is(err, copying.ErrKept) {
		t.Errorf("removing: %v", err)
	}
}

func TestWhyABucketIsNotReachedIsTold(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "xa-mau", false)
	s.Bucket(t, "chi-doc", false)
	s.Account(t, "khach", "mat-khau-khach", "chi-doc", "s3:GetObject", "s3:ListBucket")
	skewed := servertest.Speak(t, "HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nContent-Length: 48\r\n\r\n<Error><Code>RequestTimeTooSkewed</Code></Error>")
	tls := httptest.NewTLSServer(http.NotFoundHandler())
	defer tls.Close()
	for name, c := range map[string]struct {
		where, secret string
		want          office.Failure
		away          bool
	}{
		"no such host":            {"s3+http://a@khong-co.invalid/xa-mau", "x", copying.NoHost, true},
		"nobody listens":          {"s3+http://a@" + servertest.FreePort(t) + "/xa-mau", "x", copying.LineRefused, true},
		"a wrong secret key":      {"s3+http://" + s.Access + "@" + s.Address + "/xa-mau", "sai", copying.SignInRefused, false},
		"an unknown access key":   {"s3+http://ai-do@" + s.Address + "/xa-mau", s.Secret, copying.SignInRefused, false},
		"no such bucket":          {"s3+http://" + s.Access + "@" + s.Address + "/khong-co", s.Secret, copying.NoRoomThere, false},
		"a bucket to read from":   {"s3+http://khach@" + s.Address + "/chi-doc", "mat-khau-khach", copying.NoRight, false},
		"a clock that is wrong":   {"s3+http://a@" + skewed + "/xa-mau", "x", copying.ClockWrong, false},
		"a certificate of nobody": {"s3://a@" + tls.Listener.Addr().String() + "/xa-mau", "x", copying.Unvouched, false},
		"a server without TLS":    {"s3://" + s.Access + "@" + s.Address + "/xa-mau", s.Secret, copying.NotSuchServer, false},
	} {
		err := open(t, copying.Access{Where: c.where, Secret: office.CopySecret{Password: c.secret}}).Put(t.Context(), "a/1", 1, strings.NewReader("x"))
		if f, _ := office.FailureIn(err); f.Name != c.want.Name || errors.Is(err, copying.Gone) != c.away {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), s.Secret) {
			t.Errorf("%s: the log has the secret: %v", name, err)
		}
	}
	if _, err := New(copying.Access{Where: "s3://a@b/xa-mau"}); !errors.Is(err, copying.SecretMissing) {
		t.Errorf("without a secret: %v", err)
	}
	if _, err := New(copying.Access{Where: "s3://a@b/c", Secret: office.CopySecret{Password: "x"}}); !errors.Is(err, copying.BadAddress) {
		t.Errorf("a name that no bucket has: %v", err)
	}
}

// A server that does not heed the condition of a put is none for copies.
func TestAServerThatWritesOverIsRefused(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("ETag", `"0"`)
	}))
	defer server.Close()
	target := open(t, copying.Access{Where: "s3+http://a@" + strings.TrimPrefix(server.URL, "http://") + "/xa-mau", Secret: office.CopySecret{Password: "x"}})
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); !errors.Is(err, copying.Heedless) {
		t.Error(err)
	}
}

func TestALineToABucketThatBreaksLeavesNothingHalf(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "xa-mau", false)
	b := bytes.Repeat([]byte("0123456789"), 30_000)
	whole, broken := 0, 0
	for i := range 40 {
		line := servertest.Lay(t, s.Address)
		target := open(t, at(s, line.Address, "xa-mau"))
		if err := target.probe(t.Context()); err != nil {
			t.Fatal(err)
		}
		target.Close()
		name := fmt.Sprintf("a/%d", i)
		line.Left.Store(int64(i) * 8500)
		err := target.Put(t.Context(), name, int64(len(b)), bytes.NewReader(b))
		line.Left.Store(-1)
		target.Close()
		if err != nil && !errors.Is(err, copying.Gone) {
			t.Errorf("%d: %v", i, err)
		}
		r, _, got := target.Get(t.Context(), name)
		if got == nil {
			is, err := io.ReadAll(r)
			r.Close()
			if err != nil || !bytes.Equal(is, b) {
				t.Errorf("%d: half of it lies there: %d bytes, %v", i, len(is), err)
			}
			whole++
			continue
		}
		broken++
		if err == nil || !errors.Is(got, copying.ErrNone) {
			t.Errorf("%d: put with %v, and got with %v", i, err, got)
		}
	}
	if whole == 0 || broken == 0 {
		t.Errorf("%d were whole, %d broken", whole, broken)
	}
}

func TestWhileReadingALineToABucketBreaks(t *testing.T) {
	s := servertest.ServeS3(t)
	s.Bucket(t, "xa-mau", false)
	line := servertest.Lay(t, s.Address)
	target := open(t, at(s, line.Address, "xa-mau"))
	put(t, target, "a/1", strings.Repeat("x", 3_000_000))
	line.Left.Store(500_000)
	r, _, err := target.Get(t.Context(), "a/1")
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, r)
	r.Close()
	if !errors.Is(err, copying.Gone) || n >= 3_000_000 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestALineToABucketOnWhichNothingMovesIsGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // which never answers
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a := copying.Access{Where: "s3+http://a@" + l.Addr().String() + "/xa-mau", Secret: office.CopySecret{Password: "x"}}
	target, err := newTarget(a, patiences{200 * time.Millisecond, copying.QuestionPatience})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	if err := target.Put(t.Context(), "a/1", 1, strings.NewReader("x")); !errors.Is(err, copying.NoAnswer) || !errors.Is(err, copying.Gone) {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := open(t, a).Get(ctx, "a/1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a person who waits no longer: %v", err)
	}
}
