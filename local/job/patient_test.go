package job

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

func TestACopyStopsWhenItsContextEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var out bytes.Buffer
	w := Patient(ctx, &out)
	if _, err := w.Write([]byte("một")); err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := w.Write([]byte("hai")); !errors.Is(err, context.Canceled) || out.String() != "một" {
		t.Errorf("after the end: %v, %q", err, out.String())
	}
}
