package station

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
	"tram/local/table"
)

// Routing (luân chuyển văn bản) is the road of each document on a register: who has it, what may
// be done with it and by whom, and by when (Nghị định 137/2024, Điều 9.4b).
type Routing struct {
	*ground
	entrance  *Entrance
	documents *Documents
	begun     atomic.Bool // the roads of what came in before the first step
}

// calendar is when the office works, by the days off that the program brings.
var calendar = registers.OfficeDays

// Route takes a step with a document. It fails with UnknownClerk, NotSignedHere, routing.Moved and
// the other failures of routing; nothing is changed then.
func (s *Routing) Route(ctx context.Context, by office.Clerk, w office.RouteWish) (is office.RouteTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	e := office.RouteEntry{Document: w.Document, Deed: w.Deed, Say: w.Say, Of: w.Of}
	if e.Actor, err = s.actor(ctx, s.entrance.own(ctx, by)); err != nil {
		return is, err
	}
	if e.To, err = s.person(ctx, w.To); err != nil {
		return is, err
	}
	if e.Due, err = office.ParseDate(w.Due); err != nil {
		return is, routing.BadDue.About(w.Due)
	}
	if e.Record, err = s.signedHere(ctx, w); err != nil {
		return is, err
	}
	bring, err := s.version(ctx, by, w)
	if err != nil {
		return is, err
	}
	if _, err = documents.TakeStep(ctx, s.store, e.Actor.Name, e, w.Seen, bring); err != nil {
		return is, err
	}
	s.beginEarlier(ctx, e.Actor.Name)
	return s.told(ctx, w.Document)
}

// beginEarlier has what came in before the office's first step wait at the desk: once while the program
// runs, for by then every document has its road when it is registered. The step that was taken stands
// whatever comes of it; what failed is tried again with the next one.
func (s *Routing) beginEarlier(ctx context.Context, actor string) {
	if s.begun.Load() {
		return
	}
	if err := documents.BeginEarlier(ctx, s.store, actor); err != nil {
		slog.Warn("beginning the roads of earlier documents", "cause", err)
		return
	}
	s.begun.Store(true)
}

// actor is who acts by a context, with what they may. It fails with UnknownClerk where nobody is
// named.
func (s *Routing) actor(ctx context.Context, who office.Clerk) (a office.RouteActor, err error) {
	l, err := s.entrance.persons.Ahead(ctx)
	if err != nil {
		return a, err
	}
	a.ID, a.Name, a.For = who.ID, who.Name, l.Lenders()
	a.Leads, a.Keeps = l.May(office.MayDecide) == nil, l.May(office.MayKeep) == nil
	if a.ID == "" {
		return a, routing.NoActor
	}
	return a, nil
}

// person is somebody who works here; empty: nobody is named.
func (s *Routing) person(ctx context.Context, id office.ID) (p office.RoutePerson, err error) {
	if id == "" {
		return p, nil
	}
	all, err := s.store.Clerks(ctx)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(all, func(c office.Clerk) bool { return c.ID == id && !c.Left })
	if i < 0 {
		return p, routing.NoPerson.About(office.RouteAssign.Said())
	}
	return office.RoutePerson{ID: all[i].ID, Name: all[i].Name}, nil
}

// signedHere is the conversion whose signature is on record, where one is named.
func (s *Routing) signedHere(ctx context.Context, w office.RouteWish) (office.ID, error) {
	if w.Record == "" || w.Deed != office.RouteSign {
		return "", nil
	}
	_, err := s.store.SignedOf(ctx, w.Record)
	if errors.Is(err, store.NoSuchRecord) {
		return "", NotSignedHere
	}
	return w.Record, err
}

// version brings the files in that are submitted, behind those that the document has; nil: there
// are none. It fails with routing.NoFiles, and with office.SecretAtTheDoor where they are said to be secret.
func (s *Routing) version(ctx context.Context, by office.Clerk, w office.RouteWish) (func() ([]office.Enclosed, error), error) {
	if w.With.Empty() {
		return nil, nil
	}
	if w.Deed != office.RouteSubmit {
		return nil, routing.NoFiles.About(w.Deed.Said())
	}
	if w.With.Secrecy.Secret() {
		r, err := store.One(ctx, s.store, documents.Registered, w.Document)
		if err == nil {
			err = s.documents.openly(ctx, by, r.Document, w.With)
		}
		return nil, err
	}
	return func() ([]office.Enclosed, error) {
		has, err := documents.Whole(ctx, s.store, w.Document)
		if err != nil {
			return nil, err
		}
		files, err := s.documents.enclosed(ctx, w.With, nil)
		for i := range files {
			files[i].Rank += len(has.Files)
		}
		return files, err
	}, nil
}

// RouteOf tells the road of a document: where it stands, what it owes, and each step.
func (s *Routing) RouteOf(ctx context.Context, id office.ID) (is office.RouteTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.told(ctx, id)
}

func (s *Routing) told(ctx context.Context, id office.ID) (is office.RouteTold, err error) {
	j, r, err := documents.JourneyOf(ctx, s.store, id)
	if err != nil {
		return is, err
	}
	is.Document, is.Open = r, j.Shown().Open
	for _, h := range j.Heads {
		is.Ends = append(is.Ends, h.RouteStands)
	}
	over, err := documents.Ended(ctx, s.store, []office.ID{id})
	if err != nil {
		return is, err
	}
	if r.State != office.RegisteredCancelled && !over[id] && (r.Brought.Run == "" || len(j.Steps) > 0) {
		if is.Duties, err = s.duties(j.Road, j.Shown().RouteStands, is.Open, s.clock.Now()); err != nil {
			return is, err
		}
	}
	names, err := s.fileNames(ctx, id)
	if err != nil {
		return is, err
	}
	versions := 0
	for _, step := range j.Steps {
		told := office.RouteStep{RouteEntry: step.RouteEntry, Said: step.Deed.Said(), Note: j.Note(step)}
		if len(step.RouteEntry.Files) > 0 {
			versions++
			told.Draft = versions
		}
		for _, file := range step.RouteEntry.Files {
			told.Files = append(told.Files, names[file])
		}
		is.Steps = append(is.Steps, told)
	}
	if err := cmp.Or(s.commented(ctx, &is), s.beside(ctx, &is)); err != nil {
		return is, err
	}
	decided(&is)
	is.Readable = len(names) > 0
	is.Said = routing.Sentence(r, j.Shown().RouteStands, j.Parted(), is.Duties)
	is.Amended, err = documents.AmendedOf(ctx, s.store, id)
	for _, a := range is.Amended {
		if a.Document == id { // without its reason: that is nobody's business outside
			said, _, _ := strings.Cut(a.Said, ": ")
			is.Said += " " + said + "."
		}
	}
	if err := s.withTasks(ctx, &is); err != nil {
		return is, err
	}
	var failed error
	if is.Torn, failed = documents.TornOf(ctx, s.store, id); is.Torn != "" {
		is.Said += " Các máy ghi khác nhau về văn bản này, đang chờ người có trách nhiệm xem lại."
	}
	return is, cmp.Or(err, failed)
}

// fileNames are what the files of a document are called; one that has not come here is told as
// that.
func (s *Routing) fileNames(ctx context.Context, id office.ID) (map[office.ID]string, error) {
	w, err := documents.Whole(ctx, s.store, id)
	names := map[office.ID]string{}
	for _, f := range w.Files {
		names[f.ID] = fileNamed(f)
	}
	return names, err
}

// fileNamed is what a file of a document is called.
func fileNamed(f office.Enclosed) string {
	if f.Message == nil {
		return "bản số hóa"
	}
	return f.Message.Name
}

// duties are what is owed where a document stands, each weighed against a moment.
func (s *Routing) duties(way routing.Road, h office.RouteStands, open []office.RouteQuestion, at time.Time) (all []office.RouteDuty, err error) {
	c, err := calendar()
	if err != nil {
		return nil, err
	}
	owed, err := routing.Duties(c, way, h, open)
	for _, d := range owed {
		all = append(all, routing.Weigh(c, d, at))
	}
	return all, err
}

// RouteWays are the steps that somebody may take with a document now.
func (s *Routing) RouteWays(ctx context.Context, by office.Clerk, id office.ID) (all []office.RouteWay, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	a, err := s.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return nil, err
	}
	j, r, err := documents.JourneyOf(ctx, s.store, id)
	if err != nil || !a.Keeps || r.State == office.RegisteredCancelled {
		return nil, err
	}
	over, err := documents.Ended(ctx, s.store, []office.ID{id})
	for _, w := range j.Ways(a) {
		if over[id] && !routing.StillTaken(j.Road, w.Deed) {
			continue
		}
		all = append(all, office.RouteWay{Deed: w.Deed, Said: w.Deed.Said(), To: w.To, Words: w.Words, Due: w.Due, Waits: w.WaitsForAll, Of: w.Of})
	}
	return all, err
}

// RoutesHeld are the documents with which somebody has something to do: those that they have,
// those that lie at the desk of who keeps the registers, and the opinions that they are asked for.
// What falls due first comes first.
func (s *Routing) RoutesHeld(ctx context.Context, by office.Clerk) ([]office.RouteItem, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	a, err := s.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return nil, err
	}
	all, err := s.held(ctx, a)
	return s.named(ctx, all, err)
}

// open are all the documents and opinions that are not done.
func (s *Routing) open(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	roads, err := documents.RoadsBy(ctx, s.store, documents.FacetOpen, documents.Open)
	if err != nil {
		return nil, err
	}
	asked, err := documents.QuestionsBy(ctx, s.store, documents.FacetOpen, documents.Open)
	if err != nil {
		return nil, err
	}
	return s.items(ctx, roads, asked, at)
}

func (s *Routing) held(ctx context.Context, a office.RouteActor) ([]office.RouteItem, error) {
	roads, err := documents.RoadsBy(ctx, s.store, documents.FacetHolder, string(a.ID))
	if err != nil {
		return nil, err
	}
	if a.Keeps {
		desk, err := documents.RoadsBy(ctx, s.store, documents.FacetHolder, documents.AtDesk)
		if err != nil {
			return nil, err
		}
		roads = append(roads, desk...)
	}
	asked, err := documents.QuestionsBy(ctx, s.store, documents.FacetAsked, string(a.ID))
	if err != nil {
		return nil, err
	}
	return s.items(ctx, roads, asked, s.clock.Now())
}

// RoutesOverdue are the documents and opinions that are late at a moment; the zero time: now.
func (s *Routing) RoutesOverdue(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if at.IsZero() {
		at = s.clock.Now()
	}
	all, err := s.overdue(ctx, at)
	return s.named(ctx, all, err)
}

func (s *Routing) overdue(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	all, err := s.open(ctx, at)
	return slices.DeleteFunc(all, func(i office.RouteItem) bool { return i.Duty.Late == "" }), err
}

// items tells of roads and questions of documents that stand, what falls due first before the
// others. Of each document it knows the ID alone: a list of thousands reads none of them (named).
func (s *Routing) items(ctx context.Context, roads []documents.Road, asked []documents.Question, at time.Time) (all []office.RouteItem, err error) {
	cancelled, err := documents.AllCancelled(ctx, s.store)
	if err != nil {
		return nil, err
	}
	ended, err := documents.AllEnded(ctx, s.store)
	if err != nil {
		return nil, err
	}
	add := func(is office.RouteItem, id office.ID, way routing.Road, open ...office.RouteQuestion) {
		duties, failed := s.duties(way, is.Stands, open, at)
		if failed != nil {
			err = failed
		}
		if is.Document.ID = id; len(duties) > 0 && !ended[id] {
			is.Duty = slices.MinFunc(duties, func(a, b office.RouteDuty) int { return a.By.Compare(b.By) })
		}
		if !cancelled[id] {
			all = append(all, is)
		}
	}
	for _, road := range roads {
		add(office.RouteItem{Stands: road.RouteStands}, road.Document, road.Way)
	}
	for _, q := range asked {
		question := office.RouteQuestion{Entry: q.Step, By: q.By, To: q.To, Asked: q.Asked, Due: q.Due, Say: q.Say}
		add(office.RouteItem{Question: question}, q.Document, "", question)
	}
	slices.SortStableFunc(all, func(a, b office.RouteItem) int {
		return cmp.Or(cmp.Compare(dueLast(a), dueLast(b)), a.Duty.By.Compare(b.Duty.By))
	})
	return all, err
}

// named reads the documents of a list.
func (s *Routing) named(ctx context.Context, all []office.RouteItem, err error) ([]office.RouteItem, error) {
	for i := range all {
		r, failed := store.One(ctx, s.store, documents.Registered, all[i].Document.ID)
		if failed != nil {
			return nil, failed
		}
		all[i].Document = r
	}
	return all, err
}

func dueLast(i office.RouteItem) int {
	if i.Duty.Said == "" {
		return 1
	}
	return 0
}

// RouteAsked answers “Đã xử lý chưa?” for each document that a number names: one sentence with
// step, holder and deadline, and nothing of what stands in it. It fails with NoSuchNumber.
func (s *Routing) RouteAsked(ctx context.Context, q office.RouteQuery) (said []string, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if q.Year == 0 {
		q.Year = s.clock.Now().In(office.VietNam).Year()
	}
	all, err := documents.Called(ctx, s.store, q.Number, q.Year)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if q.Flow != "" && r.Flow != q.Flow || !strings.Contains(office.Fold(r.Document.Issuer), office.Fold(q.Issuer)) {
			continue
		}
		if _, err := routing.RoadOf(r.Flow); err != nil {
			continue
		}
		is, err := s.RouteOf(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		numbers, err := documents.NumbersGiven(ctx, s.store, r.ID)
		if err != nil {
			return nil, err
		}
		if len(numbers) > 1 {
			is.Said += " " + documents.EachNumberSaid(r, numbers) + "."
		}
		said = append(said, is.Said)
	}
	if len(said) == 0 {
		return nil, NoSuchNumber.About(q.Number, strconv.Itoa(q.Year))
	}
	return said, nil
}

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

// What can be wrong when somebody asks for a document, or tells that it was signed.
var (
	NotSignedHere = office.Failure{
		Name: "station.not-signed-here",
		Said: "Kho của trạm không có chữ ký số nào của hồ sơ đã ghi.",
		Next: "Hãy xem lại mã hồ sơ; nếu văn bản ký trên giấy hay ở nơi khác thì bỏ trống mã.",
	}
	NoSuchNumber = office.Failure{
		Name: "station.no-such-number",
		Said: "Máy này không thấy văn bản nào mang số “%s” trong các sổ năm %s.",
		Next: "Hãy hỏi lại số, năm và cơ quan ban hành; văn bản vào sổ ở máy khác cần trao đổi gói trước.",
	}
)
