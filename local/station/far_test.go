package station

import (
	"errors"
	"os"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/store"
)

// TestASecretOfNoPlaceIsSweptAway is left by who was killed between the file and the record.
func TestASecretOfNoPlaceIsSweptAway(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	at := t.TempDir()
	d.outside.Target = func(copying.Access) (copying.Target, error) { return copying.NewFolder(at), nil }
	kept, err := d.AddFarPlace(ctx, office.FarPlace{Where: "sftp://xa@vi-du.gov.vn/tram", Secret: office.CopySecret{Password: "đang dùng"}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	givenUp, never, awaited := office.NewID(now), office.NewID(now), office.NewID(now)
	for _, id := range []office.ID{givenUp, never, awaited} {
		if err := d.keepCopySecret(id, office.CopySecret{Password: "mật khẩu"}); err != nil {
			t.Fatal(err)
		}
	}
	old := now.Add(-2 * secretAwaited)
	c := office.CopyTarget{ID: givenUp, Where: "sftp://xa@vi-du.gov.vn/khac", GivenUp: true}
	err = errors.Join(
		d.store.Save(ctx, store.Act{Actor: account(), Step: copying.StepGiveUp}, copying.Targets.Put(&c)),
		os.Chtimes(d.copySecretPath(never), old, old), os.Chtimes(d.copySecretPath(kept.ID), old, old),
		d.FollowCopies(ctx))
	if err != nil {
		t.Fatal(err)
	}
	for id, stays := range map[office.ID]bool{kept.ID: true, awaited: true, givenUp: false, never: false} {
		if _, err := os.Stat(d.copySecretPath(id)); (err == nil) != stays {
			t.Errorf("%s stays: %v, wanted %v", id, err, stays)
		}
	}
}
