package copying_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/store"
)

// snapshotting is a copier that takes a snapshot after each few entries.
func (b *bureau) snapshotting(t copying.Target, memory string) *copying.Copier {
	c := b.copier(t)
	c.SnapshotAfter, c.Memory = 3, memory
	return c
}

// snapshots are the objects of snapshots on a target, in order, but for manifests.
func snapshots(target *copyingtest.Faulty) (parts, manifests []string) {
	for name := range target.Objects() {
		switch {
		case strings.Contains(name, "/p/") && strings.HasSuffix(name, "/m"):
			manifests = append(manifests, name)
		case strings.Contains(name, "/p/"):
			parts = append(parts, name)
		}
	}
	slices.Sort(parts)
	slices.Sort(manifests)
	return parts, manifests
}

// TestARestoreGoesOnFromTheNewestSnapshot, with and without a memory of the pages.
func TestARestoreGoesOnFromTheNewestSnapshot(t *testing.T) {
	for name, memory := range map[string]string{"with a memory": filepath.Join(t.TempDir(), "pages"), "without": ""} {
		t.Run(name, func(t *testing.T) {
			b := newBureau(t)
			target := copyingtest.NewFaulty()
			c := b.snapshotting(target, memory)
			for i := range 24 {
				b.work()
				head := b.round(c).Head.Seq
				if i%6 == 5 {
					b.same(target)
					if b.from == 0 || head-b.from >= 3 {
						t.Errorf("of %d entries it came back by a snapshot of %d", head, b.from)
					}
				}
			}
			_, manifests := snapshots(target)
			if memory != "" && len(manifests) < 10 {
				t.Errorf("of 24 snapshots %d are kept", len(manifests))
			}
			if memory == "" && len(manifests) != 2 {
				t.Errorf("%d snapshots of all pages are kept", len(manifests))
			}
		})
	}
}

// TestASnapshotTakesWhatChanged of a store of some thousand records.
func TestASnapshotTakesWhatChanged(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	var all []store.Change
	for i := range 4000 {
		all = append(all, store.PutClerk(&office.Clerk{Name: fmt.Sprintf("Người thứ %d %x", i, i*i*7919)}))
	}
	if err := b.store.Save(t.Context(), store.Act{Actor: by.Actor, Step: "settings"}, all...); err != nil {
		t.Fatal(err)
	}
	c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
	b.round(c)
	b.work()
	b.work()
	b.round(c)
	parts, _ := snapshots(target)
	first, last := target.Objects()[parts[0]], target.Objects()[parts[len(parts)-1]]
	if len(parts) != 2 || len(last) > len(first)/10 {
		t.Errorf("%d parts; of a store of %d bytes some entries took %d", len(parts), len(first), len(last))
	}
	b.same(target)
}

// TestASpoiltSnapshotIsPassedOver: the journal restores without it, and from an older one.
func TestASpoiltSnapshotIsPassedOver(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
	for range 5 {
		b.work()
		b.round(c)
	}
	parts, manifests := snapshots(target)
	last := manifests[len(manifests)-1]
	b.same(target)
	newest := b.from
	for name, do := range map[string]struct {
		spoil func(o map[string][]byte)
		older bool // an older one is whole
	}{
		"half a part":            {func(o map[string][]byte) { o[parts[len(parts)-1]] = o[parts[len(parts)-1]][:99] }, true},
		"no part":                {func(o map[string][]byte) { delete(o, parts[len(parts)-1]) }, true},
		"half a manifest":        {func(o map[string][]byte) { o[last] = o[last][:len(o[last])/2] }, true},
		"an older manifest":      {func(o map[string][]byte) { o[last] = o[manifests[0]] }, true},
		"a flipped bit in all":   {func(o map[string][]byte) { o[parts[0]][len(o[parts[0]])/2] ^= 1 }, false},
		"parts that are swapped": {func(o map[string][]byte) { o[parts[0]], o[parts[1]] = o[parts[1]], o[parts[0]] }, false},
		"none":                   {func(o map[string][]byte) { removeAll(o, parts, manifests) }, false},
	} {
		spoilt := target.Clone()
		do.spoil(spoilt.Objects())
		b.same(spoilt)
		if older := b.from > 0 && b.from < newest; older != do.older || b.from == newest {
			t.Errorf("%s: it came back by the snapshot of %d", name, b.from)
		}
	}
}

func removeAll(o map[string][]byte, all ...[]string) {
	for _, name := range slices.Concat(all...) {
		delete(o, name)
	}
}

// TestASnapshotThatWasCutOffIsNone pulls the target out after each change of it.
func TestASnapshotThatWasCutOffIsNone(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	memory := filepath.Join(t.TempDir(), "pages")
	b.work()
	b.round(b.snapshotting(target, memory))
	for left := 1; left < 12; left++ {
		b.work()
		c := b.snapshotting(target, memory)
		target.Left = left
		_, err := c.Round(t.Context())
		target.Left = -1
		if err != nil {
			if _, _, _, err := b.back(target, copying.Wish{}); err != nil {
				t.Fatalf("pulled out after %d changes: %v", left, err)
			}
		}
	}
	b.round(b.snapshotting(target, memory))
	b.same(target)
}

// TestNoSnapshotKeepsWhatProvedSecret looks at the pages that come back.
func TestNoSnapshotKeepsWhatProvedSecret(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
	b.work()
	secret := b.drafts[0]
	secret.Document.Subject = "lời không được giữ"
	secret = b.save(secret)
	b.work()
	b.round(c)
	_, before := snapshots(target)
	if !bytes.Contains(b.plainPages(target), []byte("lời không được giữ")) {
		t.Fatal("the pages do not show what is looked for")
	}
	left := office.Conversion{ID: secret.ID, Version: b.drafts[0].Version, State: office.Discarded, Direction: secret.Direction, Document: office.Document{Secrecy: office.Secret}}
	if _, err := b.store.Refuse(t.Context(), store.Act{Actor: by.Actor, Step: "refuse-secret"}, office.Refusal{At: b.clock.Now(), Secrecy: office.Secret}, &left); err != nil {
		t.Fatal(err)
	}
	b.round(c)
	if _, after := snapshots(target); !slices.Equal(before, after) {
		t.Errorf("while pages may still have it, there are %v, and were %v", after, before)
	}
	b.clock.now = b.clock.now.Add(time.Hour)
	b.round(c)
	if _, after := snapshots(target); len(after) != 1 || slices.Contains(before, after[0]) {
		t.Errorf("snapshots before %v, after %v", before, after)
	}
	if bytes.Contains(b.plainPages(target), []byte("lời không được giữ")) {
		t.Error("the pages of the snapshot still have it")
	}
	b.same(target)
}

// plainPages are the pages of the newest snapshot, in the clear.
func (b *bureau) plainPages(target copying.Target) []byte {
	b.t.Helper()
	c, err := copying.Read(b.t.Context(), target, b.id, copying.Wish{}, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	s, err := c.Snapshot(b.t.Context())
	if err != nil || s == nil {
		b.t.Fatal("there is no snapshot: ", err)
	}
	var all bytes.Buffer
	if _, err := all.ReadFrom(s.Pages(b.t.Context())); err != nil {
		b.t.Fatal(err)
	}
	return all.Bytes()
}
