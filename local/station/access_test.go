package station

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

const accessPassword = "khoai lang tím nướng"

// lookedAt are what people looked at here: step, whose, and the record.
func (d *desk) lookedAt(t *testing.T) (all []people.Access) {
	t.Helper()
	d.accesses.Written(t.Context())
	all, err := people.Stored{Store: d.store}.Accesses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEachRoadToARecordIsTakenDown walks everything that shows a record or takes it out,
// as a person who has unlocked, and finds each in the journal of that record.
func TestEachRoadToARecordIsTakenDown(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := d.KeepSheet(ctx, "kenh", staff[0], office.Sheet{Answers: map[string]string{"name": "Trang xã Mẫu", "sort": "other", "address": "mau.example"}})
	if err != nil {
		t.Fatal(err)
	}
	written, workFile := d.plan(t), d.opens(t, file("01.VP"))
	raised, err := d.Raise(ctx, office.Incident{Name: "Mất mạng", Sort: "line", Effects: "không nộp được hồ sơ qua mạng", Cause: "thử"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.ImportMessage(ctx, office.MessageOrder{Clerk: staff[0], Path: exportedOf(t, d, c.ID), Document: office.Document{Type: "cong-van", Subject: "về việc ví dụ"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.begins(t)
	came := d.registers(t, arrived("về việc đến"))
	drafted := d.submits(t, map[string][]byte{"a.docx": draftDOCX(t, "một")}, map[string][]byte{"a.docx": draftDOCX(t, "hai")})
	asked := d.asksFor(t, d.procedure(t, "1.000001", nil))
	heard := d.hears(t, nil)
	if all := d.lookedAt(t); len(all) > 0 {
		t.Fatalf("while nobody has an account, it is told who looked: %+v", all)
	}
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	out := func() string { return filepath.Join(t.TempDir(), "ra") }
	for name, road := range map[string]struct {
		way    string
		record office.ID
		called string
		walk   func() error
	}{
		"Conversion":      {people.StepSeen, c.ID, "", func() error { _, err := d.Conversion(ctx, c.ID); return err }},
		"Named by ID":     {people.StepSeen, c.ID, "", func() error { _, err := d.Named(ctx, string(c.ID)); return err }},
		"Named by code":   {people.StepSeen, c.ID, "", func() error { _, err := d.Named(ctx, string(c.Code)); return err }},
		"Entries":         {people.StepSeen, c.ID, "", func() error { _, err := d.Entries(ctx, c.ID); return err }},
		"History":         {people.StepSeen, c.ID, "", func() error { _, err := d.History(ctx, c.ID); return err }},
		"History, sheet":  {people.StepSeen, sheet.ID, "", func() error { _, err := d.History(ctx, sheet.ID); return err }},
		"PagePicture":     {people.StepSeen, c.ID, "", func() error { _, err := d.PagePicture(ctx, c.ID, 0, 100); return err }},
		"OnPages":         {people.StepSeen, c.ID, "", func() error { _, err := d.OnPages(ctx, c.ID, "mẫu"); return err }},
		"SigningPicture":  {people.StepSeen, c.ID, "", func() error { _, err := d.SigningPicture(ctx, c.ID, 0, 100); return err }},
		"OpenOriginal":    {people.StepSeen, m.ID, "", func() error { return shut(d.OpenOriginal(ctx, m.ID)) }},
		"OnPaper":         {people.StepSeen, m.ID, "", func() error { _, err := d.OnPaper(ctx, m.ID, nil); return err }},
		"Resume":          {people.StepSeen, draft.ID, "", func() error { _, err := d.Resume(ctx, draft.ID); return err }},
		"Sheet":           {people.StepSeen, sheet.ID, "", func() error { _, err := d.Sheet(ctx, "kenh", sheet.ID); return err }},
		"SheetVersions":   {people.StepSeen, sheet.ID, "", func() error { _, err := d.SheetVersions(ctx, "kenh", sheet.ID); return err }},
		"IncidentNotes":   {people.StepSeen, raised.ID, "", func() error { _, err := d.IncidentNotes(ctx, raised.ID); return err }},
		"SaveSheetPaper":  {people.StepTaken, raised.ID, "", func() error { return d.SaveSheetPaper(ctx, "su-co", raised.ID, "nguoi-dung", out()+".pdf") }},
		"PlanSections":    {people.StepSeen, written.ID, "", func() error { _, err := d.PlanSections(ctx); return err }},
		"SavePlan":        {people.StepTaken, written.ID, "", func() error { return d.SavePlan(ctx, out()+".pdf") }},
		"ExportPlan":      {people.StepTaken, written.ID, "", func() error { return d.ExportPlan(ctx, out()) }},
		"SheetPaper":      {people.StepSeen, raised.ID, "", func() error { _, err := d.SheetPaper(ctx, "su-co", raised.ID, "bm03"); return err }},
		"SheetText":       {people.StepSeen, raised.ID, "", func() error { _, err := d.SheetText(ctx, "su-co", raised.ID, "thu"); return err }},
		"Export":          {people.StepTaken, c.ID, "", func() error { return d.Export(ctx, c.ID, out()) }},
		"ExportOriginal":  {people.StepTaken, m.ID, "", func() error { return d.ExportOriginal(ctx, m.ID, out()) }},
		"Export, digital": {people.StepTaken, c.ID, "", func() error { return d.ExportOriginal(ctx, c.ID, out()) }},
		"CompareDrafts":   {people.StepSeen, drafted.ID, "", func() error { _, err := d.CompareDrafts(ctx, drafted.ID, 0, 0, nil); return err }},
		"DraftFormOf":     {people.StepSeen, drafted.ID, "", func() error { _, err := d.DraftFormOf(ctx, drafted.ID); return err }},
		"SaveDraft":       {people.StepTaken, came.ID, "", func() error { return d.SaveDraft(ctx, office.DraftWish{Document: came.ID}, out()+".docx") }},
		"RouteOf":         {people.StepSeen, came.ID, "", func() error { _, err := d.RouteOf(ctx, came.ID); return err }},
		"SaveRoute":       {people.StepTaken, came.ID, "", func() error { return d.SaveRoute(ctx, came.ID, out()+".json", "") }},
		"ExportBook":      {people.StepTaken, "", "Sổ kênh giao tiếp", func() error { return d.ExportBook(ctx, "kenh", out()+".json", "") }},
		"PrintBook":       {people.StepTaken, "", "Sổ sử dụng bản lưu", func() error { _, err := d.PrintBook(ctx, "ban-luu", 2026, out()+".pdf", ""); return err }},
		"SaveReckoning":   {people.StepTaken, "", reckoningTitle, func() error { return d.SaveReckoning(ctx, out()+".xlsx", "") }},
		"ExportAudit":     {people.StepTaken, "", "Nhật ký", func() error { return d.ExportAudit(ctx, office.DeedWish{}, out()+".xlsx", "") }},
		"FileContents":    {people.StepSeen, workFile.ID, "", func() error { _, err := d.FileContents(ctx, workFile.ID); return err }},
		"FileVersions":    {people.StepSeen, workFile.ID, "", func() error { _, err := d.FileVersions(ctx, workFile.ID); return err }},
		"ExportFile":      {people.StepTaken, workFile.ID, "", func() error { _, err := d.ExportFile(ctx, workFile.ID, out()+".xml", ""); return err }},
		"SaveFilePlan":    {people.StepTaken, "", "Danh mục hồ sơ", func() error { return d.SaveFilePlan(ctx, thisYear(), out()+".xlsx", "") }},
		"SaveFilesList":   {people.StepTaken, "", "Mục lục hồ sơ", func() error { return d.SaveFilesList(ctx, thisYear(), out()+".xlsx", "") }},
		"SaveRequestForm": {people.StepTaken, asked.Request.ID, "", func() error {
			return d.SaveRequestForm(ctx, office.RequestFormWish{Request: asked.Request.ID, Form: "receipt"}, out()+".pdf")
		}},
		"SaveReceptionPaper":    {people.StepTaken, heard.ID, "", func() error { return d.SaveReceptionPaper(ctx, heard.ID, "ban-ghi", out()+".pdf", false) }},
		"Paper of a reception":  {people.StepTaken, heard.ID, "", func() error { return d.SaveSheetPaper(ctx, "tiep-cong-dan", heard.ID, "ban-ghi", out()+".pdf") }},
		"SaveReceptionRegister": {people.StepTaken, "", fmt.Sprint("Sổ tiếp công dân năm ", thisYear()), func() error { _, err := d.SaveReceptionRegister(ctx, thisYear(), out()+".xlsx", ""); return err }},
		"SaveRequestRegister":   {people.StepTaken, "", fmt.Sprint("Sổ theo dõi hồ sơ năm ", thisYear()), func() error { _, err := d.SaveRequestRegister(ctx, thisYear(), out()+".xlsx", ""); return err }},
		"Request":               {people.StepSeen, asked.Request.ID, "", func() error { _, err := d.Request(ctx, asked.Request.ID); return err }},
		"RequestNamed":          {people.StepSeen, asked.Request.ID, "", func() error { _, err := d.RequestNamed(ctx, asked.Request.Code); return err }},
		"PersonSought":          {people.StepSought, "", "Số định danh tận cùng 0001", func() error { _, err := d.PersonSought(ctx, "001 090 000 001"); return err }},
		"SaveRequestReport": {people.StepTaken, "", requestReportTitle, func() error {
			_, err := d.SaveRequestReport(ctx, office.RequestReportWish{}, out()+".xlsx", "")
			return err
		}},
		"ExportBundle": {people.StepTaken, "", "Gói trao đổi giữa các trạm", func() error { _, err := d.ExportBundle(ctx, out(), 0, nil); return err }},
	} {
		d.takeDownAccesses(d.gate) // otherwise a look that goes on is one
		before := d.counted(t)
		if err := road.walk(); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		is := func(a people.Access) bool {
			return a.Way == road.way && a.Record == road.record && a.Called == road.called && a.Who == staff[0].Name && a.Account == all[0].ID
		}
		if all := d.lookedAt(t); !slices.ContainsFunc(all, is) || d.counted(t) != before+1 {
			t.Errorf("%s: counted %d times more, in %+v", name, d.counted(t)-before, all)
		}
	}
	page, err := d.Audit(ctx, office.DeedWish{Record: string(c.Code)}, office.DeedPlace{}, 100)
	said := ""
	for _, deed := range page.Deeds {
		said += deed.Said() + "\n"
	}
	for _, want := range []string{staff[0].Name + ": Mở xem, Hồ sơ: ", staff[0].Name + ": Xuất ra tệp, Hồ sơ: "} {
		if err != nil || !strings.Contains(said, want) {
			t.Errorf("the journal of the record lacks %q, %v:\n%s", want, err, said)
		}
	}
	if strings.Contains(said, "Sổ kênh") || strings.Contains(said, "Trang xã Mẫu") {
		t.Errorf("the journal of the record tells of others:\n%s", said)
	}
}

// counted is how many times anybody looked at anything.
func (d *desk) counted(t *testing.T) (times int) {
	t.Helper()
	d.accesses.Written(t.Context())
	over, err := d.store.TriesOver(t.Context(), "access ", d.clock.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, counted := range over {
		times += counted
	}
	return times
}

func shut(b office.Book, err error) error {
	if err != nil {
		return err
	}
	return b.Close()
}

// exportedOf takes a record out before anybody has an account.
func exportedOf(t *testing.T, d *desk, id office.ID) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ra.pdf")
	if err := d.Export(t.Context(), id, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestListingAFailureAndTheStationsOwnReadingAreNoLooks does what shows nobody a record.
func TestListingAFailureAndTheStationsOwnReadingAreNoLooks(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	keys, _, err := d.FindAll(ctx, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"Rows":       func() error { _, err := d.Rows(ctx, keys); return err },
		"RowsFound":  func() error { _, err := d.RowsFound(ctx, keys, "ví dụ"); return err },
		"FindSheets": func() error { _, _, err := d.FindSheets(ctx, "kenh", "", 10); return err },
		"Drafts":     func() error { _, err := d.Drafts(ctx); return err },
		"a filter": func() error {
			_, err := d.Audit(ctx, office.DeedWish{Record: string(c.Code)}, office.DeedPlace{}, 10)
			return err
		},
		"again": func() error { _, err := d.Conversion(office.Again(ctx), c.ID); return err },
		"Prove": func() error { _, err := d.Prove(ctx, c.ID, nil); return err },
	} {
		if err := do(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if seen := d.lookedAt(t); len(seen) > 0 {
			t.Fatalf("%s counts as a look: %+v", name, seen)
		}
	}
	there := filepath.Join(t.TempDir(), "có rồi.pdf")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, fails := range map[string]func() error{
		"a file that is there": func() error { return d.Export(ctx, c.ID, there) },
		"no such record":       func() error { _, err := d.Conversion(ctx, "x"); return err },
		"not a print copy":     func() error { return shut(d.OpenCopy(ctx, c.ID)) },
		"nothing of a record": func() error {
			_, err := d.History(ctx, office.NewID(d.clock.Now()))
			return fmt.Errorf("as it should: %w", err)
		},
	} {
		if err := fails(); err == nil {
			t.Errorf("%s: nothing is wrong", name)
		}
		if seen := d.lookedAt(t); len(seen) > 0 {
			t.Fatalf("%s counts as a look: %+v", name, seen)
		}
	}
}

// TestALookChangesNoPage keeps lists from being read anew each time that somebody looks.
func TestALookChangesNoPage(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[0], accessPassword)
	d.watch.working.Lock() // what is vouched for beside the work is a change of its own
	defer d.watch.working.Unlock()
	changes := 0
	defer d.OnChange(func() { changes++ })()
	if _, err := d.Conversion(ctx, c.ID); err != nil {
		t.Fatal(err)
	}
	if len(d.lookedAt(t)) != 1 || changes > 0 {
		t.Errorf("%d looks, %d changes", len(d.lookedAt(t)), changes)
	}
	if _, err := d.Begin(ctx, staff[0]); err != nil || changes == 0 {
		t.Errorf("after an act %d changes, %v", changes, err)
	}
}

// noLook are readings that show nobody a record, each with why.
var noLook = map[string]string{
	"find":                "a list",
	"FindMessages":        "a list",
	"RouteWays":           "what may be done next, and nothing of a record",
	"RoutesHeld":          "a list",
	"FindHeld":            "a list",
	"FindLate":            "a list",
	"RoutesOverdue":       "a list",
	"RouteAsked":          "RouteOf takes each down",
	"RequestAsked":        "a sentence that tells nothing of a person",
	"FindRequests":        "a list",
	"RequestsLate":        "a list",
	"RequestRows":         "a list",
	"Turns":               "numbers of a queue, of nobody",
	"MeetingsBetween":     "a list",
	"MyMeetings":          "a list of one's own",
	"MeetingRooms":        "names of rooms, and no record",
	"MeetingPlatforms":    "names of platforms, and no record",
	"FreeTimes":           "hours, and no record",
	"TasksOf":             "a list",
	"CalendarDays":        "names of days, and no record",
	"ProveMinutes":        "a verdict",
	"MailLine":            "an account on a server, and no record",
	"SharedCalendars":     "accounts on servers, and no record",
	"LineStands":          "how lines stand, and no record",
	"CalendarClashes":     "a list",
	"Procedures":          "a list",
	"RequestReport":       "figures, of which none tells of a person who asked",
	"FindSheets":          "a list",
	"FindRegistered":      "a list",
	"RegisteredRows":      "a list",
	"PreviewOldRegister":  "what the person brought",
	"PreviewBookTable":    "what the person brought, against a list",
	"SaveOldRegister":     "what the person brought",
	"RegisterWords":       "words that are offered, of no record",
	"NumbersStand":        "whether a year is open, of no record",
	"OtherStations":       "which stations there are",
	"Plans.facts":         "its callers take it down",
	"Rows":                "a list",
	"RowsFound":           "a list",
	"Drafts":              "a list",
	"CutScans":            "a list",
	"Refusals":            "a list",
	"SecretTraces":        "a list, of what is left of what may not be kept",
	"Duplicates":          "a list",
	"GradeOnPaper":        "a word on what the person brought",
	"Prove":               "a verdict, and not what stands in the record",
	"ProveCode":           "a verdict",
	"ProveFile":           "a verdict on what the person brought",
	"copyPicture":         "OpenCopy takes it down",
	"OpenScan":            "what the person brought",
	"asBook":              "its callers take it down",
	"LookPicture":         "a seal or a hand, which belongs to no record",
	"withSignatures":      "SigningPicture takes it down",
	"Thumbnail":           "of what the person brought",
	"printed.Picture":     "compare takes it down",
	"sheets.Picture":      "what the person brought",
	"leaves.Picture":      "what the person brought",
	"pictureOf":           "of a page on its way in, for the program's own eye",
	"soft.Picture":        "what the person brought",
	"ProveJournal":        "a verdict",
	"ProveJournalAgainst": "a verdict",
	"ExportMarks":         "marks of the journal, and no record",
	"ProveExport":         "a verdict on what the person brought",
	"StationKeys":         "keys, and no record",
	"ShowIdentity":        "a key's public half, and no record",
	"ExportStationKey":    "keys, and no record",
	"Roots":               "certificates, and no record",
	"Templates":           "wordings, and no record",
	"SampleMark":          "wordings, and no record",
	"SigningSetup":        "settings, and no record",
	"ScanSetup":           "settings, and no record",
	"SaveSeparator":       "a sheet that is the same for all papers",
	"AllClerks":           "who works here",
	"Clerks":              "who works here",
	"Chains":              "stations, and no record",
	"MissingFiles":        "names of files",
	"UnreadFiles":         "names of files",
	"Orphans":             "names of files",
	"FreshFiles":          "names of files",
	"Pages":               "how many they are; Picture takes it down",
	"Undone":              "how they would lie; Picture takes it down",
	"DraftHeading":        "what the form is offered; Picture takes the page down",
	"Lying":               "which way pages lie; Picture takes them down",
	"HalfTyped":           "the person's own words, which are no record yet",
	"Conditions":          "the law, weighed over work in hand",
	"Weigh":               "the law, weighed over work in hand",
	"OnPaper":             "Conversion takes it down",
	"Mark":                "what will stand in a mark",
	"TryMark":             "what will stand in a mark",
	"LookView":            "how a signature will look; SigningPicture takes it down",
	"SigningPages":        "how many they are",
	"SigningTasks":        "a list",
	"WaitSorts":           "sorts, and no record",
	"OpenCompared":        "beside OpenCopy, which takes it down",
	"Used":                "names that the form offers, and no record",
	"SigningTaskOf":       "a line of a list",
	"Find":                "a list",
	"FindAll":             "a list",
	"FindRecords":         "a list",
	"FindAnything":        "a list",
	"Search":              "a list",
	"SavedSearches":       "of whoever asks: a list of their own wishes",
	"SignedForm":          "beside Conversion, which takes it down",
	"Withdrawal":          "beside Conversion, which takes it down",
	"Report":              "the verdict in hand",
	"BornAt":              "a station, and not what it wrote",
	"IDNamed":             "the ID of what was named",
	"knows":               "who works here",
	"Staff":               "who works here",
	"DayToClose":          "figures, and lines of a list",
	"DaySheets":           "a list",
	"OpenDays":            "days, and no record",
	"CopyTargets":         "places, and no record",
	"PlanStand":           "a word on the plan, and nothing of it",
	"SpaceStates":         "of disks, and of no record",
	"CopyStates":          "how copies stand, and no record",
	"Drills":              "a list",
	"DrillsStand":         "when one is due",
	"DrillSetup":          "what was chosen of this computer",
	"EmergencyStands":     "what waits, counted",
	"Reckoning":           "a list",
	"SeriesStand":         "how many numbers there are, and no record",
	"ExplainNumbers":      "numbers, and why some are missing",
	"FilePlan":            "a list",
	"FilesOfYear":         "a list",
	"FindFiles":           "a list",
	"FileRows":            "a list",
	"FileNamed":           "the ID of what was named",
	"CopyNow":             "how copies stand; what is copied is sealed",
	"CheckCopy":           "how a copy stands, and no record",
	"CheckDatabase":       "how the database stands, and no record",
}

// TestEachReadingIsTakenDownOrSaysWhyNot reads the code: whatever asks for the right to
// read, and whatever hands out pages, takes the look down or stands above.
func TestEachReadingIsTakenDownOrSaysWhyNot(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			fn, is := decl.(*ast.FuncDecl)
			if !is || fn.Body == nil || fn.Name.Name == "reads" || !calls(fn, "reads") && !handsOutPages(fn) {
				continue
			}
			found++
			if !calls(fn, "seen", "taken", "takenAll", "sought") && noLook[fn.Name.Name]+noLook[ownerOf(fn)+"."+fn.Name.Name] == "" {
				t.Errorf("%s: %s shows what the office keeps, and takes nothing down", path, fn.Name.Name)
			}
		}
	}
	if found < 20 {
		t.Fatalf("only %d readings found: the search is broken", found)
	}
}

// ownerOf is the type that a method belongs to; empty: none.
func ownerOf(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	of := fn.Recv.List[0].Type
	if star, is := of.(*ast.StarExpr); is {
		of = star.X
	}
	return nameOf(of)
}

func calls(fn *ast.FuncDecl, names ...string) (does bool) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, is := n.(*ast.CallExpr); is && slices.Contains(names, nameOf(call.Fun)) {
			does = true
		}
		return !does
	})
	return does
}

func handsOutPages(fn *ast.FuncDecl) bool {
	if fn.Type.Results == nil {
		return false
	}
	return slices.ContainsFunc(fn.Type.Results.List, func(f *ast.Field) bool {
		s, is := f.Type.(*ast.SelectorExpr)
		return is && slices.Contains([]string{"image.Image", "office.Book"}, nameOf(s.X)+"."+s.Sel.Name)
	})
}
