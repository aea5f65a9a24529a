package intake

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
)

// Look looks for blank pages among those not looked at yet, one at a time, and
// flags them; it removes none. Answers are kept as they come, so that stopping
// it loses little. A page that cannot be decoded stays unanswered: the others
// go on, and the first such failure is returned at the end, naming the page.
func (t *Tray) Look(ctx context.Context, p *job.Progress) error {
	t.looking.Lock()
	defer t.looking.Unlock()
	var todo []office.Page
	for _, pg := range t.Pages() {
		if pg.Blank == office.NotLooked {
			todo = append(todo, pg)
		}
	}
	p.Expect(int64(len(todo)))
	p.Say("Đang tìm trang trắng")
	answers := map[office.ID]office.Unsure{}
	var first error
	for _, pg := range todo {
		blank, err := t.blank(ctx, pg)
		if ctx.Err() != nil {
			break
		}
		if err == nil {
			answers[pg.ID] = blank
		} else if first == nil {
			first = told(pg.Name, err)
		}
		p.Did(1)
		if len(answers) == batch {
			if err := t.answer(answers); err != nil {
				return err
			}
			clear(answers)
		}
	}
	if err := t.answer(answers); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return first
}

func (t *Tray) answer(answers map[office.ID]office.Unsure) error {
	if len(answers) == 0 {
		return nil
	}
	return t.change(func(m *manifest) error {
		m.looked(answers)
		return nil
	})
}

func (t *Tray) blank(ctx context.Context, p office.Page) (office.Unsure, error) {
	if err := t.pictures.wait(ctx); err != nil {
		return office.NotLooked, err
	}
	defer t.pictures.done()
	img, err := t.pixels(ctx, p, 0)
	if err != nil {
		return office.NotLooked, err
	}
	if page.Blank(img, max(p.DPIX, p.DPIY)) {
		return office.Yes, nil
	}
	return office.No, nil
}
