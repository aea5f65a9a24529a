package station

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	registers "tram/local/books"
	"tram/local/letter"
	"tram/local/office"
	paper "tram/local/receipt"
	"tram/local/store"
	"tram/local/table"
	"tram/local/whole"
)

// Pads of paper receipts, and the slips of them.

// padDraws is how often a number is drawn until one is free.
const padDraws = 5

// MakePad makes a pad of some slips and writes its paper to a new PDF. Its numbers are spent
// before there is any paper: of a pad whose paper fails, or of a program that is killed, none
// is ever given again, and no pad is written twice. It fails with FileExists and books.BadPad.
func (s *Emergencies) MakePad(ctx context.Context, by office.Clerk, slips int, path string) (p office.Pad, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return p, err
	}
	if err := Outward(s.home, path); err != nil {
		return p, err
	}
	if _, err := os.Lstat(path); err == nil {
		return p, FileExists.About(filepath.Base(path))
	}
	of, phone, err := s.letterhead(ctx)
	if err != nil {
		return p, err
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: registers.StepMakePad}
	for range padDraws {
		p = office.Pad{Number: office.NewPadNumber(), Slips: slips, State: office.PadMade}
		if err = s.store.Save(ctx, act, registers.Pads.Put(&p)); !errors.Is(err, registers.PadTaken) {
			break
		}
	}
	if err != nil {
		return p, err
	}
	err = whole.WriteNew(path, 0o644, func(w io.Writer) error { return paper.Write(w, of, phone, p) })
	if errors.Is(err, os.ErrExist) {
		err = FileExists.About(filepath.Base(path)).Because(err)
	}
	if err == nil {
		return p, nil
	}
	p.State = office.PadSpoilt
	return p, errors.Join(err, s.store.Save(context.WithoutCancel(ctx), actOf("không ghi được tệp", registers.StepSpoilPad), registers.Pads.Put(&p)))
}

func (s *Emergencies) letterhead(ctx context.Context) (of letter.Of, phone string, err error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return of, "", err
	}
	r, err := registers.ResponseOf(ctx, s.store)
	return letter.Of{Office: o.Name, At: s.clock.Now()}, r.Phone, err
}

// CountPad notes up to which slip a pad was written on, as a person saw; ends: it will be
// written on no more. It fails with NoSuchPad, books.BadUsed and WrittenFurther.
func (s *Emergencies) CountPad(ctx context.Context, by office.Clerk, called string, used int, ends bool) (p office.Pad, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return p, err
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: registers.StepCountPad}
	if p, err = s.padCalled(ctx, called); err != nil {
		return p, err
	}
	last, err := s.lastWritten(ctx, p)
	if err != nil {
		return p, err
	}
	if used < last {
		return p, WrittenFurther.About(last)
	}
	switch {
	case ends:
		act.Step, p.State = registers.StepEndPad, office.PadEnded
	case p.State != office.PadMade:
		act.Step, p.State = registers.StepRecallPad, office.PadMade
	}
	p.Used, p.Counted = used, s.clock.Now().UTC().Format(time.RFC3339)
	return p, s.store.Save(ctx, act, registers.Pads.Put(&p))
}

// padCalled finds a pad by its ID, or by its number as it is printed.
func (s *Emergencies) padCalled(ctx context.Context, called string) (office.Pad, error) {
	if id, err := office.ParseID(called); err == nil {
		return store.One(ctx, s.store, registers.Pads, id)
	}
	all, err := store.All(ctx, s.store, registers.Pads)
	if err != nil {
		return office.Pad{}, err
	}
	at := slices.IndexFunc(all, func(p office.Pad) bool { return called == p.Number || called == office.PadSaid(p.Number) })
	if at < 0 {
		return office.Pad{}, NoSuchPad.About(called)
	}
	return all[at], nil
}

// lastWritten is the last slip of a pad that somebody has written in; 0: none.
func (s *Emergencies) lastWritten(ctx context.Context, p office.Pad) (last int, err error) {
	all, err := store.By(ctx, s.store, registers.Receipts.Kind, registers.FacetPad, p.Number)
	for _, r := range all {
		last = max(last, slipOf(r.Number))
	}
	return last, err
}

// slipOf is which slip of its pad a number is; 0: it is none.
func slipOf(number string) int {
	if _, pad, is := office.ParseReceiptNumber(number); is {
		for n := 1; n <= office.MostSlips; n++ {
			if office.ReceiptNumber(pad, n) == number {
				return n
			}
		}
	}
	return 0
}

// SettleSlip tells what became of one slip: entered as a record, or in a system of others, when
// words name which; cancelled or lost, when words say why. Of one that nobody wrote in only the
// last two can be told. It fails with books.BadReceiptNumber, NotWrittenIn and the failures of
// receipts.
func (s *Emergencies) SettleSlip(ctx context.Context, by office.Clerk, number string, as office.State, words string) (office.Receipt, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Receipt{}, err
	}
	printed, _, is := office.ParseReceiptNumber(number)
	if !is {
		return office.Receipt{}, registers.BadReceiptNumber.About(number)
	}
	if words, err = registers.Answered(office.Ask{Said: "Lý do"}, words); err != nil {
		return office.Receipt{}, err
	}
	all, err := store.By(ctx, s.store, registers.Receipts.Kind, "number", printed)
	if err != nil {
		return office.Receipt{}, err
	}
	var step string
	r := office.Receipt{Number: printed}
	switch {
	case len(all) > 0:
		r, step = all[0], map[office.State]string{office.ReceiptEntered: registers.StepReceiptEntered, office.ReceiptCancelled: registers.StepReceiptCancelled, office.ReceiptLost: registers.StepReceiptLost}[as]
	case as == office.ReceiptEntered:
		return office.Receipt{}, NotWrittenIn.About(printed)
	default:
		step = map[office.State]string{office.ReceiptCancelled: registers.StepSlipCancelled, office.ReceiptLost: registers.StepSlipLost}[as]
	}
	r.State = as
	if err := s.settledAs(ctx, &r, words); err != nil {
		return office.Receipt{}, err
	}
	return r, s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, by).Name, Step: step}, registers.Receipts.Kind.Put(&r))
}

// settledAs writes down as what a receipt was entered, or why it was not.
func (s *Emergencies) settledAs(ctx context.Context, r *office.Receipt, words string) error {
	switch {
	case words == "":
		return nil
	case r.State != office.ReceiptEntered:
		r.Reason = words
		return nil
	}
	here := *r
	here.Record = words
	err := registers.Receipts.Before(ctx, s.store, &here)
	switch {
	case err == nil:
		*r = here
	case errors.Is(err, registers.NoReceiptRecord):
		r.Elsewhere = words
		return nil
	}
	return err
}

// Reckoning tells how every emergency stands that is not closed, with each pad and each slip
// that was written on.
func (s *Emergencies) Reckoning(ctx context.Context) (office.Reckoning, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Reckoning{}, err
	}
	return s.reckon(ctx)
}

// reckon reads what is not closed alone: what is done costs nothing.
func (s *Emergencies) reckon(ctx context.Context) (r office.Reckoning, err error) {
	if r.Emergencies, err = s.unclosed(ctx); err != nil {
		return r, err
	}
	pads, err := inStates(ctx, s.store, registers.Pads, office.PadMade, office.PadSpoilt, office.PadEnded)
	if err != nil {
		return r, err
	}
	receipts, err := inStates(ctx, s.store, registers.Receipts.Kind, office.ReceiptOpen)
	if err != nil {
		return r, err
	}
	open := slices.Clone(receipts)
	for _, p := range pads {
		all, err := store.By(ctx, s.store, registers.Receipts.Kind, registers.FacetPad, p.Number)
		if err != nil {
			return r, err
		}
		receipts = append(receipts, slices.DeleteFunc(all, func(r office.Receipt) bool {
			return slices.ContainsFunc(open, func(o office.Receipt) bool { return o.ID == r.ID })
		})...)
	}
	r.Pads, r.Others = s.reckoned(pads, receipts, r.Emergencies)
	return r, nil
}

// inStates reads the records of a kind that are in one of some states.
func inStates[T any](ctx context.Context, s *store.Store, k store.Kind[T], states ...office.State) (all []T, err error) {
	lines, _, err := s.FindLines(ctx, store.LineQuery{Kind: k.Name, States: states})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		t, err := store.One(ctx, s, k, l.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// lookSince is since when pads must have been looked at; false: none must, since no emergency
// is over.
func lookSince(all []office.Emergency) (since time.Time, must bool) {
	for _, e := range all {
		if at := office.MomentOf(e.Ended); e.State == office.EmergencyOver && (!must || at.After(since)) {
			since, must = at, true
		}
	}
	return since, must
}

// reckoned sets what was written in beside each pad, the newest first.
func (s *Emergencies) reckoned(pads []office.Pad, receipts []office.Receipt, emergencies []office.Emergency) (all []office.PadCount, others []office.Slip) {
	since, must := lookSince(emergencies)
	of := map[string][]office.Receipt{}
	for _, r := range receipts {
		_, pad, _ := office.ParseReceiptNumber(r.Number)
		of[pad] = append(of[pad], r)
	}
	times := map[string]int{}
	for _, p := range pads {
		times[p.Number]++
	}
	slices.SortStableFunc(pads, func(a, b office.Pad) int { return cmp.Compare(b.ID, a.ID) })
	for _, p := range pads {
		all = append(all, office.PadCount{Pad: p, Said: office.PadSaid(p.Number), Looked: !must || p.Looked(since, s.clock.Now()), Doubled: times[p.Number] > 1, Written: slipsOf(p, of[p.Number])})
	}
	for _, r := range receipts {
		if _, pad, _ := office.ParseReceiptNumber(r.Number); times[pad] == 0 {
			others = append(others, slipIn(r))
		}
	}
	return all, others
}

// slipsOf are the slips of a pad that were written on, or written in beyond that.
func slipsOf(p office.Pad, in []office.Receipt) (all []office.Slip) {
	for n := 1; n <= p.Slips; n++ {
		number, found := office.ReceiptNumber(p.Number, n), false
		for _, r := range in {
			if r.Number == number {
				all, found = append(all, slipIn(r)), true
			}
		}
		if !found && n <= p.Used {
			all = append(all, office.Slip{Number: number, State: office.SlipMissing})
		}
	}
	return all
}

// slipIn is a slip that somebody has written in.
func slipIn(r office.Receipt) office.Slip {
	slip := office.Slip{Number: r.Number, State: r.State, Receipt: r.ID, Said: r.From, How: r.Reason}
	if r.Matter != "" {
		slip.Said += " · " + r.Matter
	}
	if r.State == office.ReceiptEntered {
		slip.Record, slip.How = r.Record, r.Elsewhere
		if r.Record != "" {
			slip.How = r.Record
		}
	}
	return slip
}

// slipStates are what became of slips, in words.
var slipStates = map[office.State]string{
	office.SlipMissing: "Chưa ghi lại", office.ReceiptOpen: "Chưa xong", office.ReceiptEntered: "Đã nhập", office.ReceiptCancelled: "Đã hủy", office.ReceiptLost: "Đã mất",
}

// SaveReckoning writes how emergencies stand to a new file: since when and until when, every
// slip that was written on, and what became of it. All emergencies are told, also closed ones.
func (s *Emergencies) SaveReckoning(ctx context.Context, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	r, err := s.reckonAll(ctx)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, reckoningTitle, &err)
	t := reckoningTable(r)
	t.Of, t.By, t.At = o.Name, s.entrance.author(ctx, by), s.clock.Now()
	return s.saveTable(ctx, t, path)
}

// reckonAll is reckon with all that is closed.
func (s *Emergencies) reckonAll(ctx context.Context) (r office.Reckoning, err error) {
	if r.Emergencies, err = store.All(ctx, s.store, registers.Emergencies); err != nil {
		return r, err
	}
	pads, err := store.All(ctx, s.store, registers.Pads)
	if err != nil {
		return r, err
	}
	receipts, err := store.All(ctx, s.store, registers.Receipts.Kind)
	r.Pads, r.Others = s.reckoned(pads, receipts, r.Emergencies)
	return r, err
}

const reckoningTitle = "Đối chiếu biên nhận giấy khi mất kết nối"

func reckoningTable(r office.Reckoning) table.Table {
	t := table.Table{Title: reckoningTitle, Columns: []table.Column{
		{Name: "Số biên nhận", Width: 1, Kind: table.Text}, {Name: "Người nộp, việc", Width: 2, Kind: table.Text},
		{Name: "Tình trạng", Width: 0.7, Kind: table.Text}, {Name: "Nhập thành, hoặc lý do", Width: 1.5, Kind: table.Text},
	}}
	for _, e := range r.Emergencies {
		t.Told = append(t.Told, emergencySaid(e))
	}
	var notes []string
	var all []office.Slip
	for _, p := range r.Pads {
		all = append(all, p.Written...)
		notes = append(notes, padSaid(p))
	}
	all = append(all, r.Others...)
	t.Rows = func(yield func(table.Row, error) bool) {
		for _, slip := range all {
			if !yield(table.Row{slip.Number, slip.Said, slipStates[slip.State], slip.How}, nil) {
				return
			}
		}
	}
	t.Notes = func() []string { return notes }
	return t
}

// emergencySaid tells of one emergency in a line.
func emergencySaid(e office.Emergency) string {
	said := e.Why + ": từ " + office.MomentSaid(office.MomentOf(e.Begun))
	if e.Ended != "" {
		said += " đến " + office.MomentSaid(office.MomentOf(e.Ended))
	}
	return said + " (" + map[office.State]string{office.EmergencyOn: "chưa kết thúc", office.EmergencyOver: "chưa đóng", office.EmergencyClosed: "đã đóng"}[e.State] + ")."
}

// padSaid tells of one pad in a line.
func padSaid(p office.PadCount) string {
	said := "Quyển " + p.Said + ", " + strconv.Itoa(p.Slips) + " tờ: "
	switch {
	case p.State == office.PadSpoilt:
		return said + "không in được, không tờ nào được dùng."
	case p.Counted == "":
		return said + "chưa ai kiểm."
	}
	said += "đã viết tới tờ " + strconv.Itoa(p.Used) + ", kiểm lúc " + office.MomentSaid(office.MomentOf(p.Counted))
	if p.State == office.PadEnded {
		said += ", thôi dùng"
	}
	return said + "."
}

// What stands in the way of a pad or a slip.
var (
	NoSuchPad = office.Failure{
		Name: "station.no-such-pad",
		Said: "Trạm này không biết quyển biên nhận %s.",
		Next: "Hãy xem lại số ở góc tờ. Nếu trạm khác in, hãy nhập gói trao đổi của trạm đó.",
	}
	WrittenFurther = office.Failure{
		Name: "station.written-further",
		Said: "Tờ số %d của quyển này đã được ghi lại.",
		Next: "Hãy xem lại quyển, rồi ghi số của tờ cuối cùng đã viết.",
	}
	NotWrittenIn = office.Failure{
		Name: "station.not-written-in",
		Said: "Biên nhận %s chưa được ghi lại.",
		Next: "Hãy ghi lại ở Sổ biên nhận giấy trước, rồi mới ghi là đã nhập.",
	}
)
