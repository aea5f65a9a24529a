package convert

import (
	"context"
	"io"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store/storetest"
)

// TestNoActWhoseRecordWasNotWrittenComesBackFinished makes the journal unwritable
// when the act is ready, by each way that an act ends.
func TestNoActWhoseRecordWasNotWrittenComesBackFinished(t *testing.T) {
	good := office.SignatureFinding{Verdict: office.SignatureValid, Signer: "Nguyễn Văn Mẫu", CoversFile: true, Level: office.LevelB}
	signing := func() *Signing {
		return &Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByOffice}, Hand: handOf("chữ ký")}
	}
	for name, act := range map[string]func(context.Context, *Desk, office.ID) (office.Conversion, error){
		"finish": func(ctx context.Context, d *Desk, id office.ID) (office.Conversion, error) {
			return d.Finish(ctx, id, nil, nil)
		},
		"finish by key": func(ctx context.Context, d *Desk, id office.ID) (office.Conversion, error) {
			return d.Finish(ctx, id, signing(), nil)
		},
		"an order": func(ctx context.Context, d *Desk, _ office.ID) (office.Conversion, error) {
			return d.CarryOut(ctx, anOrder(samplePages(t, "2")), nil)
		},
		"an order by key": func(ctx context.Context, d *Desk, _ office.ID) (office.Conversion, error) {
			o := anOrder(samplePages(t, "2"))
			o.Signing = signing()
			return d.CarryOut(ctx, o, nil)
		},
		"a draft": func(ctx context.Context, d *Desk, _ office.ID) (office.Conversion, error) {
			o := anOrder(samplePages(t, "2"))
			o.Counted = 0
			return d.CarryOut(ctx, o, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			home, ctx := t.TempDir(), context.Background()
			identity, err := seal.New()
			check(t, err)
			d := settled(t, open(t, home, identity))
			d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
				return &office.SignatureReport{Signatures: []office.SignatureFinding{good}}, nil
			}
			draft := draftWith(t, d, samplePages(t, "1"))
			_, err = d.Check(ctx, draft.ID, viewAll(t, d, draft.ID), 1)
			check(t, err)
			free := storetest.Stick(t, filepath.Join(home, "office.db"))
			got, err := act(ctx, d, draft.ID)
			if err == nil || got.State == office.Finished {
				t.Errorf("told as %q: %v", got.State, err)
			}
			if is, err := d.Records.Conversion(ctx, draft.ID); err != nil || is.State != office.Checked {
				t.Errorf("the draft is %s, %v", is.State, err)
			}
			free()
			if _, err := d.Finish(ctx, draft.ID, nil, nil); err != nil {
				t.Errorf("it cannot be finished any more: %v", err)
			}
		})
	}
}
