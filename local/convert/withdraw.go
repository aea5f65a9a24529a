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
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return office.Withdrawal{}, err
	}
	if c.State != office.Finished {
		return office.Withdrawal{}, NotFinished.About(c.Code)
	}
	reason = strings.Join(strings.Fields(reason), " ")
	if reason == "" {
		return office.Withdrawal{}, NoReason
	}
	if err := clerk.Validate(); err != nil {
		return office.Withdrawal{}, err
	}
	now := d.Clock.Now()
	if err := office.ClockFollows(now, c.Finished); err != nil {
		return office.Withdrawal{}, err
	}
	w := office.Withdrawal{Conversion: id, Reason: reason, Clerk: clerk.Name, At: now}
	return d.Followers.SaveWithdrawal(ctx, store.Act{Actor: clerk.Name, Step: "withdraw"}, w)
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
