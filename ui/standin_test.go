package ui

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"sync"
	"sync/atomic"
	"time"

	"tram/local/job"
	"tram/local/office"
)

// standIn is an office in memory, with nothing on the desk: what a document
// needs of it is not asked here.
type standIn struct {
	spaces []office.Space
	plan   office.PlanStand
	power  office.Power

	drillOwed atomic.Bool
	drills    atomic.Int64                        // that began by themselves
	mine      atomic.Pointer[[]office.Occurrence] // meetings of whoever sits here

	Services

	mu        sync.Mutex
	ready     bool
	closing   string // the day that was counted last
	weak      bool
	office    office.Office
	clerks    []office.Clerk
	templates []office.MarkTemplate
	finished  int
	drafts    []office.Row
	proof     office.Proof
	tasks     []office.SigningTask
	paper     office.State // of the one data message; empty: there is none
	failing   error
	owed      bool // the recovery key
	trouble   *office.JournalTrouble
	rest      office.AtRest
	fresh     []office.Orphan
	gaps      []office.Gap
	changed   func()
	closed    bool
	toSign    []office.ID // whose signing was asked about
	people    []office.Visitor
	mute      error // why the store cannot tell who may come in; nil: it can
	sits      office.ID
	told      []string  // to whom comes in
	lost      bool      // who sits may work no more
	alone     office.ID // of the only person, who has no password
	doors     int       // how often the door was asked
	denied    map[office.Right]error
	halfTyped map[string]string

	copies       []office.CopyState
	made, toMake atomic.Int64 // of what lists and search know
}

func newStandIn() *standIn {
	return &standIn{
		ready:  true,
		office: office.Office{ID: "o", Version: 1, Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H00.00.01", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		clerks: []office.Clerk{{ID: "a", Name: "Trần Thị Ví Dụ", Position: "Công chức Văn phòng"}, {ID: "b", Name: "Nguyễn Văn Mẫu", Left: true}},
		templates: []office.MarkTemplate{
			{ID: "t1", Version: 3, Form: office.Plain, SizePt: 10, Lines: []string{"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY", "Thời gian chuyển đổi: {thoi-gian}", "Cơ quan thực hiện: {co-quan}"}},
			{ID: "t2", Version: 1, Form: office.TrueCopy, SizePt: 10, Lines: []string{"SAO Y", "{co-quan}", "{thoi-gian}"}},
		},
		finished: 1234, halfTyped: map[string]string{},
	}
}

func (s *standIn) SetUp(_ context.Context, o office.Office, clerks []office.Clerk) (office.Recovery, error) {
	if s.failing != nil {
		return office.Recovery{}, s.failing
	}
	s.ready, s.office, s.clerks = true, o, clerks
	return office.Recovery{Key: "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ", PDF: []byte("%PDF"), Kept: "Chìa niêm phong nằm trong kho khóa của hệ điều hành."}, nil
}

func (s *standIn) Office(context.Context) (office.Office, error) { return s.office, s.failing }

func (s *standIn) SaveOffice(_ context.Context, o office.Office) (office.Office, error) {
	o.Version++
	s.office = o
	return o, s.failing
}

func (s *standIn) Clerks(context.Context) ([]office.Clerk, error) { return s.clerks[:1], s.failing }

func (s *standIn) AllClerks(context.Context) ([]office.Clerk, error) { return s.clerks, s.failing }

func (s *standIn) SaveClerk(_ context.Context, c office.Clerk) (office.Clerk, error) {
	return c, s.failing
}

func (s *standIn) Templates(context.Context) ([]office.MarkTemplate, error) {
	return s.templates, s.failing
}

func (s *standIn) SaveTemplate(_ context.Context, t office.MarkTemplate) (office.MarkTemplate, error) {
	t.Version++
	return t, s.failing
}

func (s *standIn) SampleMark(context.Context, office.MarkTemplate) (office.MarkView, error) {
	sample := image.NewGray(image.Rect(0, 0, 400, 120))
	draw.Draw(sample, sample.Bounds(), image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	return office.MarkView{Picture: sample}, s.failing
}

func (s *standIn) Types() []office.DocumentType { return nil }
func (s *standIn) Home() string                 { return "/home/mau/.local/share/tram" }
func (s *standIn) Ready() bool                  { return s.ready }
func (s *standIn) RecoveryOwed() bool           { return s.owed }
func (s *standIn) RecoveryKept() error          { s.owed = false; return nil }

func (s *standIn) Recovery(context.Context) (office.Recovery, error) {
	return office.Recovery{Key: "0123-4567", PDF: []byte("%PDF")}, nil
}

func (s *standIn) JournalTrouble() (office.JournalTrouble, bool) {
	if s.trouble == nil {
		return office.JournalTrouble{}, false
	}
	return *s.trouble, true
}

func (s *standIn) FreshFiles(context.Context) ([]office.Orphan, error)        { return s.fresh, nil }
func (s *standIn) MissingFiles(context.Context) ([]office.Gap, error)         { return s.gaps, nil }
func (s *standIn) UnreadFiles(context.Context) ([]office.Gap, error)          { return s.gaps, nil }
func (s *standIn) Orphans(context.Context) ([]office.Orphan, error)           { return s.fresh, nil }
func (s *standIn) StampJournal(context.Context) (int, error)                  { return 0, nil }
func (s *standIn) Refusals(context.Context) ([]office.Refusal, error)         { return nil, nil }
func (s *standIn) SecretTraces(context.Context) ([]office.SecretTrace, error) { return nil, nil }

func (s *standIn) AtRest(context.Context) office.AtRest { return s.rest }

func (s *standIn) KeptSaid() (string, bool) {
	return "Chìa niêm phong nằm trong kho khóa của hệ điều hành.", s.weak
}

func (s *standIn) HasOwnStore() bool { return false }

func (s *standIn) CutScans(context.Context) ([]office.CutScan, error) { return nil, nil }

func (s *standIn) ScanSetup(context.Context) (office.ScanSetup, error) {
	return office.ScanSetup{}, s.failing
}

func (s *standIn) WaitSorts(context.Context) ([]office.WaitSort, error) { return nil, s.failing }
func (s *standIn) WaitingOf(_ context.Context, sort office.WaitSort) (office.Waiting, error) {
	is := office.Waiting{Sort: sort}
	if sort == draftsWait {
		is.Count = len(s.drafts)
	}
	return is, s.failing
}

func (s *standIn) HalfTyped(_ context.Context, name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.halfTyped[name], nil
}

func (s *standIn) KeepHalfTyped(_ context.Context, name, words string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.halfTyped[name] = words
	return nil
}

func (s *standIn) Drafts(context.Context) ([]office.Row, error) { return s.drafts, s.failing }

func (s *standIn) FindRecords(context.Context, office.RecordWish, int) ([]int64, bool, error) {
	return make([]int64, s.finished), false, s.failing
}

func (s *standIn) Find(context.Context, string, int) ([]int64, bool, error) {
	return make([]int64, s.finished), false, s.failing
}

func (s *standIn) FinishedCount(context.Context) (int, error) { return s.finished, s.failing }

func (s *standIn) OnChange(fn func()) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed = fn
	return func() {}
}

func (s *standIn) DataVersion(context.Context) (int64, error)     { return 1, nil }
func (s *standIn) Drills(context.Context) ([]office.Drill, error) { return nil, s.failing }

func (s *standIn) DrillsStand(context.Context) (office.DrillsStand, error) {
	return office.DrillsStand{}, s.failing
}

func (s *standIn) DrillSetup(context.Context) (office.DrillSetup, error) {
	return office.DrillSetup{}, s.failing
}

func (s *standIn) SetDrillsOff(context.Context, bool) error { return s.failing }

func (s *standIn) DrillOwed(_ context.Context, told bool) (bool, error) {
	return told && s.drillOwed.Load(), nil
}

// DrillByItself is held until its context ends.
func (s *standIn) DrillByItself(ctx context.Context, _ *job.Progress) (office.Drill, error) {
	s.drills.Add(1)
	<-ctx.Done()
	return office.Drill{}, ctx.Err()
}

func (s *standIn) CopyStates(context.Context) ([]office.CopyState, error) { return s.copies, nil }

func (s *standIn) Making(context.Context) (done, total int64, err error) {
	return s.made.Load(), s.toMake.Load(), nil
}

func (s *standIn) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

func (s *standIn) RowsFound(ctx context.Context, keys []int64, _ string) ([]office.Row, error) {
	return s.Rows(ctx, keys)
}

func (s *standIn) Rows(_ context.Context, keys []int64) ([]office.Row, error) {
	rows := make([]office.Row, len(keys))
	for i := range rows {
		rows[i] = office.Row{ID: "r", State: office.Finished, Number: "15", Symbol: "QĐ-UBND", Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng"}
	}
	return rows, s.failing
}

func (s *standIn) SigningSetup(context.Context) (office.SigningSetup, error) {
	return office.SigningSetup{StampURL: "http://tsa.vi-du.vn"}, s.failing
}

func (s *standIn) KeyModules() []string { return []string{"/usr/lib/softhsm/libsofthsm2.so"} }

func (s *standIn) Roots(context.Context) ([]office.TrustedRoot, error) {
	return []office.TrustedRoot{{ID: "r", Name: "Chứng thực Ví Dụ cho cơ quan nhà nước G2", SHA256: office.DigestOf(nil), ValidTo: time.Date(2036, 11, 23, 0, 0, 0, 0, time.UTC)}}, s.failing
}

func (s *standIn) StationKeys(context.Context) ([]office.StationKey, error) {
	return []office.StationKey{{ID: "k", KeyID: "9c41aa0752e6b0d1", Office: s.office.Name, OfficeCode: s.office.Code, Ours: true}}, s.failing
}

func (s *standIn) ProveFile(context.Context, string, *job.Progress) (office.Proof, error) {
	return s.proof, s.failing
}

func (s *standIn) Thumbnail(context.Context, string, int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 210, 297)), s.failing
}

func (s *standIn) Report(context.Context, string, office.Proof) ([]byte, error) {
	return []byte("%PDF-1.7"), s.failing
}

func (s *standIn) SigningTasks(context.Context) ([]office.SigningTask, error) {
	return s.tasks, s.failing
}

func (s *standIn) SigningTaskOf(_ context.Context, id office.ID) (office.SigningTask, error) {
	s.mu.Lock()
	s.toSign = append(s.toSign, id)
	s.mu.Unlock()
	return office.SigningTask{Row: office.Row{ID: id, State: office.Finished, Number: "15", Symbol: "QĐ-UBND"}}, s.failing
}

func (s *standIn) HeldKey() (office.HeldKey, bool) { return office.HeldKey{}, false }

func (s *standIn) LookView(context.Context, office.ID, office.SigningWish) (office.LookView, error) {
	return office.LookView{Look: office.LookOnMark, SheetW: 210, SheetH: 297, Choices: office.Looks}, s.failing
}

func (s *standIn) SigningPages(context.Context, office.ID) (int, error) { return 1, s.failing }

func (s *standIn) SigningPicture(_ context.Context, _ office.ID, _, side int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, max(1, side*210/297), side)), s.failing
}

func (s *standIn) SignedForm(context.Context, office.ID) (office.SignedFile, bool, error) {
	return office.SignedFile{}, false, s.failing
}

func (s *standIn) Used(context.Context) (office.Used, error) { return office.Used{}, nil }

func (s *standIn) BornAt(context.Context, office.ID) (office.ID, error) { return "", nil }

func (s *standIn) Withdrawal(context.Context, office.ID) (office.Withdrawal, bool, error) {
	return office.Withdrawal{}, false, s.failing
}

func (s *standIn) WithdrawOver(_ context.Context, id office.ID, by office.Clerk, reason, _ string) (office.Withdrawal, error) {
	return office.Withdrawal{Conversion: id, Reason: reason, Clerk: by.Name}, s.failing
}

func (s *standIn) Door(context.Context) (office.Door, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doors++
	if s.mute != nil {
		return office.Door{}, s.mute
	}
	return office.Door{Open: len(s.people) == 0, People: s.people, Office: s.office.Name}, nil
}

func (s *standIn) LetIn(_ context.Context, account office.ID, password []byte) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if account != "" && string(password) != "mật khẩu đúng" {
		return nil, office.Failure{Name: "people.password-wrong", Said: "Mật khẩu không đúng.", Next: "Hãy gõ lại."}
	}
	s.sits = account
	if account == "" {
		s.sits = s.alone
	}
	return s.told, nil
}

func (s *standIn) Sits() (string, office.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.people {
		if v.Account == s.sits {
			return v.Name + ".", s.sits
		}
	}
	return "", s.sits
}

func (s *standIn) PutKeyAway() error { return nil }

func (s *standIn) SpaceStates(context.Context) ([]office.Space, error) { return s.spaces, nil }

func (s *standIn) PlanStand(context.Context) (office.PlanStand, error) { return s.plan, nil }

func (s *standIn) PowerState() office.Power { return s.power }
