package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
)

// Documents (văn thư) puts the office's documents on its registers and gives them their
// numbers (Nghị định 30/2020, Điều 15 và 22).
type Documents struct {
	*ground
	entrance *Entrance
	records  *Records
	heardOf  func(ctx context.Context) ([]office.ID, error) // stations that never met this one, as places of copies tell of them
}

// numberTries is how often a number is asked for when another program was given it meanwhile.
const numberTries = 5

// Register puts a document on its register. Where this station gives the numbers it has its
// number; else a provisional one, until the station that does has met this one. It fails with
// YearNotOpen, office.ClockDoubted, as office.Registered.DayVouched does, with numbering.Exhausted and the failures of documents; a document that
// the office makes has the number of its register, and no other (documents.NumberGiven). A secret one is refused, and
// leaves a line (Nghị định 137/2024, Điều 6.1).
func (s *Documents) Register(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return r, err
	}
	if r, err = s.prepared(ctx, by, r); err != nil {
		return r, err
	}
	return s.numbered(ctx, registering(s.entrance.own(ctx, by)), r, nil)
}

// registering is the act by which a person puts a document on a register.
func registering(by office.Clerk) store.Act {
	return store.Act{Actor: by.Name, Step: documents.StepRegister}
}

// prepared is a document as it will stand on its register, but for its number.
func (s *Documents) prepared(ctx context.Context, by office.Clerk, r office.Registered) (_ office.Registered, err error) {
	if err := s.ordinary(ctx, by, r.Document); err != nil {
		return r, err
	}
	today := s.today() // looked at once: day and number of one document are of one year, at midnight, too
	if r.Clock, err = s.entrance.dayVouched(ctx, by, today, r.Clock); err != nil {
		return r, err
	}
	if r.Entered == "" {
		r.Entered = today.Format(time.DateOnly)
	}
	if err := enteredBy(r.Entered, today); err != nil {
		return r, err
	}
	r = r.Tidy()
	if r.Flow != office.FlowIn {
		if r.Document.Number != "" && r.Flow.Makes() {
			return r, documents.NumberGiven.About(r.Document.Number, strings.ToLower(r.Flow.Said()))
		}
		if err := s.ofOurs(ctx, &r); err != nil {
			return r, err
		}
	}
	if r, err = r.DayVouched(today); err != nil {
		return r, err
	}
	if err := s.ownSymbol(r); err != nil {
		return r, err
	}
	plan, err := documents.PlanOf(ctx, s.store, today.Year())
	if err != nil {
		return r, err
	}
	series := plan.Series(r.Flow, today.Year(), r.Document.Type)
	if err := s.yearStands(ctx, series.Year, today); err != nil {
		return r, err
	}
	r.State, r.Series, r.Year = office.RegisteredStands, series.Key(), series.Year
	return r, nil
}

// ownSymbol keeps the symbol of one type from a document of another: the numbers of each type count by
// themselves, and two documents would be called alike (Nghị định 30/2020, Điều 15).
func (s *Documents) ownSymbol(r office.Registered) error {
	if named, does := office.SymbolNames(s.types, r.Document.Symbol); r.Flow.Makes() && does && named.Code != r.Document.Type {
		is, err := office.FindType(s.types, r.Document.Type)
		if err != nil {
			return nil //nolint:nilerr // that it has no type is told by its register
		}
		return documents.SymbolOfOther.About(r.Document.Symbol, named.Name, is.Name)
	}
	return nil
}

// enteredBy keeps a document from being entered on a day that has not come.
func enteredBy(day string, today time.Time) error {
	at, err := time.Parse(time.DateOnly, day)
	if err == nil && day > today.Format(time.DateOnly) {
		return documents.EnteredAhead.About(at.Format("02/01/2006"))
	}
	return nil // what is no day at all the register refuses
}

// ofOurs names the office as the one that makes a document, on the day on which it is entered.
func (s *Documents) ofOurs(ctx context.Context, r *office.Registered) error {
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	if r.Document.Issuer == "" {
		r.Document.Issuer = o.Name
	}
	if r.Document.Issued == "" {
		r.Document.Issued = r.Entered
	}
	if r.Flow != office.FlowPost { // what goes by post bears its own
		r.Document.Number = "" // it is given here
	}
	return nil
}

// numbered keeps a document together with the number that it is given, with its files, and with
// that the paper which was meant for the register is there; nil: none was. It fails with store.Stale
// where somebody else put that paper there meanwhile.
func (s *Documents) numbered(ctx context.Context, act store.Act, r office.Registered, meant *documents.Meant, files ...office.Enclosed) (office.Registered, error) {
	var failed error
	for range numberTries {
		kept := r
		if kept.ID == "" {
			kept.ID = office.NewID(s.clock.Now())
		}
		n := documents.Number{Series: r.Series, Document: kept.ID}
		changes := append([]store.Change{documents.Numbers.Put(&n), documents.Registered.Put(&kept)}, enclosedIn(kept.ID, files)...)
		if meant != nil {
			changes = append(changes, meant.As(kept.ID))
		}
		if kept.Version == 0 {
			road, err := documents.BeginRoad(ctx, s.store, &kept)
			if err != nil {
				return kept, err
			}
			changes = append(changes, road...)
		}
		if failed = s.store.Save(ctx, act, changes...); !errors.Is(failed, documents.NumberTaken) {
			return kept, failed
		}
	}
	return r, failed
}

func (s *Documents) today() time.Time { return s.clock.Now().In(office.VietNam) }

// yearStands fails with YearNotOpen where this station may open the year and a person has yet
// to say so: the clock alone does not begin one. It fails with numbering.NotBegun where nobody
// is known here to give numbers.
func (s *Documents) yearStands(ctx context.Context, year int, today time.Time) error {
	err := s.mayOpen(ctx, year)
	if errors.Is(err, numbering.NotBegun) {
		return err
	}
	if err == nil {
		return YearNotOpen.About(year, today.Format("02/01/2006"))
	}
	if _, is := office.FailureIn(err); is {
		return nil // it is open, or this station gives provisional numbers
	}
	return err
}

// mayOpen tells whether this station may open a year.
func (s *Documents) mayOpen(ctx context.Context, year int) error {
	var v numbering.View
	err := s.store.Within(ctx, func(in *store.Inside) (err error) {
		v, err = documents.ViewOf(in, numbering.Series{Year: year})
		return err
	})
	if err != nil {
		return err
	}
	return v.MayOpen(year)
}

// OpenYear opens the registers of the year that runs. Where no station is known here that gives
// numbers, and nobody said that there is none, it fails with numbering.NotBegun. Where other stations have
// yet to let this one it asks them, and fails with numbering.NotYet. Of one that is open it fails with
// numbering.AlreadyOpen, and with numbering.CountsOtherwise where it was to count in other rows. It fails as
// numbering.ParsePlan does, too.
func (s *Documents) OpenYear(ctx context.Context, by office.Clerk, w office.YearWish) error {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return err
	}
	plan, err := s.counted(ctx, w)
	if err != nil {
		return err
	}
	year, anew := w.Year, w.Anew
	clerk := s.entrance.own(ctx, by).Name
	if err = s.mayOpen(ctx, year); errors.Is(err, numbering.AlreadyOpen) {
		return s.opensNoMore(ctx, year, plan)
	}
	if errors.Is(err, numbering.NotBegun) && anew {
		err = nil
	}
	today := s.today()
	asks := year == today.Year()+1 && today.Month() >= time.October
	switch {
	case year != today.Year() && !asks:
		return OtherYear.About(year, today.Format("02/01/2006"))
	case errors.Is(err, numbering.NotYet):
		return errors.Join(err, documents.AskYear(ctx, s.store, clerk, year))
	case err == nil && asks:
		return OtherYear.About(year, today.Format("02/01/2006"))
	case err != nil:
		return err
	}
	return documents.OpenYear(ctx, s.store, clerk, year, plan)
}

// opensNoMore is why a year is not opened that is: it was asked to count otherwise than it does, or just to be opened.
func (s *Documents) opensNoMore(ctx context.Context, year int, asked numbering.Plan) error {
	is, err := documents.PlanOf(ctx, s.store, year)
	switch {
	case err != nil:
		return err
	case !is.Alike(asked):
		return numbering.CountsOtherwise.About(year, is.Said(s.types))
	}
	return numbering.AlreadyOpen.About(year)
}

// counted is the plan by which a year is to count.
func (s *Documents) counted(ctx context.Context, w office.YearWish) (numbering.Plan, error) {
	if w.Counts == nil {
		return documents.PlanOf(ctx, s.store, w.Year)
	}
	return numbering.ParsePlan(w.Counts.Together, w.Counts.Internal, s.types)
}

// HandOver hands a series over to another station of the office, which goes on without a gap.
// It fails with documents.NoSuchSeries, NoSuchStation, numbering.NotInDuty and numbering.Exhausted.
func (s *Documents) HandOver(ctx context.Context, by office.Clerk, series string, to office.ID) error {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return err
	}
	if series, err = s.seriesCalled(ctx, series); err != nil {
		return err
	}
	if to, err = s.stationCalled(ctx, to); err != nil {
		return err
	}
	return documents.HandOver(ctx, s.store, s.entrance.own(ctx, by).Name, series, to)
}

// TakeOver takes a series over from the station that has it, without it: numbers go on above
// what that one may have given. It fails with documents.NoSuchSeries, NoReason, numbering.InDuty and numbering.NoReserve.
func (s *Documents) TakeOver(ctx context.Context, by office.Clerk, series, why string) error {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return documents.NoReason
	}
	if series, err = s.seriesCalled(ctx, series); err != nil {
		return err
	}
	clerk := s.entrance.own(ctx, by).Name
	err = documents.TakeOver(ctx, s.store, clerk, series, why)
	if errors.Is(err, numbering.NoReserve) {
		if failed := documents.Reserve(ctx, s.store, actOf("dải số đã hết", documents.StepShare), s.store.Station()); failed != nil {
			return failed
		}
		err = documents.TakeOver(ctx, s.store, clerk, series, why)
	}
	if err != nil {
		return err
	}
	return s.finalise(ctx)
}

// SayGone notes that a station of the office is no more, one that was restored and given up, too.
// Years that begin after this one can be opened without it; to be said at one station alone.
func (s *Documents) SayGone(ctx context.Context, by office.Clerk, station office.ID, why string) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	if why = strings.TrimSpace(why); why == "" {
		return documents.NoReason
	}
	if station, err = s.stationCalled(ctx, station); err != nil {
		return err
	}
	return documents.Farewell(ctx, s.store, s.entrance.own(ctx, by).Name, station, why)
}

// stationCalled finds a station of the office by its ID, or by how it is shown.
func (s *Documents) stationCalled(ctx context.Context, called office.ID) (office.ID, error) {
	all, err := s.store.Chains(ctx)
	if err != nil {
		return "", err
	}
	known, err := s.heardOf(ctx)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		known = append(known, c.Station)
	}
	for _, station := range known {
		if station == called || strings.EqualFold(station.Short(), string(called)) {
			return station, nil
		}
	}
	return "", NoSuchStation.About(called)
}

// CancelRegistered cancels a document on its register. Its number is kept, and nobody gets it. The
// files in which it lies are frozen until a person has looked.
func (s *Documents) CancelRegistered(ctx context.Context, by office.Clerk, id office.ID, why string) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return office.Registered{}, err
	}
	r, err := store.One(ctx, s.store, documents.Registered, id)
	if err != nil {
		return r, err
	}
	r.State, r.Reason = office.RegisteredCancelled, strings.TrimSpace(why)
	changes, err := s.recalledIn(ctx, &r)
	if err != nil {
		return r, err
	}
	return r, parted(s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepCancel}, changes...))
}

// RegisteredOf reads a document on a register.
func (s *Documents) RegisteredOf(ctx context.Context, id office.ID) (r office.Registered, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return r, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return store.One(ctx, s.store, documents.Registered, id)
}

// SeriesStand tells how the numbers of each series of a year stand.
func (s *Documents) SeriesStand(ctx context.Context, year int) (all []office.SeriesStands, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return documents.Stand(ctx, s.store, year, s.types)
}

// ExplainNumbers tells of a series which numbers were given and why others are missing.
func (s *Documents) ExplainNumbers(ctx context.Context, series string) ([]office.NumbersSaid, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	series, err := s.seriesCalled(ctx, series)
	if err != nil {
		return nil, err
	}
	return documents.Explain(ctx, s.store, series)
}

// seriesCalled is the key of a series as it was typed: the slash behind the year may be left out, and
// a type be written in any way. It fails with NoSuchSeries where no document could have a number of it:
// a slip of the hand hands no register over, and takes none.
func (s *Documents) seriesCalled(ctx context.Context, called string) (string, error) {
	if strings.Count(called, "/") == 1 {
		called += "/"
	}
	series, ok := numbering.ParseSeries(called)
	if !ok {
		return "", documents.NoSuchSeries.About(called)
	}
	given, err := store.By(ctx, s.store, documents.Numbers, documents.FacetSeries, series.Key())
	if err != nil || len(given) > 0 { // that it counted is enough to be told of, whatever the year does now
		return series.Key(), err
	}
	plan, err := documents.PlanOf(ctx, s.store, series.Year)
	if err != nil {
		return "", err
	}
	if counts := plan.Series(series.Flow, series.Year, ""); counts.Shared() && (series == counts || series.Name == "") {
		return counts.Key(), nil
	}
	codes, _ := series.Types()
	if series.Flow.Makes() != (len(codes) > 0) {
		return "", documents.NoSuchSeries.About(called)
	}
	if len(codes) == 0 {
		return series.Key(), nil
	}
	t, err := office.FindType(s.types, codes[0])
	if err != nil {
		return "", documents.NoSuchSeries.About(called)
	}
	return plan.Series(series.Flow, series.Year, t.Code).Key(), nil
}

// SaveRegister writes the register of a year as Phụ lục IV of Nghị định 30 draws it to a new
// file: PDF or workbook, by its ending. It tells how many rows that has: a register in which nothing
// was entered is written, too.
func (s *Documents) SaveRegister(ctx context.Context, flow office.Flow, year int, path, by string) (rows int, err error) {
	defer s.entrance.takenAll(ctx, "Sổ văn bản "+flow.Said(), &err)
	if err := s.entrance.reads(ctx); err != nil {
		return 0, err
	}
	if err := Outward(s.home, path); err != nil {
		return 0, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return 0, err
	}
	v, err := documents.Volume(ctx, s.store, flow, year, s.types)
	if err != nil {
		return 0, err
	}
	v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	err = v.Table().Save(ctx, path)
	if errors.Is(err, os.ErrExist) {
		return 0, FileExists.About(filepath.Base(path)).Because(err)
	}
	return v.Count, err
}

// met does what follows from having learned of other stations: each gets its share of the
// reserve, whoever asks may open a year, and documents that waited get their numbers.
func (s *Documents) met(ctx context.Context) error {
	stations, err := s.others(ctx)
	if err != nil {
		return err
	}
	if err := documents.Answer(ctx, s.store, stations, func(why, step string) store.Act { return actOf(why, step) }); err != nil {
		return err
	}
	return s.finalise(ctx)
}

// others are the stations of the office beside this one, in an order.
func (s *Documents) others(ctx context.Context) (stations []office.ID, err error) {
	all, err := s.store.Chains(ctx)
	for _, c := range all {
		if c.Station != s.store.Station() && c.Stand > 0 {
			stations = append(stations, c.Station)
		}
	}
	slices.Sort(stations)
	return stations, err
}

// finalise gives numbers to the documents that wait in a series that this station gives. One to which
// none can be given now waits on, and keeps no other from its number nor stations from meeting.
func (s *Documents) finalise(ctx context.Context) error {
	waiting, err := documents.Waiting(ctx, s.store)
	if err != nil {
		return err
	}
	act := actOf("máy giữ sổ cấp số cho văn bản mang số tạm", documents.StepNumber)
	for _, r := range waiting {
		_, err := s.numbered(ctx, act, r, nil)
		switch {
		case documents.WaitsOn(r, err):
			s.log.InfoContext(ctx, "a document waits on for its number", "record", r.ID, "cause", err.Error())
		case err != nil:
			return fmt.Errorf("numbering %s: %w", r.ID, err)
		}
	}
	return nil
}

// What can be wrong when a year is opened or a register changes hands.
var (
	YearNotOpen   = documents.YearNotOpen
	OtherYear     = documents.OtherYear
	NoSuchStation = documents.NoSuchStation
)

// NotDigitised is a record that is no finished conversion of paper, or that the office does not
// stand by any more.
var NotDigitised = documents.NotDigitised
