package station

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/documents"
	"tram/local/letter"
	"tram/local/meetings"
	"tram/local/minutes"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// Minutes follow from what was written down while the meeting went on. They get their number, lie at
// their document of the register, and are signed by the secretary, then by whoever led: each signature is
// appended to the file as it was made. Whoever doubts them writes them again from the same entries.

// The form fields in which minutes are signed, and how that is said.
const (
	secretaryField = "ThuKy"
	chairField     = "ChuToa"
)

var minutesRoles = map[string]string{secretaryField: "thư ký", chairField: "chủ tọa"}

const minutesType = "bien-ban"

// SaveMinutes writes the minutes to a new file, by its ending: as a text document to go on with, as they would
// be now; or as a PDF, which is the file of the register with its signatures once the minutes were made, and
// one to look at before. It fails with minutes.NotOver, MinutesForm and FileExists.
func (s *Sessions) SaveMinutes(ctx context.Context, id office.ID, at, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return err
	}
	told, err := minutes.Of(live)
	if err != nil {
		return err
	}
	h, err := s.minutesHead(ctx, live)
	if err != nil {
		return err
	}
	h.Day = s.clock.Now()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf":
		if _, err := s.minutesBefore(ctx, live); errors.Is(err, meetings.MinutesStand) {
			return s.saveMade(newestMinutes(live, live.Minutes[len(live.Minutes)-1]), path)
		}
		return s.saveLetter(minutes.Paper(told, h, live.Secretary().Name, live.Chair().Name), letter.Of{Office: h.Office, At: h.Day}, path)
	case ".docx":
	default:
		return MinutesForm.About(filepath.Base(path))
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	is, err := office.FindType(s.types, minutesType)
	if err != nil {
		return err
	}
	err = whole.WriteNew(path, 0o644, func(out io.Writer) error { return minutes.Draft(ctx, out, told, h, is) })
	if errors.Is(err, os.ErrExist) {
		err = FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

// saveMade writes the file of minutes that were made.
func (s *Sessions) saveMade(file office.Digest, path string) error {
	content, err := s.keptFile(file)
	if err != nil {
		return err
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	err = whole.WriteNew(path, 0o644, func(out io.Writer) error { _, err := out.Write(content); return err })
	if errors.Is(err, os.ErrExist) {
		err = FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}

func (s *Sessions) minutesHead(ctx context.Context, live meetings.Session) (h minutes.Head, err error) {
	o, err := s.store.Office(ctx)
	return minutes.Head{Office: bodyOfSession(o.Name, live), Place: placeNamed(o.Name)}, err
}

// bodyOfSession is the body whose session it was: a council is another one than the committee of its place, at whose
// station its minutes are made (Nghị định 30/2020, Phụ lục I, ô 2).
func bodyOfSession(name string, live meetings.Session) string {
	if body := bodyOf(name); live.Meeting.Sort == office.MeetingCouncil && body != "" {
		return "Hội đồng nhân dân" + string([]rune(name)[len([]rune(body)):])
	}
	return name
}

// MinuteMeeting makes the minutes of a meeting that is over: they are put on the register of what goes out,
// get their number, and lie there as a file that waits to be signed. Stopped on the way it goes on where it
// was. It fails with minutes.NotOver, MinutesWait, meetings.MinutesStand and MinutesOld, and as
// RegisterDocument does.
func (s *Sessions) MinuteMeeting(ctx context.Context, by office.Clerk, w office.MinutesWish) (is office.SessionTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	by = s.entrance.own(ctx, by)
	live, err := meetings.SessionOf(ctx, s.store, w.Meeting, w.Time)
	if err != nil {
		return is, err
	}
	told, err := minutes.Of(live)
	if err != nil {
		return is, err
	}
	facts, err := minutes.Facts(live.Only(told.Entries))
	if err != nil {
		return is, err
	}
	w.Symbol, w.To, w.Place = office.OneLine(w.Symbol), office.OneLine(w.To), office.OneLine(w.Place)
	before, err := s.minutesBefore(ctx, live)
	if err != nil {
		return is, err
	}
	r, err := s.minutesRegistered(ctx, by, live, w)
	if err != nil {
		return is, err
	}
	e := office.MeetingEntry{Meeting: w.Meeting, Time: w.Time, Deed: office.MeetingMinuted, Of: before, At: s.clock.Now(), Paper: office.Minuted{Document: r.ID, Words: told.Digest(), Wording: minutes.Wording, Facts: facts, Last: told.Entries}}
	content, err := s.minutesPaper(ctx, live, told, r, w.Place)
	if err != nil {
		return is, err
	}
	if e.Paper.File, err = s.encloseMinutes(ctx, by, r, content); err != nil {
		return is, err
	}
	e.Say = w.Place
	if _, err := s.noted(ctx, by, e); err != nil {
		return is, err
	}
	return s.told(ctx, w.Meeting, w.Time)
}

// minutesBefore are the minutes in whose place others come, since their number was cancelled; empty: there are
// none. It fails with meetings.MinutesStand while they stand.
func (s *Sessions) minutesBefore(ctx context.Context, live meetings.Session) (office.ID, error) {
	if len(live.Minutes) == 0 {
		return "", nil
	}
	e := live.Minutes[len(live.Minutes)-1]
	r, err := store.One(ctx, s.store, documents.Registered, e.Paper.Document)
	if err != nil {
		return "", err
	}
	if r.State == office.RegisteredStands {
		return "", meetings.MinutesStand
	}
	return e.ID, nil
}

// mostMinutes is how often minutes of one meeting are put on the register, each after the one before was
// cancelled there.
const mostMinutes = 100

// minutesRegistered is the document of the register that the minutes are: the one that stands for them
// already, or a new one. It fails with MinutesWait while its number is provisional.
func (s *Sessions) minutesRegistered(ctx context.Context, by office.Clerk, live meetings.Session, w office.MinutesWish) (r office.Registered, err error) {
	for n := range mostMinutes {
		id := minutesID(live, n)
		r, err = store.One(ctx, s.store, documents.Registered, id)
		if errors.Is(err, store.NoSuchRecord) {
			r, err = s.documents.Register(ctx, by, s.asDocument(ctx, live, w, id))
		}
		if err != nil {
			return r, err
		}
		if r.State == office.RegisteredStands {
			break
		}
	}
	if r.Number == 0 {
		return r, MinutesWait.About(r.Waiting)
	}
	return r, nil
}

// minutesID names the document of the minutes of a meeting alike at every station.
func minutesID(live meetings.Session, n int) office.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "minutes %s %s %d", live.Meeting.ID, live.Time, n))
	return office.IDOf([16]byte(sum[:16]))
}

func (s *Sessions) asDocument(ctx context.Context, live meetings.Session, w office.MinutesWish, id office.ID) office.Registered {
	symbol := w.Symbol
	if symbol == "" {
		symbol = s.minutesSymbol(ctx, live)
	}
	issuer := ""
	if o, err := s.store.Office(ctx); err == nil && live.Meeting.Sort == office.MeetingCouncil {
		issuer = bodyOfSession(o.Name, live)
	}
	return office.Registered{ID: id, Flow: office.FlowOut, To: w.To, Signer: live.Chair().Name,
		Document: office.Document{Type: minutesType, Symbol: symbol, Issuer: issuer, Subject: live.Meeting.Title, Secrecy: office.Ordinary}}
}

// minutesSymbol is the notation of minutes as Nghị định 30/2020 has it: the type, and the body of which it is.
func (s *Sessions) minutesSymbol(ctx context.Context, live meetings.Session) string {
	if live.Meeting.Sort == office.MeetingCouncil {
		return "BB-HĐND"
	}
	if o, err := s.store.Office(ctx); err == nil && bodyOf(o.Name) == "Ủy ban nhân dân" {
		return "BB-UBND"
	}
	return "BB"
}

// minutesPaper is the file of minutes.
func (s *Sessions) minutesPaper(ctx context.Context, live meetings.Session, told minutes.Told, r office.Registered, place string) ([]byte, error) {
	p, of, err := s.minutesSet(ctx, live, told, r, place)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = p.Write(&out, of)
	return out.Bytes(), err
}

func (s *Sessions) minutesSet(ctx context.Context, live meetings.Session, told minutes.Told, r office.Registered, place string) (*letter.Paper, letter.Of, error) {
	h, err := s.minutesHead(ctx, live)
	if err != nil {
		return nil, letter.Of{}, err
	}
	day, err := time.ParseInLocation(time.DateOnly, r.Document.Issued, office.VietNam)
	if err != nil {
		return nil, letter.Of{}, err
	}
	h.Number, h.Place, h.Day = r.Numbered(), cmp.Or(place, h.Place), day
	return minutes.Paper(told, h, live.Secretary().Name, live.Chair().Name), letter.Of{Office: h.Office, At: day}, nil
}

// encloseMinutes puts the file of minutes to its document; one that is there already stays.
func (s *Sessions) encloseMinutes(ctx context.Context, by office.Clerk, r office.Registered, content []byte) (office.Digest, error) {
	w, err := documents.Whole(ctx, s.store, r.ID)
	if err != nil {
		return "", err
	}
	is := office.DigestOf(content)
	if slices.ContainsFunc(w.Files, func(e office.Enclosed) bool { return e.Same() == string(is) }) {
		return is, nil
	}
	m, err := s.door.Made(ctx, minutesName(r), bytes.NewReader(content), nil)
	if err != nil {
		return "", err
	}
	file := office.Enclosed{Document: r.ID, Rank: len(w.Files), Message: &m}
	act := store.Act{Actor: by.Name, Step: documents.StepEnclose}
	return m.File, s.store.Save(ctx, act, documents.Enclosed.Put(&file))
}

func minutesName(r office.Registered) string {
	return office.MendedFileName("Bien ban "+strings.ReplaceAll(r.Numbered(), "/", "-")) + ".pdf"
}

// mostMinutesFile bounds what is read of a file that may be signed minutes, in bytes.
const mostMinutesFile = 64 << 20

func (s *Sessions) keptFile(d office.Digest) ([]byte, error) {
	f, err := s.vault.Read(d)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, mostMinutesFile))
}

// What keeps minutes from being made.
var (
	MinutesForm = office.Failure{
		Name: "station.minutes-form",
		Said: "Tên tệp “%s” không có đuôi .docx hay .pdf.",
		Next: "Hãy đặt tên tệp có một trong hai đuôi ấy.",
	}
	MinutesWait = office.Failure{
		Name: "station.minutes-wait",
		Said: "Biên bản mới có số tạm %s, vì máy này không giữ số của sổ.",
		Next: "Hãy cho máy này gặp máy giữ số (gói trao đổi hoặc nơi sao chép), rồi lập biên bản lần nữa.",
	}
	NoMinutes = office.Failure{
		Name: "station.no-minutes",
		Said: "Cuộc họp này chưa có biên bản.",
		Next: "Hãy bấm “Lập biên bản”.",
	}
)
