package workfiles

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// inOrder puts documents in the order of time in which a file holds them: by the day of the
// document, then by the day and the number under which it was registered, then by its ID, which
// is the same at every station. A document that two stations put in apart stands once.
func inOrder(all []office.Filed, read func(office.ID) (office.Registered, error)) (ordered []office.FiledDocument, err error) {
	slices.SortFunc(all, func(a, b office.Filed) int { return cmp.Compare(a.ID, b.ID) })
	once := map[office.ID]bool{}
	for _, f := range all {
		if once[f.Document] {
			continue
		}
		once[f.Document] = true
		d := office.FiledDocument{Filed: f}
		d.Document, err = read(f.Document)
		if errors.Is(err, store.NoSuchRecord) {
			d.Missing, d.Document.ID = true, f.Document
		} else if err != nil {
			return nil, err
		}
		ordered = append(ordered, d)
	}
	slices.SortFunc(ordered, byTime)
	return ordered, nil
}

func byTime(a, b office.FiledDocument) int {
	return cmp.Or(cmp.Compare(dayIn(a), dayIn(b)), cmp.Compare(a.Document.Entered, b.Document.Entered), cmp.Compare(a.Document.Number, b.Document.Number), cmp.Compare(a.Document.ID, b.Document.ID))
}

// dayIn is the day of a document: that which stands on it, else that on which it was registered,
// else that on which it was put in.
func dayIn(d office.FiledDocument) string {
	return cmp.Or(d.Document.Document.Issued, d.Document.Entered, d.Filed.Added)
}

// Contents reads a file with what lies in it. A document that another station added to a file that
// was closed here meanwhile stands behind those that were in it, and says so.
func Contents(ctx context.Context, s *store.Store, f office.WorkFile) (c office.FileContents, err error) {
	c.WorkFile = f
	all, err := store.By(ctx, s, Filed, facetStands, string(f.ID))
	if err != nil {
		return c, err
	}
	c.Documents, err = inOrder(all, func(id office.ID) (office.Registered, error) { return store.One(ctx, s, documents.Registered, id) })
	if err != nil {
		return c, err
	}
	if f.Shut() {
		if err := fixOrder(ctx, s, &c); err != nil {
			return c, err
		}
	}
	count(&c)
	return c, nil
}

// fixOrder puts documents in the order that they had when the file was closed last.
func fixOrder(ctx context.Context, s *store.Store, c *office.FileContents) error {
	all, err := store.By(ctx, s, Closings, facetFile, string(c.ID))
	if err != nil || len(all) == 0 {
		return err
	}
	last := slices.MaxFunc(all, func(a, b office.FileClosing) int { return cmp.Compare(a.ID, b.ID) })
	place := map[office.ID]int{}
	for i, id := range last.Order {
		place[id] = i + 1
	}
	for i := range c.Documents {
		c.Documents[i].Late = place[c.Documents[i].Filed.ID] == 0
	}
	slices.SortStableFunc(c.Documents, func(a, b office.FiledDocument) int {
		if a.Late != b.Late {
			if a.Late {
				return 1
			}
			return -1
		}
		return place[a.Filed.ID] - place[b.Filed.ID]
	})
	return nil
}

// count gives ordinals, and tells what the documents of a file amount to.
func count(c *office.FileContents) {
	recalled, missing := 0, 0
	for i := range c.Documents {
		d := &c.Documents[i]
		d.Ordinal = i + 1
		c.Pages += d.Filed.Pages
		if d.Filed.Pages == 0 {
			c.Uncounted++
		}
		if d.Late {
			c.Late++
		}
		if d.Missing {
			missing++
			continue
		}
		if d.Recalled() {
			recalled++
			c.Frozen = c.Frozen || d.Filed.State != office.FiledLooked
		}
		if day := dayIn(*d); c.From == "" || day < c.From {
			c.From = day
		}
		c.To = max(c.To, dayIn(*d))
	}
	remark := func(n int, said string) {
		if n > 0 {
			c.Remarks = append(c.Remarks, fmt.Sprintf(said, n))
		}
	}
	remark(recalled, "%d văn bản trong hồ sơ đã bị hủy hoặc thu hồi.")
	remark(missing, "%d văn bản chưa tới máy này.")
	remark(c.Late, lateSaid(c.State))
	remark(c.Uncounted, "%d văn bản chưa ghi số trang, nên tổng số trang chưa đủ.")
	if len(c.Documents) > mostOrdinal {
		remark(len(c.Documents), "Hồ sơ có %d văn bản. Trường số thứ tự của Phụ lục VI có 3 chữ số: nên chia hồ sơ thành nhiều tập.")
	}
	if c.Pages > mostTotal {
		remark(c.Pages, "Hồ sơ có %d trang. Trường tổng số trang của Phụ lục VI có 4 chữ số: nên chia hồ sơ thành nhiều tập.")
	}
}

// lateSaid tells of documents that came once a file was closed, and what can still be done: one that was
// handed over is not opened again.
func lateSaid(state office.State) string {
	if state == office.FileHanded || state == office.FileDestroyed {
		return "%d văn bản do máy khác đưa vào, tới sau khi hồ sơ đã nộp lưu: bên nhận chưa có chúng, hãy báo bên nhận."
	}
	return "%d văn bản do máy khác đưa vào, tới sau khi hồ sơ kết thúc: mở lại rồi kết thúc lần nữa để chúng có chỗ theo thời gian."
}

// PlanOf lists the lines of a year's list that stand, as they were written down: by heading, each
// in the order of its first line, then by part and number.
func PlanOf(ctx context.Context, s *store.Store, year int) ([]office.PlannedFile, error) {
	all, err := store.By(ctx, s, Planned, FacetYear, strconv.Itoa(year))
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p office.PlannedFile) bool { return p.State != office.FilePlanned })
	first := map[string]office.ID{}
	for _, p := range all {
		for _, key := range []string{p.Heading, p.Heading + "\n" + p.Part} {
			if first[key] == "" || p.ID < first[key] {
				first[key] = p.ID
			}
		}
	}
	slices.SortFunc(all, func(a, b office.PlannedFile) int {
		return cmp.Or(cmp.Compare(first[a.Heading], first[b.Heading]), cmp.Compare(first[a.Heading+"\n"+a.Part], first[b.Heading+"\n"+b.Part]), cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Named finds a file by its ID, or by its số và ký hiệu in a year. It fails with NoSuchFile and
// TwoFiles.
func Named(ctx context.Context, s *store.Store, name string, year int) (office.WorkFile, error) {
	if _, err := office.ParseID(name); err == nil {
		f, err := store.One(ctx, s, Files, office.ID(name))
		if errors.Is(err, store.NoSuchRecord) {
			return f, NoSuchFile.About(name)
		}
		return f, err
	}
	all, err := store.By(ctx, s, Files, facetNotation, inYear(year, name))
	switch {
	case err != nil:
		return office.WorkFile{}, err
	case len(all) == 0:
		return office.WorkFile{}, NoSuchFile.About(name)
	case len(all) > 1:
		return office.WorkFile{}, TwoFiles.About(name)
	}
	return all[0], nil
}

// PlannedAs finds the line of a year's list that bears a số và ký hiệu; false: there is none.
func PlannedAs(ctx context.Context, s *store.Store, notation string, year int) (office.PlannedFile, bool, error) {
	all, err := store.By(ctx, s, Planned, facetNotation, inYear(year, notation))
	all = slices.DeleteFunc(all, func(p office.PlannedFile) bool { return p.State != office.FilePlanned })
	if err != nil || len(all) == 0 {
		return office.PlannedFile{}, false, err
	}
	return all[0], true, nil
}

// Noticed are the files of which somebody is to be told by a month, yyyy-mm, whenever that month
// came.
func Noticed(ctx context.Context, s *store.Store, month string) (all []office.WorkFile, err error) {
	months, err := s.Values(ctx, KindFile, FacetNotice)
	if err != nil {
		return nil, err
	}
	seen := map[office.ID]bool{}
	for _, m := range months {
		if m > month {
			break
		}
		some, err := store.By(ctx, s, Files, FacetNotice, m)
		if err != nil {
			return nil, err
		}
		for _, f := range some {
			if !seen[f.ID] {
				seen[f.ID], all = true, append(all, f)
			}
		}
	}
	return all, nil
}

// Of names the work file that an entry of the journal tells of, or of what lies in it; false: it
// tells of something else.
func Of(e office.Entry) (file office.ID, is bool) {
	switch e.Kind {
	case KindFile:
		return e.Record, true
	case KindFiled, KindClosing, KindRight:
		var of struct {
			File office.ID `json:"file"`
		}
		return of.File, json.Unmarshal(e.Body, &of) == nil
	}
	return "", false
}

// LyingIn are the documents that lie in a file now, each as it was put in.
func LyingIn(ctx context.Context, s *store.Store, file, document office.ID) ([]office.Filed, error) {
	return store.By(ctx, s, Filed, facetPair, string(file+"/"+document))
}

// RightsChanged are the changes of rights that a person has not seen.
func RightsChanged(ctx context.Context, s *store.Store, person office.ID) ([]office.FileRight, error) {
	return store.By(ctx, s, Rights, FacetTold, string(person))
}

// Unfrozen are the documents in files that are cancelled on their register or recalled, and that froze no
// file yet: another station added them before it learned of it.
func Unfrozen(ctx context.Context, s *store.Store) (all []store.Change, err error) {
	cancelled, _, err := s.FindLines(ctx, store.LineQuery{Kind: documents.Registered.Name, States: []office.State{office.RegisteredCancelled}})
	if err != nil {
		return nil, err
	}
	recalled, err := documents.AllRecalled(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, l := range cancelled {
		recalled = append(recalled, l.ID)
	}
	for _, id := range recalled {
		some, err := Recalled(ctx, s, id)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
