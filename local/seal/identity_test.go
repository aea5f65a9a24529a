package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func TestWhatIsSealedOpensAnywhereInside(t *testing.T) {
	id := fresh(t)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, 100, 65535, 65536, 65537, 131072, 200000}).Draw(t, "size")
		plain := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
		sealed := sealedBy(t, id, plain)
		r, err := id.Open(bytes.NewReader(sealed), int64(len(sealed)))
		if err != nil || r.Size() != int64(size) {
			t.Fatalf("Open: %v", err)
		}
		from := rapid.IntRange(0, size).Draw(t, "from")
		got := make([]byte, rapid.IntRange(0, size-from).Draw(t, "length"))
		if n, err := r.ReadAt(got, int64(from)); n != len(got) || err != nil && err != io.EOF {
			t.Fatalf("ReadAt = %d, %v", n, err)
		}
		if !bytes.Equal(got, plain[from:from+len(got)]) {
			t.Fatal("other bytes came out")
		}
		if err := iotest.TestReader(io.NewSectionReader(r, 0, min(r.Size(), 1000)), plain[:min(size, 1000)]); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheAgeProgramOpensWhatWeSeal(t *testing.T) {
	id := fresh(t)
	standard, err := age.ParseX25519Identity(id.text())
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealedBy(t, id, []byte("văn bản"))), standard)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); string(got) != "văn bản" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAnotherIdentityAndBrokenBytesDoNotOpen(t *testing.T) {
	id, other := fresh(t), fresh(t)
	sealed := sealedBy(t, id, bytes.Repeat([]byte("x"), 100_000))
	if _, err := other.Open(bytes.NewReader(sealed), int64(len(sealed))); err == nil {
		t.Error("another identity opened it")
	}
	for name, broken := range map[string][]byte{
		"empty": nil, "zeros": make([]byte, 1<<20), "zeros in the header": append(sealed[:140:140], make([]byte, 1<<20)...), "header only": sealed[:100], "truncated": sealed[:len(sealed)-1],
		"a chunk short": sealed[:66_000], "longer": append(sealed[:len(sealed):len(sealed)], 0), "not sealed": []byte("%PDF-1.7"),
	} {
		if _, err := id.Open(bytes.NewReader(broken), int64(len(broken))); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
	if _, err := id.Open(iotestErr{}, 1000); !errors.Is(err, errBadDisk) {
		t.Errorf("a failing disk: %v", err)
	}
}

func TestManyReadersOfOneStreamSeeTheSame(t *testing.T) {
	id := fresh(t)
	plain := make([]byte, 7*chunkSize+123)
	for i := range plain {
		plain[i] = byte(i>>8 ^ i)
	}
	sealed := sealedBy(t, id, plain)
	r, err := id.Open(bytes.NewReader(sealed), int64(len(sealed)))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for reader := range 8 {
		all.Go(func() {
			got := make([]byte, 5000)
			for n := range 400 {
				from := (reader*977_777 + n*65_003) % len(plain)
				read, err := r.ReadAt(got, int64(from))
				if want := plain[from:min(from+len(got), len(plain))]; !bytes.Equal(got[:read], want) || err != nil && err != io.EOF {
					t.Errorf("at %d: %d bytes, %v", from, read, err)
					return
				}
			}
		})
	}
	all.Wait()
}

func TestSmallReadsCostNoChunkEach(t *testing.T) {
	id := fresh(t)
	sealed := sealedBy(t, id, make([]byte, 4*chunkSize))
	r, err := id.Open(bytes.NewReader(sealed), int64(len(sealed)))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 100)
	if allocated := testing.AllocsPerRun(100, func() {
		for _, at := range []int64{0, 2 * chunkSize, chunkSize - 50, 4*chunkSize - 100} {
			r.ReadAt(got, at)
		}
	}); allocated != 0 {
		t.Errorf("%v allocations for four small reads", allocated)
	}
}

func TestNoFormatShowsTheSecret(t *testing.T) {
	id := fresh(t)
	k := Keeper{Home: "/nhà", Passphrase: "mật khẩu rất dài"}
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&shown, verb+verb+verb+verb, id, *id, k, &k)
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&shown, nil), slog.NewJSONHandler(&shown, nil)} {
		slog.New(h).Info("said", "id", id, "keeper", k, "other", &k)
	}
	asJSON, err := json.Marshal([]any{id, k})
	if err != nil {
		t.Fatal(err)
	}
	shown.Write(asJSON)
	for _, secret := range []string{"SECRET", "mật khẩu", fmt.Sprintf("%x", "mật khẩu"), id.text(), id.RecoveryKey()[:4]} {
		if strings.Contains(shown.String(), secret) {
			t.Errorf("%q is shown in %s", secret, shown.String())
		}
	}
	if !strings.Contains(shown.String(), id.Recipient()) {
		t.Error("the public half is not shown")
	}
}

var errBadDisk = errors.New("bad disk")

type iotestErr struct{}

func (iotestErr) ReadAt([]byte, int64) (int, error) { return 0, errBadDisk }

func fresh(t *testing.T) *Identity {
	t.Helper()
	id, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func sealedBy(t rapid.TB, id *Identity, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := id.Seal(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func FuzzOpen(f *testing.F) {
	id, err := New()
	if err != nil {
		f.Fatal(err)
	}
	var whole bytes.Buffer
	w, err := id.Seal(&whole)
	if err != nil {
		f.Fatal(err)
	}
	w.Write(make([]byte, chunkSize+10))
	w.Close()
	sealed := whole.Bytes()
	f.Add([]byte{}, 0)
	f.Add([]byte("age-encryption.org/v1\n-> X25519 \n\n--- \n"), 0)
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 60\nAAAA\n--- AAAA\n"), 0)
	for _, at := range []int{0, 30, 100, 160, 190, chunkSize, len(sealed)} {
		f.Add([]byte{0xff}, at)
	}
	f.Fuzz(func(t *testing.T, patch []byte, at int) {
		at = max(0, min(at, len(sealed)))
		changed := append(append(bytes.Clone(sealed[:at]), patch...), sealed[min(at+len(patch), len(sealed)):]...)
		r, err := id.Open(bytes.NewReader(changed), int64(len(changed)))
		if err != nil {
			return
		}
		got, err := io.ReadAll(r)
		if err == nil && (!bytes.Equal(changed, sealed) || len(got) != chunkSize+10) {
			t.Fatal("changed bytes opened")
		}
	})
}
