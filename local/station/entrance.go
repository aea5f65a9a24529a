package station

import (
	"context"
	"slices"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// Entrance (lối vào) is where people come in: it alone makes a log-in, and tells the other
// rooms who acts and what they may.
type Entrance struct {
	*ground
	leaves func() error // puts away what a log-in takes with it as it goes

	people   *people.Desk     // nil until the office is set up
	persons  *people.Gate     // which of them acts; nil until then, too
	accesses *people.Accesses // who looked at what; nil until then, too
}

// People is the desk at which people are let in and their accounts are kept; nil until
// the office is set up.
func (s *Entrance) People() *people.Desk { return s.people }

// Enter gives this program to a log-in: what is done from here on is done by it. The one
// before ends. With it goes the key that was opened, which ends with its own log-in, too.
func (s *Entrance) Enter(l *people.Login) error {
	err := s.leaves()
	s.persons.Seat(l)
	return err
}

// Acting is the log-in that acts by a context: people.NoLogin where nobody has unlocked.
func (s *Entrance) Acting(ctx context.Context) (*people.Login, error) {
	if s.persons == nil {
		return nil, NotReady
	}
	return s.persons.Acting(ctx)
}

// May tells whether who acts by a context has a right. What is denied is journalled.
func (s *Entrance) May(ctx context.Context, right office.Right) error {
	if s.persons == nil {
		return NotReady
	}
	return s.persons.May(ctx, right)
}

// begins lets who acts by a context begin a work that needs a right, and binds the work to
// them: it goes on in their name when they have locked, and whoever unlocks meanwhile has
// no part in it.
func (s *Entrance) begins(ctx context.Context, right office.Right) (context.Context, error) {
	if err := s.May(ctx, right); err != nil {
		return ctx, err
	}
	l, err := s.Acting(ctx)
	if err != nil {
		return ctx, err
	}
	return people.With(ctx, l.Work()), nil
}

// reads asks whether who acts by a context may read: whoever has unlocked may, and where
// there are no accounts everybody.
func (s *Entrance) reads(ctx context.Context) error { return s.May(ctx, office.MayRead) }

// knows asks whether who acts by a context may learn who works here: whoever may read, and
// the holder of the recovery key, who names one of them.
func (s *Entrance) knows(ctx context.Context) error {
	if l, err := s.Acting(ctx); err == nil && l.Way() == people.ByRecovery {
		return nil
	}
	return s.reads(ctx)
}

// own is who an act is done by: whoever has unlocked, whatever name stands on the page;
// where nobody has an account, the one that was chosen.
func (s *Entrance) own(ctx context.Context, chosen office.Clerk) office.Clerk {
	if s.persons == nil {
		return chosen
	}
	if l, err := s.Acting(ctx); err == nil && l.Person().ID != "" {
		return l.Person()
	}
	return chosen
}

// author is whose name stands on what is written out: who has unlocked, whatever name was
// chosen on the page.
func (s *Entrance) author(ctx context.Context, chosen string) string {
	if l, err := s.Acting(ctx); err == nil && l.Person().Name != "" {
		return l.Person().Name
	}
	return chosen
}

// NotLetIn has it journalled that somebody was refused at the door.
func (s *Entrance) NotLetIn(ctx context.Context, account office.ID, why error) {
	s.persons.Refused(ctx, account, why)
}

// admit is the gate of the store. Before the office is set up there is nobody to ask.
func (s *Entrance) admit(ctx context.Context, needs office.Right) (actor string, err error) {
	switch {
	case needs == "":
		return "", nil
	case s.persons == nil:
		return "", NotReady
	}
	return s.persons.Admit(ctx, needs)
}

// seatPeople opens the room of people, with the identity that their book is sealed by.
func (s *Entrance) seatPeople() {
	kept := people.Stored{Store: s.store, Station: program}
	s.people = &people.Desk{Records: kept, Tries: kept, Book: people.NewBook(s.home, s.sealing), Clock: s.clock, Station: s.store.Station(), Cost: s.passwords}
	s.persons = people.NewGate(s.people)
	s.persons.Soon(s.writeDenials)
}

// lookAtPeople tells of accounts that let nobody in because what vouches for them is not
// what the journal names.
func (s *Entrance) lookAtPeople(ctx context.Context) {
	told, err := s.people.Trouble(ctx)
	for _, trouble := range append(told, err) {
		s.tellBeside(ctx, "", trouble)
	}
}

// tellDenials writes down what was denied and nobody has written yet.
func (s *Entrance) tellDenials(ctx context.Context) {
	if s.persons == nil {
		return
	}
	s.persons.Settled()
	_ = s.writeDenials(ctx) // the log tells
}

func (s *Entrance) writeDenials(ctx context.Context) error {
	if why := s.store.Unwritable(); why != nil {
		return why
	}
	err := s.persons.Told(ctx, people.Stored{Store: s.store, Station: program}.Deny)
	if err != nil {
		s.log.WarnContext(ctx, "what was denied is not journalled", "cause", err.Error())
	}
	return err
}

// AdministratorSheet is one page on which it stands that a person became administrator by
// the recovery key, to be printed, signed and kept with the key.
func (s *Entrance) AdministratorSheet(ctx context.Context, a people.Account) ([]byte, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, err
	}
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return nil, err
	}
	name := string(a.Person)
	if i := slices.IndexFunc(clerks, func(c office.Clerk) bool { return c.ID == a.Person }); i >= 0 {
		name = clerks[i].Name
	}
	return onePage(o, "Chỉ định quản trị", administratorText(o, name, a), s.clock.Now())
}

func administratorText(o office.Office, name string, a people.Account) mark.Layout {
	l, say := saying()
	say(titleSize, true, "CHỈ ĐỊNH QUẢN TRỊ BẰNG KHÓA KHÔI PHỤC", "")
	say(textSize, false, o.Name, "Mã định danh: "+o.Code, "Lúc: "+office.ISO(a.Recovered), "",
		"Người được chỉ định: "+name,
		"Vai trò: "+a.Said(),
		"Mã tài khoản: "+string(a.ID),
		"Mã băm xác thực: "+string(a.Admission[:16])+"…", "",
		"Việc này nằm trong nhật ký của trạm, và mọi người được báo khi mở khóa.",
		"Nếu cơ quan không biết việc này, khóa khôi phục đã lộ: hãy báo lãnh đạo ngay.", "",
		"Người giữ khóa khôi phục ký tên:", "", "", "",
		"Lãnh đạo cơ quan ký tên:")
	return *l
}

// AllClerks lists the people who convert or once did.
func (s *Entrance) AllClerks(ctx context.Context) ([]office.Clerk, error) {
	if err := s.knows(ctx); err != nil {
		return nil, err
	}
	return s.store.Clerks(ctx)
}

// SaveClerk adds or changes a person, for longer than any loan of the right to.
func (s *Entrance) SaveClerk(ctx context.Context, c office.Clerk) (office.Clerk, error) {
	ctx, err := s.begins(ctx, office.MayAdmit)
	if err != nil {
		return office.Clerk{}, err
	}
	if err := people.From(ctx).Lasting(office.MayAdmit); err != nil {
		return office.Clerk{}, err
	}
	c = c.Tidy()
	if err := c.Validate(); err != nil {
		return c, err
	}
	if c.ID == "" {
		c.ID = office.NewID(s.clock.Now())
	}
	return s.store.SaveClerk(ctx, store.Act{Actor: account(), Step: "settings"}, c)
}

// Clerks lists the people in whose name an act can be done: whoever has unlocked alone;
// where nobody has an account, all who convert and still work here.
func (s *Entrance) Clerks(ctx context.Context) ([]office.Clerk, error) {
	if err := s.knows(ctx); err != nil {
		return nil, err
	}
	if who := s.own(ctx, office.Clerk{}); who.ID != "" {
		return []office.Clerk{who}, nil
	}
	all, err := s.store.Clerks(ctx)
	if err != nil {
		return nil, err
	}
	var here []office.Clerk
	for _, c := range all {
		if !c.Left {
			here = append(here, c)
		}
	}
	return here, nil
}
