package station

import (
	"context"
	"strings"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/table"
)

// SaveFollowed writes what became of a year's documents to a new file, as Phụ lục IV and VI of Nghị
// định 30 have it: “follow”, “report-in” or “report-out”; PDF, workbook or data, by its ending. It
// fails with documents.NoSuchReport, and tells how many rows the file has.
func (s *Routing) SaveFollowed(ctx context.Context, code string, year int, path, by string) (rows int, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return 0, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return 0, err
	}
	v, err := documents.Followed(ctx, s.store, code, year, s.types, s.firstLate)
	if err != nil {
		return 0, err
	}
	defer s.entrance.takenAll(ctx, strings.ReplaceAll(v.Title, "\n", " "), &err)
	v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return v.Count, s.saveTable(ctx, v.Table(), path)
}

// firstLate tells by how much the first of what a document owes is late; empty: nothing is.
func (s *Routing) firstLate(road documents.Road) (string, error) {
	duties, err := s.duties(road.Way, road.RouteStands, nil, s.clock.Now())
	for _, d := range duties {
		if d.Late != "" {
			return d.Late, err
		}
	}
	return "", err
}

// SaveRoute writes the timeline of a document to a new file: PDF, workbook or data, by its ending.
func (s *Routing) SaveRoute(ctx context.Context, id office.ID, path, by string) (err error) {
	defer s.entrance.taken(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	is, err := s.told(ctx, id)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	t := routeTable(is)
	t.Of, t.By, t.At = o.Name, s.entrance.author(ctx, by), s.clock.Now()
	return s.saveTable(ctx, t, path)
}

func routeTable(is office.RouteTold) table.Table {
	t := table.Table{Title: "Diễn biến xử lý văn bản", Told: []string{is.Document.Document.Subject, is.Said}, Columns: []table.Column{
		{Name: "Lúc", Width: 0.8, Kind: table.Text}, {Name: "Bước", Width: 1, Kind: table.Text}, {Name: "Người làm", Width: 1, Kind: table.Text},
		{Name: "Chuyển cho", Width: 1, Kind: table.Text}, {Name: "Hạn", Width: 0.6, Kind: table.Text}, {Name: "Nội dung", Width: 2.2, Kind: table.Text},
	}}
	t.Rows = func(yield func(table.Row, error) bool) {
		var rows []table.Row
		is.Past(func(step office.RouteStep) {
			say := strings.TrimSpace(step.Say + "\n" + strings.Join(step.Files, "\n") + "\n" + step.About + "\n" + step.Note)
			rows = append(rows, table.Row{office.MomentSaid(step.At), step.Said, step.By.Name, step.To.Name, office.Ask{How: office.AskDay}.Told(step.Due), say})
		}, func(b office.RouteBeside) {
			rows = append(rows, table.Row{office.MomentSaid(b.At), b.Did(), b.By, "", "", strings.TrimSpace(strings.Join(b.Say, "\n") + "\n" + b.File)})
		})
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}
