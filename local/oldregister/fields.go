package oldregister

import (
	"cmp"
	"strings"

	"tram/local/office"
	"tram/local/worksheet"
)

// days reads when the document was entered and when it was issued.
func (e *entry) days(r *office.Registered) {
	r.Entered = e.day(entered)
	r.Document.Issued = e.day(issued)
}

func (e *entry) day(f field) string {
	c, is := e.t.head.columns[f]
	if !is {
		return ""
	}
	cell := e.cell(f)
	if c.parts != [3]int{} {
		var parts []string
		for _, at := range c.parts {
			if part := oneLine(e.row.Cell(at).Text); part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) == 0 {
			return ""
		}
		cell = worksheet.Cell{Text: strings.Join(parts, "/"), Kind: worksheet.Text}
		return e.dayOf(readDay(e.t.book, cell, order{dayFirst: true}, e.t.context), f)
	}
	if text := oneLine(cell.Text); text == "-" || text == "—" {
		return ""
	}
	return e.dayOf(readDay(e.t.book, cell, e.t.orders[f], e.t.context), f)
}

func (e *entry) dayOf(read dayRead, f field) string {
	if read.why != "" {
		e.doubt("%s: %s", fieldSaid[f], read.why)
	}
	if read.said != "" {
		e.remark("%s", read.said)
	}
	return read.day
}

// numbers reads the number of the row on its register, and of what came in that of whoever sent it.
func (e *entry) numbers(r *office.Registered) {
	own, theirs := e.text(ownNumber), e.withDay(r)
	for _, text := range []string{own, theirs} {
		if several(text) {
			e.doubt("“%s” có nhiều số trong một ô", short(text))
			e.next("Hãy ghi mỗi số một dòng rồi nhập lại.")
			return
		}
	}
	if e.t.flow == office.FlowIn {
		e.numbersIn(r, own, theirs)
		return
	}
	e.numbersOut(r, own, theirs)
}

// numbersIn reads số đến, and the number of whoever sent the document.
func (e *entry) numbersIn(r *office.Registered, own, theirs string) {
	r.Document.Number, r.Document.Symbol = office.NumberParts(theirs)
	if symbol := e.text(symbolOnly); symbol != "" && r.Document.Symbol == "" {
		r.Document.Symbol = strings.TrimPrefix(office.Tightened(symbol), "/")
	}
	if theirs == "" {
		e.fromTitle(func(n numberRead) {
			r.Document.Number, r.Document.Symbol = n.digits+n.letter, n.symbol
		}, "số, ký hiệu lấy từ trích yếu: %s")
	}
	e.tight(theirs)
	n := e.ownNumber(own)
	if year := number(n.symbol); strings.ContainsAny(n.symbol, "0123456789") && !office.RegisterYear(year) {
		e.doubt("“%s” không đọc được thành một số đến", short(own))
	}
	e.give(r, n)
}

// numbersOut reads the number and symbol of what the office issued.
func (e *entry) numbersOut(r *office.Registered, own, theirs string) {
	n := e.ownNumber(cmp.Or(theirs, own))
	if theirs != "" && own != "" {
		if o := e.ownNumber(own); o.digits != "" && n.digits == "" {
			n.digits, n.letter = o.digits, o.letter
		} else if o.digits != n.digits || o.letter != n.letter {
			e.doubt("cột Số ghi “%s”, cột Số, ký hiệu ghi “%s”", short(own), short(theirs))
		}
	}
	if symbol := strings.TrimPrefix(office.Tightened(e.text(symbolOnly)), "/"); symbol != "" && n.symbol == "" {
		n.symbol = symbol
	}
	e.tight(cmp.Or(theirs, own))
	if n.digits == "" {
		e.fromTitle(func(title numberRead) {
			if n.symbol != "" && !strings.EqualFold(n.symbol, title.symbol) {
				e.doubt("ký hiệu “%s” khác ký hiệu trong trích yếu “%s”", n.symbol, title.symbol)
			}
			n = title
		}, "số lấy từ trích yếu: %s")
	}
	if n.symbol != "" && !isSymbol(n.symbol) {
		e.doubt("“%s” không phải một ký hiệu", short(n.symbol))
		e.next("Hãy để ở ô ấy một ký hiệu như QĐ-UBND, chữ khác chuyển sang Ghi chú.")
	}
	r.Document.Symbol = n.symbol
	e.give(r, n)
}

// tight tells a number that was written with spaces or dashes of other sorts.
func (e *entry) tight(text string) {
	if is := office.Tightened(text); is != text {
		e.remark("“%s” đọc là “%s”", text, is)
	}
}

// withDay is what stands as number and symbol; a day that stands in the same cell is parted from it.
func (e *entry) withDay(r *office.Registered) string {
	f := numbered
	if _, is := e.t.head.columns[numbered]; !is {
		f = dated
	}
	c := e.cell(f)
	if c.Kind == worksheet.Day {
		e.doubt("ô Số, ký hiệu đã bị bảng tính đổi thành ngày %s", daySaid(c.Text))
		return ""
	}
	text := oneLine(c.Text)
	days := anyDay.FindAllString(text, -1)
	if len(days) != 1 || r.Document.Issued != "" && f != dated {
		if f == dated && len(days) > 1 {
			e.doubt("“%s” có nhiều ngày", short(text))
		}
		return text
	}
	read := readDay(e.t.book, worksheet.Cell{Text: days[0], Kind: worksheet.Text}, orderOf(e.t.Wish.Dates, e.t.head.drawn, e.t.daysWithin(f)), e.t.context)
	if r.Document.Issued == "" {
		r.Document.Issued = e.dayOf(read, issued)
	}
	before, after, _ := strings.Cut(text, days[0])
	rest := strings.Trim(oneLine(before+" "+after), " ,;()")
	if words := wordsOf(rest); strings.HasSuffix(words, " ngay ") {
		rest = strings.TrimRight(rest[:strings.LastIndexAny(rest, " ,;(")+1], " ,;(")
	}
	e.remark("“%s” gồm số và ngày", short(text))
	return rest
}

// daysWithin are the days that stand in the cells of numbers.
func (t *table) daysWithin(f field) func(func(string)) {
	return func(each func(string)) {
		for _, row := range t.sheet.Rows[t.head.last+1:] {
			for _, day := range anyDay.FindAllString(row.Cell(t.head.columns[f].at).Text, -1) {
				each(day)
			}
		}
	}
}

// fromTitle takes a number from the beginning of the title.
func (e *entry) fromTitle(take func(numberRead), said string) {
	if n, is := titleNumber(e.said.Registered.Document.Subject, e.t.Types); is {
		take(n)
		e.remark(said, office.Numbered(n.digits+n.letter, n.symbol))
	}
}

// ownNumber reads the number of the row on its register.
func (e *entry) ownNumber(text string) numberRead {
	if text == "" {
		return numberRead{}
	}
	if strings.Contains(strings.ToLower(text), "tạm") {
		e.doubt("“%s” là số tạm, chưa phải số chính thức", short(text))
		return numberRead{}
	}
	n, ok := readNumber(text)
	switch {
	case !ok:
		e.doubt("“%s” không đọc được thành số", short(text))
	case n.mistyped():
		e.doubt("“%s” có chữ %s ở chỗ có thể là chữ số", short(text), n.letter)
		e.next("Hãy so với sổ giấy rồi gõ lại số.")
	}
	return n
}

func (e *entry) give(r *office.Registered, n numberRead) {
	r.Number = n.plain()
	r.Brought.Number = n.said()
}

// kinds reads the type of a document: its column, its symbol, and what its title begins with.
func (e *entry) kinds(r *office.Registered) {
	ahead, rest, titled := typeAhead(r.Document.Subject, e.t.Types)
	if titled && !e.t.flow.Makes() && r.Document.Subject[:len(ahead.Name)] != ahead.Name {
		titled = false // its title is kept as it was written
	}
	is, ok := e.kind(r, ahead, titled)
	if !ok {
		return
	}
	r.Document.Type = is.Code
	if titled && is.Code == ahead.Code && strings.TrimSpace(rest) != "" {
		r.Document.Subject = strings.TrimSpace(rest)
	}
}

// kind is the type of a document; ahead is that with which its title begins. false: its row is in
// doubt.
func (e *entry) kind(r *office.Registered, ahead office.DocumentType, titled bool) (is office.DocumentType, ok bool) {
	if said := e.text(kind); said != "" {
		found, err := office.FindType(e.t.Types, said)
		if err != nil {
			e.doubt("không có tên loại “%s”", short(said))
		}
		return found, err == nil
	}
	if !e.t.flow.Makes() {
		if titled {
			is = ahead
		}
		return is, true
	}
	symbol := typeOfSymbol(r.Document.Symbol, e.t.Types, e.t.organs())
	switch {
	case symbol.known && titled && symbol.kind.Code != ahead.Code:
		e.doubt("ký hiệu “%s” là %s, trích yếu bắt đầu bằng “%s”", r.Document.Symbol, symbol.kind.Name, ahead.Name)
		return is, false
	case symbol.known:
		if symbol.spelt {
			e.remark("ký hiệu “%s” đọc là %s", r.Document.Symbol, symbol.kind.Name)
		}
		return symbol.kind, true
	case titled:
		return ahead, true
	}
	if found, err := office.FindType(e.t.Types, e.t.Wish.Type); err == nil {
		e.remark("tên loại: %s, theo lời người nhập", found.Name)
		return found, true
	}
	if symbol.first != "" {
		e.doubt("“%s” trong ký hiệu “%s” không rõ là tên loại nào", short(symbol.first), short(r.Document.Symbol))
		e.next("Hãy ghi tên loại ở một cột Tên loại, hoặc nói tên loại khi nhập.")
		return is, false
	}
	return is, true
}

// organs are the abbreviations of whoever issues, by the symbols of the table: of QĐ-SNV it is SNV.
func (t *table) organs() map[string]bool {
	if t.issuers != nil {
		return t.issuers
	}
	t.issuers = map[string]bool{}
	for _, row := range t.sheet.Rows[t.head.last+1:] {
		for _, f := range []field{numbered, symbolOnly, dated} {
			c, is := t.head.columns[f]
			n, ok := readNumber(row.Cell(c.at).Text)
			if f == symbolOnly {
				n, ok = numberRead{symbol: office.Tightened(row.Cell(c.at).Text)}, true
			}
			parts := partsOf(n.symbol)
			if !is || !ok || len(parts) < 2 {
				continue
			}
			if symbol := typeOfSymbol(n.symbol, t.Types, nil); symbol.known && symbol.kind.Abbrev != "" {
				t.issuers[strings.ToUpper(parts[1])] = true
			}
		}
	}
	return t.issuers
}
