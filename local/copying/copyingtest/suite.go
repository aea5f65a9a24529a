package copyingtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"tram/local/copying"
)

// Suite holds a target to its promises. Each call of fresh gives an empty one; again gives
// the same one as another program sees it.
func Suite(t *testing.T, fresh func(t *testing.T) (target copying.Target, again func() copying.Target)) {
	for name, promise := range map[string]func(*testing.T, copying.Target, func() copying.Target){
		"what was put is got":                   putIsGot,
		"a name that is there stays":            namesStay,
		"a put that is cut off leaves nothing":  cutOff,
		"lists tell what is there":              listed,
		"what is removed is gone":               removed,
		"bad names are refused":                 badNames,
		"of two who put one name one is told":   twoPut,
		"what one puts another program gets":    anotherSees,
		"ending the context ends the transfer":  ended,
		"nothing is there that was never put":   nothingThere,
		"an empty object and a large one alike": sizes,
		"snapshots go by the ladder":            snapshotsThin,
	} {
		t.Run(name, func(t *testing.T) {
			target, again := fresh(t)
			promise(t, target, again)
		})
	}
}

func put(t *testing.T, target copying.Target, name string, b []byte) {
	t.Helper()
	if err := target.Put(t.Context(), name, int64(len(b)), bytes.NewReader(b)); err != nil {
		t.Fatalf("putting %s: %v", name, err)
	}
}

func got(t *testing.T, target copying.Target, name string) []byte {
	t.Helper()
	r, size, err := target.Get(t.Context(), name)
	if err != nil {
		t.Fatalf("getting %s: %v", name, err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil || int64(len(b)) != size {
		t.Fatalf("%s has %d bytes of %d: %v", name, len(b), size, err)
	}
	return b
}

func names(t *testing.T, target copying.Target, folder string) (all []string) {
	t.Helper()
	err := target.List(t.Context(), folder, func(name string, size int64) error {
		all = append(all, fmt.Sprint(name, " ", size))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func putIsGot(t *testing.T, target copying.Target, _ func() copying.Target) {
	put(t, target, "a/b/0001", []byte("một"))
	put(t, target, "a/b/0002", []byte("hai"))
	if one, two := got(t, target, "a/b/0001"), got(t, target, "a/b/0002"); string(one) != "một" || string(two) != "hai" {
		t.Errorf("%q, %q", one, two)
	}
}

func namesStay(t *testing.T, target copying.Target, _ func() copying.Target) {
	put(t, target, "a/1", []byte("cũ"))
	if err := target.Put(t.Context(), "a/1", 4, strings.NewReader("moi!")); !errors.Is(err, copying.ErrThere) {
		t.Errorf("putting over it: %v", err)
	}
	if b := got(t, target, "a/1"); string(b) != "cũ" {
		t.Errorf("it holds %q", b)
	}
}

func cutOff(t *testing.T, target copying.Target, _ func() copying.Target) {
	broken := errors.New("broken")
	if err := target.Put(t.Context(), "a/1", 8, io.MultiReader(strings.NewReader("nửa"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("a source that broke: %v", err)
	}
	for said, size := range map[string]int64{"more than was said": 2, "less than was said": 9} {
		if err := target.Put(t.Context(), "a/1", size, strings.NewReader("năm")); err == nil {
			t.Errorf("%s was taken", said)
		}
	}
	if all := names(t, target, "a"); len(all) > 0 {
		t.Errorf("left: %v", all)
	}
	if _, _, err := target.Get(t.Context(), "a/1"); !errors.Is(err, copying.ErrNone) {
		t.Errorf("getting it: %v", err)
	}
	put(t, target, "a/1", []byte("trọn"))
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func listed(t *testing.T, target copying.Target, _ func() copying.Target) {
	put(t, target, "a/x/1", []byte("1"))
	put(t, target, "a/y/2", []byte("22"))
	put(t, target, "ab/3", []byte("333"))
	for folder, want := range map[string][]string{
		"a": {"a/x/1 1", "a/y/2 2"}, "a/x": {"a/x/1 1"}, "none": nil, "": {"a/x/1 1", "a/y/2 2", "ab/3 3"},
	} {
		if all := names(t, target, folder); !slices.Equal(all, want) {
			t.Errorf("in %q: %v", folder, all)
		}
	}
	enough := errors.New("enough")
	calls := 0
	err := target.List(t.Context(), "a", func(string, int64) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("a list that was ended: %v after %d", err, calls)
	}
}

func removed(t *testing.T, target copying.Target, _ func() copying.Target) {
	put(t, target, "a/1", []byte("1"))
	for range 2 {
		if err := target.Remove(t.Context(), "a/1"); err != nil {
			t.Error(err)
		}
	}
	if err := target.Remove(t.Context(), "none/1"); err != nil {
		t.Errorf("one that never was: %v", err)
	}
	if _, _, err := target.Get(t.Context(), "a/1"); !errors.Is(err, copying.ErrNone) {
		t.Errorf("getting it: %v", err)
	}
	put(t, target, "a/1", []byte("2"))
}

func badNames(t *testing.T, target copying.Target, _ func() copying.Target) {
	for _, name := range []string{"", ".", "..", "../a", "a/../b", "/a", "a/", "a//b", `a\b`, "a/.b", "A", "ă", "c:", "a\x00", "con.", strings.Repeat("a", 300)} {
		if err := target.Put(t.Context(), name, 1, strings.NewReader("x")); err == nil {
			t.Errorf("%q was put", name)
		}
		if _, _, err := target.Get(t.Context(), name); err == nil {
			t.Errorf("%q was got", name)
		}
		if err := target.Remove(t.Context(), name); err == nil {
			t.Errorf("%q was removed", name)
		}
	}
}

func twoPut(t *testing.T, target copying.Target, again func() copying.Target) {
	const many = 8
	errs := make([]error, many)
	targets := []copying.Target{target}
	for range many - 1 {
		targets = append(targets, again())
	}
	var wait sync.WaitGroup
	for i := range many {
		wait.Go(func() {
			b := bytes.Repeat([]byte{byte('0' + i)}, 50_000)
			errs[i] = targets[i].Put(context.WithoutCancel(t.Context()), "a/1", int64(len(b)), bytes.NewReader(b))
		})
	}
	wait.Wait()
	won := -1
	for i, err := range errs {
		switch {
		case err == nil && won >= 0:
			t.Errorf("%d and %d were both told that theirs is there", won, i)
		case err == nil:
			won = i
		case !errors.Is(err, copying.ErrThere):
			t.Error(err)
		}
	}
	if b := got(t, target, "a/1"); won < 0 || !bytes.Equal(b, bytes.Repeat([]byte{byte('0' + won)}, 50_000)) {
		t.Errorf("%d won, and another's lies there", won)
	}
}

func anotherSees(t *testing.T, target copying.Target, again func() copying.Target) {
	put(t, target, "a/1", []byte("một"))
	if b := got(t, again(), "a/1"); string(b) != "một" {
		t.Errorf("%q", b)
	}
}

func ended(t *testing.T, target copying.Target, _ func() copying.Target) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := target.Put(ctx, "a/1", 1, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("putting: %v", err)
	}
	if all := names(t, target, ""); len(all) > 0 {
		t.Errorf("left: %v", all)
	}
}

func nothingThere(t *testing.T, target copying.Target, _ func() copying.Target) {
	if _, _, err := target.Get(t.Context(), "a/1"); !errors.Is(err, copying.ErrNone) {
		t.Errorf("getting: %v", err)
	}
	if all := names(t, target, ""); len(all) > 0 {
		t.Errorf("an empty one has %v", all)
	}
	if target.Said() == "" {
		t.Error("it does not say where it is")
	}
}

func sizes(t *testing.T, target copying.Target, _ func() copying.Target) {
	for _, size := range []int{0, 1, 65_536, 3_000_001} {
		b, name := bytes.Repeat([]byte("x"), size), fmt.Sprintf("a/%d", size)
		put(t, target, name, b)
		if !bytes.Equal(got(t, target, name), b) {
			t.Errorf("%d bytes", size)
		}
	}
}
