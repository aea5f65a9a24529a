package requests

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"tram/local/office"
	"tram/local/store"
)

// A request is one record; what was done with it is a record each, which nobody ever changes. Where
// it stands follows from them (Live), and is written down beside them, so that what is open is found
// without reading what is done. Two stations that went on with one request apart leave two versions
// of that, and the store tells a person.

// The names of what is kept of requests.
const (
	KindEntry office.Kind = "request-entry"
	KindStand office.Kind = "request-stand"
)

// Facets.
const (
	FacetRequest   = store.FacetOf // of an entry, of where one stands
	FacetDigits    = "digits"      // of a request: the nine digits of its code
	FacetPerson    = "person"      // of a request: the personal number of who asks, which no search finds
	FacetProcedure = "procedure"   // of a request
	FacetOpen      = "open"        // of where one stands: Open while something is to be done
	FacetRecord    = "record"      // of an entry: the data message of a result
)

// Open is the value of FacetOpen.
const Open = "yes"

// Step is what a deed is called in the journal.
func Step(d office.RequestDeed) string { return "request-" + string(d) }

// StepCorrect puts right what was written of who asks, or of their papers.
const StepCorrect = "request-correct"

// needs are the rights that deeds need: an apology is the word of who leads.
func needs(d office.RequestDeed) office.Right {
	if d == office.RequestExtend || d == office.RequestSettle {
		return office.MayDecide
	}
	return office.MayKeep
}

func steps(which func(office.RequestDeed) bool, from ...office.State) (all []store.Step) {
	for _, d := range office.RequestDeeds {
		if which(d) {
			all = append(all, store.Step{Name: Step(d), Said: d.Said(), From: from, Needs: needs(d)})
		}
	}
	return all
}

// Requests are what was asked for, as it was received.
var Requests = store.Kind[office.Request]{
	Name: office.KindRequest, Said: "Hồ sơ yêu cầu", Clash: store.Fields, Only: []string{FacetDigits}, Taken: CodeTaken,
	Named: func(r *office.Request) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{
		{Name: Step(office.RequestReceive), Said: office.RequestReceive.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepCorrect, Said: "Sửa thông tin người nộp, giấy tờ", Needs: office.MayKeep},
		{Name: store.MergeStep, Said: "Ghép hai bản sửa"}, {Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep},
	},
	Check: checkRequest,
	// The number of a person is no word of a search: who looks for it does so by a door of its own.
	Line: func(r office.Request) store.Line {
		line := store.Line{Title: titled(r), Below: r.From.Name, At: r.Received.UTC().Format(time.RFC3339), Due: office.DayOf(r.Due),
			Words: []string{r.Code, office.RequestDigits(r.Code), r.Asked.Code, withoutNumbers(r.Content), r.Agent.Name},
			Facts: map[string][]string{FacetDigits: {office.RequestDigits(r.Code)}, FacetProcedure: {string(r.Procedure)}}}
		for _, number := range []string{r.From.Number, r.Agent.Number} {
			if number != "" {
				line.Facts[FacetPerson] = append(line.Facts[FacetPerson], PersonNumber(number))
			}
		}
		return line
	},
	Fields: map[string]string{"code": "Mã hồ sơ", "asked.name": "Thủ tục", "content": "Nội dung yêu cầu", "from.name": "Người nộp", "from.number": "Số định danh", "from.identity": "Xác định người nộp bằng",
		"from.address": "Địa chỉ", "from.phone": "Điện thoại", "from.mail": "Thư điện tử", "agent.name": "Người được ủy quyền", "agent.authority": "Giấy tờ ủy quyền", "channel": "Nộp qua",
		"way": "Nhận kết quả", "tell": "Báo kết quả bằng", "due": "Hẹn trả"},
	Values: map[string]func(string) string{"from.identity": saidOf(office.IdentityBases), "channel": saidOf(office.RequestChannels), "way": saidOf(office.ResultWays), "tell": saidOf(office.TellWays)},
}

// withoutNumbers are words without numbers that may be those of a person: whoever looks for one does so by a
// door of its own.
func withoutNumbers(words string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(words), func(w string) bool { return len(PersonNumber(w)) >= leastDigits && numbered(w) }), " ")
}

func titled(r office.Request) string {
	return office.RequestCodeSpoken(r.Code) + " · " + r.Asked.Name
}

func saidOf(all []office.Choice) func(string) string {
	return func(key string) string { return cmp.Or(office.ChoiceSaid(all, key), key) }
}

// personDigits is what the number of a person has (số định danh cá nhân).
const personDigits = 12

// misread tells that a number is none of a person who is known by their card or account: it was typed
// twice, or a digit was left out.
func misread(a office.Applicant) bool {
	known := a.Identity == office.IdentityCard || a.Identity == office.IdentityAccount
	n := PersonNumber(a.Number)
	return a.Sort == "person" && known && n != "" && (len(n) != personDigits || strings.Trim(n, "0123456789") != "")
}

// named tells that there are letters in a name, as there are in each of a person or an organisation.
func named(name string) bool { return strings.ContainsFunc(name, unicode.IsLetter) }

// leastCalled is how many digits a phone number has at least: those of a hotline.
const leastCalled = 4

// callable tells that a phone number is one, or that nothing was written.
func callable(phone string) bool {
	digits := 0
	for _, r := range phone {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-. ()/,;", r):
			return false
		}
	}
	return phone == "" || digits >= leastCalled
}

// leastDigits is what the number of a person or an organisation has at least.
const leastDigits = 9

// numbered tells that what was typed is a number of somebody, or nothing was.
func numbered(typed string) bool {
	digits := 0
	for _, r := range typed {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return typed == "" || digits >= leastDigits
}

// PersonNumber is a personal number as it is compared: its digits and letters alone.
func PersonNumber(typed string) string {
	var kept []rune
	for _, r := range office.Fold(typed) {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			kept = append(kept, r)
		}
	}
	return string(kept)
}

// CodeTaken tells of two requests that bear one code.
var CodeTaken = office.Failure{
	Name: "requests.code-taken",
	Said: "Đã có hồ sơ mang mã này.",
	Next: "Hãy tiếp nhận lại: phần mềm cấp mã khác.",
}

func checkRequest(was *office.Request, r office.Request, _ string) error {
	switch {
	case was != nil && (was.Code != r.Code || was.Procedure != r.Procedure || was.Asked != r.Asked || !was.Due.Equal(r.Due) || !was.Received.Equal(r.Received)):
		return ReceiptStays
	case !named(r.From.Name):
		return NoApplicant
	case r.Agent.Name == "" && (r.Agent.Number != "" || r.Agent.Phone != "" || r.Agent.Authority != "") || r.Agent.Name != "" && !named(r.Agent.Name):
		return NoAgentName
	case !oneOf(office.ApplicantSorts, r.From.Sort):
		return NoApplicantSort
	case !oneOf(office.IdentityBases, r.From.Identity) || r.From.Identity == office.IdentityOther && r.From.Shown == "":
		return NoIdentity
	case !numbered(r.From.Number) || !numbered(r.Agent.Number):
		return BadNumber.About(office.Visible(cmp.Or(r.From.Number, r.Agent.Number), shownWords), leastDigits)
	case misread(r.From):
		return BadCardNumber.About(office.Visible(r.From.Number, shownWords), personDigits)
	case r.Sets < 1 || r.Sets > mostSets:
		return BadSets.About(mostSets)
	case r.Agent.Name != "" && r.Agent.Authority == "":
		return NoAuthority.About(r.Agent.Name)
	case !oneOf(office.RequestChannels, r.Channel):
		return NoChannel
	case !oneOf(office.ResultWays, r.Way) || r.Way == office.ResultByPost && r.Where == "":
		return NoResultWay
	case !oneOf(office.TellWays, r.Tell) || unreached(r, r.Tell):
		return NoTell
	case !callable(r.From.Phone) || !callable(r.Agent.Phone):
		return BadPhone.About(office.Visible(cmp.Or(r.From.Phone, r.Agent.Phone), shownWords))
	case r.From.Mail != "" && !office.Mailable(r.From.Mail):
		return BadMail.About(office.Visible(r.From.Mail, shownWords))
	}
	if len(r.Papers) > mostPapers {
		return TooManyPapers.About(mostPapers)
	}
	for _, p := range r.Papers {
		if err := checkPaper(p); err != nil {
			return err
		}
	}
	return short(r)
}

// The bounds of what is written of a request, in letters and papers.
const (
	mostWords  = 1_000
	mostPapers = 100
	mostSets   = 99
	shownWords = 20
)

// short refuses words that are longer than any paper has room for.
func short(r office.Request) error {
	all := []string{r.Content, r.From.Name, r.From.Number, r.From.Shown, r.From.Address, r.From.Phone, r.From.Mail, r.Agent.Name, r.Agent.Number, r.Agent.Phone, r.Agent.Authority, r.Where}
	for _, p := range r.Papers {
		all = append(all, p.Name, p.Allowed)
	}
	return shortAll(all...)
}

func shortAll(all ...string) error {
	for _, words := range all {
		if letters := []rune(words); len(letters) > mostWords {
			return TooLong.About(office.Visible(string(letters[:shownWords]), shownWords), mostWords)
		}
	}
	return nil
}

// tidiedRequest is a request without spaces and broken lines that nobody meant.
func tidiedRequest(r office.Request) office.Request {
	for _, words := range []*string{&r.Content, &r.From.Name, &r.From.Number, &r.From.Shown, &r.From.Address, &r.From.Phone, &r.From.Mail, &r.Agent.Name, &r.Agent.Number, &r.Agent.Phone, &r.Agent.Authority, &r.Where} {
		*words = tidied(*words)
	}
	r.Papers = slices.Clone(r.Papers)
	for i := range r.Papers {
		r.Papers[i].Name, r.Papers[i].Allowed = tidied(r.Papers[i].Name), tidied(r.Papers[i].Allowed)
	}
	return r
}

func checkPaper(p office.RequestPaper) error {
	switch {
	case p.Name == "" || !oneOf(office.PaperForms, p.Form):
		return NoPaperForm
	case p.Form == office.PaperReused && (p.Record == "" || p.From == "" || p.Allowed == ""):
		return NotReused.About(p.Name)
	}
	return nil
}

// Entries are what was done. None is ever changed.
var Entries = store.Kind[office.RequestEntry]{
	Name: KindEntry, Said: "Bước giải quyết hồ sơ", Clash: store.Alone, Silent: true,
	Named: func(e *office.RequestEntry) (*office.ID, *int64) { return &e.ID, &e.Version },
	Steps: steps(func(d office.RequestDeed) bool { return d != office.RequestReceive }, store.Unborn),
	Beside: func(in *store.Inside, e *office.RequestEntry) error {
		l, err := liveIn(in, e.Request)
		if err != nil {
			return err
		}
		if err := l.Check(*e); err != nil || e.Result.Record == "" {
			return err
		}
		return elsewhere(in, *e)
	},
	Line: func(e office.RequestEntry) store.Line {
		return store.Line{Title: e.Deed.Said(), Below: e.By.Name, At: e.At.UTC().Format(time.RFC3339), Words: []string{e.To.Name, e.Say}, Facts: map[string][]string{FacetRequest: {string(e.Request)}, FacetRecord: factOf(e.Result.Record)}}
	},
	Fields: map[string]string{"deed": "Bước", "by.name": "Người làm", "to.name": "Chuyển cho", "say": "Nội dung", "lacks": "Còn thiếu", "due": "Hẹn trả", "result.medium": "Kết quả là", "result.said": "Kết quả",
		"notice.way": "Báo bằng", "notice.basis": "Căn cứ không báo", "given.way": "Trả qua", "given.to": "Người nhận", "given.authority": "Giấy tờ ủy quyền", "given.store": "Kho dữ liệu của người nộp", "given.reference": "Mã tham chiếu"},
	Values: map[string]func(string) string{"deed": store.Said(office.RequestDeed.Said), "result.medium": saidOf(office.ResultMedia), "notice.way": saidOf(office.TellWays), "given.way": saidOf(office.ResultWays), "given.store": saidOf(office.StoreChoices)},
}

func factOf(id office.ID) []string {
	if id == "" {
		return nil
	}
	return []string{string(id)}
}

// elsewhere refuses a data message that is the result of another request.
func elsewhere(in *store.Inside, e office.RequestEntry) error {
	all, err := store.EveryBy[office.RequestEntry](in, KindEntry, FacetRecord, string(e.Result.Record))
	for _, other := range all {
		if other.Request != e.Request {
			r, err := store.OneOf[office.Request](in, office.KindRequest, other.Request)
			return cmp.Or(err, error(RecordElsewhere.About(r.Code)))
		}
	}
	return err
}

// Stand is where a request stands, as it is written down beside its entries.
type Stand struct {
	ID      office.ID           `json:"id"`
	Version int64               `json:"version"`
	Request office.ID           `json:"request"`
	Name    string              `json:"name"` // the code and the procedure, for who reads a list
	Stage   office.RequestStage `json:"stage"`
	Holder  office.RoutePerson  `json:"holder,omitzero"`
	Due     time.Time           `json:"due"`
	Still   bool                `json:"still,omitempty"`   // the term stands still
	Answer  time.Time           `json:"answered,omitzero"` // when there was one
	Stood   time.Time           `json:"stood,omitzero"`    // where the answer came while the term stood still: since when it did
	Since   time.Time           `json:"since"`

	ends []Stands // where stations took the request apart: the end of each way
}

// Standings are where requests stand.
var Standings = store.Kind[Stand]{
	Name: KindStand, Said: "Tình trạng hồ sơ yêu cầu", Clash: store.Person, Silent: true,
	Named: func(s *Stand) (*office.ID, *int64) { return &s.ID, &s.Version },
	Steps: append([]store.Step{{Name: Step(office.RequestReceive), Said: office.RequestReceive.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep}},
		steps(func(d office.RequestDeed) bool { return d != office.RequestReceive && !beside(d) })...),
	Beside: func(in *store.Inside, s *Stand) error {
		l, err := liveIn(in, s.Request)
		if err == nil {
			s.laid(l)
		}
		return err
	},
	Line: func(s Stand) store.Line {
		line := store.Line{Title: s.Name, Below: s.Stage.Said(), State: office.State(s.Stage), At: s.Since.UTC().Format(time.RFC3339), Due: office.DayOf(s.Due), Facts: map[string][]string{FacetRequest: {string(s.Request)}}}
		if s.Stage != office.RequestClosed {
			line.Facts[FacetOpen] = []string{Open}
		}
		return line
	},
	Fields: map[string]string{"name": "Thủ tục", "stage": "Tình trạng", "holder.name": "Người giải quyết", "due": "Hẹn trả"},
	Values: map[string]func(string) string{"stage": store.Said(office.RequestStage.Said)},
}

func (s *Stand) laid(l Life) {
	is := l.Stands()
	s.Name, s.Stage, s.Holder, s.Due, s.Still, s.Answer, s.Stood, s.Since = titled(l.Request), is.Stage, is.Holder, is.Due, !is.Still.IsZero(), is.Answered, is.Stood, is.Since
}

// Kinds are those of this room.
func Kinds() []store.AnyKind { return []store.AnyKind{Requests, Entries, Standings} }

func liveIn(in *store.Inside, request office.ID) (l Life, err error) {
	r, err := store.OneOf[office.Request](in, office.KindRequest, request)
	if err != nil {
		return l, err
	}
	all, err := store.EveryBy[office.RequestEntry](in, KindEntry, FacetRequest, string(request))
	return Live(r, all), err
}

// LifeOf reads a request with all that was done with it. It fails with NoSuchRequest.
func LifeOf(ctx context.Context, s *store.Store, request office.ID) (l Life, err error) {
	err = s.Within(ctx, func(in *store.Inside) (err error) {
		l, err = liveIn(in, request)
		return err
	})
	if errors.Is(err, store.NoSuchRecord) {
		err = NoSuchRequest.About(string(request)).Because(err)
	}
	return l, err
}

// standOf names where a request stands alike at every station.
func standOf(request office.ID) office.ID {
	sum := sha256.Sum256([]byte("request stand " + string(request)))
	return office.IDOf([16]byte(sum[:16]))
}
