package station

import (
	"context"
	"errors"
	"slices"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// The one who acts before there is a clerk.
const founder = "Thiết lập"

var founding = store.Act{Actor: founder, Step: "setup"}

// SetUp names the office and its people, makes the sealing identity, and hands
// over the recovery key once. An office is set up once.
func (s *Station) SetUp(ctx context.Context, o office.Office, clerks []office.Clerk) (office.Recovery, error) {
	if s.Ready() {
		return office.Recovery{}, AlreadySetUp
	}
	o, clerks = o.Tidy(), slices.Clone(clerks)
	for i, c := range clerks {
		clerks[i] = c.Tidy()
	}
	if err := validate(o, clerks); err != nil {
		return office.Recovery{}, err
	}
	identity, place, err := s.identity()
	if err != nil {
		return office.Recovery{}, err
	}
	sheet, err := recoverySheet(o, identity.RecoveryKey(), s.clock.Now())
	if err != nil {
		return office.Recovery{}, err
	}
	if err := s.enter(ctx, o, clerks); err != nil {
		return office.Recovery{}, err
	}
	if err := s.furnish(identity, place); err != nil {
		return office.Recovery{}, err
	}
	s.log.InfoContext(ctx, "office set up", "identity", place)
	return office.Recovery{Key: identity.RecoveryKey(), PDF: sheet, Kept: placeSaid[place], Weak: place == seal.InPlainFile}, nil
}

func validate(o office.Office, clerks []office.Clerk) error {
	if err := o.Validate(); err != nil {
		return err
	}
	if len(clerks) == 0 {
		return NoClerk
	}
	for _, c := range clerks {
		if err := c.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// identity makes the sealing identity, or finds the one that a set-up which was
// cut off has left.
func (s *Station) identity() (*seal.Identity, seal.Place, error) {
	identity, place, err := s.keeper.Find()
	if !errors.Is(err, seal.NoIdentity) {
		return identity, place, err
	}
	if identity, err = seal.New(); err != nil {
		return nil, "", err
	}
	place, err = s.keeper.Keep(identity)
	return identity, place, err
}

// enter writes the people, the templates, and last the office itself: the
// office is what makes a station set up.
func (s *Station) enter(ctx context.Context, o office.Office, clerks []office.Clerk) error {
	there, err := s.store.Clerks(ctx)
	if err != nil {
		return err
	}
	for _, c := range clerks[min(len(there), len(clerks)):] {
		if c.ID == "" {
			c.ID = office.NewID(s.clock.Now())
		}
		if _, err := s.store.SaveClerk(ctx, founding, c); err != nil {
			return err
		}
	}
	if err := s.enterTemplates(ctx, founding); err != nil {
		return err
	}
	o.ID = office.NewID(s.clock.Now())
	_, err = s.store.SaveOffice(ctx, founding, o)
	return err
}

func (s *Station) enterTemplates(ctx context.Context, act store.Act) error {
	there, err := s.store.Templates(ctx)
	if err != nil || len(there) > 0 {
		return err
	}
	for _, t := range mark.Defaults() {
		if t.ID == "" {
			t.ID = office.NewID(s.clock.Now())
		}
		if _, err := s.store.SaveTemplate(ctx, act, t); err != nil {
			return err
		}
	}
	return nil
}

// placeSaid tells the clerk where the identity lies.
var placeSaid = map[seal.Place]string{
	seal.InKeyring:        "Chìa niêm phong nằm trong kho khóa của hệ điều hành.",
	seal.InPassphraseFile: "Chìa niêm phong nằm trong một tệp khóa bằng mật khẩu TRAM_PASSPHRASE.",
	seal.InPlainFile:      "Chìa niêm phong nằm trong một tệp chỉ tài khoản này đọc được, không có mật khẩu. Hãy bật mã hóa ổ đĩa, hoặc đặt TRAM_PASSPHRASE trước khi thiết lập.",
}

// KeptSaid tells where the sealing identity lies, and whether that is weak.
func (s *Station) KeptSaid() (said string, weak bool) {
	return placeSaid[s.place], s.place == seal.InPlainFile
}
