package station

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"tram/local/dayend"
	"tram/local/hardcopy"
	"tram/local/office"
	"tram/local/store"
)

// DayEnd (khóa sổ cuối ngày) closes the days of this station on sheets of paper that are
// signed in ink: an anchor of the journal that no program can rewrite.
type DayEnd struct {
	*ground
	entrance *Entrance
	trust    *Trust
	journal  *Journal
	signing  *Signing
	files    *Files
}

// DayToClose counts a day, yyyy-mm-dd or as clerks write it, up to now: what its sheet
// would say. Empty: today. It fails with dayend.NoDay, DayToCome and DayBeforeBirth.
func (s *DayEnd) DayToClose(ctx context.Context, day string) (office.DayDraft, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.DayDraft{}, err
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return office.DayDraft{}, err
	}
	d, _, err := s.draft(ctx, day, head)
	return d, err
}

// CloseDay closes a day: the sheet is made, sealed in the vault, and on record. A second
// closing of the same day is a further sheet that names the one before. It fails as
// DayToClose does, and with DayClockBehind and TurnedBack.
func (s *DayEnd) CloseDay(ctx context.Context, clerk office.Clerk, day string) (office.DaySheet, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.DaySheet{}, err
	}
	if err := s.mayClose(ctx); err != nil {
		return office.DaySheet{}, err
	}
	clerk = s.entrance.own(ctx, clerk)
	if err := clerk.Validate(); err != nil {
		return office.DaySheet{}, err
	}
	if _, _, err := s.trust.stationKey(ctx); err != nil { // a first key is an entry of its own, below the head
		return office.DaySheet{}, err
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return office.DaySheet{}, err
	}
	d, former, err := s.draft(ctx, day, head)
	if err != nil {
		return office.DaySheet{}, err
	}
	d.Clerk = clerk.Name
	return s.seal(ctx, d, former)
}

// mayClose refuses a head that is known not to be the journal's, and a time that is
// earlier than the journal's newest: the sheet would bear the wrong day.
func (s *DayEnd) mayClose(ctx context.Context) error {
	if err := s.journal.gate(ctx); err != nil {
		return err
	}
	newest, err := s.store.NewestTime(ctx)
	if err != nil {
		return err
	}
	if now := s.clock.Now(); now.Add(store.TimeSlack).Before(newest) {
		return DayClockBehind.About(moment(now), moment(newest))
	}
	return nil
}

// seal sets the sheet on paper, puts it into the vault, and keeps the record of it.
func (s *DayEnd) seal(ctx context.Context, d office.DayDraft, former *office.DaySheet) (office.DaySheet, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return d.DaySheet, err
	}
	qr, err := s.trust.code(ctx, dayend.Lines(o, d.DaySheet))
	if err != nil {
		return d.DaySheet, err
	}
	_, key, err := s.trust.stationKey(ctx)
	if err != nil {
		return d.DaySheet, err
	}
	var out bytes.Buffer
	sheet := d.DaySheet
	if sheet.Pages, err = dayend.Write(&out, dayend.Facts{Office: o, Draft: d, QR: qr, KeyID: key.KeyID, Former: former}); err != nil {
		return sheet, err
	}
	sheet.Size = int64(out.Len())
	if sheet.PDF, err = s.vault.Keep(out.Bytes()); err != nil {
		return sheet, err
	}
	err = s.store.Save(ctx, store.Act{Actor: sheet.Clerk, Step: dayend.StepClose}, dayend.Sheets.Put(&sheet))
	if errors.Is(err, dayend.ClosedMeanwhile) { // nothing names the file
		err = errors.Join(err, s.vault.Wipe(office.DigestOf(out.Bytes())))
	}
	return sheet, err
}

// draft is what the sheet of a day says of the journal up to a head, and the sheet of the
// same day before it.
func (s *DayEnd) draft(ctx context.Context, typed string, head office.JournalHead) (d office.DayDraft, former *office.DaySheet, err error) {
	now := s.clock.Now()
	day, err := s.day(ctx, typed, now)
	if err != nil {
		return d, nil, err
	}
	tally, err := dayend.Count(ctx, s.store, day, head)
	if err != nil {
		return d, nil, err
	}
	sheets, err := store.Here(ctx, s.store, dayend.Sheets)
	if err != nil {
		return d, nil, err
	}
	d.DaySheet = office.DaySheet{Station: s.store.Station(), Day: day, No: 1, At: now, Late: day != office.DayOf(now), Head: head, Count: tally.Figures(s.store)}
	for i, each := range sheets {
		if each.Day == day && each.No >= d.No {
			d.No, d.Former, former = each.No+1, each.ID, &sheets[i]
		}
	}
	if err := s.look(ctx, tally, &d); err != nil {
		return d, nil, err
	}
	d.Remarks = append(d.Remarks, dayend.Between(sheets, d.DaySheet)...)
	return d, former, nil
}

// day reads which day is meant, and refuses one of which there is nothing.
func (s *DayEnd) day(ctx context.Context, typed string, now time.Time) (string, error) {
	today := office.DayOf(now)
	if strings.TrimSpace(typed) == "" {
		return today, nil
	}
	day, err := office.ParseDate(typed)
	switch {
	case err != nil || day == "":
		return "", dayend.NoDay.About(office.Visible(typed, 40)).Because(err)
	case day > today:
		return "", dayend.DayToCome.About(office.DaySaid(day))
	}
	born, err := s.store.Born(ctx)
	if err != nil {
		return "", err
	}
	if first := office.DayOf(born); day < first {
		return "", dayend.BeforeBirth(day, first)
	}
	return day, nil
}

// DaySheets lists the sheets of this station, the newest first; most 0: all.
func (s *DayEnd) DaySheets(ctx context.Context, most int) ([]office.DaySheet, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := store.Here(ctx, s.store, dayend.Sheets)
	slices.Reverse(all)
	if most > 0 && len(all) > most {
		all = all[:most]
	}
	return all, err
}

// DaySheet finds a sheet by its ID, or the last one of a day. It fails with
// dayend.NoSheet.
func (s *DayEnd) DaySheet(ctx context.Context, named string) (_ office.DaySheet, err error) {
	all, err := s.DaySheets(ctx, 0)
	if err != nil {
		return office.DaySheet{}, err
	}
	day, _ := office.ParseDate(named)
	for _, each := range all {
		if string(each.ID) == named || day != "" && each.Day == day {
			s.entrance.seen(ctx, each.ID, &err)
			return each, nil
		}
	}
	return office.DaySheet{}, dayend.NoSheet.About(office.Visible(named, 60))
}

// SaveDaySheet writes a sheet to a new file outside of the station's data: the same bytes
// each time.
func (s *DayEnd) SaveDaySheet(ctx context.Context, id office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	sheet, pdf, err := s.sheetFile(ctx, id)
	if err != nil {
		return err
	}
	return s.writeFile(ctx, sheet.Called(), bytes.NewReader(pdf), sheet.PDF, path)
}

// sheetFile reads a sheet out of the vault, and holds it against its record.
func (s *DayEnd) sheetFile(ctx context.Context, id office.ID) (office.DaySheet, []byte, error) {
	sheet, err := store.One(ctx, s.store, dayend.Sheets, id)
	if err != nil {
		return sheet, nil, err
	}
	file, err := s.vault.Read(sheet.PDF)
	if err != nil {
		return sheet, nil, err
	}
	defer file.Close()
	pdf, err := io.ReadAll(file)
	if err != nil {
		return sheet, nil, err
	}
	if sum := sha256.Sum256(pdf); hex.EncodeToString(sum[:]) != string(sheet.PDF) {
		return sheet, nil, NotTheRecords.About(sheet.Called())
	}
	return sheet, pdf, nil
}

// PrintDaySheet sends a sheet to a printer, the same bytes each time. That it was sent is
// on record before it is, and what the printer answered after it.
func (s *DayEnd) PrintDaySheet(ctx context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish) (office.DaySheet, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.DaySheet{}, err
	}
	sheet, pdf, err := s.sheetFile(ctx, id)
	switch {
	case err != nil:
		return sheet, err
	case s.printing.Spool == nil:
		return sheet, hardcopy.NoPrinters
	}
	clerk = s.entrance.own(ctx, clerk)
	wish.Title = "Khóa sổ " + sheet.Day
	act := store.Act{Actor: clerk.Name, Step: dayend.StepPrint}
	order := office.DayPrint{At: s.clock.Now(), Clerk: clerk.Name, Order: wish, Job: office.PrintJob{Printer: wish.Printer, Title: wish.Title, State: office.JobWaiting}}
	sheet.Prints = append(sheet.Prints, order)
	if err := s.store.Save(ctx, act, dayend.Sheets.Put(&sheet)); err != nil {
		return sheet, err
	}
	sent, refused := s.printing.Spool.Print(ctx, wish, bytes.NewReader(pdf), int64(len(pdf)))
	if refused != nil && sent.State == "" {
		sent = order.Job
		sent.State = office.JobFailed
	}
	sheet.Prints[len(sheet.Prints)-1].Job = sent
	err = s.store.Save(context.WithoutCancel(ctx), act, dayend.Sheets.Put(&sheet))
	if refused != nil {
		return sheet, refused
	}
	return sheet, err
}

// DayPrinters lists the printers of this machine. That of files is there also with an
// error.
func (s *DayEnd) DayPrinters(ctx context.Context) ([]office.Printer, error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return nil, err
	}
	if s.printing.Spool == nil {
		return nil, hardcopy.NoPrinters
	}
	return s.printing.Spool.Printers(ctx)
}

// OpenDays are the days before today that were worked on and not closed, or worked on
// after they were closed, the newest first. Where no day was ever closed it is the last
// one that was worked on: an office that never began to is not told of all its days.
func (s *DayEnd) OpenDays(ctx context.Context) ([]office.OpenDay, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.openDays(ctx)
}

func (s *DayEnd) openDays(ctx context.Context) ([]office.OpenDay, error) {
	sheets, err := store.Here(ctx, s.store, dayend.Sheets)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	worked, err := s.store.WorkDays(ctx, now.AddDate(0, 0, -dayend.Remembered), dayend.Unworked...)
	return dayend.Open(worked, sheets, office.DayOf(now)), err
}
