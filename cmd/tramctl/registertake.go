package main

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/station"
)

// takenIn is a paper as far as it was taken in.
type takenIn struct {
	filed
	Conversion made   `json:"conversion"`
	Holder     string `json:"holder,omitempty"` // who has it now
	Before     bool   `json:"before,omitempty"` // it was on its register already: nothing that was typed is entered
	ungiven    bool   // it was to go to somebody, and did not
}

func (t takenIn) failed() bool { return t.unstamped || t.ungiven }

func (t takenIn) print(w io.Writer) {
	switch {
	case t.Before && t.State == office.RegisteredCancelled:
		fmt.Fprintln(w, "Giấy này đã vào sổ từ trước và đã hủy trong sổ. Muốn vào sổ lại thì dùng register in --conversion với mã hồ sơ số hóa.")
	case t.Before:
		fmt.Fprintln(w, "Giấy này đã vào sổ từ trước. Những gì vừa gõ không được ghi vào sổ; muốn sửa thì mở văn bản ở cửa sổ, bấm Sửa.")
	}
	t.filed.print(w)
	fmt.Fprintf(w, "  Hồ sơ số hóa: %s, mã tra cứu %s, %d trang\n", t.Conversion.ID, t.Conversion.Code, t.Conversion.Pages)
	if t.Holder != "" {
		fmt.Fprintln(w, "  Đã giao: "+visible(t.Holder))
	}
}

// take takes a scanned paper in as one act: digitised, entered, stamped, and given to somebody. What
// was stopped in between is gone on with by the same words.
func (w *registerWishes) take(ctx context.Context, t *terminal, s *station.Station, args []string) (result, error) {
	if len(args) != 1 {
		return nil, errUsage
	}
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	c, err := s.Conversion(ctx, office.ID(args[0]))
	if err == nil && c.State != office.Finished {
		c, err = w.meant(ctx, s, clerk, c.ID)
	}
	if err != nil {
		return nil, err
	}
	is, err := s.TakeIn(ctx, clerk, c.ID, nil, nil)
	if err != nil {
		return nil, err
	}
	for _, why := range []error{is.NotStamped, is.NotGiven} {
		if why != nil {
			t.explain(why) // it is on its register all the same
		}
	}
	whole, err := s.RegisteredWhole(office.Again(ctx), is.Document.ID)
	return takenIn{
		filed:      filed{RegisteredWhole: whole, Register: string(whole.Flow), Said: whole.Said(), unstamped: is.NotStamped != nil},
		Conversion: madeOf(is.Conversion), Holder: is.Given.Name, Before: is.Before, ungiven: is.NotGiven != nil,
	}, err
}

// meant puts what was typed to a draft: what it says, how many pages its paper has, and what is to come.
func (w *registerWishes) meant(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (office.Conversion, error) {
	c, err := s.Resume(ctx, id)
	if err != nil {
		return c, err
	}
	w.r.Flow = office.FlowIn
	if err := w.described(s); err != nil {
		return c, err
	}
	d, typed := &c.Document, w.r.Document
	d.Type, d.Number, d.Symbol = cmp.Or(typed.Type, d.Type), cmp.Or(typed.Number, d.Number), cmp.Or(typed.Symbol, d.Symbol)
	d.Issuer, d.Issued, d.Subject = cmp.Or(typed.Issuer, d.Issuer), cmp.Or(typed.Issued, d.Issued), cmp.Or(typed.Subject, d.Subject)
	if w.secrecy != "" {
		d.Secrecy = typed.Secrecy
	}
	e := office.Entering{To: w.r.To, Due: w.due, Another: w.again}
	if w.dated {
		e.DaySure = d.Issued
	}
	if w.give != "" {
		to, err := clerkNamed(ctx, s, w.give)
		if err != nil {
			return c, err
		}
		e.Give = to.ID
	}
	if e.Due, err = office.ParseDate(w.due); err != nil {
		return c, badDay.About("--due", w.due)
	}
	c.Clerk, c.Entering = clerk, &e
	if _, err := s.Describe(ctx, c); err != nil {
		return c, err
	}
	if !w.seen {
		return c, notSeen
	}
	return s.Declare(ctx, id, w.pages)
}

// notSeen stands where nobody says that the pages were looked at.
var notSeen = office.Failure{
	Name: "tramctl.not-seen",
	Said: "Chưa khai đã xem đủ từng trang cạnh bản giấy.",
	Next: "Hãy xem từng trang, đếm giấy, rồi gõ lại kèm --pages SỐ-TRANG --seen.",
}
