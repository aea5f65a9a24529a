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
	if e.t.flow == office.FlowIn {
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
		e.give(r, e.ownNumber(own))
		return
	}
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
	if !ok {
		e.doubt("“%s” không đọc được thành số", short(text))
	}
	return n
}

func (e *entry) give(r *office.Registered, n numberRead) {
	r.Number = n.plain()
	r.Brought.Number = n.said()
}

// kinds reads the type of a document: its column, its symbol, and what its title begins with.
func (e *entry) kinds(r *office.Registered) {
	said := e.text(kind)
	ahead, rest, titled := typeAhead(r.Document.Subject, e.t.Types)
	if titled && !e.t.flow.Makes() && r.Document.Subject[:len(ahead.Name)] != ahead.Name {
		titled = false // its title is kept as it was written
	}
	var is office.DocumentType
	symbol, symbolic := typeOfSymbol(r.Document.Symbol, e.t.Types)
	switch {
	case said != "":
		found, err := office.FindType(e.t.Types, said)
		if err != nil {
			e.doubt("không có tên loại “%s”", short(said))
			return
		}
		is = found
	case !e.t.flow.Makes():
		if titled {
			is = ahead
		}
	case symbolic && titled && symbol.Code != ahead.Code:
		e.doubt("ký hiệu “%s” là %s, trích yếu bắt đầu bằng “%s”", r.Document.Symbol, symbol.Name, ahead.Name)
		return
	case symbolic:
		is = symbol
	case titled:
		is = ahead
	case e.t.Wish.Type != "":
		if found, err := office.FindType(e.t.Types, e.t.Wish.Type); err == nil {
			is = found
			e.remark("tên loại: %s, theo lời người nhập", found.Name)
		}
	}
	r.Document.Type = is.Code
	if titled && is.Code == ahead.Code && strings.TrimSpace(rest) != "" {
		r.Document.Subject = strings.TrimSpace(rest)
	}
}
