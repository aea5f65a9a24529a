package convert

import (
	"context"
	"errors"
	"strings"

	"tram/local/office"
	"tram/local/store"
)

// Withdraw (thu hồi) records that a finished conversion is not to be relied on
// any more, and why. Its files and its record stay as they are; every later
// proof of it, and of its code on paper, tells of the withdrawal.
func (d *Desk) Withdraw(ctx context.Context, id office.ID, clerk office.Clerk, reason string) (office.Withdrawal, error) {
	return d.WithdrawOver(ctx, id, clerk, reason, "")
}

// WithdrawOver is Withdraw of an act that carries a later time than the PC tells:
// clockWhy says why the PC is right, so that a wrong time can be withdrawn at once.
func (d *Desk) WithdrawOver(ctx context.Context, id office.ID, clerk office.Clerk, reason, clockWhy string) (office.Withdrawal, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return office.Withdrawal{}, err
	}
	if c.State != office.Finished {
		return office.Withdrawal{}, notYet(c)
	}
	reason = strings.Join(strings.Fields(reason), " ")
	if reason == "" {
		return office.Withdrawal{}, NoReason
	}
	clerk = d.Hand.Of(ctx, clerk)
	if err := clerk.Validate(); err != nil {
		return office.Withdrawal{}, err
	}
	now := d.Clock.Now()
	w := office.Withdrawal{Conversion: id, Reason: reason, Clerk: clerk.Name, At: now}
	doubt := office.ClockFollows(now, c.Finished)
	clockWhy = strings.Join(strings.Fields(clockWhy), " ")
	if f, _ := office.FailureIn(doubt); errors.Is(doubt, office.ClockBefore) && clockWhy != "" {
		w.Clock = &office.ClockWord{Why: clockWhy, Clerk: clerk.Name, At: now, Doubts: []string{f.Said}}
	} else if doubt != nil {
		return office.Withdrawal{}, doubt
	}
	return d.Followers.SaveWithdrawal(ctx, store.Act{Actor: clerk.Name, Step: "withdraw"}, w)
}

// notYet says why an act that is not finished cannot be withdrawn.
func notYet(c office.Conversion) error {
	if c.Direction == office.DataToPaper {
		return PaperNotFinished.About(c.Code)
	}
	return NotFinished.About(c.Code)
}

// withdrawal reads the withdrawal of a conversion; nil: it stands.
func (d *Desk) withdrawal(ctx context.Context, id office.ID) (*office.Withdrawal, error) {
	w, err := d.Followers.WithdrawalOf(ctx, id)
	if errors.Is(err, store.NoSuchRecord) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &w, nil
}

func refuseWithdrawn(c office.Conversion, w *office.Withdrawal) error {
	if w == nil {
		return nil
	}
	return Withdrawn.About(c.Code, w.At.In(office.VietNam).Format("02/01/2006"), w.Reason)
}

// withdrawn is the check that tells of a withdrawal.
func withdrawn(w office.Withdrawal) office.Condition {
	k := office.Condition{Point: "Thu hồi", Asks: "Bản số hóa còn giá trị"}
	return k.Miss("Đã thu hồi từ "+w.At.In(office.VietNam).Format("15:04 ngày 02/01/2006")+": "+w.Reason+".", "Không dùng bản này làm căn cứ nữa.")
}
