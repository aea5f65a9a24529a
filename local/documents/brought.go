package documents

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// BringThere is a number that came with an old register meanwhile, by somebody else who takes one over.
var BringThere = office.Failure{
	Name: "documents.bring-there",
	Said: "Số %s vừa được ghi vào sổ bởi một lần nhập sổ cũ khác.",
	Next: "Hãy đợi lần nhập kia xong rồi nhập lại: dòng đã có được nhận ra và không ghi lần nữa.",
}

// facetBrought is a number that came with an old register.
const facetBrought = "brought"

// facetReserved is the highest number of a table that is being taken over: what is given meanwhile, or
// before a table that was stopped goes on, stands above it.
const facetReserved = "reserved"

// highest are the highest numbers of rows, by their series.
func highest(rows []*office.OldRow) map[string]int {
	upto := map[string]int{}
	for _, row := range rows {
		upto[row.Registered.Series] = max(upto[row.Registered.Series], row.Registered.Number)
	}
	return upto
}

// broughtIn is the number that a document came with.
func broughtIn(r office.Registered) []string {
	if r.Brought.Run == "" {
		return nil
	}
	return []string{valueOf(r.Series, r.Number)}
}

// OldRegisters are the parts in which tables were taken over, each in one act with all that was taken
// of it.
// A station takes numbers over where it may give them, and of years in which no station gives any:
// the numbers that it gives then begin above.
var OldRegisters = store.Kind[office.OldRegister]{
	Name: office.KindOldRegister, Said: "Nhập sổ cũ", Clash: store.Alone, Silent: true,
	Named: func(o *office.OldRegister) (*office.ID, *int64) { return &o.ID, &o.Version },
	Steps: []store.Step{{Name: StepBring, Said: "Nhập sổ cũ", From: []office.State{store.Unborn}, Needs: office.MayKeep}},
	Beside: func(in *store.Inside, o *office.OldRegister) error {
		for _, key := range o.Series {
			series, ok := numbering.ParseSeries(key)
			if !ok {
				return NoSuchSeries.About(key)
			}
			v, err := ViewOf(in, series)
			if err != nil {
				return err
			}
			if _, err := mayBring(v, series, in.Time().In(office.VietNam).Year()); err != nil {
				return err
			}
		}
		return nil
	},
	Line: func(o office.OldRegister) store.Line {
		facts := map[string][]string{}
		for series, n := range o.Upto {
			facts[facetReserved] = append(facts[facetReserved], valueOf(series, n))
		}
		return store.Line{Title: o.File, Facts: facts}
	},
	Fields: map[string]string{"file": "Tệp", "sha256": "Mã băm của tệp", "rows": "Số dòng vào sổ", "series": "Các sổ"},
}

// mayBring tells which numbers of a series may be taken over here: those that no other station can give, now that
// this one has the series, or all of a year that is over and that nobody opened. It fails with BringYearShut
// and BringNotHere.
func mayBring(v numbering.View, s numbering.Series, now int) (may func(int) bool, err error) {
	d, is := v.Duty(s)
	switch {
	case is && d.Station == v.Here:
		return func(n int) bool {
			_, can := v.Reach(s, n)
			return can
		}, nil
	case is:
		return nil, BringNotHere.About(s.Year)
	case s.Year >= now:
		return nil, BringYearShut.About(s.Year)
	}
	return func(n int) bool { return n >= 1 && n <= numbering.Most(s.Flow) }, nil
}

// goOn has this station go on where the highest numbers of rows lie, of each series in which they are beyond those that it
// gives now: with the slots that it needs for that, in one act.
func goOn(ctx context.Context, s *store.Store, by store.Act, upto map[string]int) error {
	for _, key := range slices.Sorted(maps.Keys(upto)) {
		series, ok := numbering.ParseSeries(key)
		if !ok {
			return NoSuchSeries.About(key)
		}
		v, err := viewNow(ctx, s, series)
		if err != nil {
			return err
		}
		d, is := v.Duty(series)
		if n := upto[key]; is && d.Station == v.Here && n > d.Span.To {
			taken, _ := v.Reach(series, n)
			var changes []store.Change
			for range taken {
				changes = append(changes, shares.Put(&share{To: v.Here}))
			}
			changes = append(changes, duties.Put(&duty{Series: key, Span: numbering.Span{From: n}, Why: "số của sổ cũ nằm ở dải này"}))
			if err := s.Save(ctx, by, changes...); err != nil {
				return err
			}
		}
	}
	return nil
}

// bringsNumber lets a document keep the number that it came with, where no other has it.
func bringsNumber(in *store.Inside, r *office.Registered) error {
	run, err := store.OneOf[office.OldRegister](in, office.KindOldRegister, r.Brought.Run)
	if err != nil {
		return err
	}
	if !slices.Contains(run.Series, r.Series) || r.Number < 1 {
		return fmt.Errorf("a number of %q is brought by a table that has none", r.Series)
	}
	value := valueOf(r.Series, r.Number)
	given, err := in.GreatestHere(kindNumber, FacetNumber, value, value)
	if err != nil {
		return err
	}
	if given != "" {
		return BringTaken.About(r.Said())
	}
	if r.Brought.Doubled {
		return nil
	}
	others, err := store.EveryBy[office.Registered](in, office.KindRegistered, facetBrought, value)
	for _, o := range others {
		if !o.Brought.Doubled && o.Said() == r.Said() {
			return BringThere.About(r.Said())
		}
	}
	return err
}

// stands is what a series holds, for rows that may come to it.
type stands struct {
	may   func(number int) bool
	err   error // why none may
	given map[int]bool
	there map[string][]office.Registered // by number, as it is said
	alike map[string][]office.Registered // that came in, by what tells them from others
}

// WeighOld sets of the rows that may be put on the registers those apart that stand there already,
// and those that may not: each is left to a person with why. A row that may be a document which came
// in under another number is one of them, unless twice says that there are such. What one series
// holds is in memory at a time.
func WeighOld(ctx context.Context, s *store.Store, read *office.OldRegisterRead, year int, twice bool) error {
	in := map[string][]*office.OldRow{}
	for i := range read.Rows {
		if row := &read.Rows[i]; row.Verdict == office.OldEnters {
			in[row.Registered.Series] = append(in[row.Registered.Series], row)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in)) {
		now, err := standsNow(ctx, s, key, year)
		if err != nil {
			return err
		}
		if now.alike, err = alikeNow(ctx, s, in[key]); err != nil {
			return err
		}
		for _, row := range in[key] {
			now.weigh(row, read.Hash)
			now.weighAlike(row, read.Hash, twice)
		}
		tellTwins(in[key])
	}
	return nil
}

// askedAtOnce is of how many rows it is asked at once whether their documents came in already.
const askedAtOnce = 500

// alikeNow are the documents that came in of which rows may be, by what tells them from others.
func alikeNow(ctx context.Context, s *store.Store, rows []*office.OldRow) (map[string][]office.Registered, error) {
	asked := map[string]bool{}
	for _, row := range rows {
		for _, same := range sameIn(row.Registered) {
			asked[same] = true
		}
	}
	alike := map[string][]office.Registered{}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(asked)), askedAtOnce) {
		all, err := store.ByAny(ctx, s, Registered, facetSame, some)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			alike[sameAs(r.Document)] = append(alike[sameAs(r.Document)], r)
		}
	}
	return alike, nil
}

// weighAlike leaves a row to a person whose document may have come in under another number.
func (now *stands) weighAlike(row *office.OldRow, hash office.Digest, twice bool) {
	if row.Verdict != office.OldEnters || len(sameIn(row.Registered)) == 0 {
		return
	}
	for _, other := range now.alike[sameAs(row.Registered.Document)] {
		if other.State != office.RegisteredStands || other.Brought.Hash == hash && hash != "" || otherYears(other.Document, row.Registered.Document) {
			continue
		}
		said := fmt.Sprintf("Cùng số, ký hiệu và cơ quan ban hành với văn bản đến số %s, vào sổ ngày %s.", other.Said(), daySaid(other.Entered))
		if twice {
			row.Said = append(row.Said, said)
			return
		}
		row.Verdict, row.Why = office.OldDoubtful, said+" Nếu là một văn bản thì bỏ dòng này; nếu là hai thì nói rõ khi nhập rằng nhận cả những dòng trùng."
		return
	}
}

// tellTwins tells of rows that another row above may be the same document as: an old book may hold one
// twice, and keeps both of its numbers.
func tellTwins(rows []*office.OldRow) {
	first := map[string]*office.OldRow{}
	for _, row := range rows {
		for _, same := range sameIn(row.Registered) {
			above := first[same]
			switch {
			case above == nil:
				first[same] = row
			case row.Verdict == office.OldEnters && !otherYears(above.Registered.Document, row.Registered.Document):
				row.Said = append(row.Said, fmt.Sprintf("cùng số, ký hiệu và cơ quan ban hành với dòng %d", above.Line))
			}
		}
	}
}

func standsNow(ctx context.Context, s *store.Store, key string, year int) (*stands, error) {
	series, ok := numbering.ParseSeries(key)
	if !ok {
		return nil, NoSuchSeries.About(key)
	}
	v, err := viewNow(ctx, s, series)
	if err != nil {
		return nil, err
	}
	now := &stands{given: map[int]bool{}, there: map[string][]office.Registered{}}
	now.may, now.err = mayBring(v, series, year)
	given, err := store.By(ctx, s, Numbers, FacetSeries, key)
	if err != nil {
		return nil, err
	}
	for _, n := range given {
		now.given[n.Number] = true
	}
	all, err := store.By(ctx, s, Registered, FacetSeries, key)
	for _, r := range all {
		said := strings.ToLower(r.Said())
		now.there[said] = append(now.there[said], r)
	}
	return now, err
}

func (now *stands) weigh(row *office.OldRow, hash office.Digest) {
	doubt := func(f error) {
		told, _ := office.FailureIn(f)
		row.Verdict, row.Why = office.OldDoubtful, told.Said+" "+told.Next
	}
	r := row.Registered
	for _, other := range now.there[strings.ToLower(r.Said())] {
		b := other.Brought
		switch {
		case b.Run != "" && b.Hash == hash && b.Sheet == row.Sheet && b.Line == row.Line:
			row.Verdict, row.Why = office.OldThere, "Đã nhập từ đúng dòng này."
			return
		case other.SaysSame(r):
			row.Verdict, row.Why = office.OldThere, "Trong sổ đã có văn bản này, cùng số, cùng nội dung."
			return
		}
	}
	if others := now.there[strings.ToLower(r.Said())]; len(others) > 0 && !r.Brought.Doubled {
		row.Verdict, row.Why = office.OldDoubtful, takenBy(r, others)
		return
	}
	switch {
	case now.err != nil:
		doubt(now.err)
	case now.given[r.Number]:
		doubt(BringTaken.About(r.Said()))
	case !now.may(r.Number):
		row.Verdict, row.Why = office.OldDoubtful, fmt.Sprintf("Số %s có thể do máy khác cấp, hay do máy được khôi phục thay máy này: nhập vào thì số có thể trùng. Hãy xem lại số; nếu đúng thì chừa dòng này ra, và giữ sổ cũ bên cạnh.", r.Said())
	default:
		if err := Registered.Check(nil, r, StepBring); err != nil {
			doubt(err)
		}
	}
}

// takenBy tells which document has the number of a row: the same one, said in other words, or another.
func takenBy(r office.Registered, others []office.Registered) string {
	for _, other := range others {
		if isThat(r, other) {
			return fmt.Sprintf("Số %s trong sổ là chính văn bản này, khác ở: %s. Hãy sửa trong sổ nếu dòng này đúng; dòng này không vào sổ lần nữa.", r.Said(), strings.Join(differing(r, other), "; "))
		}
	}
	return fmt.Sprintf("Số %s trong sổ đang là của văn bản khác: %s.", r.Said(), others[0].Document.Subject)
}

// isThat tells that two entries with one number are of one document: what came in by whose it is, and
// what the office issued by its symbol and subject.
func isThat(r, other office.Registered) bool {
	if r.Flow == office.FlowIn {
		same := sameAs(r.Document)
		return same != "" && same == sameAs(other.Document) && !otherYears(r.Document, other.Document)
	}
	return strings.EqualFold(r.Document.Symbol, other.Document.Symbol) && office.Fold(r.Document.Subject) == office.Fold(other.Document.Subject)
}

// differing are the fields in which a row says something else than the entry that stands.
func differing(r, other office.Registered) (all []string) {
	state := func(r office.Registered) string {
		if r.State == office.RegisteredCancelled {
			return "đã hủy: " + r.Reason
		}
		return ""
	}
	for _, f := range []struct{ name, row, there string }{
		{"Ngày vào sổ", daySaid(r.Entered), daySaid(other.Entered)},
		{"Số, ký hiệu", office.Numbered(r.Document.Number, r.Document.Symbol), office.Numbered(other.Document.Number, other.Document.Symbol)},
		{"Ngày văn bản", daySaid(r.Document.Issued), daySaid(other.Document.Issued)},
		{"Cơ quan ban hành", r.Document.Issuer, other.Document.Issuer},
		{"Tên loại", r.Document.Type, other.Document.Type},
		{"Trích yếu", r.Document.Subject, other.Document.Subject},
		{"Nơi nhận", r.To, other.To},
		{"Người ký", r.Signer, other.Signer},
		{"Ghi chú", r.Note, other.Note},
		{"Số lượng bản", fmt.Sprint(r.Copies), fmt.Sprint(other.Copies)},
		{"Nơi nhận bản lưu", r.Keeper, other.Keeper},
		{"Tình trạng", state(r), state(other)},
	} {
		if f.row != f.there {
			all = append(all, fmt.Sprintf("%s “%s”, trong sổ “%s”", f.name, f.row, f.there))
		}
	}
	if len(all) == 0 {
		all = append(all, "những điều mà bảng không ghi")
	}
	return all
}

// partRows is how many rows of an old register are put on the registers in one act. The store is
// written by nobody else meanwhile, which takes part of a second.
const partRows = 500

// turnOfOthers is how long the store is left to others between two parts. SQLite looks for its turn
// each 100 ms at the latest: whoever waits comes in.
const turnOfOthers = 110 * time.Millisecond

// Bring puts the rows that may be put on the registers there, in parts that each stand whole: one
// act each, of which newID is the record; kept is told how many rows one put there. Rows of a part
// that fails, and of those behind it, are OldLeft. It fails with BringStopped where rows came in
// before, and otherwise as OldRegisters and Registered do.
func Bring(ctx context.Context, s *store.Store, by store.Act, newID func() office.ID, read *office.OldRegisterRead, kept func(rows int)) error {
	var rows []*office.OldRow
	for i := range read.Rows {
		if read.Rows[i].Verdict == office.OldEnters {
			rows = append(rows, &read.Rows[i])
		}
	}
	upto := highest(rows)
	if err := goOn(ctx, s, by, upto); err != nil {
		return err
	}
	for part := range slices.Chunk(rows, partRows) {
		err := othersFirst(ctx, read.Kept > 0)
		if err == nil {
			err = bringPart(ctx, s, by, office.OldRegister{ID: newID(), File: read.File, Hash: read.Hash, Rows: len(part), Upto: upto}, part)
		}
		if err != nil {
			return leftOut(read, rows[read.Kept:], err)
		}
		read.Kept += len(part)
		if kept != nil {
			kept(len(part))
		}
	}
	return nil
}

// othersFirst lets whoever waits to write have the store.
func othersFirst(ctx context.Context, held bool) error {
	if !held {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(turnOfOthers):
		return nil
	}
}

// bringPart puts rows on the registers in one act, or none of them.
func bringPart(ctx context.Context, s *store.Store, by store.Act, o office.OldRegister, part []*office.OldRow) error {
	changes, all, series := []store.Change{OldRegisters.Put(&o)}, make([]office.Registered, len(part)), map[string]bool{}
	for i, row := range part {
		all[i] = row.Registered
		b := &all[i].Brought
		b.Run, b.File, b.Hash = o.ID, o.File, o.Hash
		series[all[i].Series] = true
		changes = append(changes, Registered.Put(&all[i]))
	}
	o.Series = slices.Sorted(maps.Keys(series))
	if err := s.Save(context.WithoutCancel(ctx), by, changes...); err != nil { // what is stopped ends with this part
		return err
	}
	for i, row := range part {
		row.Registered = all[i]
	}
	return nil
}

// leftOut says of rows that they did not come in, and why.
func leftOut(read *office.OldRegisterRead, rows []*office.OldRow, err error) error {
	why := "Máy chưa ghi được."
	if f, told := office.FailureIn(err); told {
		why = f.Said
	} else if errors.Is(err, context.Canceled) {
		why = "Đã dừng giữa chừng."
	}
	for _, row := range rows {
		row.Verdict, row.Why = office.OldLeft, why
	}
	if read.Kept == 0 {
		return err
	}
	return BringStopped.About(read.Kept, len(rows), why).Because(err)
}

// brought are the documents of a series that came with old registers, in the order of their numbers.
func brought(ctx context.Context, s *store.Store, key string) ([]office.Registered, error) {
	all, err := store.By(ctx, s, Registered, FacetSeries, key)
	all = slices.DeleteFunc(all, func(r office.Registered) bool { return r.Brought.Run == "" })
	slices.SortFunc(all, func(a, b office.Registered) int {
		return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

// broughtSaid says of a number from where it came.
func broughtSaid(r office.Registered) string {
	said := fmt.Sprintf("Nhập từ sổ cũ, tệp “%s”", r.Brought.File)
	if r.State == office.RegisteredCancelled {
		said += ", đã hủy: " + r.Reason
	}
	return said
}
