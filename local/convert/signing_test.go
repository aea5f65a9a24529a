package convert

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store"
)

// handOf is a hand that appends what it is told.
type handOf []byte

func (h handOf) Sign(context.Context, io.ReaderAt, int64, Subject) (Made, error) {
	return Made{Appended: h}, nil
}

// TestASignatureThatDoesNotHoldIsNotKept: neither on a finished record nor on one
// that its signature would finish.
func TestASignatureThatDoesNotHoldIsNotKept(t *testing.T) {
	good := office.SignatureFinding{Verdict: office.SignatureValid, Signer: "Nguyễn Văn Mẫu", CoversFile: true, Level: office.LevelB}
	older := good
	older.CoversFile = false
	bad := good
	bad.Verdict, bad.Reasons = office.SignatureInvalid, []string{"Nội dung đã bị thay đổi sau khi ký."}
	doubted := good
	doubted.Verdict = office.SignatureReserved
	for name, c := range map[string]struct {
		appended handOf
		found    []office.SignatureFinding
		kept     bool
	}{
		"it holds":                       {handOf("chữ ký"), []office.SignatureFinding{good}, true},
		"with a doubt":                   {handOf("chữ ký"), []office.SignatureFinding{doubted}, true},
		"it does not":                    {handOf("chữ ký"), []office.SignatureFinding{bad}, false},
		"the newest of two does not":     {handOf("chữ ký"), []office.SignatureFinding{older, bad}, false},
		"none is found":                  {handOf("chữ ký"), nil, false},
		"nothing was appended":           {nil, []office.SignatureFinding{good}, false},
		"nothing was appended, none was": {nil, nil, false},
	} {
		for _, finished := range []bool{true, false} {
			d, ctx := newOffice(t), context.Background()
			d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
				return &office.SignatureReport{Signatures: c.found}, nil
			}
			draft := draftWith(t, d, samplePages(t, "1"))
			_, err := d.Check(ctx, draft.ID, viewAll(t, d, draft.ID), 1)
			check(t, err)
			s := Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: c.appended}
			if finished {
				_, err = d.Finish(ctx, draft.ID, nil, nil)
				check(t, err)
				_, err = d.Sign(ctx, draft.ID, s, nil)
			} else {
				_, err = d.Finish(ctx, draft.ID, &s, nil)
			}
			f, missing := d.Followers.SignedOf(ctx, draft.ID)
			kept := missing == nil && len(f.Parts) == 1
			if kept != c.kept || (err == nil) != c.kept || !c.kept && (!errors.Is(err, SignatureBad) || !errors.Is(missing, store.NoSuchRecord)) {
				t.Errorf("%s, finished before %v: kept %v, %v, %v", name, finished, kept, err, missing)
			}
			if now, _ := d.Records.Conversion(ctx, draft.ID); (now.State == office.Finished) != (finished || c.kept) {
				t.Errorf("%s, finished before %v: the record is %s", name, finished, now.State)
			}
		}
	}
}

// TestWhatIsWholeIsExtendedByNothing: the record says what was found, and no empty
// piece is kept.
func TestWhatIsWholeIsExtendedByNothing(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	level := office.LevelB
	d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
		return &office.SignatureReport{Signatures: []office.SignatureFinding{{Verdict: office.SignatureValid, CoversFile: true, Level: level}}}, nil
	}
	draft := draftWith(t, d, samplePages(t, "1"))
	_, err := d.Check(ctx, draft.ID, viewAll(t, d, draft.ID), 1)
	check(t, err)
	_, err = d.Finish(ctx, draft.ID, &Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}, nil)
	check(t, err)
	level = office.LevelLT
	f, err := d.Extend(ctx, draft.ID, clerk.Name, func(context.Context, io.ReaderAt, int64) ([]byte, error) { return nil, nil }, nil)
	if err != nil || f.Owes || len(f.Parts) != 1 || f.Parts[0].Level != office.LevelLT {
		t.Errorf("%+v, %v", f, err)
	}
	f, err = d.Sign(ctx, draft.ID, Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}, nil)
	if err != nil || !f.Owes {
		t.Errorf("a second signature owes nothing, though all evidence is older: %+v, %v", f, err)
	}
}

// TestTheSignatureOfAPersonIsNotThatOfTheOffice finishes a copy with each: the refusal says
// what was signed, and what is to be chosen.
func TestTheSignatureOfAPersonIsNotThatOfTheOffice(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	signer := "Nguyễn Văn Mẫu"
	d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
		return &office.SignatureReport{Signatures: []office.SignatureFinding{{Verdict: office.SignatureValid, CoversFile: true, Level: office.LevelB, Signer: signer}}}, nil
	}
	draft := draftWith(t, d, samplePages(t, "1"))
	draft.Form, draft.Source = office.TrueCopy, office.PaperPrincipal
	_, err := d.Describe(ctx, draft)
	check(t, err)
	_, err = d.Check(ctx, draft.ID, viewAll(t, d, draft.ID), 1)
	check(t, err)
	_, err = d.Finish(ctx, draft.ID, &Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}, nil)
	if f, _ := office.FailureIn(err); !errors.Is(err, NotAllMet) || !strings.Contains(f.Said, "tư cách người có thẩm quyền") || !strings.Contains(f.Next, "chọn ký với tư cách cơ quan") {
		t.Errorf("by a person: %q %q", f.Said, f.Next)
	}
	asOffice := Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByOffice}, Hand: handOf("chữ ký")}
	_, err = d.Finish(ctx, draft.ID, &asOffice, nil)
	if f, _ := office.FailureIn(err); !errors.Is(err, NotAllMet) || !strings.Contains(f.Said, "không phải tên cơ quan") || f.Part != office.PartSignature {
		t.Errorf("by the certificate of a person, in the name of the office: %q", f.Said)
	}
	if now, err := d.Records.Conversion(ctx, draft.ID); err != nil || now.State == office.Finished {
		t.Errorf("refused, and %s: %v", now.State, err)
	}
	c, err := d.Records.Conversion(ctx, draft.ID)
	check(t, err)
	signer = c.Office.Name
	done, err := d.Finish(ctx, draft.ID, &asOffice, nil)
	if err != nil || done.Signed == nil || !done.Signed.Names(done.Office) {
		t.Errorf("by the office: %+v, %v", done.Signed, err)
	}
}

// signedRecord is a finished record of one page that bears a signature.
func signedRecord(t *testing.T) (*Desk, office.Conversion) {
	t.Helper()
	d, ctx := newOffice(t), context.Background()
	d.Signatures = func(context.Context, io.ReaderAt, int64) (*office.SignatureReport, error) {
		return &office.SignatureReport{Signatures: []office.SignatureFinding{{Verdict: office.SignatureValid, CoversFile: true, Level: office.LevelB}}}, nil
	}
	draft := draftWith(t, d, samplePages(t, "1"))
	_, err := d.Check(ctx, draft.ID, viewAll(t, d, draft.ID), 1)
	check(t, err)
	c, err := d.Finish(ctx, draft.ID, &Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}, nil)
	check(t, err)
	return d, c
}

// TestASignedFormOfAnotherRecordIsTold: it reads whole, and its signature holds.
func TestASignedFormOfAnotherRecordIsTold(t *testing.T) {
	d, c := signedRecord(t)
	f, err := d.Followers.SignedOf(context.Background(), c.ID)
	check(t, err)
	other, err := d.Vault.Keep([]byte(strings.Repeat("x", int(f.BaseSize))))
	check(t, err)
	f.Base = other
	whole, err := d.Vault.Join(f.Pieces()...)
	check(t, err)
	defer whole.Close()
	f.Parts[0].Whole, err = digestOf(context.Background(), whole, whole.Size())
	check(t, err)
	d.Followers = anotherForm{d.Followers, f}
	proof, err := d.Prove(context.Background(), c.ID, nil)
	if err != nil || proof.Verdict != office.Broken {
		t.Errorf("%s %v", proof.Said, err)
	}
}

// anotherForm shows one signed form, whatever record is asked about.
type anotherForm struct {
	Followers
	f office.SignedFile
}

func (a anotherForm) SignedOf(context.Context, office.ID) (office.SignedFile, error) { return a.f, nil }

// TestAWithdrawnRecordIsNotSignedAnyMore nor completed.
func TestAWithdrawnRecordIsNotSignedAnyMore(t *testing.T) {
	d, c := signedRecord(t)
	ctx := context.Background()
	_, err := d.Withdraw(ctx, c.ID, clerk, "Số hóa nhầm văn bản")
	check(t, err)
	if _, err := d.Sign(ctx, c.ID, Signing{Wish: office.SigningWish{Clerk: clerk, Role: office.ByPerson}, Hand: handOf("chữ ký")}, nil); !errors.Is(err, Withdrawn) {
		t.Errorf("signed: %v", err)
	}
	more := func(context.Context, io.ReaderAt, int64) ([]byte, error) { return []byte("bằng chứng"), nil }
	if _, err := d.Extend(ctx, c.ID, clerk.Name, more, nil); !errors.Is(err, Withdrawn) {
		t.Errorf("completed: %v", err)
	}
	if f, err := d.Followers.SignedOf(ctx, c.ID); err != nil || len(f.Parts) != 1 {
		t.Errorf("%d parts, %v", len(f.Parts), err)
	}
}
