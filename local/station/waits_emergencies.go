package station

import (
	"context"

	registers "tram/local/books"
	"tram/local/office"
)

func (s *Emergencies) waits() []wait {
	return []wait{
		{sort: "emergency", needs: office.MayKeep, all: office.ToEmergency, ask: s.emergencyWaiting},
		{sort: "slip", needs: office.MayKeep, all: office.ToEmergency, ask: s.slipsWaiting},
	}
}

// emergencyWaiting tells of what is over and not closed, and of pads at which nobody has
// looked since. That one is on is told above every page.
func (s *Emergencies) emergencyWaiting(ctx context.Context) (is office.Waiting, err error) {
	r, err := s.reckon(ctx)
	if err != nil || !r.Over() {
		return is, err
	}
	tell := func(w office.Wait) {
		w.Grave, w.To = office.Wanting, office.ToEmergency
		if is.Count++; len(is.Newest) < office.WaitsTold {
			is.Newest = append(is.Newest, w)
		}
	}
	slips, pads := r.Open()
	for _, e := range r.Emergencies {
		if e.State == office.EmergencyOver {
			below := "Đã có kết nối lại, không còn gì mở. Hãy đóng."
			if slips+pads > 0 {
				below = stillSaid(slips, pads)
			}
			tell(office.Wait{Title: e.Why, Below: below, Since: office.MomentOf(e.Ended)})
		}
	}
	for _, p := range r.Pads {
		if !p.Looked {
			tell(office.Wait{Title: registers.Pads.Said + ": " + p.Said, Below: "Hãy xem quyển đã viết tới tờ nào, rồi ghi lại."})
		}
	}
	return is, nil
}

// slipsWaiting tells of the slips about which something is to be done.
func (s *Emergencies) slipsWaiting(ctx context.Context) (is office.Waiting, err error) {
	r, err := s.reckon(ctx)
	if err != nil {
		return is, err
	}
	tell := func(all []office.Slip) {
		for _, slip := range all {
			if !slip.Open() {
				continue
			}
			if is.Count++; len(is.Newest) < office.WaitsTold {
				is.Newest = append(is.Newest, slipWait(slip))
			}
		}
	}
	for _, p := range r.Pads {
		tell(p.Written)
	}
	tell(r.Others)
	return is, nil
}

func slipWait(slip office.Slip) office.Wait {
	w := office.Wait{Title: registers.Receipts.Kind.Said + ": " + slip.Number, Below: "Đã viết, chưa ai ghi lại.", Grave: office.Wanting, To: office.ToEmergency}
	if slip.Receipt != "" {
		w.Below, w.To, w.Book, w.Record = slip.Said, office.ToBook, registers.Receipts.Said.Name, slip.Receipt
	}
	return w
}
