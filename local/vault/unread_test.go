package vault

import (
	"context"
	"errors"
	"os"
	"testing"

	"tram/local/office"
)

func TestOnlyAFileThatCannotBeReadIsUnread(t *testing.T) {
	v := open(t, t.TempDir())
	good, gone, spoiled, held := put(t, v, noise(5000, 1)), put(t, v, noise(5000, 2)), put(t, v, noise(5000, 3)), put(t, v, noise(5000, 4))
	at := func(d office.Digest) string {
		path, err := v.path(d)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	// A link to itself: the system says why it does not open, also to root.
	if err := errors.Join(os.Remove(at(gone)), os.WriteFile(at(spoiled), []byte("rác"), 0o600), os.Remove(at(held)), os.Symlink(at(held), at(held))); err != nil {
		t.Fatal(err)
	}
	if err := v.Unread(context.Background(), good, gone, spoiled, "", "không phải mã băm"); err != nil {
		t.Errorf("what can be read, or is not there, is %v", err)
	}
	if err := v.Unread(context.Background(), good, held); !errors.Is(err, NotChecked) {
		t.Errorf("what cannot be read is %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := v.Unread(ctx, good); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
}
