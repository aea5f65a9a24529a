package convert

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// Hand (tay ký) makes signatures: a key in a file or on a token, or the
// signature service of the PC. With an error there is nothing to append.
type Hand interface {
	Sign(ctx context.Context, r io.ReaderAt, size int64, about Subject) (Made, error)
}

// Made is a signature that a hand has made.
type Made struct {
	Appended []byte           // to the file
	Look     office.Look      // as which it shows
	Spot     *office.LookSpot // where; nil: nowhere
}

// Subject is what a hand is told of the signature that it makes.
type Subject struct {
	Conversion office.Conversion
	Signed     office.SignedFile // what was signed before
	Wish       office.SigningWish
	At         time.Time // of the act: the time that the signature claims
}

// Signing is a signature that is wished for, with the hand that makes it.
type Signing struct {
	Wish office.SigningWish
	Hand Hand
}

// Extender adds to a signed file what shows later that its signatures were
// good, and returns what is to be appended.
type Extender func(ctx context.Context, r io.ReaderAt, size int64) (appended []byte, err error)

// signNew signs the PDF of a conversion that is about to be finished, with the
// time that stands on its mark.
func (d *Desk) signNew(ctx context.Context, c office.Conversion, s Signing, p *job.Progress) (outcome, error) {
	p.Say("Đang ký số")
	f := office.SignedFile{Conversion: c.ID, Base: c.PDF, BaseSize: c.PDFSize}
	f, found, err := d.signFile(ctx, c, f, s, c.Finished)
	if err != nil {
		return outcome{Conversion: c}, err
	}
	if s.Wish.Role == office.ByOffice {
		c.Signed = attest(s.Wish.Role, c.Finished, found)
	}
	return outcome{Conversion: c, signed: &f}, nil
}

// Sign adds a signature to a finished conversion. Earlier ones keep what they
// cover (Luật GDĐT Điều 22.3d).
func (d *Desk) Sign(ctx context.Context, id office.ID, s Signing, p *job.Progress) (office.SignedFile, error) {
	c, f, err := d.signedForm(ctx, id)
	if err != nil {
		return f, err
	}
	now := d.Clock.Now().Truncate(time.Second)
	if err := office.ClockFollows(now, lastOf(c, f)); err != nil {
		return f, err
	}
	p.Say("Đang ký số")
	if f, _, err = d.signFile(ctx, c, f, s, now); err != nil {
		return f, err
	}
	return d.Followers.SaveSigned(context.WithoutCancel(ctx), store.Act{Actor: s.Wish.Clerk.Name, Step: "sign"}, f, nil)
}

// lastOf is when a conversion was finished, or signed last.
func lastOf(c office.Conversion, f office.SignedFile) time.Time {
	last := c.Finished
	for _, p := range f.Parts {
		if p.At.After(last) {
			last = p.At
		}
	}
	return last
}

// Extend adds to a signed file what was missing while there was no network.
func (d *Desk) Extend(ctx context.Context, id office.ID, actor string, extend Extender, p *job.Progress) (office.SignedFile, error) {
	c, f, err := d.signedForm(ctx, id)
	if err != nil {
		return f, err
	}
	if len(f.Parts) == 0 {
		return f, NotSigned.About(c.Code)
	}
	p.Say("Đang bổ sung bằng chứng")
	f, found, err := d.grow(ctx, c, f, actor, "extend", d.Clock.Now().Truncate(time.Second), extend)
	if err != nil {
		return f, err
	}
	last := &f.Parts[len(f.Parts)-1]
	last.Level = levelOf(found)
	f.Owes = last.Level != office.LevelLT
	return d.Followers.SaveSigned(context.WithoutCancel(ctx), store.Act{Actor: actor, Step: "extend"}, f, nil)
}

// signedForm reads a finished conversion and its signed form, which may still be
// without parts.
func (d *Desk) signedForm(ctx context.Context, id office.ID) (office.Conversion, office.SignedFile, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return c, office.SignedFile{}, err
	}
	if c.Direction == office.DataToPaper {
		return c, office.SignedFile{}, OtherDirection.About(c.Code)
	}
	if c.State != office.Finished {
		return c, office.SignedFile{}, NotFinished.About(c.Code)
	}
	if w, err := d.withdrawal(ctx, id); err != nil || w != nil {
		return c, office.SignedFile{}, errors.Join(err, refuseWithdrawn(c, w))
	}
	f, err := d.Followers.SignedOf(ctx, id)
	if errors.Is(err, store.NoSuchRecord) {
		return c, office.SignedFile{Conversion: c.ID, Base: c.PDF, BaseSize: c.PDFSize}, nil
	}
	return c, f, err
}

// grow has something appended to a file, judges the whole, and puts the piece
// into the vault. The record is not saved yet. A result that does not verify is
// dropped, and the file stays as it was.
func (d *Desk) grow(ctx context.Context, c office.Conversion, f office.SignedFile, actor, step string, at time.Time, add Extender) (office.SignedFile, *office.SignatureReport, error) {
	file, err := d.Vault.Join(f.Pieces()...)
	if err != nil {
		return f, nil, err
	}
	defer file.Close()
	appended, err := add(ctx, file, file.Size())
	if err != nil {
		return f, nil, err
	}
	grown := pdf.Grown{File: file, FileSize: file.Size(), More: appended}
	report, err := d.judgeNew(ctx, c, grown)
	if err != nil {
		return f, nil, err
	}
	if len(appended) == 0 {
		return f, report, nil // all that could be added is there
	}
	whole, err := digestOf(ctx, grown, grown.Size())
	if err != nil {
		return f, nil, err
	}
	piece, err := d.Vault.Keep(appended)
	if err != nil {
		return f, nil, err
	}
	f.Parts = append(slices.Clip(f.Parts), office.SignedPart{Digest: piece, Size: int64(len(appended)), Whole: whole, Step: step, At: at, Actor: actor})
	return f, report, nil
}

// judgeNew judges a file that has just grown. Whatever the clerk is told of the
// trust in a certificate, a signature that does not hold is not kept.
func (d *Desk) judgeNew(ctx context.Context, c office.Conversion, grown pdf.Grown) (*office.SignatureReport, error) {
	report, err := d.Signatures(ctx, grown, grown.Size())
	if err != nil {
		return nil, fmt.Errorf("judging what was signed: %w", err)
	}
	if report == nil || len(report.Signatures) == 0 {
		return nil, SignatureBad.About(c.Code, "không thấy chữ ký trong tệp").Because(errors.New("no signature was appended"))
	}
	if newest := newestOf(report); newest.Verdict == office.SignatureInvalid {
		return nil, SignatureBad.About(c.Code, firstReason(newest))
	}
	return report, nil
}

func firstReason(s office.SignatureFinding) string {
	if len(s.Reasons) == 0 {
		return "chưa rõ lý do"
	}
	return s.Reasons[0]
}

// newestOf is the finding about the signature that was made last: the one that
// covers the file.
func newestOf(r *office.SignatureReport) office.SignatureFinding {
	for _, s := range r.Signatures {
		if s.CoversFile {
			return s
		}
	}
	return r.Signatures[len(r.Signatures)-1]
}

// levelOf is the least level of the people's signatures.
func levelOf(r *office.SignatureReport) office.SignatureLevel {
	rank := []office.SignatureLevel{office.LevelPlain, office.LevelB, office.LevelT, office.LevelLT}
	least := office.LevelLT
	for _, s := range r.Signatures {
		if !s.Stamp && slices.Index(rank, s.Level) < slices.Index(rank, least) {
			least = s.Level
		}
	}
	return least
}

// signFile has a hand sign a file, and tells in its newest part whose signature
// it is.
func (d *Desk) signFile(ctx context.Context, c office.Conversion, f office.SignedFile, s Signing, at time.Time) (office.SignedFile, *office.SignatureReport, error) {
	var made Made
	held := len(f.Parts)
	f, found, err := d.grow(ctx, c, f, s.Wish.Clerk.Name, "sign", at, func(ctx context.Context, r io.ReaderAt, size int64) (_ []byte, err error) {
		made, err = s.Hand.Sign(ctx, r, size, Subject{Conversion: c, Signed: f, Wish: s.Wish, At: at})
		return made.Appended, err
	})
	if err != nil {
		return f, found, err
	}
	if len(f.Parts) == held {
		return f, found, SignatureBad.About(c.Code, "không thấy chữ ký trong tệp").Because(errors.New("the hand appended nothing"))
	}
	by, last := newestOf(found), &f.Parts[len(f.Parts)-1]
	last.Role, last.Signer, last.Serial, last.Level = s.Wish.Role, by.Signer, by.Serial, by.Level
	last.Look, last.Spot = made.Look, made.Spot
	// What was gathered before this signature serves it here; other programs want
	// it to come after.
	f.Owes = levelOf(found) != office.LevelLT || held > 0
	return f, found, nil
}

func attest(role office.Role, at time.Time, r *office.SignatureReport) *office.Attestation {
	s := newestOf(r)
	return &office.Attestation{Role: role, Signer: s.Signer, Organisation: s.Organisation, Serial: s.Serial, At: at, Level: s.Level}
}

// checkSigned reads every piece of the signed form again and judges its
// signatures.
func (d *Desk) checkSigned(ctx context.Context, c office.Conversion) ([]office.Condition, *office.SignatureReport, error) {
	k := office.Condition{Point: "Kho", Asks: "Bản ký số nguyên vẹn"}
	f, err := d.Followers.SignedOf(ctx, c.ID)
	if errors.Is(err, store.NoSuchRecord) {
		if c.Signed != nil {
			return []office.Condition{k.Miss("Hồ sơ ghi là đã ký số mà bản ký số không còn.", "Hãy phục hồi từ bản sao lưu.")}, nil, nil
		}
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	file, err := d.Vault.Join(f.Pieces()...)
	if err != nil {
		return []office.Condition{unsound(k, err)}, nil, nil
	}
	defer file.Close()
	if f.Base != c.PDF || file.Size() != f.Size() {
		return []office.Condition{k.Miss("Bản ký số không phải của hồ sơ này.", "Hãy phục hồi từ bản sao lưu.")}, nil, nil
	}
	if err := statesHold(ctx, file, f); err != nil {
		return []office.Condition{unsound(k, err)}, nil, ctx.Err()
	}
	report, err := d.Signatures(ctx, file, file.Size())
	if err != nil {
		return []office.Condition{unsound(k, err)}, nil, ctx.Err()
	}
	return []office.Condition{k.Meet("%d phần, SHA-256 %s…", len(f.Parts), f.PDF()[:shownDigits])}, report, nil
}

// statesHold hashes a signed file once and compares each of its states.
func statesHold(ctx context.Context, file io.ReaderAt, f office.SignedFile) error {
	h := sha256.New()
	at := int64(0)
	until := func(end int64) error {
		_, err := io.Copy(job.Patient(ctx, h), io.NewSectionReader(file, at, end-at))
		at = end
		return err
	}
	if err := until(f.BaseSize); err != nil {
		return err
	}
	for i, p := range f.Parts {
		if err := until(at + p.Size); err != nil {
			return err
		}
		if is := hex.EncodeToString(h.Sum(nil)); is != string(p.Whole) {
			return SignedChanged.About(i + 1)
		}
	}
	return nil
}
