package station

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/convert"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/sign"
	"tram/local/store"
)

// Signing (ký số) has the documents of the office signed and lays by what a signature owes.
type Signing struct {
	*ground
	entrance *Entrance
	keys     *Keys
	records  *Records
	trust    *Trust
}

// mostTasks is how many documents the list of what waits shows.
const mostTasks = 500

// offered is for how long after it was finished a document that need not be signed is
// offered for it.
const offered = 7 * 24 * time.Hour

const maySign = "Mới hoàn thành, chưa ký; luật không bắt buộc ký, vẫn ký được."

// copyForms are signed by the office whatever their type (Nghị định 30).
var copyForms = []office.Form{office.TrueCopy, office.CopyOf, office.Extract}

// SigningTasks lists what waits for a signature, or for evidence about one,
// newest first within each task.
func (s *Signing) SigningTasks(ctx context.Context) ([]office.SigningTask, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	unsigned := func(state office.State) func() ([]int64, error) {
		return func() ([]int64, error) {
			keys, _, err := s.store.Unsigned(ctx, state, s.records.signedBy(), mostTasks)
			return keys, err
		}
	}
	var all []office.SigningTask
	for _, wait := range []struct {
		task office.Task
		ask  func() ([]int64, error)
	}{{office.TaskFinish, unsigned(office.Checked)}, {office.TaskSign, unsigned(office.Finished)}, {office.TaskMay, func() ([]int64, error) {
		return s.store.Signable(ctx, s.records.signedBy(), s.clock.Now().Add(-offered), mostTasks)
	}}} {
		keys, err := wait.ask()
		if err != nil {
			return nil, err
		}
		rows, err := s.records.Rows(ctx, keys)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			c, err := s.store.Conversion(ctx, row.ID)
			if err != nil {
				return nil, err
			}
			switch needs := s.desk.NeedsSignature(c); {
			case wait.task == office.TaskMay:
				all = append(all, office.SigningTask{Task: wait.task, Row: row, Why: maySign})
			case needs:
				all = append(all, office.SigningTask{Task: wait.task, Row: row, Why: s.whySign(c)})
			}
		}
	}
	owing, err := s.store.SignedOwing(ctx, mostTasks)
	if err != nil {
		return nil, err
	}
	for _, f := range owing {
		t, err := s.extendTask(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

func (s *Signing) whySign(c office.Conversion) string {
	if c.Form.IsCopy() {
		return c.Form.Name() + " phải được cơ quan ký số"
	}
	t, err := s.desk.Type(c.Document.Type)
	if err != nil {
		return "Chờ ký số"
	}
	return t.Name + " phải có chữ ký số của cơ quan"
}

func (s *Signing) extendTask(ctx context.Context, f office.SignedFile) (office.SigningTask, error) {
	row, err := s.rowOf(ctx, f.Conversion)
	t := office.SigningTask{Task: office.TaskExtend, Row: row, Why: "Chữ ký còn thiếu " + owedSaid(f)}
	for _, p := range f.Parts {
		if p.Signer != "" {
			t.Signer = p.Signer
		}
	}
	return t, err
}

// owedSaid tells what a signed file still lacks.
func owedSaid(f office.SignedFile) string {
	if level := levelOf(f); level == office.LevelT || level == office.LevelLT {
		return "tin thu hồi của chứng thư"
	}
	return "dấu thời gian và tin thu hồi của chứng thư"
}

func levelOf(f office.SignedFile) (level office.SignatureLevel) {
	for _, p := range f.Parts {
		level = p.Level
	}
	return level
}

func (s *Signing) rowOf(ctx context.Context, id office.ID) (office.Row, error) {
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return office.Row{}, err
	}
	return store.RowOf(c), nil
}

// SigningTaskOf tells what one document waits for. One that waits for nothing
// may still be signed further: then there is no task.
func (s *Signing) SigningTaskOf(ctx context.Context, id office.ID) (office.SigningTask, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.SigningTask{}, err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return office.SigningTask{}, err
	}
	t := office.SigningTask{Row: store.RowOf(c)}
	if w, withdrawn, err := s.records.Withdrawal(ctx, id); err != nil || withdrawn {
		t.Why = w.Said()
		return t, err
	}
	f, err := s.store.SignedOf(ctx, id)
	switch {
	case err == nil && f.Owes:
		return s.extendTask(ctx, f)
	case err == nil:
		return t, nil
	case !errors.Is(err, store.NoSuchRecord):
		return t, err
	}
	switch {
	case c.State == office.Checked:
		t.Task, t.Why = office.TaskFinish, s.whySign(c)
	case c.State == office.Finished && s.desk.NeedsSignature(c):
		t.Task, t.Why = office.TaskSign, s.whySign(c)
	}
	return t, nil
}

// sitting is one round of signing: documents one after the other with the key
// that is open, and what the network could not give.
type sitting struct {
	s       *Signing
	held    held
	stamper *lenient // nil: no time-stamp server is set
	quiet   bool     // evidence could not be had a moment ago
	hidden  string   // why the look of the last signature does not show, Vietnamese
}

func (s *Signing) sit(ctx context.Context) (*sitting, error) {
	h, err := s.keys.heldKey()
	if err != nil {
		return nil, err
	}
	w := &sitting{s: s, held: h}
	stamper, err := s.trust.stamper(ctx)
	if err == nil && stamper != nil {
		w.stamper = &lenient{from: stamper}
	}
	return w, err
}

// Sign makes the signature of one document (convert.Hand).
func (w *sitting) Sign(ctx context.Context, r io.ReaderAt, size int64, about convert.Subject) (convert.Made, error) {
	if w.held.key == nil {
		appended, err := w.s.outside.Service(ctx, r, size, about)
		return convert.Made{Appended: appended}, err
	}
	shown, err := w.s.look(ctx, about)
	if err != nil {
		return convert.Made{}, err
	}
	field := shown.Put(pdf.Field{At: about.At.In(office.VietNam), Reason: about.Wish.Reason})
	if field.Reason == "" {
		field.Reason = reasonOf(about.Conversion, about.Wish.Role)
	}
	var stamper sign.Stamper
	if w.stamper != nil {
		stamper = w.stamper
	}
	w.hidden = shown.Said
	made := convert.Made{Look: shown.Layout, Spot: spotOf(shown)}
	made.Appended, err = sign.SignPDF(ctx, r, size, field, w.held.key, stamper)
	return made, err
}

func reasonOf(c office.Conversion, role office.Role) string {
	if role == office.ByOffice && c.Form.IsCopy() {
		return c.Form.Name()
	}
	return strings.TrimSpace("Xác nhận văn bản điện tử chuyển đổi từ văn bản giấy, mã " + string(c.Code))
}

// SignAll signs documents one after the other with the key that is open, each as it is
// wished. A draft that was checked is finished by its signature. Each is told as it is
// done; one that fails stays as it was, and the others go on, but for a token
// that is gone or a clerk who stops.
func (s *Signing) SignAll(ctx context.Context, asked []office.SigningAsk, p *job.Progress, tell func(office.SigningResult)) error {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return err
	}
	w, err := s.sit(ctx)
	if err != nil {
		return err
	}
	p.Expect(int64(len(asked)))
	for _, each := range asked {
		if err := ctx.Err(); err != nil {
			return err
		}
		each.Wish.Clerk = s.entrance.own(ctx, each.Wish.Clerk)
		done, err := w.one(ctx, each.ID, each.Wish)
		done.Err = err
		tell(done)
		if errors.Is(err, sign.TokenAway) || errors.Is(err, sign.TokenSlow) {
			return errors.Join(err, s.keys.PutKeyAway())
		}
		p.Did(1)
	}
	return nil
}

// one signs one document and adds the evidence that can be had now.
func (w *sitting) one(ctx context.Context, id office.ID, wish office.SigningWish) (office.SigningResult, error) {
	done := office.SigningResult{ID: id}
	c, err := w.s.store.Conversion(ctx, id)
	if err != nil {
		return done, err
	}
	done.Code = c.Code
	chosen := wish.Look != ""
	wish, err = w.s.settled(ctx, c, wish)
	if err != nil {
		return done, err
	}
	signing := convert.Signing{Wish: wish, Hand: w}
	if c.State == office.Finished {
		_, err = w.s.desk.Sign(ctx, id, signing, nil)
	} else {
		_, err = w.s.desk.Finish(ctx, id, &signing, nil)
		w.s.finished(ctx, id, err)
	}
	if err != nil {
		return done, err
	}
	if chosen {
		// The document is signed by now: a look that was not remembered must not
		// let it be signed twice.
		if err := w.s.remember(context.WithoutCancel(ctx), c, wish); err != nil {
			w.s.log.WarnContext(ctx, "a look was not remembered", "cause", err.Error())
		}
	}
	return w.extend(ctx, done, wish)
}

// CarryOutSigned does a conversion in one go with the key that is open: pages,
// mark, signature, and the evidence that can be had now.
func (s *Signing) CarryOutSigned(ctx context.Context, o convert.Order, wish office.SigningWish, p *job.Progress) (office.Conversion, office.SigningResult, error) {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return office.Conversion{}, office.SigningResult{}, err
	}
	w, err := s.sit(ctx)
	if err != nil {
		return office.Conversion{}, office.SigningResult{}, err
	}
	if wish, err = s.settled(ctx, office.Conversion{Document: o.Document, Form: o.Form, Clerk: o.Clerk}, wish); err != nil {
		return office.Conversion{}, office.SigningResult{}, err
	}
	o.Signing = &convert.Signing{Wish: wish, Hand: w}
	c, err := s.desk.CarryOut(ctx, o, p)
	done := office.SigningResult{ID: c.ID, Code: c.Code}
	if err != nil || c.State != office.Finished {
		return c, done, err
	}
	done, err = w.extend(ctx, done, wish)
	return c, done, err
}

// extend adds what the network can give to a document that was just signed. It
// is no failure that there is none: that is owed, and told.
func (w *sitting) extend(ctx context.Context, done office.SigningResult, wish office.SigningWish) (office.SigningResult, error) {
	f, err := w.s.store.SignedOf(context.WithoutCancel(ctx), done.ID)
	if err != nil {
		return done, err
	}
	if f.Owes && !w.quiet && w.s.outside.Fetcher != nil {
		// A clerk who stops now has a signature, and does not wait for more.
		if grown, err := w.s.extendOne(ctx, f, wish.Clerk.Name); err == nil {
			f = grown
		} else {
			w.quiet = true
		}
	}
	done.Level, done.Note = levelOf(f), w.note(f)
	return done, nil
}

// note tells what the clerk should know of a signature that was made: that it
// does not show, and what it still owes.
func (w *sitting) note(f office.SignedFile) string {
	said := []string{w.hidden}
	if f.Owes && w.stamper != nil && w.stamper.trouble != nil {
		if t, told := office.FailureIn(w.stamper.trouble); told {
			said = append(said, t.Said)
		}
	}
	if f.Owes {
		said = append(said, "Còn thiếu "+owedSaid(f)+"; bổ sung được khi có mạng.")
	}
	return strings.TrimSpace(strings.Join(said, " "))
}

// extendOne adds evidence to one signed file, and a time stamp of the document
// where its signatures have none.
func (s *Signing) extendOne(ctx context.Context, f office.SignedFile, actor string) (office.SignedFile, error) {
	trust, err := s.trust.trust(ctx)
	if err != nil {
		return f, err
	}
	var stamper sign.Stamper
	if level := levelOf(f); level != office.LevelT && level != office.LevelLT {
		if stamper, err = s.trust.stamper(ctx); err != nil {
			return f, err
		}
	}
	return s.desk.Extend(ctx, f.Conversion, actor, func(ctx context.Context, r io.ReaderAt, size int64) ([]byte, error) {
		return sign.ExtendPDF(ctx, r, size, trust, stamper, s.clock.Now())
	}, nil)
}

// ExtendAll adds to signed documents what was missing while there was no
// network. Each is told as it is done; one that fails keeps its signature.
func (s *Signing) ExtendAll(ctx context.Context, ids []office.ID, p *job.Progress, each func(office.SigningResult)) error {
	ctx, err := s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return err
	}
	p.Expect(int64(len(ids)))
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		done, err := s.extendNamed(ctx, id)
		done.Err = err
		each(done)
		p.Did(1)
	}
	return nil
}

func (s *Signing) extendNamed(ctx context.Context, id office.ID) (office.SigningResult, error) {
	done := office.SigningResult{ID: id}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return done, err
	}
	done.Code = c.Code
	f, err := s.store.SignedOf(ctx, id)
	if errors.Is(err, store.NoSuchRecord) {
		return done, convert.NotSigned.About(c.Code)
	}
	if err != nil {
		return done, err
	}
	if !f.Owes {
		done.Level = levelOf(f)
		return done, nil
	}
	f, err = s.extendOne(ctx, f, c.Clerk.Name)
	if err != nil {
		return done, err
	}
	done.Level = levelOf(f)
	if f.Owes {
		done.Note = fmt.Sprintf("Còn thiếu %s; hãy khai máy chủ dấu thời gian trong Cài đặt.", owedSaid(f))
	}
	return done, nil
}
