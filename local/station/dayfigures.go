package station

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tram/local/dayend"
	"tram/local/office"
	"tram/local/store"
)

// look completes what the journal tells of a day with the records as they are, and with
// what is owed at the station. What cannot be counted is said, and keeps no day open.
func (s *DayEnd) look(ctx context.Context, t *dayend.Tally, d *office.DayDraft) error {
	for _, id := range t.Made {
		if err := s.made(ctx, id, d); err != nil {
			return err
		}
	}
	for _, id := range t.Begun() {
		if err := s.open(ctx, id, d); err != nil {
			return err
		}
	}
	d.Count.Open = len(d.Open)
	d.Grades = gradesSaid(t.Refused)
	if t.Elsewhere > 0 {
		d.Remarks = append(d.Remarks, fmt.Sprintf("%d mục của trạm khác mang ngày này đã đến đây, không đếm ở trên: mỗi trạm khóa sổ của mình.", t.Elsewhere))
	}
	return s.owed(ctx, &d.Count)
}

// made tells of a record that was finished, with its words: they stay for good.
func (s *DayEnd) made(ctx context.Context, id office.ID, d *office.DayDraft) error {
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return err
	}
	rows := []office.Row{store.RowOf(c)}
	if err := s.store.Standing(ctx, rows); err != nil {
		return err
	}
	r := office.DayRecord{ID: id, Code: c.Code, Way: c.Direction, Document: documentSaid(c)}
	if c.Direction == office.DataToPaper {
		d.Count.Printed, r.Stands = d.Count.Printed+1, "ra giấy"
	} else {
		d.Count.Digitised, r.Stands, r.Sheets = d.Count.Digitised+1, "số hóa", c.PaperPages
		d.Count.Sheets += c.PaperPages
	}
	switch must := s.desk.NeedsSignature(c); {
	case rows[0].Withdrawn:
		r.Stands += ", đã thu hồi"
	case rows[0].Signed:
		r.Stands += ", đã ký số"
	case must:
		r.Stands += ", chưa ký số"
		d.Count.Unsigned++
	}
	d.Made = append(d.Made, r)
	return nil
}

func documentSaid(c office.Conversion) string {
	number, subject := office.Numbered(c.Document.Number, c.Document.Symbol), c.Document.Subject
	if number == "" || subject == "" {
		return number + subject
	}
	return number + " · " + subject
}

// open tells of a record that was begun and is not finished, by its code alone.
func (s *DayEnd) open(ctx context.Context, id office.ID, d *office.DayDraft) error {
	c, err := s.store.Conversion(ctx, id)
	if err != nil || c.State == office.Finished || c.State == office.Discarded {
		return err
	}
	d.Open = append(d.Open, office.DayRecord{ID: id, Code: c.Code, Way: c.Direction, Stands: strings.ToLower(c.State.Name())})
	return nil
}

// gradesSaid counts what was refused by its grade.
func gradesSaid(refused []office.Secrecy) (said []string) {
	counted := map[office.Secrecy]int{}
	for _, g := range refused {
		counted[g]++
	}
	for _, g := range []office.Secrecy{office.Secret, office.TopSecret, office.Absolute} {
		if counted[g] > 0 {
			said = append(said, fmt.Sprintf("%s %d", g.Name(), counted[g]))
		}
	}
	return said
}

// uncounted is the figure of what could not be counted.
const uncounted = -1

// owed counts what waits at the station, whatever the day.
func (s *DayEnd) owed(ctx context.Context, c *office.DayCount) error {
	for _, each := range []struct {
		name  string
		into  *int
		count func(context.Context) (int, error)
	}{
		{"Hồ sơ chờ ký số", &c.WaitSigning, s.waitSigning}, {"Chữ ký còn nợ bằng chứng", &c.OweEvidence, s.oweEvidence},
		{"Lượt in chưa ghi số bản đã ra", &c.WaitCounting, s.waitCounting}, {"Tệp thiếu trong kho", &c.MissingFiles, s.missingFiles},
	} {
		n, err := each.count(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if *each.into = n; err != nil {
			s.log.WarnContext(ctx, "a figure of the day was not counted", "figure", each.name, "cause", err.Error())
			*each.into = uncounted
			c.Uncounted = append(c.Uncounted, each.name+": chưa đếm được. "+whySaid(err))
		}
	}
	return nil
}

// whySaid is the sentence of an error, where it has one.
func whySaid(err error) string {
	if f, told := office.FailureIn(err); told {
		return f.Said
	}
	return "Phần mềm gặp lỗi khi đếm; lỗi nằm trong sổ ghi của phần mềm."
}

// mostOwed is up to how many are counted of what waits: a sheet that said as many as that
// would not be read as a figure.
const mostOwed = 100_000

func (s *DayEnd) waitSigning(ctx context.Context) (n int, err error) {
	for _, state := range []office.State{office.Checked, office.Finished} {
		_, of, err := s.store.Unsigned(ctx, state, s.signing.records.signedBy(), 0)
		if err != nil {
			return 0, err
		}
		n += of
	}
	return n, nil
}

func (s *DayEnd) oweEvidence(ctx context.Context) (int, error) {
	owing, err := s.store.SignedOwing(ctx, mostOwed)
	return len(owing), err
}

func (s *DayEnd) waitCounting(ctx context.Context) (int, error) {
	_, untold, err := s.store.Untold(ctx, 1)
	return untold, err
}

// missingFiles counts files that are not there. One of which that cannot be told is no
// figure.
func (s *DayEnd) missingFiles(ctx context.Context) (n int, err error) {
	gaps, err := s.files.gaps(ctx, func(office.Digest) bool { return true })
	for _, g := range gaps {
		if g.Dark {
			err = errors.Join(err, office.FilesUnread.About(1))
			continue
		}
		n++
	}
	return n, err
}
