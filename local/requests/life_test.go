package requests

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/trail"
	"tram/local/workday"
)

var (
	clerk  = office.RoutePerson{ID: "c1", Name: "Trần Thị Ví Dụ"}
	expert = office.RoutePerson{ID: "c2", Name: "Nguyễn Văn Mẫu"}
)

// desk plays the counter of one station.
type desk struct {
	t    *testing.T
	c    *workday.Calendar
	r    office.Request
	all  []office.RequestEntry
	now  time.Time
	name string
}

func received(t *testing.T, more ...func(*office.Request)) *desk {
	t.Helper()
	c, now := bundled(t), moment(t, "30/11/2026 08:00")
	r := office.Request{ID: "r1", Code: "H00.00.01-261130-482913075", Asked: office.Asked{Code: "1.004082", Name: "Xác nhận ví dụ", Term: 3, Unit: office.TermWorkingDays},
		From: office.Applicant{Name: "Lê Thị Thí Dụ", Sort: "person", Phone: "0900000000"}, Received: now, Counted: now, Due: moment(t, "03/12/2026 17:00"), By: clerk}
	for _, change := range more {
		change(&r)
	}
	return &desk{t: t, c: c, r: r, now: now, name: "a"}
}

func (d *desk) life() Life { return Live(d.r, d.all) }

// try does something, an hour later than what was done before.
func (d *desk) try(e office.RequestEntry) error {
	d.now = d.now.Add(time.Hour)
	e.By, e.At = clerk, d.now
	e, err := d.life().Grow(d.c, e)
	if err == nil {
		e.ID = office.ID(fmt.Sprintf("%s%03d", d.name, len(d.all)))
		d.all = append(d.all, e)
	}
	return err
}

func (d *desk) do(all ...office.RequestEntry) *desk {
	d.t.Helper()
	for _, e := range all {
		if err := d.try(e); err != nil {
			d.t.Fatalf("%s: %v", e.Deed, err)
		}
	}
	return d
}

var (
	hand       = office.RequestEntry{Deed: office.RequestHand, To: expert}
	supplement = office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao giấy chứng sinh"}}
	supplied   = office.RequestEntry{Deed: office.RequestSupplied}
	refuse     = office.RequestEntry{Deed: office.RequestRefuse, Say: "Không thuộc thẩm quyền"}
	onPaper    = office.RequestEntry{Deed: office.RequestResult, Result: office.RequestOutcome{Medium: office.ResultPaper, Said: "Giấy xác nhận"}}
	electronic = office.RequestEntry{Deed: office.RequestResult, Say: "Trên Cổng dịch vụ công", Result: office.RequestOutcome{Medium: office.ResultElectronic, Said: "Giấy xác nhận"}}
	converted  = office.RequestEntry{Deed: office.RequestConvert, Result: office.RequestOutcome{Record: "k1"}}
	notify     = office.RequestEntry{Deed: office.RequestNotify, Notice: office.RequestNotice{Way: "message"}}
	deliver    = office.RequestEntry{Deed: office.RequestDeliver, Given: office.RequestDelivery{Way: "counter", To: "Lê Thị Thí Dụ", Store: office.StoreNotWanted}}
	withdraw   = office.RequestEntry{Deed: office.RequestWithdraw, Say: "Không còn nhu cầu"}
	finish     = office.RequestEntry{Deed: office.RequestClose}
)

func TestWholeLives(t *testing.T) {
	for name, life := range map[string][]office.RequestEntry{
		"electronic":                   {hand, electronic, notify, deliver, finish},
		"on paper":                     {hand, onPaper, converted, notify, deliver, finish},
		"converted after it was given": {onPaper, deliver, notify, converted, finish},
		"supplemented":                 {supplement, supplied, hand, electronic, deliver, notify, finish},
		"refused":                      {refuse, notify, finish},
		"refused after a supplement":   {supplement, refuse, notify, finish},
		"withdrawn":                    {withdraw, finish},
	} {
		t.Run(name, func(t *testing.T) {
			d := received(t).do(life...)
			if s := d.life().Stands(); s.Stage != office.RequestClosed || len(d.life().Owes()) > 0 {
				t.Errorf("%+v, owes %v", s, d.life().Owes())
			}
			for _, e := range []office.RequestEntry{hand, supplement, refuse, electronic, deliver, notify, converted, withdraw, finish} {
				if err := d.try(e); !errors.Is(err, NotNow) {
					t.Errorf("%s of a closed request: %v", e.Deed, err)
				}
			}
		})
	}
}

// with changes what is done.
func with(e office.RequestEntry, change func(*office.RequestEntry)) office.RequestEntry {
	change(&e)
	return e
}

// TestWhatMayNotBeIsRefusedWithItsSentence: each rule of the decree has its own.
func TestWhatMayNotBeIsRefusedWithItsSentence(t *testing.T) {
	agent := func(r *office.Request) {
		r.Agent = office.Agent{Name: "Phạm Văn Thử", Authority: "Giấy ủy quyền 12/2026"}
	}
	extend := func(due string) office.RequestEntry {
		return office.RequestEntry{Deed: office.RequestExtend, Say: "Chờ xác minh", Due: moment(t, due)}
	}
	for name, of := range map[string]struct {
		before []office.RequestEntry
		does   office.RequestEntry
		want   error
		more   func(*office.Request)
	}{
		"electronic, and nowhere":        {does: with(electronic, func(e *office.RequestEntry) { e.Say = "" }), want: NoElectronicCopy},
		"electronic, and converted":      {does: with(electronic, func(e *office.RequestEntry) { e.Say, e.Result.Record = "", "r9" })},
		"closed without being told":      {before: []office.RequestEntry{electronic, deliver}, does: finish, want: Owed},
		"closed with paper alone":        {before: []office.RequestEntry{onPaper, notify, deliver}, does: finish, want: Owed},
		"refused without a reason":       {does: with(refuse, func(e *office.RequestEntry) { e.Say = " \n" }), want: NoReason},
		"a refusal that nobody was told": {before: []office.RequestEntry{refuse}, does: finish, want: Owed},
		"not told, and no basis":         {before: []office.RequestEntry{electronic}, does: office.RequestEntry{Deed: office.RequestNotify, Notice: office.RequestNotice{Way: office.TellNone}}, want: NoTellBasis},
		"told in no way":                 {before: []office.RequestEntry{electronic}, does: office.RequestEntry{Deed: office.RequestNotify}, want: NoTellWay},
		"told before there is anything":  {does: notify, want: NotNow},
		"given before there is anything": {does: deliver, want: NotNow},
		"given to nobody":                {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To = "" }), want: NoTaker},
		"given to another":               {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To = "Phạm Văn Thử" }), want: NoAuthority},
		"given to an agent":              {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To = "phạm  văn thử" }), more: agent},
		"given to another with his authority": {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) {
			e.Given.To, e.Given.Authority = "Phạm Văn Thử", "Giấy ủy quyền"
		})},
		"nothing said of the store":        {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.Store = "" }), want: NoStore},
		"in the store without a reference": {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.Store = office.StoreSent }), want: NoReference},
		"the store is owed":                {before: []office.RequestEntry{electronic, notify, with(deliver, func(e *office.RequestEntry) { e.Given.Store = office.StoreLater })}, does: finish, want: StoreOwed},
		"the store was owed": {before: []office.RequestEntry{electronic, notify, with(deliver, func(e *office.RequestEntry) { e.Given.Store = office.StoreLater })},
			does: with(finish, func(e *office.RequestEntry) { e.Given.Reference = "KHO-1" })},
		"withdrawn once it is answered":   {before: []office.RequestEntry{onPaper}, does: withdraw, want: NotNow},
		"given to a name of another tone": {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To = "Lê Thị Thí Đụ" }), want: NoAuthority},
		"given to the name as another school writes it": {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To = "NGUYỄN THỊ HOÀ" }),
			more: func(r *office.Request) { r.From.Name = "Nguyễn Thị Hòa" }},
		"a blank for an authority":          {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.To, e.Given.Authority = "Ai Đó", " \u200b" }), want: NoAuthority},
		"a blank for a reference":           {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.Store, e.Given.Reference = office.StoreSent, " " }), want: NoReference},
		"a blank for a basis":               {before: []office.RequestEntry{electronic}, does: office.RequestEntry{Deed: office.RequestNotify, Notice: office.RequestNotice{Way: office.TellNone, Basis: "\u00a0 "}}, want: NoTellBasis},
		"paper given online":                {before: []office.RequestEntry{onPaper}, does: with(deliver, func(e *office.RequestEntry) { e.Given.Way = office.ResultOnline }), want: OnlineNotYet},
		"by post to nowhere":                {before: []office.RequestEntry{electronic}, does: with(deliver, func(e *office.RequestEntry) { e.Given.Way = office.ResultByPost }), want: NoResultWay},
		"told by mail to no address":        {before: []office.RequestEntry{electronic}, does: office.RequestEntry{Deed: office.RequestNotify, Notice: office.RequestNotice{Way: office.TellMail}}, want: NoTell},
		"a result of which nothing is said": {does: with(electronic, func(e *office.RequestEntry) { e.Result.Said = " " }), want: NoResultSaid},
		"put off to a night":                {does: extend("10/12/2026 03:00"), want: NotOpenThen},
		"put off to a Sunday":               {does: extend("13/12/2026 09:00"), want: NotOpenThen},
		"words without end":                 {does: with(refuse, func(e *office.RequestEntry) { e.Say = strings.Repeat("ễ", mostWords+1) }), want: TooLong},
		"nothing is missing":                {does: with(supplement, func(e *office.RequestEntry) { e.Lacks = []string{" "} }), want: NothingLacks},
		"asked twice":                       {before: []office.RequestEntry{supplement, supplied}, does: supplement, want: AskedBefore},
		"asked twice with a reason":         {before: []office.RequestEntry{supplement, supplied}, does: with(supplement, func(e *office.RequestEntry) { e.Say = "Giấy nộp thêm bị rách" })},
		"supplied what nobody asked":        {does: supplied, want: NotNow},
		"a result while it waits":           {before: []office.RequestEntry{supplement}, does: electronic, want: NotNow},
		"put off without a reason":          {does: with(extend("10/12/2026 17:00"), func(e *office.RequestEntry) { e.Say = "" }), want: NoReason},
		"put off to an earlier day":         {does: extend("03/12/2026 16:00"), want: NoLater},
		"put off":                           {does: extend("10/12/2026 17:00")},
		"a result of no kind":               {does: office.RequestEntry{Deed: office.RequestResult}, want: NoMedium},
		"converted what is electronic":      {before: []office.RequestEntry{electronic}, does: converted, want: NotOnPaper},
		"converted to nothing":              {before: []office.RequestEntry{onPaper}, does: office.RequestEntry{Deed: office.RequestConvert}, want: NoRecord},
		"handed to nobody":                  {does: office.RequestEntry{Deed: office.RequestHand}, want: NoPerson},
		"something else":                    {does: office.RequestEntry{Deed: "burn"}, want: NoSuchDeed},
		"received twice":                    {does: office.RequestEntry{Deed: office.RequestReceive}, want: NoSuchDeed},
		"chosen of one":                     {does: office.RequestEntry{Deed: office.RequestSettle, Say: "x"}, want: OneWay},
	} {
		t.Run(name, func(t *testing.T) {
			more := of.more
			if more == nil {
				more = func(*office.Request) {}
			}
			d := received(t, more).do(of.before...)
			if err := d.try(of.does); !errors.Is(err, of.want) {
				t.Errorf("%v, want %v", err, of.want)
			}
		})
	}
}

// TestAClockThatStoodWrongStopsNobody: a step of a station whose clock is a year ahead is followed by
// those of today.
func TestAClockThatStoodWrongStopsNobody(t *testing.T) {
	d := received(t)
	d.now = moment(t, "30/11/2027 08:00")
	d.do(hand)
	d.now = moment(t, "30/11/2026 09:00")
	d.do(electronic, notify, deliver, finish)
	l := d.life()
	if s := l.Stands(); s.Stage != office.RequestClosed {
		t.Errorf("%+v", s)
	}
	for i, step := range l.Steps() {
		if step.How != trail.Kept || step.Is.ID != d.all[i].ID {
			t.Errorf("step %d is %s, %s", i, step.Is.Deed, step.How)
		}
	}
}

// TestLatenessIsOfTheAnswer: neither the way home of a result nor a term that stands still is late.
func TestLatenessIsOfTheAnswer(t *testing.T) {
	in, out := moment(t, "03/12/2026 17:00"), moment(t, "03/12/2026 17:01")
	d := received(t)
	if s := d.life().Stands(); s.Late(in) || !s.Late(out) {
		t.Errorf("%+v", s)
	}
	d = received(t).do(supplement)
	if s := d.life().Stands(); s.Late(out) {
		t.Errorf("late while it waits: %+v", s)
	}
	d.now = moment(t, "04/12/2026 15:00")
	d.do(supplied)
	if s := d.life().Stands(); s.Late(moment(t, "09/12/2026 17:00")) || !s.Late(moment(t, "09/12/2026 17:01")) {
		t.Errorf("due %s", office.MomentSaid(s.Due))
	}
	d = received(t)
	d.now = out
	d.do(supplement)
	if s := d.life().Stands(); !s.Late(out) || !d.life().Late(out) {
		t.Errorf("what was late before is hidden by a supplement: %+v", s)
	}
	d = received(t).do(electronic)
	if s := d.life().Stands(); s.Late(moment(t, "01/01/2027 08:00")) {
		t.Errorf("answered in time: %+v", s)
	}
	d = received(t)
	d.now = out
	d.do(electronic)
	if s := d.life().Stands(); !s.Late(in) {
		t.Errorf("answered late: %+v", s)
	}
	d = received(t)
	d.do(office.RequestEntry{Deed: office.RequestExtend, Say: "Chờ xác minh", Due: moment(t, "10/12/2026 17:00")})
	if s := d.life().Stands(); s.Late(out) || s.Extended != 1 {
		t.Errorf("put off: %+v", s)
	}
	d = received(t).do(withdraw)
	if s := d.life().Stands(); s.Late(out) {
		t.Errorf("withdrawn: %+v", s)
	}
}

// TestTheSentenceTellsNothingOfAPerson: it is spoken to whoever has the code.
func TestTheSentenceTellsNothingOfAPerson(t *testing.T) {
	now := moment(t, "30/11/2026 16:00")
	for want, done := range map[string][]office.RequestEntry{
		"Hồ sơ 482 913 075, thủ tục Xác nhận ví dụ, nhận ngày 30/11/2026: đang giải quyết, hẹn trả 17:00 03/12/2026.":                       {hand},
		"Hồ sơ 482 913 075, thủ tục Xác nhận ví dụ, nhận ngày 30/11/2026: chờ người nộp bổ sung 1 mục; trong lúc chờ, thời hạn không tính.": {supplement},
		"Hồ sơ 482 913 075, thủ tục Xác nhận ví dụ, nhận ngày 30/11/2026: đã có kết quả, chờ trả, từ 09:00 30/11/2026.":                     {electronic},
		"Hồ sơ 482 913 075, thủ tục Xác nhận ví dụ, nhận ngày 30/11/2026: đã từ chối, từ 09:00 30/11/2026.":                                 {refuse},
		"Hồ sơ 482 913 075, thủ tục Xác nhận ví dụ, nhận ngày 30/11/2026: đã kết thúc, 12:00 30/11/2026.":                                   {electronic, notify, deliver, finish},
	} {
		d := received(t).do(done...)
		if said := d.life().Sentence(now); said != want {
			t.Errorf("%s\nwant %s", said, want)
		}
	}
	d := received(t).do(hand, supplement)
	if said := d.life().Sentence(now); strings.Contains(said, "Thí Dụ") || strings.Contains(said, expert.Name) || strings.Contains(said, "0900") || strings.Contains(said, "chứng sinh") {
		t.Errorf("tells of a person: %s", said)
	}
	if said := received(t).life().Sentence(moment(t, "04/12/2026 08:00")); !strings.Contains(said, "đã quá hẹn") {
		t.Errorf("%s", said)
	}
}

// any makes an entry of some deed, sometimes without what it must have.
func anyDeed(r *rand.Rand, now time.Time) office.RequestEntry {
	all := []office.RequestEntry{hand, supplement, supplied, refuse, onPaper, electronic, converted, notify, deliver, withdraw, finish, {Deed: office.RequestRefuse}, {Deed: office.RequestHand}, {Deed: office.RequestDeliver},
		{Deed: office.RequestExtend, Say: "Chờ xác minh", Due: now.AddDate(0, 0, r.IntN(20))}, {Deed: office.RequestNotify, Notice: office.RequestNotice{Way: office.TellNone, Basis: "Theo đề nghị"}}}
	return all[r.IntN(len(all))]
}

// TestNoWalkClosesWhatIsOwed walks at random, and asks of each closed request what the decree asks,
// by its entries alone.
func TestNoWalkClosesWhatIsOwed(t *testing.T) {
	closed := map[string]int{}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 14))
		d := received(t)
		for range 25 {
			before := len(d.all)
			if err := d.try(anyDeed(r, d.now)); err == nil && len(d.all) != before+1 || err != nil && len(d.all) != before {
				t.Fatal("a deed that was refused is kept, or one that was not is lost")
			}
		}
		if d.life().Stands().Stage == office.RequestClosed {
			closed[d.owed(t, seed)]++
		}
	}
	for _, kind := range []string{"delivered", "refused", "withdrawn"} {
		if closed[kind] < 20 {
			t.Errorf("only %d walks ended %s", closed[kind], kind)
		}
	}
}

// owed asks of a closed request what must have been done, and tells how it ended.
func (d *desk) owed(t *testing.T, seed uint64) string {
	has := func(deed office.RequestDeed) bool {
		return slices.ContainsFunc(d.all, func(e office.RequestEntry) bool { return e.Deed == deed })
	}
	paper := slices.ContainsFunc(d.all, func(e office.RequestEntry) bool { return e.Result.Medium == office.ResultPaper })
	ended := "delivered"
	switch {
	case has(office.RequestWithdraw):
		return "withdrawn"
	case has(office.RequestRefuse):
		ended = "refused"
	case !has(office.RequestDeliver) || !has(office.RequestResult):
		t.Errorf("seed %d: closed and never given", seed)
	}
	if !has(office.RequestNotify) {
		t.Errorf("seed %d: closed and never told", seed)
	}
	if paper && !has(office.RequestConvert) {
		t.Errorf("seed %d: closed with a result that is paper alone", seed)
	}
	if s := len(d.all); d.all[s-1].Deed != office.RequestClose {
		t.Errorf("seed %d: something was done after it was closed", seed)
	}
	return ended
}

// TestStationsFindTheSameInWhateverOrder: two counters go on apart, meet, and one way is chosen.
func TestStationsFindTheSameInWhateverOrder(t *testing.T) {
	parted := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 41))
		one := received(t)
		for range r.IntN(4) {
			_ = one.try(anyDeed(r, one.now))
		}
		common := len(one.all)
		two := *one
		two.all, two.name = slices.Clone(one.all), "b"
		for range 1 + r.IntN(5) {
			_ = one.try(anyDeed(r, one.now))
			_ = two.try(anyDeed(r, two.now))
		}
		all := append(slices.Clone(one.all), two.all[common:]...)
		here := Live(one.r, all)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		there := Live(one.r, all)
		if !reflect.DeepEqual(here.Stands(), there.Stands()) || !reflect.DeepEqual(here.Steps(), there.Steps()) || here.Head() != there.Head() {
			t.Fatalf("seed %d: two stations read one request differently", seed)
		}
		kept := 0
		for _, s := range here.Steps() {
			if s.How == trail.Kept || s.How == trail.Aside {
				kept++
			}
		}
		if kept != len(all) {
			t.Errorf("seed %d: of %d entries %d count for something", seed, len(all), kept)
		}
		if here.Parted() {
			parted++
			here.chosen(t, one, all, r)
		}
	}
	if parted < 50 {
		t.Errorf("only %d were parted", parted)
	}
}

// chosen has a person choose one of the ways, after which there is one.
func (l Life) chosen(t *testing.T, d *desk, all []office.RequestEntry, r *rand.Rand) {
	t.Helper()
	d.all = all
	d.now = d.now.AddDate(0, 0, 1)
	if err := d.try(hand); !errors.Is(err, TwoWays) {
		t.Errorf("went on with two ways: %v", err)
	}
	ends := l.Ends()
	of := ends[r.IntN(len(ends))]
	if err := d.try(office.RequestEntry{Deed: office.RequestSettle, Of: "nowhere", Say: "Theo bản ở quầy"}); !errors.Is(err, NoSuchEnd) {
		t.Errorf("chose nothing: %v", err)
	}
	var want Stands
	for _, end := range l.walked.Ends {
		if end.Head == of {
			want = end.Place
		}
	}
	d.do(office.RequestEntry{Deed: office.RequestSettle, Of: of, Say: "Theo bản ở quầy"})
	if after := d.life(); after.Parted() || !reflect.DeepEqual(after.Stands(), want) {
		t.Errorf("chose %s: %+v, want %+v", of, after.Stands(), want)
	}
}

func TestAnAddressAndANumberAreOnes(t *testing.T) {
	for mail, is := range map[string]bool{"mau@vi-du.vn": true, "nguyen.van.mau+1@xa.vi-du.gov.vn": true, "": false, "mau": false, "@vi-du.vn": false, "mau@vidu": false, "mau@.vn": false, "mau@vi-du.vn, x@y.vn": false, "a@b@vi-du.vn": false, "Mẫu <mau@vi-du.vn>": false} {
		if office.Mailable(mail) != is {
			t.Errorf("mail %q: %v", mail, !is)
		}
	}
	for phone, is := range map[string]bool{"": true, "0900000001": true, "+84 (90) 000-0001": true, "0203.3825.001/12": true, "1022": true, "115": false, "không có": false, "0900000001a": false, "--": false} {
		if callable(phone) != is {
			t.Errorf("phone %q: %v", phone, !is)
		}
	}
}
