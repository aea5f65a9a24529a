package station

import (
	"context"
	"errors"
	"os"
	"os/user"
	"slices"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// program is the actor of what nobody asked for: a start that puts right what was
// cut off, a key that was needed.
const program = "Phần mềm"

// account is the actor where no person has said who they are: what is known is the
// account of the PC.
func account() string {
	name := os.Getenv("USER")
	if name == "" {
		name = os.Getenv("USERNAME")
	}
	if is, err := user.Current(); err == nil {
		name = is.Username
	}
	if name == "" {
		return "Tài khoản của máy"
	}
	return "Tài khoản máy " + name
}

// SetUp names the office and its people, makes the sealing identity, and hands
// over the recovery key. An office is set up once; cut off at any moment, it has left
// either no office or one whose key is still owed (RecoveryOwed).
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
	if err := whole.Alone(s.home); err != nil { // one that was there before is open as those above it
		s.log.WarnContext(ctx, "the data folder stays as it was", "cause", err.Error()) // AtRest tells how it is
	}
	identity, place, err := s.identity()
	if err != nil {
		return office.Recovery{}, err
	}
	sheet, err := recoverySheet(o, identity.RecoveryKey(), s.clock.Now())
	if err != nil {
		return office.Recovery{}, err
	}
	if err := s.oweRecovery(); err != nil {
		return office.Recovery{}, err
	}
	s.veil(ctx, identity)
	if err := s.enter(ctx, o, clerks); err != nil {
		return office.Recovery{}, err
	}
	if err := s.furnish(identity, place); err != nil {
		return office.Recovery{}, err
	}
	s.log.InfoContext(ctx, "office set up", "identity", place)
	s.beginOwed(ctx)
	return recoveryOf(identity, place, sheet), nil
}

func recoveryOf(identity *seal.Identity, place seal.Place, sheet []byte) office.Recovery {
	return office.Recovery{Key: identity.RecoveryKey(), PDF: sheet, Kept: placeSaid[place], Weak: place == seal.InPlainFile}
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

// enter writes the people, the wordings of marks and the office in one transaction.
// What a set-up of an older version of the program left half done is not entered
// twice.
func (s *Station) enter(ctx context.Context, o office.Office, clerks []office.Clerk) error {
	there, err := s.store.Clerks(ctx)
	if err != nil {
		return err
	}
	clerks = slices.DeleteFunc(clerks, func(c office.Clerk) bool {
		return slices.ContainsFunc(there, func(h office.Clerk) bool { return h.Name == c.Name })
	})
	for i := range clerks {
		if clerks[i].ID == "" {
			clerks[i].ID = office.NewID(s.clock.Now())
		}
	}
	own, err := s.store.Templates(ctx)
	if err != nil {
		return err
	}
	wordings := mark.Defaults()
	if len(own) > 0 {
		wordings = nil
	}
	for i := range wordings {
		if wordings[i].ID == "" {
			wordings[i].ID = office.NewID(s.clock.Now())
		}
	}
	o.ID = office.NewID(s.clock.Now())
	return s.store.Found(ctx, store.Act{Actor: account(), Step: "setup"}, o, clerks, wordings)
}

// placeSaid tells the clerk where the identity lies.
var placeSaid = map[seal.Place]string{
	seal.InKeyring:        "Chìa niêm phong nằm trong kho khóa của hệ điều hành.",
	seal.InPassphraseFile: "Chìa niêm phong nằm trong một tệp khóa bằng mật khẩu TRAM_PASSPHRASE.",
	seal.InPlainFile:      "Chìa niêm phong nằm trong một tệp chỉ tài khoản này đọc được, không có mật khẩu: ai chép được cả thư mục thì mở được hồ sơ. Hãy bật mã hóa ổ đĩa (trên Windows: BitLocker).",
}
