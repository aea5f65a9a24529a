package station

import (
	"context"
	"strings"

	"tram/local/convert"
	"tram/local/disk"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// Settings (thiết lập) is how the office is named, how its marks are worded, how it signs,
// and how its data lies on the disk.
type Settings struct {
	*ground
	entrance *Entrance
	trust    *Trust
}

// SaveOffice changes the office's data. Old conversions keep what they had.
func (s *Settings) SaveOffice(ctx context.Context, o office.Office) (office.Office, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.Office{}, err
	}
	o = o.Tidy()
	if err := o.Validate(); err != nil {
		return o, err
	}
	return s.store.SaveOffice(ctx, store.Act{Actor: account(), Step: "settings"}, o)
}

// Templates lists the wordings of the marks in their newest versions, also those
// that the program brings and the office has not made its own: these have no ID.
func (s *Settings) Templates(ctx context.Context) ([]office.MarkTemplate, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	own, err := s.store.Templates(ctx)
	if err != nil {
		return nil, err
	}
	return mark.Complete(own), nil
}

// SaveTemplate makes a new version of a wording, once it could be laid out
// with sample words.
func (s *Settings) SaveTemplate(ctx context.Context, t office.MarkTemplate) (office.MarkTemplate, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.MarkTemplate{}, err
	}
	if _, err := s.SampleMark(ctx, t); err != nil {
		return t, err
	}
	if t.ID == "" {
		t.ID = office.NewID(s.clock.Now())
	}
	return s.store.SaveTemplate(ctx, store.Act{Actor: account(), Step: "settings"}, t)
}

// SampleMark shows a wording filled with the office's name and sample words.
func (s *Settings) SampleMark(ctx context.Context, t office.MarkTemplate) (office.MarkView, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.MarkView{}, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return office.MarkView{}, err
	}
	m, shapes, err := convert.Word(t, mark.Facts{
		At: s.clock.Now(), Office: o, Clerk: office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"},
		Code: "7K4M-Q2XN-9RT2", Form: t.Form, Document: office.Document{Type: t.Type, Dossier: "H49.10.02-261123-0001"},
		Message: sampleMessage(o),
	}, func(lines []string) (string, error) { return s.trust.code(ctx, lines) })
	if err != nil {
		return office.MarkView{}, err
	}
	m.Spot.W, m.Spot.H = shapes[0].W/office.PointsPerMM, shapes[0].H/office.PointsPerMM
	return office.MarkView{Mark: m, Picture: mark.Draw(shapes[0], office.PictureDPI)}, nil
}

// SigningSetup tells how this station signs.
func (s *Settings) SigningSetup(ctx context.Context) (office.SigningSetup, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.SigningSetup{}, err
	}
	return s.store.SigningSetup(ctx)
}

// SaveSigningSetup changes how this station signs.
func (s *Settings) SaveSigningSetup(ctx context.Context, g office.SigningSetup) (office.SigningSetup, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.SigningSetup{}, err
	}
	g.StampURL, g.Module = strings.TrimSpace(g.StampURL), strings.TrimSpace(g.Module)
	if err := webAddress(g.StampURL); err != nil {
		return g, err
	}
	return s.store.SaveSigningSetup(ctx, store.Act{Actor: account(), Step: "settings"}, g)
}

// KeptSaid tells where the sealing identity lies, and whether that is weak.
func (s *Settings) KeptSaid() (said string, weak bool) {
	return placeSaid[s.place], s.place == seal.InPlainFile
}

// AtRest tells how the data lie on the disk, and against whom that stands.
func (s *Settings) AtRest(ctx context.Context) office.AtRest {
	veiled, _ := s.store.Veiled()
	is := office.AtRest{Records: veiled, Weak: !veiled || s.place == seal.InPlainFile, Said: recordsPlain, Disk: disk.Encrypted(ctx, s.home)}
	if veiled {
		is.Said = standsAgainst[s.place]
	}
	is.Said += againstNobody
	is.DiskIs, is.Folder = diskSaid[is.Disk], folderSaid(s.home)
	return is
}
