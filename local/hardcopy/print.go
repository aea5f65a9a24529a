package hardcopy

import (
	"context"
	"slices"
	"strings"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// MostCopies of one order to a printer.
const MostCopies = 100

// jobTitle is what others see in the queue of a printer: the code, and never what
// the document is about.
func jobTitle(c office.Conversion) string { return "Tram " + string(c.Code) }

// Printers lists the printers of this machine. The one that writes files is there
// even when the others cannot be asked, and then comes with the error.
func (d *Desk) Printers(ctx context.Context) ([]office.Printer, error) {
	if d.Spool == nil {
		return nil, NoPrinters
	}
	return d.Spool.Printers(ctx)
}

// Printouts lists the orders to printers, in their order.
func (d *Desk) Printouts(ctx context.Context, id office.ID) ([]office.Printout, error) {
	return d.Records.Printouts(ctx, id)
}

// Print sends the print copy to a printer. The order is on record before it is
// sent, so that paper never comes out of which nobody is asked; one that is not
// confirmed yet keeps the next from being sent.
func (d *Desk) Print(ctx context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish, p *job.Progress) (office.Printout, error) {
	c, err := d.made(ctx, id)
	if err != nil {
		return office.Printout{}, err
	}
	if d.Spool == nil {
		return office.Printout{}, NoPrinters
	}
	if wish.Copies < 1 || wish.Copies > MostCopies {
		return office.Printout{}, BadCopies.About(wish.Copies, MostCopies)
	}
	clerk = d.Hand.Of(ctx, clerk)
	if err := clerk.Validate(); err != nil {
		return office.Printout{}, err
	}
	first, err := d.nextCopy(ctx, c)
	if err != nil {
		return office.Printout{}, err
	}
	p.Say("Đang đọc lại bản in")
	file, err := d.copyWhole(ctx, c)
	if err != nil {
		return office.Printout{}, err
	}
	defer file.Close()
	wish.Title = jobTitle(c)
	order := office.Printout{Conversion: id, Order: wish, Clerk: clerk.Name, At: d.Clock.Now(), First: first,
		Job: office.PrintJob{Printer: wish.Printer, Title: wish.Title, State: office.JobWaiting}}
	return d.send(ctx, order, file, p)
}

// Reopen lets a print copy of which nothing was sent to a printer be made anew,
// with other words. A copy keeps its number.
func (d *Desk) Reopen(ctx context.Context, id office.ID) (office.Conversion, error) {
	c, err := d.made(ctx, id)
	if err != nil {
		return c, err
	}
	sent, err := d.Records.Printouts(ctx, id)
	if err != nil {
		return c, err
	}
	if c.State != office.Printed || len(sent) > 0 {
		return c, CopyIsMade.About(c.Code)
	}
	unmade := copyOf(c)
	c.State, c.PDF, c.PDFSize, c.Mark, c.Conditions = office.Draft, "", 0, nil, nil
	c.Finished = time.Time{}
	c.Print = &office.PrintCopy{Number: c.Print.Number, Signer: c.Print.Signer, Decision: c.Print.Decision}
	saved, err := d.Records.SaveConversion(ctx, actOf(c, "reopen"), c)
	if err != nil {
		return saved, err
	}
	return saved, d.wipeAll(unmade)
}

// nextCopy is the number of the first copy that is printed now.
func (d *Desk) nextCopy(ctx context.Context, c office.Conversion) (int, error) {
	before, err := d.Records.Printouts(ctx, c.ID)
	if err != nil {
		return 0, err
	}
	if p, waits := office.Printouts(before).Pending(); waits {
		return 0, TellFirst.About(p.At.In(office.VietNam).Format("15:04 ngày 02/01/2006"), c.Code)
	}
	return office.Printouts(before).Came() + 1, nil
}

// send puts the order on record, hands the file over, and keeps what the printer
// answers. An order that was refused ends as failed, with nothing on paper; one of
// which nobody knows whether it was taken waits for the clerk to say what came out.
func (d *Desk) send(ctx context.Context, order office.Printout, file File, p *job.Progress) (office.Printout, error) {
	act := store.Act{Actor: order.Clerk, Step: "print"}
	order, err := d.Records.SavePrintout(ctx, act, order, nil)
	if err != nil {
		return order, err
	}
	p.Say("Đang gửi tới máy in")
	sent, refused := d.Spool.Print(ctx, order.Order, file, file.Size())
	switch {
	case refused != nil && sent.State == office.JobLost:
		order.Job = sent
	case refused != nil:
		order.Job.State, order.Told, order.ToldBy = office.JobFailed, d.Clock.Now(), order.Clerk
	default:
		order.Job = sent
	}
	if order.Job.State == office.JobFiled { // nothing is on paper, and nobody has to count it
		order.Told, order.ToldBy = d.Clock.Now(), order.Clerk
	}
	saved, err := d.Records.SavePrintout(context.WithoutCancel(ctx), act, order, nil)
	if refused != nil {
		return saved, refused
	}
	return saved, err
}

// sendingTakes is how long an order may be on its way to the printer. One that is
// without an answer for longer was cut off, by a crash or a loss of power.
const sendingTakes = 15 * time.Minute

// Follow asks the printer how far an order is, and keeps the answer when its state
// or its reasons for a stop are others. An order that is still on its way is left
// to who sends it; one that was cut off there is lost: only the paper can tell.
func (d *Desk) Follow(ctx context.Context, order office.Printout) (office.Printout, error) {
	if order.Job.State.Over() || d.Spool == nil {
		return order, nil
	}
	if order.Job.Key == "" {
		if d.Clock.Now().Sub(order.At) < sendingTakes {
			return order, nil
		}
		order.Job.State = office.JobLost
		return d.Records.SavePrintout(ctx, answered(order), order, nil)
	}
	now, err := d.Spool.Job(ctx, order.Job)
	if err != nil {
		return order, err
	}
	changed := now.State != order.Job.State || !slices.Equal(now.Stops, order.Job.Stops)
	order.Job = now
	if !changed {
		return order, nil
	}
	return d.Records.SavePrintout(ctx, answered(order), order, nil)
}

// answered is the act of a printer that answers: nobody of the office did it.
func answered(order office.Printout) store.Act {
	return store.Act{Actor: "Máy in " + order.Order.Printer, Step: "printer"}
}

// CancelPrint asks the printer to drop an order. What is on paper by then is for
// the clerk to say.
func (d *Desk) CancelPrint(ctx context.Context, order office.Printout) (office.Printout, error) {
	if d.Spool == nil {
		return order, NoPrinters
	}
	now, err := d.Spool.Cancel(ctx, order.Job)
	if err != nil {
		return order, err
	}
	order.Job = now
	return d.Records.SavePrintout(ctx, store.Act{Actor: order.Clerk, Step: "cancel-print"}, order, nil)
}

// Tell records how many whole copies came out of the order that waits, or of the file that
// was printed elsewhere, as a clerk says. With the first the act goes on: it is finished, or waits for ink (Luật GDĐT
// Điều 12.2d).
func (d *Desk) Tell(ctx context.Context, id office.ID, clerk office.Clerk, came int) (office.Conversion, office.Printout, error) {
	c, err := d.made(ctx, id)
	if err != nil {
		return c, office.Printout{}, err
	}
	orders, err := d.Records.Printouts(ctx, id)
	if err != nil {
		return c, office.Printout{}, err
	}
	order, is := office.Printouts(orders).Tellable()
	if !is {
		return c, office.Printout{}, NothingToTell.About(c.Code)
	}
	clerk = d.Hand.Of(ctx, clerk)
	if came < 0 || came > order.Order.Copies {
		return c, order, MoreThanOrdered.About(order.Order.Copies, came)
	}
	order.Came, order.Told, order.ToldBy = came, d.Clock.Now(), clerk.Name
	orders = office.Printouts(orders).With(order)
	was := c
	act := store.Act{Actor: clerk.Name, Step: "tell"}
	if c.State != office.Printed || came == 0 {
		order, err = d.Records.SavePrintout(ctx, act, order, nil)
		return c, order, err
	}
	if c, err = d.goOn(c, orders); err != nil {
		return was, office.Printout{}, err
	}
	if order, err = d.Records.SavePrintout(ctx, act, order, &c); err != nil {
		return was, order, err
	}
	return c, order, nil
}

// goOn moves an act whose paper is out: to the wait for ink, or to its end.
func (d *Desk) goOn(c office.Conversion, orders []office.Printout) (office.Conversion, error) {
	if d.needsInk(c) && c.Print.Wet == nil {
		c.State = office.Unsealed
		return c, nil
	}
	c.Conditions = d.weighed(c, orders)
	c.State = office.Finished
	return c, firstMissing(c.Conditions)
}

// Ink confirms that copies on paper were signed and sealed: those of the newest
// order that came out and has no ink yet. With the first ones the act is finished.
func (d *Desk) Ink(ctx context.Context, id office.ID, clerk office.Clerk, wet office.WetSignature) (office.Conversion, error) {
	c, err := d.made(ctx, id)
	if err != nil {
		return c, err
	}
	orders, err := d.Records.Printouts(ctx, id)
	if err != nil {
		return c, err
	}
	at := slices.IndexFunc(orders, office.Printout.WaitsForInk)
	if at < 0 || !d.needsInk(c) {
		return c, NothingWaitsForInk.About(c.Code)
	}
	wet.Signer, wet.Position = oneLine(wet.Signer), oneLine(wet.Position)
	if wet.Signer == "" {
		return c, NoWetSignature
	}
	if !wet.Sealed {
		return c, NotSealed
	}
	clerk = d.Hand.Of(ctx, clerk)
	wet.At, wet.Clerk = d.Clock.Now(), clerk.Name
	order := orders[at]
	order.Wet = &wet
	orders[at] = order
	act := store.Act{Actor: clerk.Name, Step: "ink"}
	if c.State == office.Finished {
		_, err = d.Records.SavePrintout(ctx, act, order, nil)
		return c, err
	}
	is, signed := c, *c.Print
	signed.Wet = &wet
	c.Print = &signed
	if c, err = d.goOn(c, orders); err != nil {
		return is, err
	}
	if _, err = d.Records.SavePrintout(ctx, act, order, &c); err != nil {
		return is, err
	}
	return c, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
