package station

import (
	"context"
	"time"

	registers "tram/local/books"
	"tram/local/incident"
	"tram/local/letter"
	"tram/local/office"
	"tram/local/store"
)

// SheetPaper tells of a document that a register makes of one of its records, before it is
// asked where to: one of Register.Papers. It fails with incident.NoSuchPaper and as receptionforms.Made does.
func (s *Incidents) SheetPaper(ctx context.Context, book string, id office.ID, name string) (is office.PaperStands, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	if book == registers.ReceptionsName {
		_, of, err := s.receptionPaper(ctx, id, name)
		return office.PaperStands{File: paperFile(name, of.At, "")}, err // no file is named by who came
	}
	f, err := s.facts(ctx)
	if err != nil {
		return is, err
	}
	switch book {
	case registers.Plans.Said.Name:
		return office.PaperStands{File: paperFile(name, f.At, "")}, nil
	case registers.Outages.Said.Name:
		o, err := store.One(ctx, s.store, registers.Outages.Kind, id)
		return office.PaperStands{File: paperFile(name, office.MomentOf(o.From), o.Services)}, err
	case registers.Incidents.Said.Name:
		i, err := store.One(ctx, s.store, registers.Incidents.Kind, id)
		return office.PaperStands{File: paperFile(name, office.MomentOf(i.Detected), i.Name), Lacks: incident.Lacks(name, f, i)}, err
	}
	return is, incident.NoSuchPaper.About(name)
}

// mostOfName is how many characters of what a paper is about its file is named by.
const mostOfName = 40

// paperFile names the file of a paper by its sort, by when that was and by what it is about.
func paperFile(name string, at time.Time, about string) string {
	for _, part := range []string{at.In(office.VietNam).Format(time.DateOnly), office.Dashed(about, mostOfName)} {
		if part != "" {
			name += "-" + part
		}
	}
	return name + ".pdf"
}

// SaveSheetPaper writes a document that a register makes of one of its records to a new PDF:
// one of Register.Papers. It fails with incident.NoSuchPaper, incident.Missing, FileExists
// and as receptionforms.Made does.
func (s *Incidents) SaveSheetPaper(ctx context.Context, book string, id office.ID, name, path string) (err error) {
	defer s.entrance.taken(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	switch book {
	case registers.Plans.Said.Name:
		return s.plans.SavePlan(ctx, path)
	case registers.ReceptionsName:
		p, of, err := s.receptionPaper(ctx, id, name)
		if err != nil {
			return err
		}
		return s.saveLetter(p, of, path)
	}
	f, err := s.facts(ctx)
	if err != nil {
		return err
	}
	p, err := s.paper(ctx, f, book, id, name)
	if err != nil {
		return err
	}
	return s.saveLetter(p, f.Of(), path)
}

// SheetText is a text that a register makes of one of its records, to be sent. It fails with
// incident.NoSuchPaper.
func (s *Incidents) SheetText(ctx context.Context, book string, id office.ID, name string) (_ string, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	f, err := s.facts(ctx)
	if err != nil {
		return "", err
	}
	switch book + " " + name {
	case "su-co thu":
		i, err := store.One(ctx, s.store, registers.Incidents.Kind, id)
		return incident.Subject(f, i), err
	case "su-co tin":
		i, err := store.One(ctx, s.store, registers.Incidents.Kind, id)
		return incident.ForUsers(f, i), err
	case "tam-ngung tin":
		o, err := store.One(ctx, s.store, registers.Outages.Kind, id)
		return incident.OutageText(f, o), err
	}
	return "", incident.NoSuchPaper.About(name)
}

func (s *Incidents) facts(ctx context.Context) (f incident.Facts, err error) {
	f.At = s.clock.Now()
	if f.Office, err = s.store.Office(ctx); err != nil {
		return f, err
	}
	f.Response, err = registers.ResponseOf(ctx, s.store)
	return f, err
}

func (s *Incidents) paper(ctx context.Context, f incident.Facts, book string, id office.ID, name string) (*letter.Paper, error) {
	if book == registers.Outages.Said.Name && name == "niem-yet" {
		o, err := store.One(ctx, s.store, registers.Outages.Kind, id)
		if err != nil {
			return nil, err
		}
		return incident.OutageSheet(f, o), nil
	}
	set, known := map[string]func(incident.Facts, office.Incident) (*letter.Paper, error){
		"thong-bao": incident.Notice, "bm03": incident.FirstReport, "bm04": incident.FinalReport, "nguoi-dung": incident.UserSheet,
	}[name]
	if !known || book != registers.Incidents.Said.Name {
		return nil, incident.NoSuchPaper.About(name)
	}
	i, err := store.One(ctx, s.store, registers.Incidents.Kind, id)
	if err != nil {
		return nil, err
	}
	return set(f, i)
}
