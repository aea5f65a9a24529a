package printing

import (
	"context"
	"strconv"

	"tram/local/office"
	"tram/ui/kit"
)

// came asks what came out of a printer.
type came struct {
	*kit.Form[string]
	order office.ID // of which the answer is asked for
	most  int
}

func newCame(p *Page) *came {
	c := &came{}
	c.Form = kit.NewForm(kit.AskWords("came", kit.T("printing.came"), func(typed *string) *string { return typed }).Judged(c.bad))
	c.OnGrown, c.OnEnter = p.grown, p.tell
	return c
}

func (c *came) bad(typed string) error {
	if _, sound := parseCount(typed, 0, c.most); !sound {
		return kit.Refused("printing.bad-came", typed, c.most)
	}
	return nil
}

// ask asks about an order. What the printer says is the first guess: all where it
// says printed, none where it failed, and nothing where it does not know.
func (c *came) ask(order office.Printout) {
	if c.order == order.ID {
		return
	}
	c.order, c.most = order.ID, order.Order.Copies
	guess, hint := "", kit.T("printing.came-hint", order.Order.Copies)
	switch {
	case order.Filed():
		hint = kit.T("printing.came-file")
	case order.Job.State == office.JobPrinted:
		guess = strconv.Itoa(order.Order.Copies)
	case order.Job.State == office.JobFailed, order.Job.State == office.JobCancelled:
		guess = "0"
	}
	c.Fill(guess)
	c.Field("came").Hint(hint)
}

// tellFile asks what came out of a file that was printed elsewhere.
func (p *Page) tellFile() {
	p.act.filing = true
	p.show()
	p.begins()
}

// tell says how many whole copies came out.
func (p *Page) tell() {
	if !p.came.Check(p.desk) {
		return
	}
	n, _ := parseCount(p.came.Value(), 0, p.came.most)
	clerk := p.Clerk()
	p.change(func(ctx context.Context, id office.ID) error {
		_, _, err := p.services.TellPrint(ctx, id, clerk, n)
		return err
	}, func(err error) {
		if !p.came.Fail(p.desk, "came", err) {
			p.act.filing = false
		}
	})
}
