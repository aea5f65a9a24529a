package station

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tram/local/anchor"
	"tram/local/audit"
	registers "tram/local/books"
	"tram/local/office"
	"tram/local/requests"
	"tram/local/store"
)

// What waits of the house itself: its registers, other stations, the journal, the files,
// the people.

// mostSheets is how many records of one register are looked at for what is missing.
const mostSheets = 2_000

func (s *Registers) waits() []wait {
	return []wait{{sort: "register", needs: office.MayKeep, all: office.ToBook, ask: s.incompleteWaiting}}
}

func (s *Registers) incompleteWaiting(ctx context.Context) (is office.Waiting, err error) {
	for _, b := range registers.Shelf {
		sheets, more, err := b.Lacking(ctx, s.store, mostSheets)
		if err != nil {
			return is, err
		}
		is.More = is.More || more
		for _, sheet := range sheets {
			if sheet.Station != "" {
				continue
			}
			is.Count++
			if len(is.Newest) < office.WaitsTold {
				is.Newest = append(is.Newest, office.Wait{Title: b.About().Title + ": " + sheet.Title, Below: sheet.Warns[0], Grave: office.Wanting,
					To: office.ToBook, Record: sheet.ID, Book: b.About().Name})
			}
		}
	}
	return is, nil
}

func (s *Exchange) waits() []wait {
	return []wait{
		{sort: "parted", needs: office.MayKeep, all: office.ToBook, ask: s.partingsWaiting},
		{sort: "double", needs: office.MayConvert, all: office.ToRecord, ask: s.doublesWaiting},
		{sort: "chain", needs: office.MayRun, all: office.ToData, ask: s.chainsWaiting},
	}
}

func (s *Exchange) partingsWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, count, err := s.store.Partings(ctx, office.WaitsTold)
	if err != nil {
		return is, err
	}
	is.Count = count
	for _, p := range all {
		kind, _ := s.store.KindOf(p.Kind)
		w := office.Wait{Title: kind.Word() + ": " + p.Title, Below: fmt.Sprintf("Có %d bản khác nhau, do các trạm sửa riêng. Hãy chọn bản đúng.", p.Others+1),
			Grave: office.Wanting, To: office.ToJournal, Record: p.ID}
		if i := slices.IndexFunc(registers.Shelf, func(b registers.Any) bool { return b.About().Kind == p.Kind }); i >= 0 {
			w.To, w.Book = office.ToBook, registers.Shelf[i].About().Name
		}
		if request, err := requests.OfPart(ctx, s.store, p); err != nil {
			return is, err
		} else if request != "" {
			w.To, w.Record = office.ToRequests, request
		}
		is.Newest = append(is.Newest, w)
	}
	return is, nil
}

func (s *Exchange) doublesWaiting(ctx context.Context) (is office.Waiting, err error) {
	chains, err := s.store.Chains(ctx)
	if err != nil || len(chains) < 2 { // nobody else gave a number
		return is, err
	}
	all, err := s.store.DoubleActs(ctx)
	is.Count = len(all)
	for _, d := range all[:min(len(all), office.WaitsTold)] {
		is.Newest = append(is.Newest, office.Wait{Title: fmt.Sprintf("%d hồ sơ cùng mang %s", len(d.Records), d.Said),
			Below: "Chưa hồ sơ nào trong số đó được coi là hợp lệ cho tới khi so với giấy tờ.", Grave: office.Alarming, To: office.ToRecord, Record: d.Records[0]})
	}
	return is, err
}

func (s *Exchange) chainsWaiting(ctx context.Context) (is office.Waiting, err error) {
	chains, err := s.store.Chains(ctx)
	for _, c := range chains {
		below := ""
		switch {
		case c.Unread > 0:
			below = fmt.Sprintf("%d mục do bản phần mềm mới hơn ghi, máy này chưa đọc được. Hãy cài bản mới.", c.Unread)
		case c.Wait > 0:
			below = fmt.Sprintf("%d mục chờ mục đứng trước. Hãy nhập gói trao đổi còn thiếu của trạm ấy.", c.Wait)
		}
		if c.Own || below == "" {
			continue
		}
		is.Count++
		is.Newest = append(is.Newest, office.Wait{Title: "Nhật ký của " + office.StationSaid(c.Station), Below: below, Grave: office.Wanting, To: office.ToData})
	}
	return is, err
}

func (s *Auditing) waits() []wait {
	return []wait{
		{sort: "review", needs: office.MayReview, all: office.ToJournal, ask: s.reviewWaiting},
		{sort: "requirement", needs: office.MayRun, all: office.ToJournal, ask: s.requirementsWaiting},
	}
}

func (s *Auditing) reviewWaiting(ctx context.Context) (is office.Waiting, err error) {
	since, err := s.reviewOwed(ctx)
	if err != nil || since.IsZero() {
		return is, err
	}
	is.Count = 1
	is.Newest = []office.Wait{{Title: "Soát xét nhật ký", Below: "Nhật ký được soát xét mỗi tuần một lần (Điều 13.2a).", Since: since, Due: since, Grave: office.Wanting, To: office.ToJournal}}
	return is, nil
}

func (s *Auditing) requirementsWaiting(ctx context.Context) (is office.Waiting, err error) {
	is.Count, err = s.store.CountLines(ctx, audit.KindRequirement, audit.Open)
	if err != nil || is.Count == 0 {
		return is, err
	}
	all, _, err := s.store.FindLines(ctx, store.LineQuery{Kind: audit.KindRequirement, States: []office.State{audit.Open}, Most: office.WaitsTold})
	for _, l := range all {
		since, _ := time.Parse(time.RFC3339, l.Line.At) //nolint:errcheck // of an entry of another program: then it is not known
		is.Newest = append(is.Newest, office.Wait{Title: l.Line.Title, Below: l.Line.Below, Since: since, To: office.ToJournal})
	}
	return is, err
}

func (s *DayEnd) waits() []wait {
	return []wait{{sort: "day-end", needs: office.MayKeep, all: office.ToDayEnd, ask: s.daysWaiting}}
}

func (s *DayEnd) daysWaiting(ctx context.Context) (is office.Waiting, err error) {
	days, err := s.openDays(ctx)
	is.Count = len(days)
	for _, d := range days[:min(len(days), office.WaitsTold)] {
		since, _, err := office.DayBounds(d.Day)
		if err != nil {
			return is, err
		}
		is.Newest = append(is.Newest, office.Wait{Title: d.Said(), Below: "Khóa sổ để có tờ giấy ghi đầu nhật ký, ký tay và cất giữ.", Since: since, To: office.ToDayEnd})
	}
	return is, err
}

func (s *Journal) waits() []wait {
	return []wait{
		{sort: "journal", needs: office.MayRun, all: office.ToData, ask: s.troubleWaiting},
		{sort: "stamp", needs: office.MayRun, all: office.ToData, ask: s.stampsWaiting},
	}
}

func (s *Journal) troubleWaiting(context.Context) (is office.Waiting, err error) {
	if t := s.watch.troubled(); t != nil {
		is.Count = 1
		is.Newest = []office.Wait{{Title: t.Said, Below: TurnedBack.Next, Since: t.Here.At, Grave: office.Alarming, To: office.ToData}}
	}
	return is, nil
}

// stampsWaiting tells of the days that are unstamped.
func (s *Journal) stampsWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.unstamped(ctx)
	if err != nil || len(all) == 0 {
		return is, err
	}
	is.Count = 1
	is.Newest = []office.Wait{{Title: fmt.Sprintf("Nhật ký còn %d ngày chưa có dấu thời gian", len(all)), Below: "Phần mềm tự xin dấu khi có mạng, mỗi lần mở.",
		Since: all[0].Made, Grave: office.Wanting, To: office.ToData}}
	return is, nil
}

// unstamped are the last marks of the days before this one that have no stamp, where a
// time-stamp server is set: this day may get its own yet.
func (s *Journal) unstamped(ctx context.Context) ([]anchor.Mark, error) {
	setup, err := s.store.SigningSetup(ctx)
	if err != nil || setup.StampURL == "" {
		return nil, err
	}
	today := s.clock.Now().In(office.VietNam).Format(time.DateOnly)
	return slices.DeleteFunc(owed(s.watch.allMarks()), func(m anchor.Mark) bool {
		return m.Made.In(office.VietNam).Format(time.DateOnly) >= today || !s.genuine(m)
	}), nil
}

func (s *Files) waits() []wait {
	return []wait{{sort: "file", needs: office.MayRun, all: office.ToData, ask: s.filesWaiting}}
}

func (s *Files) filesWaiting(ctx context.Context) (is office.Waiting, err error) {
	gaps, strange, err := s.known(ctx)
	is.Count = len(gaps) + len(strange)
	for _, g := range gaps[:min(len(gaps), office.WaitsTold)] {
		told := office.GapsTold([]office.Gap{g})[0]
		is.Newest = append(is.Newest, office.Wait{Title: g.Said(), Below: told.Next, Grave: office.Alarming, To: office.ToData})
	}
	for _, o := range strange[:min(len(strange), office.WaitsTold-len(is.Newest))] {
		is.Newest = append(is.Newest, office.Wait{Title: fmt.Sprintf("Tệp %s… không thuộc hồ sơ nào", short(o.Digest)), Below: "Hãy xem là tệp gì, rồi nhận lại hoặc dọn đi.",
			Since: o.At, Grave: office.Wanting, To: office.ToData})
	}
	return is, err
}

func (s *Entrance) waits() []wait {
	return []wait{
		{sort: "recovery", all: office.ToRecovery, ask: s.recoveryWaiting},
		{sort: "substitute", all: office.ToDigitise, ask: s.substitutesWaiting},
	}
}

// recoveryWaiting tells that the recovery key is owed to whoever may have it
// (Station.Recovery).
func (s *Entrance) recoveryWaiting(ctx context.Context) (is office.Waiting, err error) {
	if !s.RecoveryOwed() {
		return is, nil
	}
	accounts, err := s.people.Accounts(ctx)
	if err != nil {
		return is, err
	}
	if l, err := s.persons.Ahead(ctx); len(accounts) > 0 && (err != nil || l.May(office.MayAdmit) != nil) {
		return is, err
	}
	is.Count = 1
	is.Newest = []office.Wait{{Title: "Khóa khôi phục chưa được cất", Below: "Mất máy mà không có khóa này thì không ai mở lại được tệp. Hãy in, cất vào két rồi xác nhận.",
		Grave: office.Alarming, To: office.ToRecovery}}
	return is, nil
}

func (s *Entrance) substitutesWaiting(ctx context.Context) (is office.Waiting, err error) {
	l, err := s.persons.Ahead(ctx)
	if err != nil {
		return is, err
	}
	for _, lender := range l.Lenders() {
		open, err := s.openWorkOf(ctx, lender)
		if err != nil {
			return is, err
		}
		if open == 0 {
			continue
		}
		is.Count++
		is.Newest = append(is.Newest, office.Wait{Title: "Bạn đang làm thay " + lender, Below: openSaid(lender, open), To: office.ToDigitise})
	}
	return is, nil
}
